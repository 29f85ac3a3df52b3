"""Text → rows of cells at a known delimiter; what quotation marks in the wrong place do is in _stray_quotes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from crmcli.importers._delimiters import SPLIT
from crmcli.importers._stray_quotes import Rows, holds_rows, read_tolerantly
from crmcli.records.base import Msg

_NO_DELIMITER = "\x1f"


def split(text: str, delimiter: str) -> tuple[Rows, tuple[Msg, ...]]:
    """Rows of a text, blank lines as empty rows, and notes on what was odd.

    Args:
        delimiter: as found by _delimiters.detect; "" makes a single column.
    """
    if "\r\r\n" in text:  # a line end that was converted twice
        text = text.replace("\r\r\n", "\r\n")
    if delimiter in SPLIT:
        pattern = SPLIT[delimiter]
        return [tuple(pattern.split(line.strip())) if line.strip() else () for line in io.StringIO(text, None)], ()
    try:
        rows: Rows | None = list(map(tuple, _reader(text, delimiter or _NO_DELIMITER)))
    except csv.Error:
        rows = None
    if rows is None or ('"' in text and _swallowed(text, rows, delimiter)):
        return read_tolerantly(text, delimiter or _NO_DELIMITER)
    return rows, ()


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if '"' in text:
        return csv.reader(lines, delimiter=delimiter, strict=True)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def _swallowed(text: str, rows: Rows, delimiter: str) -> bool:
    """Some quoted cell holds whole rows: its quotation mark was never meant to open."""
    lines = text.count("\n") or text.count("\r")
    if lines <= len(rows):
        return False
    width = Counter(map(len, filter(None, rows))).most_common(1)[0][0]
    return any("\n" in cell and holds_rows(cell, delimiter, width) for row in rows for cell in row)
