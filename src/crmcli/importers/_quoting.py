"""Text → rows of cells at a known delimiter; what quotation marks in the wrong place do is in _stray_quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from crmcli.importers._delimiters import SPLIT
from crmcli.importers._stray_quotes import Rows, holds_rows, read_tolerantly
from crmcli.records.base import Msg

# A name of two characters padded to the width of three: 吴  敏.
_PADDED = re.compile(r"(?:(?<=^)|(?<=[\s\u3000]))([\u4e00-\u9fff])[ \u3000]{1,3}([\u4e00-\u9fff])(?=[\s\u3000]|$)")
_UNIT_AND_POST = re.compile(r"(?:单位|公司|机构|企业).{0,4}(?:职务|职位|职称)")
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
        lines = (_PADDED.sub(r"\1\2", line.strip()) for line in io.StringIO(text, None))
        return _fitted([tuple(pattern.split(line)) if line else () for line in lines]), ()
    try:
        once: dict[str, str] = {}  # a column of cities is a handful of texts, kept once each
        rows: Rows | None = [tuple(map(once.setdefault, row, row)) for row in _reader(text, delimiter or _NO_DELIMITER)]
    except csv.Error:
        rows = None
    if rows is None or ('"' in text and _swallowed(text, rows, delimiter)):
        return read_tolerantly(text, delimiter or _NO_DELIMITER)
    return rows, ()


def _fitted(rows: Rows) -> Rows:
    """姓名  单位职务  电话: where somebody typed spaces between unit and post too, they are one column again."""
    head = next((row for row in rows if row), ())
    place = next((n for n, cell in enumerate(head) if _UNIT_AND_POST.search(cell)), None)
    if place is None:
        return rows
    return [_joined(row, place, len(row) - len(head)) if len(row) > len(head) else row for row in rows]


def _joined(row: tuple[str, ...], place: int, more: int) -> tuple[str, ...]:
    return (*row[:place], " ".join(row[place : place + more + 1]), *row[place + more + 1 :])


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
