"""Folding for comparison, and cleaning for display."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.fold import fold, squeeze

CHINESE = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("First  Contact", "firstcontact"),
        ("臺灣電話", "台湾电话"),
        ("裡面", "里面"),
        ("衞生", "卫生"),
        ("瞭解", "了解"),
        ("智微　科技", "智微科技"),
        ("智微\u200b科技\ufeff", "智微科技"),
        ("北京（智微）", "北京(智微)"),
        ("Straße", "STRASSE"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("Cafe\u0301", "CAFÉ"),
        ("①", "1"),
        ("\t", ""),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("乾元", "干元"), ("股份", "集团"), ("智微", "智徽"), ("a-b", "ab")])
def test_different_words_stay_different(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(CHINESE, CHINESE)
def test_chinese_text_folds_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(st.text())
def test_nothing_folded_has_white_space(text: str) -> None:
    assert not any(char.isspace() for char in fold(text))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("  智微科技 \n", "智微科技"),
        ("张  三", "张 三"),
        ("张　三", "张 三"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("ＡＢＣ 科技", "ＡＢＣ 科技"),
        ("\x1b[31m红", "[31m红"),
        ("零\u200b宽\u202e", "零宽"),
        ("㐂\ue000", "㐂\ue000"),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_text_is_made_fit_for_one_line(raw: str, shown: str) -> None:
    assert squeeze(raw) == shown


@given(st.text())
def test_squeezed_text_is_one_clean_line(text: str) -> None:
    shown = squeeze(text)
    assert squeeze(shown) == shown
    assert shown.splitlines() in ([], [shown])
    assert "  " not in shown
    assert fold(shown) == fold(text) or not text.isprintable()
