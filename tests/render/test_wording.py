"""Sentences and values in the language of the user."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Cell, Column, Typed
from tests.render.samples import HOSTILE, wording


def test_a_sentence_is_translated_and_its_words_with_it() -> None:
    msg = Msg("{n} customers in {stage}", {"n": 3, "stage": Word("stage", "quote")})
    assert wording("en").say(msg) == "3 customers in Proposal and quote"
    assert wording("zh").say(Msg("{n} customers", {"n": 3})) == "3 位客户"


def test_one_of_something_is_singular() -> None:
    msg = Msg("{n} customers", {"n": 1}, one="{n} customer")
    assert wording().say(msg) == "1 customer"


def test_sentences_inside_sentences_and_lists_are_worded() -> None:
    inner = Msg("due {day}", {"day": Typed("day", "2026-11-24")})
    assert wording().say(Msg("{what}: {all}", {"what": inner, "all": ("a", Word("stage", "lead"))})) == (
        "due 2026-11-24: a, Lead"
    )
    assert wording("zh").say(Msg("{all}", {"all": ("甲", "乙")})) == "甲、乙"


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_a_value_is_never_read_as_a_pattern(text: str) -> None:
    assert wording().say(Msg("<{x}>", {"x": text})) == f"<{text}>"
    assert wording().say(text) == text


def test_a_missing_value_or_a_stray_brace_does_not_crash() -> None:
    assert wording().say(Msg("hello {name}")) == "hello {name}"
    assert wording().say(Msg("hello {", {"name": "x"})) == "hello {"
    assert wording().say(Msg("{x.__class__} {0} {x[0]}", {"x": "y"})) == "{x.__class__} {0} {x[0]}"
    assert wording().say(Msg("{rate:.1%} {x:.2f}", {"rate": 0.256, "x": "text"})) == "25.6% text"


def test_money_in_a_sentence_names_its_currency() -> None:
    msg = Msg("{sum}", {"sum": Typed("money", 1_234_550)})
    assert wording("en").say(msg) == "¥12,345.50"
    assert wording("zh").say(msg) == "12,345.50 元"
    assert wording("en", currency="USD").say(msg) == "USD 12,345.50"


@pytest.mark.parametrize(
    ("kind", "value", "table", "csv"),
    [
        ("money", 120_000, "1,200", "1200.00"),
        ("money", 120_050, "1,200.50", "1200.50"),
        ("money", -5, "-0.05", "-0.05"),
        ("rate", 0.3, "30.0%", "0.3000"),
        ("rate", 1 / 3, "33.3%", "0.3333"),
        ("rate", float("nan"), "", ""),
        ("count", 12_345, "12,345", "12345"),
        ("count", 12.5, "12.5", "12.5"),
        ("day", "2026-11-21", "2026-11-21", "2026-11-21"),
        ("moment", "2026-11-21 15:30", "2026-11-21 15:30", "2026-11-21 15:30"),
        ("yesno", 1, "是", "是"),
        ("yesno", False, "否", "否"),
        ("tags", ("预算-50万", "意向-高"), "预算-50万 · 意向-高", "预算-50万;意向-高"),
        ("tags", (), "", ""),
        ("text", None, "", ""),
        ("text", 7, "7", "7"),
        ("money", Msg("{n} customers", {"n": 2}), "2 位客户", "2 位客户"),
        ("msg", Word("stage", "lead"), "线索", "线索"),
    ],
)
def test_cells_are_for_people_in_tables_and_for_scripts_in_csv(kind: str, value: Cell, table: str, csv: str) -> None:
    column = Column("x", "X", kind)
    assert wording("zh").cell(column, value) == table
    assert wording("zh").cell(column, value, plain=True) == csv


def test_codes_are_labels_unless_codes_are_asked_for() -> None:
    column = Column("stage", "Stage", "code", "stage")
    assert wording("zh").cell(column, "quote") == "方案报价"
    assert wording("zh").cell(column, "quote", codes=True) == "quote"
    assert wording("zh").cell(column, "") == ""
    assert wording("zh").cell(Column("is_primary", "Primary", "yesno"), True, codes=True) == "true"
    assert wording("zh").heading(column, codes=True) == "stage"


@pytest.mark.parametrize(
    ("key", "value", "masked"),
    [
        ("mobile", "13800138000", "138****8000"),
        ("contact_phone", "010-62345678", "010-****5678"),
        ("phone", "+852 91234567", "+852 ****4567"),
        ("phone", "13800138000;13912345678", "138****8000;139****5678"),
        ("phone", "138****8000", "138****8000"),
        ("email", "zhangwei@example.com", "zh****@example.com"),
        ("email", "ab@example.com", "a****@example.com"),
        ("wechat", "zw_880088", "zw****88"),
        ("wechat", "zwkj", "z****"),
        ("content", "打 138 0013 8000 或 a.b@example.com", "打 138 **** 8000 或 a****@example.com"),
        ("name", "示例科技 2026", "示例科技 2026"),
        ("code", "C13800138000", "C13800138000"),
        ("contract_no", "13800138000", "13800138000"),
    ],
)
def test_masking_hides_the_middle_of_what_reaches_a_person(key: str, value: str, masked: str) -> None:
    assert wording(mask=True).cell(Column(key, "X"), value) == masked
    assert wording().cell(Column(key, "X"), value) == value


def test_numbers_that_are_typed_again_have_no_commas() -> None:
    assert wording().cell(Column("deal_id", "Deal", "count"), 12_345) == "12345"


def test_masking_reaches_into_sentences() -> None:
    msg = Msg("called {phone}", {"phone": "13800138000"})
    assert wording(mask=True).say(msg) == "called 138****8000"
