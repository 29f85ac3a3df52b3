"""Rates without a division by nothing, and rows put beside those of the period before."""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Part, Report
from crmcli.records.sheet import Cell, Column

BEFORE = "_before"
NUMBERS = ("count", "rate", "money")

Row = tuple[Cell, ...]


def rate(part: int | None, whole: int | None) -> float | None:
    """`part` of `whole` as a fraction of four digits; None when either is unknown or there is nothing to divide by."""
    return round(part / whole, 4) if whole and part is not None else None


def beside(now: Report, before: Report) -> Report:
    """`now` with the compared columns of `before` as further ones at the end, named KEY_before.

    Rows belong together when the columns in front of the first number are equal; a row that only the period before has
    comes at the end of its part, with nothing in this period.
    """
    places = {column.key: place for place, column in enumerate(now.columns)}
    added = [
        replace(now.columns[places[key]], key=key + BEFORE, label=label, short=N_("before"))
        for key, label in now.compared
    ]
    rows, parts = _joined(now, before, [places[key] for key, _ in now.compared])
    totals = {key + BEFORE: before.totals.get(key) for key, _ in now.compared}
    return replace(
        now,
        columns=(*now.columns, *added),
        rows=tuple(rows),
        parts=tuple(parts),
        shown=_shown(now),
        totals={**now.totals, **totals},
        previous=(before.since, before.until),
    )


def _joined(now: Report, before: Report, compared: list[int]) -> tuple[list[Row], list[Part]]:
    numbers = [place for place, column in enumerate(now.columns) if column.kind in NUMBERS]
    width = min([*numbers, *compared])
    nobody = _nothing(now.rows[0], width, now.columns) if now.rows else ()
    rows: list[Row] = []
    parts: list[Part] = []
    old = {one.code: (one, part_rows) for one, part_rows in _parts(before)}
    new = {one.code: (one, part_rows) for one, part_rows in _parts(now)}
    for code, (part, _) in {**old, **new}.items():
        parts.append(part._replace(first=len(rows)))
        known = {} if part.apart else {row[:width]: row for row in old.get(code, (part, ()))[1]}
        for row in new.get(code, (part, ()))[1]:
            before_it = (None,) * len(row) if part.apart else known.pop(row[:width], nobody)
            rows.append((*row, *_cells(before_it, compared)))
        rows += [(*_nothing(row, width, now.columns), *_cells(row, compared)) for row in known.values()]
    return rows, parts if now.parts else []


def _parts(report: Report) -> Iterator[tuple[Part, tuple[Row, ...]]]:
    parts = report.parts or (Part(0, "", Msg("")),)
    ends = [*(part.first for part in parts[1:]), len(report.rows)]
    yield from ((part, report.rows[part.first : end]) for part, end in zip(parts, ends, strict=True))


def _cells(row: Row, places: list[int]) -> Row:
    return tuple(row[place] for place in places)


def _nothing(row: Row, width: int, columns: tuple[Column, ...]) -> Row:
    return (*row[:width], *(0 if column.kind == "count" else None for column in columns[width:]))


def _shown(report: Report) -> tuple[str, ...]:
    compared = dict(report.compared)
    keys = report.shown or tuple(column.key for column in report.columns)
    return tuple(one for key in keys for one in ((key, key + BEFORE) if key in compared else (key,)))
