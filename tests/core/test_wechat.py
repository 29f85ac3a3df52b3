"""WeChat and QQ ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.wechat import read_qq, read_wechat, typed_qq, typed_wechat
from crmcli.errors import BadValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("微信号：Zhang-San", "Zhang-San"),
        ("微信 zw_88abc", "zw_88abc"),
        ("vx:abc123456", "abc123456"),
        ("13800138000", "13800138000"),
        ("wxid_abc123def456", "wxid_abc123def456"),
    ],
)
def test_an_id_keeps_its_case(text: str, value: str) -> None:
    read = read_wechat(text)
    assert ([point.value for point in read.points], read.problems) == ([value], ())
    assert typed_wechat(text).value == value


@pytest.mark.parametrize("text", ["微信同号", "同手机", "手机同号", "同上", "微同"])
def test_an_id_can_be_the_phone_number(text: str) -> None:
    assert read_wechat(text).same_as_phone
    assert read_wechat(text).points == ()


def test_chinese_text_is_a_nickname_and_no_id() -> None:
    read = read_wechat("小明爱吃鱼")
    assert (read.nickname, read.points) == ("小明爱吃鱼", ())
    with pytest.raises(BadValue, match="not one WeChat id"):
        typed_wechat("小明爱吃鱼")


def test_odd_ids_are_accepted_with_a_warning() -> None:
    assert read_wechat("abc").points[0].value == "abc"
    assert len(read_wechat("abc").problems) == 1
    assert read_wechat("chen*").points[0].masked


def test_blank_words_are_no_id() -> None:
    assert [read_wechat(text).points for text in ("无", "-", "")] == [(), (), ()]
    assert [read_qq(text).points for text in ("无", "-", "")] == [(), (), ()]


@pytest.mark.parametrize("text", ["QQ:12345678", "12345678@qq.com", "１２３４５６７８", "12345678.0", "qq号 12345678"])
def test_a_qq_number_is_read_from_its_label_and_its_mail(text: str) -> None:
    assert typed_qq(text).value == "12345678"


@pytest.mark.parametrize("text", ["1234", "012345678", "123456789012", "abc", "", "12345678/87654321"])
def test_what_is_no_qq_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="5 to 11 digits"):
        typed_qq(text)


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for point in (*read_wechat(text).points, *read_qq(text).points):
        assert point.value
