"""Rows written one by one: quick lines are what careful ones would be, and formats agree with the whole."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.records.sheet import Column, Sheet
from crmcli.render import Options, draw
from crmcli.render.lines import texts
from crmcli.render.registry import draw_rows
from tests.render.samples import wording

COLUMNS = (Column("name", "Customer"), Column("stage", "Stage", "code", "stage"), Column("next_at", "Next", "moment"))
DELICATE = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "ID", "IDs", "In", "a,b", 'a"b', "a\nb", "=1", "'=1", "+86 1", "+8613800138000", "-", "\u3000x"]
    ),
    st.none(),
)
ROWS = st.lists(st.tuples(DELICATE, st.sampled_from(["quote", "lead", None]), DELICATE), max_size=4).map(tuple)


@given(ROWS)
def test_a_quick_line_reads_back_as_the_careful_one(
    rows: tuple[tuple[str | None, str | None, str | None], ...],
) -> None:
    sheet = Sheet(COLUMNS, rows)
    written = str(draw(sheet, "csv", wording()))
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == list(texts(sheet, wording(), Options()))


@given(ROWS)
def test_json_one_by_one_is_the_whole_list(rows: tuple[tuple[str | None, str | None, str | None], ...]) -> None:
    drawn = str(draw_rows(COLUMNS, iter(rows), "json", wording(), Options()))
    assert drawn == draw(Sheet(COLUMNS, rows), "json", wording())
    lines = str(draw_rows(COLUMNS, iter(rows), "jsonl", wording(), Options())).split("\n")[:-1]
    assert json.loads(drawn) == [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "jsonl", "md", "table"])
def test_rows_one_by_one_are_drawn_as_the_sheet_would_be(name: str) -> None:
    rows = (("智微", "quote", "2026-11-21"), (None, None, None))
    assert draw_rows(COLUMNS, iter(rows), name, wording(), Options()) == draw(Sheet(COLUMNS, rows), name, wording())
