"""Pinyin of names as people type it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.fold import fold
from crmcli.core.pinyin import LONGEST, MOST, initials, readings

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "make_pinyin.py"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("北京智微科技有限公司", "beijingzhiweikejiyouxiangongsi"),
        ("單田芳", "shantianfang"),
        ("曾国藩", "zengguofan"),
        ("解小龙", "xiexiaolong"),
        ("仇英", "qiuying"),
        ("区先生", "ouxiansheng"),
        ("查理", "zhali"),
        ("朴树", "piaoshu"),
        ("任华", "renhua"),
        ("翟天", "zhaitian"),
        ("尉迟恭", "yuchigong"),
        ("万俟卨", "moqixie"),
        ("令狐冲", "linghuchong"),
        ("欧阳明", "ouyangming"),
        ("厦门银行", "xiamenyinhang"),
        ("重庆长安汽车", "chongqingchanganqiche"),
        ("六安", "luan"),
        ("台州", "taizhou"),
        ("蚌埠", "bengbu"),
        ("东阿", "donge"),
        ("番禺", "panyu"),
        ("长沙", "changsha"),
        ("音乐", "yinyue"),
        ("单向空间科技", "danxiangkongjiankeji"),
        ("长寿区支行", "changshouquzhihang"),
        ("ABC科技（上海）", "abckejishanghai"),
        ("吕布", "lvbu"),
    ],
)
def test_the_likeliest_reading_comes_first(text: str, first: str) -> None:
    assert readings(text)[0] == first


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("单田芳", "dantianfang"),
        ("查理", "chali"),
        ("吕布", "lubu"),
        ("王长乐", "wangzhangyue"),
        ("单向空间科技", "shanxiangkongjiankeji"),
        ("娜娜", "nuona"),
    ],
)
def test_other_readings_are_there_too(text: str, also: str) -> None:
    assert also in readings(text)


@pytest.mark.parametrize(
    ("text", "letters"),
    [("智微科技", ("zwkj",)), ("单田芳", ("stf", "dtf")), ("吕布", ("lb",)), ("ABC科技（上海）", ("abckjsh",))],
)
def test_initials(text: str, letters: tuple[str, ...]) -> None:
    assert initials(text) == letters


@pytest.mark.parametrize("text", ["", "Acme Ltd", "Müller", "ソフト", "138-0013-8000", "·"])
def test_text_without_chinese_characters_has_no_pinyin(text: str) -> None:
    assert readings(text) == initials(text) == ()


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("长行重乐单abc1")))
def test_readings_are_few_plain_and_distinct(text: str) -> None:
    forms = readings(text)
    assert len(forms) == len(set(forms)) <= MOST
    assert all(form == fold(form) for form in forms)
    assert len(initials(text)) <= len(forms)


def test_nearly_every_character_has_a_reading() -> None:
    silent = [char for char in map(chr, range(0x4E00, 0x9FA6)) if not all(form.isascii() for form in readings(char))]
    assert len(silent) <= 10


def test_the_tables_are_what_the_script_makes() -> None:
    pytest.importorskip("pypinyin")
    pytest.importorskip("opencc")
    spec = importlib.util.spec_from_file_location("make_pinyin", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (script.DATA / "pinyin.txt").read_text(encoding="utf-8") == script.pinyin()
    assert (script.DATA / "t2s.txt").read_text(encoding="utf-8") == script.t2s()


def test_a_very_long_name_is_spelled_at_once_in_its_beginning() -> None:
    forms = readings("长" * 9000)
    assert len(forms) == MOST
    assert forms[0] == "chang" * LONGEST
