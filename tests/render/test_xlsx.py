"""Workbooks: text is text, whatever it looks like; numbers and dates are what they are."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest

from crmcli.records.base import Msg
from crmcli.records.sheet import Cell, Column, Sheet
from crmcli.render import draw
from tests.render.samples import wording

openpyxl = pytest.importorskip("openpyxl")


def cell(kind: str, value: Cell, *, key: str = "x") -> Any:
    """The only cell of a column, as a reader of the workbook finds it."""
    drawn = draw(Sheet((Column(key, "X", kind, "stage"),), ((value,),)), "xlsx", wording())
    assert isinstance(drawn, bytes)
    return openpyxl.load_workbook(io.BytesIO(drawn)).active["A2"]


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+1", "-1", "'=1", "#N/A", "13800138000", "0755", "2026-11-21", "真"]
)
def test_text_stays_text(text: str) -> None:
    assert (cell("text", text).value, cell("text", text).data_type) == (text, "s")


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("money", 120_050, 1200.5), ("money", 100, 1), ("rate", 0.25, 0.25), ("count", 7, 7),
        ("day", "2026-11-21", datetime(2026, 11, 21)), ("moment", "2026-11-21 15:30", datetime(2026, 11, 21, 15, 30)),
        ("day", "2026-02-30", "2026-02-30"), ("day", "soon", "soon"), ("moment", "0001-01-01", "0001-01-01"),
        ("code", "quote", "Proposal and quote"), ("tags", ("a", "b"), "a;b"), ("yesno", 1, "yes"),
        ("money", Msg("unknown"), "unknown"), ("rate", float("nan"), None), ("text", "", None), ("text", None, None),
        ("text", "a\x1b[1mb", "a␛[1mb"),
    ],
)  # fmt: skip
def test_a_value_is_what_it_is(kind: str, value: Cell, expected: object) -> None:
    assert cell(kind, value).value == expected


def test_a_text_longer_than_excel_takes_is_cut() -> None:
    assert len(cell("text", "x" * 40_000).value) == 32_767


def test_columns_are_as_wide_as_their_content_and_no_wider_than_can_be_read() -> None:
    rows = (("短", "x" * 300),)
    drawn = draw(Sheet((Column("a", "A"), Column("b", "B")), rows), "xlsx", wording())
    assert isinstance(drawn, bytes)
    page = openpyxl.load_workbook(io.BytesIO(drawn)).active
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (8, 40)
