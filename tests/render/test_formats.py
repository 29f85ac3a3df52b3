"""The data formats: scripts get back what was there, and spreadsheets compute nothing."""

from __future__ import annotations

import csv
import io
import json
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import UsageError
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet, Typed
from crmcli.render import Options, choose, draw, known
from crmcli.render.lines import guard
from crmcli.render.text import visible
from tests.render.samples import HOSTILE, wording

SHEET = Sheet(
    (
        Column("name", "Customer"),
        Column("stage", "Stage", "code", "stage"),
        Column("amount", "Amount", "money"),
        Column("share", "Share", "rate"),
        Column("tags", "Tags", "tags"),
        Column("custom", "Custom", "object"),
        Column("do_not_contact", "Do not contact", "yesno"),
    ),
    (
        ('示例, "科技"', "quote", 120_050, 1 / 3, ("a", "b"), {"门店": "南山", "级": None}, 0),
        ("", None, None, None, (), {"面积": 30}, None),
    ),
    title=Msg("Customers"),
    groups=((0, Msg("Overdue")),),
    notes=(Msg("a note"),),
)


def text(sheet: Sheet | Card, format: str, lang: str = "en", options: Options = Options()) -> str:
    """The sheet in a text format."""
    return cast(str, draw(sheet, format, wording(lang), options))


def column(values: list[str]) -> Sheet:
    """A sheet of one column of text."""
    return Sheet((Column("x", "X"),), tuple((value,) for value in values))


def read(written: str, delimiter: str = ",") -> list[list[str]]:
    """What a script reads."""
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True))


def test_every_format_is_found_by_its_name() -> None:
    assert {"csv", "tsv", "json", "jsonl", "md", "table"} <= set(known())
    for name in known():
        assert callable(choose(name).write)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        choose("docx")
    assert caught.value.exit_code == 2
    assert "csv" in cast(tuple[str, ...], caught.value.params["formats"])


def test_json_has_codes_yuan_fractions_lists_and_null() -> None:
    loaded = json.loads(text(SHEET, "json", "zh"))
    assert loaded[0] == {
        "name": '示例, "科技"',
        "stage": "quote",
        "amount": 1200.5,
        "share": 0.3333,
        "tags": ["a", "b"],
        "custom": {"门店": "南山", "级": None},
        "do_not_contact": False,
    }
    assert loaded[1] | {"custom": {}} == {
        "name": None,
        "stage": None,
        "amount": None,
        "share": None,
        "tags": [],
        "custom": {},
        "do_not_contact": None,
    }
    assert "示例" in text(SHEET, "json")
    assert text(SHEET, "json").endswith("\n")


def test_json_is_the_same_in_every_language_and_jsonl_has_the_same_objects() -> None:
    assert text(SHEET, "json", "zh") == text(SHEET, "json", "en")
    assert [json.loads(line) for line in text(SHEET, "jsonl").splitlines()] == json.loads(text(SHEET, "json"))
    assert text(column([]), "json") == "[]\n"
    assert text(column([]), "jsonl") == ""


@settings(max_examples=200, deadline=None)
@given(st.lists(HOSTILE.filter(bool), max_size=4))
def test_json_loads_back_and_cannot_move_a_terminal(values: list[str]) -> None:
    written = text(column(values), "json")
    assert [row["x"] for row in json.loads(written)] == [json.loads(json.dumps(value)) for value in values]
    written.encode("utf-8")  # raises for half of a surrogate pair
    assert not any((char < " " and char != "\n") or "\x7f" <= char <= "\x9f" for char in written)


def test_an_infinite_number_is_null_in_json() -> None:
    sheet = Sheet((Column("x", "X", "count"), Column("y", "Y", "rate")), ((float("inf"), float("nan")),))
    assert json.loads(text(sheet, "json")) == [{"x": None, "y": None}]


def test_json_is_masked_when_asked() -> None:
    card = Card(Msg("x"), (), {"mobile": "13800138000", "people": [{"email": "zhangwei@example.com"}], "code": "C1"})
    masked = json.loads(cast(str, draw(card, "json", wording(mask=True))))
    assert masked == {"mobile": "138****8000", "people": [{"email": "zh****@example.com"}], "code": "C1"}


