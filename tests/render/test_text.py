"""Text for a terminal: nothing in it moves the cursor, and its measure in cells is kept."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from crmcli.render.text import clean, clean_lines, cut, pad, visible, wrap
from tests.render.samples import HOSTILE


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31m红", "␛[31m红"),
        ("\x9b2J", "␛[2J"),
        ("a\x07b\x00c\x7f", "a␇b␀c␡"),
        ("第一行\r\n第二行\n三", "第一行 第二行 三"),
        ("a\tb\u2028c", "a b c"),
        ("abc\u202edcba", "abcdcba"),
        ("\ufeff零\u200b宽", "零宽"),
        ("x\udcffy", "x\ufffdy"),
        ("北京　示例", "北京　示例"),
    ],
)
def test_dangerous_characters_are_shown_or_left_out(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_cleaned_text_has_no_control_and_cleaning_again_changes_nothing(raw: str) -> None:
    cleaned = clean(raw)
    assert not {unicodedata.category(char) for char in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")  # raises for half of a surrogate pair


def test_line_ends_stay_in_data_while_escapes_do_not() -> None:
    assert visible("a\nb\tc\x1b") == "a\nb\tc␛"
    assert clean_lines("\n一\r\n二\x1b\n") == ["一", "二␛"]


@settings(max_examples=200, deadline=None)
@given(HOSTILE, st.integers(1, 30))
def test_cutting_and_padding_give_exactly_the_width_asked_for(raw: str, width: int) -> None:
    short = cut(clean(raw), width)
    assert cell_len(short) <= width
    assert cell_len(pad(short, width)) == width


def test_a_cut_text_says_that_it_was_cut() -> None:
    assert cut("北京示例科技有限公司", 11) == "北京示例科…"
    assert cut("北京示例", 8) == "北京示例"


@settings(max_examples=200, deadline=None)
@given(HOSTILE, st.integers(2, 30))
def test_wrapping_keeps_the_width_and_loses_nothing_but_spaces(raw: str, width: int) -> None:
    text = clean(raw)
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_chinese_wraps_between_characters_and_punctuation_never_begins_a_line() -> None:
    assert wrap("同意报价，等老板点头。", 8) == ["同意报", "价，等老", "板点头。"]
    assert wrap("see the MES system", 8) == ["see the", "MES", "system"]
