"""What an importer makes of one sheet: cells as they stand in the file. Nothing here knows what a cell means."""

from __future__ import annotations

from datetime import date, datetime, time

from crmcli.records.base import Msg
from crmcli.records.record import record

# Text is exactly as in the file. Empty is None or "".
Cell = str | int | float | bool | date | datetime | time | None


@record
class Grid:
    """One sheet of a workbook, one text file, one list of a JSON file, or the cards of an address book.

    Row and column numbers below count from 0 within `rows`; `rows[i]` has the number `first_row + i` for a reader.

    Args:
        file: the file's name as the user gave it.
        sheet: name of the sheet or list; empty where the format has none.
        rows: cells by row. Rows may differ in length, blank rows are kept inside and cut at the end, so that numbers
            agree with what a spreadsheet program shows. Without any row, `notes` says why.
        first_row: number of rows[0] for a reader: 1, or 0 where the header is made from keys (json, vcard), so that
            record n has the number n.
        merges: (row, column, last row, last column) of merged cells; only the first of them holds the value.
        hidden: the whole sheet is hidden.
        hidden_rows: rows that are hidden or filtered out; their cells are read all the same.
        struck_rows: rows with struck-through text, in formats that can say so cheaply (xlsx).
        kind: "table"; "records" where rows[0] holds keys of records (json); "vcard".
        format: what the file really is, whatever its suffix: "csv", "xlsx", "xls", "ods", "html", "xml", "json",
            "jsonl", "vcard".
        encoding: of text formats, such as "utf-8", "gb18030"; else empty.
        delimiter: of text: one character, or "  " for runs of spaces; empty for a single column and other formats.
        notes: what was decided, or was odd.
    """

    file: str
    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 1
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    kind: str = "table"
    format: str = "csv"
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[Msg, ...] = ()
