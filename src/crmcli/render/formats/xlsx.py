"""An Excel workbook of one sheet: bold frozen headings, real numbers and dates, text that stays text.

Phones and codes are text cells and keep their zeros; a text that looks like a formula is text too, also when its cell
is edited (Excel's quote prefix), so nothing is put before it. Dates and moments are dates of Excel, which sort and
filter; what is no valid date stays text. The same rows give the same bytes. Charts are in `_xlsx_charts`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from crmcli.records.sheet import Book, Card, Cell, Column, Sheet, Typed
from crmcli.render.flat import flat
from crmcli.render.options import Options
from crmcli.render.text import cells, visible
from crmcli.render.values import yuan
from crmcli.render.wording import Wording

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WIDEST, NARROWEST = 40, 6
LOOKED_AT = 200  # rows whose texts decide how wide columns are
LONGEST = 32_767  # characters in a cell of Excel
MADE = datetime(
    2000, 1, 1
)  # the files within and the workbook bear one date, so that the same rows give the same bytes
FORMATS = {"money": "#,##0.00", "rate": "0.0%", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "count": "General"}
_FORMULA = re.compile("'*[=+\\-@]").match
_DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?").fullmatch

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
NUMBERS: dict[str, Callable[[float], float]] = {
    "money": lambda cents: yuan(round(cents)),
    "rate": lambda part: part,
    "count": lambda number: number,
}

Maker = Callable[[Cell], Any]  # a value to what openpyxl takes: a plain one, or a cell with its style


def write(thing: Sheet | Card | Book, wording: Wording, options: Options) -> bytes:
    """All columns as in product.md §9; for people to look at, when it has a name, with charts and notes."""
    sheets = thing.sheets if isinstance(thing, Book) else (flat(thing),)
    if isinstance(thing, Book) or sheets[0].name:
        return _to_look_at(sheets, wording, options)
    return stream(sheets[0].columns, sheets[0].rows, wording, options)


def _to_look_at(sheets: Sequence[Sheet], wording: Wording, options: Options) -> bytes:
    from crmcli.render.formats._xlsx_charts import add_charts, add_notes, set_up_print

    book = _new_book()
    for sheet in sheets:
        page = book.create_sheet(_page_name(wording.say(sheet.name or sheet.title), book.sheetnames))
        set_up_print(page)  # openpyxl writes it in front of the first row
        _fill(page, sheet.columns, sheet.rows, wording, options)
        add_notes(page, sheet, wording)
        add_charts(page, sheet, wording)
    return _packed(book)


def _page_name(name: str, taken: Sequence[str]) -> str:
    """What Excel allows, and no other sheet is called."""
    plain = _NOT_IN_NAMES.sub(" ", visible(name)).strip(" '")[:28] or "crm"
    names = (plain, *(f"{plain} {n}" for n in range(2, len(taken) + 3)))
    return next(one for one in names if one.casefold() not in {known.casefold() for known in taken})


def _new_book() -> Any:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "crmcli"
    book.properties.created = book.properties.modified = MADE
    return book


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options) -> bytes:
    """The same of rows that come one by one, to sort and filter; openpyxl keeps what is written in a temporary file."""
    from openpyxl.utils import get_column_letter

    book = _new_book()
    page = book.create_sheet("crm")
    last = _fill(page, columns, rows, wording, options)
    if columns:
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    return _packed(book)


def _fill(
    page: Any, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options
) -> int:
    """Write the headings and the rows; returns how many lines these are."""
    headings = [visible(wording.heading(column, codes=options.codes)) for column in columns]
    texts = [wording.writer(column, codes=options.codes) for column in columns]
    coming = iter(rows)
    first = list(islice(coming, LOOKED_AT))
    _lay_out(page, headings, [_shown_as(*pair) for pair in zip(columns, texts, strict=True)], first)
    makers = [_maker(page, column, wording, options) for column in columns]
    lines = 1
    for row in chain(first, coming):
        page.append([None if value is None else make(value) for make, value in zip(makers, row, strict=True)])
        lines += 1
    return lines


def _lay_out(page: Any, headings: list[str], texts: list[Callable[[Cell], str]], rows: list[Sequence[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for place, heading in enumerate(headings):
        content = max((cells(texts[place](row[place])[:WIDEST]) for row in rows), default=0)
        width = min(max(content, cells(heading), NARROWEST) + 2, WIDEST)
        page.column_dimensions[get_column_letter(place + 1)].width = width
    page.freeze_panes = "A2"
    row = []
    for heading in headings:
        cell = WriteOnlyCell(page, value=heading)
        cell.font, cell.data_type = Font(bold=True), "s"
        row.append(cell)
    page.append(row)


def _shown_as(column: Column, write_cell: Callable[[Cell], str]) -> Callable[[Cell], str]:
    """A cell as Excel shows it, for its width: amounts with their cents."""
    if column.kind != "money":
        return write_cell
    return lambda cents: write_cell(cents) + ".00" if isinstance(cents, int) else write_cell(cents)


def _maker(page: WriteOnlyWorksheet, column: Column, wording: Wording, options: Options) -> Maker:
    """What makes the cells of a column."""
    write_cell = wording.writer(column, codes=options.codes, plain=column.kind == "tags")
    as_text = _text_maker(page)
    if column.kind in NUMBERS:
        number, own = (
            _number_maker(page, FORMATS[column.kind], NUMBERS[column.kind], write_cell),
            _any_maker(page, write_cell),
        )
        return lambda value: own(value) if isinstance(value, Typed) else number(value)
    if column.kind in ("day", "moment"):
        return _date_maker(page, lambda value: as_text(write_cell(value)))
    return _any_maker(page, write_cell)


def _any_maker(page: WriteOnlyWorksheet, write_cell: Callable[[Cell], str]) -> Maker:
    """Cells of a column whose values may bring their own kind along."""
    as_text = _text_maker(page)
    makers = {kind: _number_maker(page, FORMATS[kind], NUMBERS[kind], write_cell) for kind in NUMBERS}

    def make(value: Cell) -> Any:
        own = makers.get(value.kind) if isinstance(value, Typed) else None
        if own is None or not isinstance(value, Typed) or isinstance(value.value, str | tuple):
            return as_text(write_cell(value))
        return own(value.value)

    return make


def _text_maker(page: WriteOnlyWorksheet) -> Callable[[str], Any]:
    from openpyxl.cell import WriteOnlyCell

    def make(text: str) -> Any:
        text = visible(text)[:LONGEST]
        if not _FORMULA(text) and not text.startswith("#"):  # openpyxl would take #N/A for an error of Excel's
            return text or None
        cell = WriteOnlyCell(page)
        cell.value = text
        cell.data_type, cell.quotePrefix = "s", True
        return cell

    return make


def _number_maker(
    page: WriteOnlyWorksheet, form: str, convert: Callable[[float], float], write_cell: Callable[[Cell], str]
) -> Maker:
    from openpyxl.cell import WriteOnlyCell

    as_text = _text_maker(page)

    def make(value: Cell) -> Any:
        if not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
            return as_text(write_cell(value))
        cell = WriteOnlyCell(page, value=convert(value))
        cell.number_format = form
        return cell

    return make


def _date_maker(page: WriteOnlyWorksheet, otherwise: Maker) -> Maker:
    from openpyxl.cell import WriteOnlyCell

    def make(value: Cell) -> Any:
        at = _moment(value)
        if at is None:
            return otherwise(value)
        cell = WriteOnlyCell(page, value=at)
        cell.number_format = FORMATS["moment" if len(str(value)) > 10 else "day"]
        return cell

    return make


def _moment(value: Cell) -> datetime | None:
    """A stored day or moment that Excel can hold."""
    if not isinstance(value, str) or not _DATE(value):
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.year >= 1901 else None  # before, Excel's calendar is not ours


class _Timeless(ZipFile):
    """A package whose files all bear the same date."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        """As ZipFile's, dated MADE."""
        super().writestr(_dated(zinfo_or_arcname), data, *args, **kwargs)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        """As ZipFile's, dated MADE."""
        with open(filename, "rb") as source, self.open(_dated(arcname), "w") as target:
            for piece in _pieces(source):
                target.write(piece)


def _dated(name: str | ZipInfo) -> ZipInfo:
    info = ZipInfo(name if isinstance(name, str) else name.filename, MADE.timetuple()[:6])
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    return info


def _pieces(source: io.BufferedReader) -> Iterator[bytes]:
    while piece := source.read(1 << 20):
        yield piece


def _packed(book: Any) -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    file = io.BytesIO()
    ExcelWriter(book, _Timeless(file, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return file.getvalue()