def test_csv_has_labels_or_keys_and_objects_spread_over_columns() -> None:
    rows = read(text(SHEET, "csv", "zh"))
    assert rows[0] == [
        "客户",
        "阶段",
        "金额",
        "Share",
        "Tags",
        "门店",
        "级",
        "面积",
        "Do not contact",
    ]
    assert rows[1] == ['示例, "科技"', "方案报价", "1200.50", "0.3333", "a;b", "南山", "", "", "否"]
    assert rows[2] == ["", "", "", "", "", "", "", "30", ""]
    coded = read(text(SHEET, "csv", "zh", Options(codes=True)))
    assert coded[0][:2] == ["name", "stage"]
    assert coded[1][1] == "quote"
    assert text(SHEET, "csv", options=Options(bom=True)).startswith("\ufeffCustomer,")


def test_a_field_called_like_a_column_keeps_its_prefix() -> None:
    columns = (Column("name", "Customer"), Column("custom", "Custom", "object"))
    sheet = Sheet(columns, (("Oak", {"Customer": "x", "Camera": "y"}),))
    assert read(text(sheet, "csv", "en"))[0] == ["Customer", "custom.Customer", "Camera"]


def unguarded(cell: str) -> str:
    """What an importer does: one apostrophe off before what a spreadsheet would compute."""
    rest = cell.lstrip("'")
    return cell[1:] if cell.startswith("'") and rest[:1] and rest[:1] in "=+-@\t\r\n＝＋－＠" else cell


@settings(max_examples=200, deadline=None)
@given(st.lists(HOSTILE, max_size=4))
def test_csv_gives_every_value_back(values: list[str]) -> None:
    rows = read(text(column(values), "csv"))
    assert [unguarded(row[0]) for row in rows[1:]] == [visible(value) for value in values]


@pytest.mark.parametrize(
    "formula", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "+852-9123"]
)
def test_a_formula_becomes_text_and_comes_back(formula: str) -> None:
    assert guard(formula) == "'" + formula
    assert unguarded(guard(formula)) == formula


@pytest.mark.parametrize(
    "value", ["-1200.00", "+85291234567", "+852 9123 4567", "-", "13800138000", "a=b", "'quoted'", ""]
)
def test_phones_and_negative_numbers_stay_as_they_are(value: str) -> None:
    assert guard(value) == value
    assert unguarded(value) == value


def test_tsv_has_one_line_per_row_whatever_is_in_a_cell() -> None:
    written = text(column(["a\tb\nc\r\nd", '"q"', "=1"]), "tsv")
    assert written == 'X\na b c d\n"q"\n\'=1\n'


def test_md_shows_people_text_and_not_markup() -> None:
    sheet = Sheet(
        (Column("name", "Customer"), Column("n", "Count", "count")),
        (("a|b *c* <b> wx_id_1", 1234), ("x\ny", 2)),
        title=Msg("Customers"),
        groups=((0, Msg("Overdue")), (1, Msg("Today"))),
        notes=(Msg("a note"),),
    )
    assert text(sheet, "md", "zh").split("\n\n") == [
        "## Customers",
        "### Overdue",
        "| 客户 | Count |\n| --- | ---: |\n| a\\|b \\*c\\* \\<b> wx_id_1 | 1,234 |",
        "### Today",
        "| 客户 | Count |\n| --- | ---: |\n| x y | 2 |",
        "a note\n",
    ]


def test_a_card_is_one_object_in_json_and_one_row_in_csv() -> None:
    data: dict[str, object] = {"code": "C1", "stage": Word("stage", "quote"), "tags": ("a", "b"), "talks": [{"id": 1}]}
    pairs: tuple[tuple[Msg, Cell], ...] = ((Msg("Amount"), Typed("money", 5)),)
    card = Card(Msg("示例"), (Section(None, pairs), Section(Msg("Empty"))), data)
    assert json.loads(text(card, "json"))["talks"] == [{"id": 1}]
    assert read(text(card, "csv", options=Options(codes=True))) == [["code", "stage", "tags"], ["C1", "quote", "a;b"]]
    assert text(card, "md") == "## 示例\n\n- **Amount** ¥0.05\n"
