"""What is typed finds the customer it was copied from, or remembered of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.fold import fold
from crmcli.core.pinyin import initials, readings
from crmcli.core.searching import needle, search_text

TEXT = search_text(
    name="北京智微科技（上海）有限公司",
    contacts=["單小明", "Anna Müller"],
    points=["13800138000", "010-62345678", "li.lei@example.com", "wx_zhiwei"],
    codes=["C20260501001", "VIP-0042"],
    notes=["关注价格 3-5万,下周 2026-11-21 再谈\n要求加急", "100%_确定"],
)
NAMES = st.text(st.sampled_from("北京上海智微单长行重乐科技有限公司（）·- 0123456789abcXYZ.臺灣"), min_size=1)


@pytest.mark.parametrize(
    "typed",
    [
        "智微",
        "智 微",
        "科技(上海)",
        "单小明",
        "單",
        "MÜLLER",
        "annamü",
        "zhiweikeji",
        "ZhiWei KeJi",
        "zwkj",
        "bjzwkjshyxgs",
        "shanxiaoming",
        "danxiaoming",
        "sxm",
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "8000",
        "0013-8000",
        "(010) 62345678",
        "62345678",
        "LI.LEI@example.com",
        "example.com",
        "wx_zhi",
        "c20260501001",
        "vip-0042",
        "关注价格",
        "3-5万",
        "2026-11-21",
        "加急",
        "100%_",
    ],
)
def test_what_people_type_finds_it(typed: str) -> None:
    assert needle(typed) in TEXT


@pytest.mark.parametrize("typed", ["智徽", "13900139000", "guanzhu", "gzjg", "单小红", "上海加急", "8000010"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert needle(typed) not in TEXT


@given(NAMES, st.data())
def test_any_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    for text in (
        search_text(name=name, contacts=(), points=(), codes=(), notes=()),
        search_text(name="x", contacts=[name], points=(), codes=(), notes=()),
        search_text(name="x", contacts=(), points=[name], codes=(), notes=()),
        search_text(name="x", contacts=(), points=(), codes=(), notes=[name]),
    ):
        assert needle(folded[start:end]) in text


@given(NAMES)
def test_every_reading_and_its_initials_find_the_name(name: str) -> None:
    text = search_text(name=name, contacts=(), points=(), codes=(), notes=())
    for typed in (*readings(name), *initials(name)):
        assert typed in text.split("\n")


@given(st.lists(st.text(), max_size=4), st.text())
def test_no_needle_reaches_across_two_parts(parts: list[str], typed: str) -> None:
    text = search_text(name="a", contacts=parts, points=parts, codes=parts, notes=parts)
    assert "\n\n" not in text
    assert "\n" not in needle(typed)
