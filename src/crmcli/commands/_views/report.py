"""A report as a table with bars, as rows for spreadsheets, as pages with charts, and as the object of product.md §9."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from crmcli.commands._views.pieces import as_object, joined
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Report
from crmcli.records.sheet import Book, Card, Cell, Chart, Column, Sheet, Typed

BAR = Column("bar", " ", "bar", drop=9)


def report_pages(report: Report, title_of: Callable[[str], str], *, rows: bool) -> Sheet | Book:
    """As people look at it in a browser or a workbook; a pack has a page for each of its reports.

    Args:
        title_of: the heading of a report by its name, an English id.
        rows: every column, as a workbook has it, and not those of a table.
    """
    if not report.sections:
        return _page(report, title_of(report.report), rows=rows, alone=True)
    pages = tuple(_page(one, title_of(one.report), rows=rows, alone=False) for one in report.sections)
    return Book(_heading(report, title_of(report.report)), pages)


def report_text(report: Report, title_of: Callable[[str], str], *, notes: tuple[Msg, ...] = ()) -> Sheet | Book:
    """As people look at it on a terminal or in Markdown."""
    if not report.sections:
        return report_table(report, title_of(report.report), notes=notes)
    pages = tuple(replace(report_table(one, ""), title=Msg(title_of(one.report))) for one in report.sections)
    return Book(_heading(report, title_of(report.report)), pages)


def _page(report: Report, title: str, *, rows: bool, alone: bool) -> Sheet:
    sheet = report_rows(report, codes=False) if rows else report_table(report, title)
    heading = _heading(report, title) if alone or rows else Msg(title)
    return replace(sheet, title=heading, name=Msg(title), charts=tuple(_charts(report)), notes=report.notes)


def _heading(report: Report, title: str) -> Msg:
    return joined((Msg(title), days_text(report), report.filter))


def _charts(report: Report) -> Iterator[Chart]:
    """The pictures with the rows they show, and the period before beside where the report has it."""
    places = {column.key: place for place, column in enumerate(report.columns)}
    ends = (*(part.first for part in report.parts), len(report.rows))[1:]
    parts = {part.code: (part.first, end) for part, end in zip(report.parts, ends, strict=False)}
    parts[""] = (0, len(report.rows))
    for picture in report.pictures:
        first, end = parts.get(picture.part, (0, 0))
        while end > first and _code(report.rows[end - 1][places[picture.x]]) in picture.leave_out:
            end -= 1
        series = _series(picture, places)
        course = picture.kind in ("column", "line") and len(series) == 1  # which a single month is not
        if end - first > course:
            yield Chart(picture.kind, picture.title, picture.x, series, (first, end))


def _series(picture: Picture, places: Mapping[str, int]) -> tuple[str, ...]:
    if picture.kind == "pie":
        return picture.series
    before = [f"{key}_before" for key in picture.series if f"{key}_before" in places]
    return (*picture.series, *before)


def _code(cell: Cell) -> object:
    return cell.code if isinstance(cell, Word) else cell


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
        title=_heading(report, title) if title else None,
        groups=tuple((part.first, part.title) for part in report.parts),
        shown=tuple(shown),
        notes=(*report.notes, *notes),
        empty=Msg(N_("Nothing in this period.")),
    )


def report_rows(report: Report, *, codes: bool) -> Sheet:
    """As spreadsheets and scripts read it: every column, labels or codes."""
    rows = tuple(map(_coded, report.rows)) if codes else tuple(_worded(report, row) for row in report.rows)
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
        "rows": [as_object(report.columns, _coded(row)) for row in report.rows],
        "totals": totals,
        "previous": {"since": report.previous[0], "until": report.previous[1]} if report.previous else None,
    }
    if report.sections:
        data["sections"] = [report_object(one).data for one in report.sections]
    return Card(Msg(report.report), (), data)


def _coded(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Names that were joined for people, joined as codes."""
    return tuple(_codes(cell) if isinstance(cell, Msg) else cell for cell in row)


def _codes(msg: Msg) -> str:
    texts = [
        one.value if isinstance(one, Typed) else one.code if isinstance(one, Word) else one
        for one in msg.params.values()
    ]
    return " · ".join(map(str, texts))


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
