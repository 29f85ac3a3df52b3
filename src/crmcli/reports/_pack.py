"""Several reports as one: what a salesperson sends upwards. Its rows are all their numbers, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Question, Report
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.reports._rates import BEFORE, NUMBERS, Row

COLUMNS = (
    Column("report", N_("Report")),
    Column("section", N_("Part")),
    Column("item", N_("What"), "msg"),
    Column("measure", N_("Measure")),
    Column("value", N_("Value"), "msg"),
    Column("before", N_("Before"), "msg"),
)


def build(name: str, sections: Sequence[str], db: Connection, asked: Question) -> Report:
    """The pack `name` of the reports `sections`, all of the same question."""
    from crmcli.reports import choose

    return gathered(name, [choose(one).build(db, asked) for one in sections])


def gathered(name: str, sections: Sequence[Report]) -> Report:
    """Reports that are made already as one."""
    rows = tuple(row for one in sections for row in _numbers(one))
    labels = {code: label for one in sections for code, label in one.labels.items()}
    totals: dict[str, Cell] = {one.report: _totals(one) for one in sections}
    return replace(Report(name, COLUMNS, rows, totals), sections=tuple(sections), labels=labels)


def _totals(report: Report) -> dict[str, object]:
    kinds = {column.key: column for column in report.columns}
    return {key: _typed(kinds[key], value) if key in kinds else value for key, value in report.totals.items()}


def _numbers(report: Report) -> Iterator[Row]:
    places = {column.key: place for place, column in enumerate(report.columns)}
    counted = [
        column for column in report.columns if column.kind in NUMBERS or column.key in dict(report.compared)
        if not column.key.endswith(BEFORE)
    ]  # fmt: skip
    named = [column for column in report.columns if column.kind not in (*NUMBERS, "spark", "yesno", "section")]
    for row in report.rows:
        section = str(row[0]) if report.columns[0].key == "section" else None
        item = _item([(column, row[places[column.key]]) for column in named if column.key != "section"])
        for column in counted:
            value = row[places[column.key]]
            before = row[places[column.key + BEFORE]] if column.key + BEFORE in places else None
            if value is not None or before is not None:
                yield (
                    *(report.report, section, item, column.key),
                    *(_typed(column, value), _typed(column, before)),
                )


def _item(cells: Sequence[tuple[Column, Cell]]) -> Cell:
    """What a row is about: its names, joined."""
    known = [_typed(column, cell) for column, cell in cells if cell is not None and not isinstance(cell, Typed)]
    if len(known) < 2:
        return known[0] if known else None
    return Msg(
        " · ".join(f"{{p{place}}}" for place in range(len(known))), {f"p{n}": one for n, one in enumerate(known)}
    )


def _typed(column: Column, value: Cell) -> Cell:
    if isinstance(value, int | float) or (isinstance(value, str) and column.kind == "code"):
        return Typed(column.kind, value, column.dict, column.key)
    return value
