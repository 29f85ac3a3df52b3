"""A sheet once its header is known: a table of raw rows, and what was left out on the way. Nothing is read yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crmcli.records.base import Msg
    from crmcli.records.grid import Cell


class RawRow(NamedTuple):
    """One row of a table as the file holds it; a tuple, because a file has a hundred thousand.

    Args:
        number: line or row number in the file, from 1.
        cells: aligned with the headers of its table; ditto marks and merged cells are filled in.
    """

    number: int
    cells: tuple[Cell, ...]


class Skipped(NamedTuple):
    """One row that holds no record.

    Args:
        number: as in RawRow.
        why: "title", "meta", "note", "header", "repeated_header", "footer", "numbered_blank", "blank", "example",
            "hidden" or "order_line".
        text: the row's text, shortened.
    """

    number: int
    why: str
    text: str = ""


class Table(NamedTuple):
    """One sheet, or one block of rows under one header.

    Args:
        file, sheet: where it stands; `sheet` is "" in a file without sheets.
        headers: unique; a two-row header is joined as `联系方式-手机`, a repeated one is numbered (`姓名 2`).
        header_row: its row number, 0 without a header.
        rows: the records, in order.
        skipped: the rows that hold none.
        title: text of the title row.
        day: ISO day that the title, a row below it or the sheet's name states.
        encoding: the encoding the file was read in, None where it says so itself.
        notes: what the reader wants said.
        hidden: the sheet is hidden in its workbook.
        no_header: nothing looked like a header; the headers are made up.
    """

    file: str
    sheet: str
    headers: tuple[str, ...]
    header_row: int
    rows: tuple[RawRow, ...]
    skipped: tuple[Skipped, ...] = ()
    title: str | None = None
    day: str | None = None
    encoding: str | None = None
    notes: tuple[Msg, ...] = ()
    hidden: bool = False
    no_header: bool = False


class LeftOut(NamedTuple):
    """One sheet without any record: why it was not read."""

    sheet: str
    why: str
    file: str = ""
