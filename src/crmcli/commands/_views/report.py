"""A report as a table with bars, as rows for spreadsheets, and as the object of product.md §9."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crmcli.commands._views.pieces import as_object, joined
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.report import Report
from crmcli.records.sheet import Card, Cell, Column, Sheet, Typed

BAR = Column("bar", " ", "bar", drop=9)


def report_table(report: Report, title: str, *, notes: tuple[Msg, ...] = ()) -> Sheet:
    """As people look at it: parts under their headings, bars, what must be known below."""
    shown = [column.key for column in _worth_showing(report)]
    rows = report.rows
    columns = report.columns
    if report.bars and report.previous is None:
        columns, shown = (*columns, BAR), [*shown, BAR.key]
        rows = tuple((*row, bar) for row, bar in zip(rows, _bars(report), strict=True))
    return Sheet(
        columns,
        tuple(_worded(report, row) for row in rows),
        title=joined((Msg(title), days_text(report), report.filter)),
        groups=tuple((part.first, part.title) for part in report.parts),
        shown=tuple(shown),
        notes=(*report.notes, *notes),
        empty=Msg(N_("Nothing in this period.")),
    )


def report_rows(report: Report, *, codes: bool) -> Sheet:
    """As spreadsheets and scripts read it: every column, labels or codes."""
    rows = report.rows if codes else tuple(_worded(report, row) for row in report.rows)
    return Sheet(report.columns, rows)


def report_object(report: Report) -> Card:
    """As the object of §9, with the period before at its end."""
    kinds = {column.key: column for column in report.columns}
    totals = {key: _total(kinds[key], value) if key in kinds else value for key, value in report.totals.items()}
    data: dict[str, object] = {
        "report": report.report,
        "period": {"since": report.since, "until": report.until},
        "filter": report.filter,
        "columns": [column.key for column in report.columns],
        "rows": [as_object(report.columns, row) for row in report.rows],
        "totals": totals,
        "previous": {"since": report.previous[0], "until": report.previous[1]} if report.previous else None,
    }
    return Card(Msg(report.report), (), data)


def days_text(report: Report) -> Msg:
    """The period in words."""
    ends: Mapping[str, object] = {"since": report.since, "until": report.until}
    if report.since and report.until:
        said = Msg(N_("{since} to {until}"), ends)
    elif report.since:
        said = Msg(N_("since {since}"), ends)
    else:
        said = Msg(N_("until {until}"), ends) if report.until else Msg(N_("all the time"))
    if report.previous is None:
        return said
    before = {"since": report.previous[0], "until": report.previous[1]}
    return Msg(N_("{now} (before: {before})"), {"now": said, "before": Msg(N_("{since} to {until}"), before)})


def _total(column: Column, value: Cell) -> Cell:
    return Typed(column.kind, value, column.dict, column.key) if isinstance(value, int | float) else value


def _worded(report: Report, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Codes that only scripts read as words."""
    titles = {part.code: part.title for part in report.parts}
    first = report.columns[0].key == "section" and isinstance(row[0], str)
    cells = (titles.get(str(row[0]), row[0]), *row[1:]) if first else row
    return tuple(Msg(report.labels[one]) if isinstance(one, str) and one in report.labels else one for one in cells)


def _bars(report: Report) -> Iterator[float | None]:
    """For each row a fraction of the widest bar of its part: rates as they are, counts against the highest."""
    places = [place for place, column in enumerate(report.columns) if column.key in report.bars]
    starts = [part.first for part in report.parts] or [0]
    ends = [*starts[1:], len(report.rows)]
    for start, end in zip(starts, ends, strict=True):
        part = report.rows[start:end]
        most = {place: max((_number(row[place]) or 0 for row in part), default=0) for place in places}
        for row in part:
            known = next((place for place in places if row[place] is not None), None)
            yield (
                None if known is None else _fraction(row[known], most[known], rate=report.columns[known].kind == "rate")
            )


def _fraction(value: Cell, most: float, *, rate: bool) -> float:
    number = _number(value) or 0
    return number if rate else number / most if most else 0.0


def _number(value: Cell) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _worth_showing(report: Report) -> Iterator[Column]:
    """The columns of a table, without those that could be dropped and say nothing."""
    by_key = {column.key: (place, column) for place, column in enumerate(report.columns)}
    for key in report.shown or tuple(by_key):
        place, column = by_key[key]
        if key != "section" and (not column.drop or any(row[place] for row in report.rows)):
            yield column
