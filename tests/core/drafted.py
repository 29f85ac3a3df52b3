"""Builds small tables and drafts their rows, for the tests of headers, mapping and drafting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crmcli.core.mapping import Defaults, Drafter, Mapping, plan
from crmcli.core.words import standard
from crmcli.records.draft import Draft
from crmcli.records.rows import RawRow, Table

NOW = datetime(2024, 5, 10, 9, 30)


def table(*lines: str, day: str | None = None, no_header: bool = False) -> Table:
    """A table from lines whose cells are parted by |, the first of them the header."""
    header, *rows = [tuple(cell.strip(" ") for cell in line.split("|")) for line in lines]
    return filled(header, *rows, day=day, no_header=no_header)


def filled(header: tuple[str, ...], *rows: tuple[Any, ...], day: str | None = None, no_header: bool = False) -> Table:
    """A table from cells of any type."""
    raw = tuple(RawRow(number, row) for number, row in enumerate(rows, 2))
    return Table("a.csv", "", header, 1, raw, day=day, no_header=no_header)


def mapped(one: Table, given: dict[str, str] | None = None) -> dict[str, str | None]:
    """Header → field."""
    return {column.header: column.field for column in planned(one, given).columns}


def planned(one: Table, given: dict[str, str] | None = None) -> Mapping:
    """The mapping of a table."""
    return plan(one, given=given or {}, words=standard())


def drafts(one: Table, defaults: Defaults | None = None, given: dict[str, str] | None = None) -> list[Draft]:
    """All rows of a table, drafted on 2024-05-10."""
    drafter = Drafter(planned(one, given), words=standard(), now=NOW, defaults=defaults)
    return [drafter.draft(one, row) for row in one.rows]


def first(*lines: str, day: str | None = None) -> Draft:
    """The first row of a table from lines."""
    return drafts(table(*lines, day=day))[0]


def values(draft: Draft) -> list[tuple[str, str]]:
    """Kind and value of each contact point."""
    return [(point.kind, point.value) for point in draft.points]


def note(draft: Draft) -> str:
    """The note, "" without one."""
    return str(draft.columns.get("note", ""))
