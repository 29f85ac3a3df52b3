"""One cell of a sheet as text. What the text means is read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from crmcli.core.lexicon import words
from crmcli.core.marks import is_blank

if TYPE_CHECKING:
    from crmcli.records.grid import Cell
    from crmcli.records.rows import Table

LONGEST = 20_000  # characters kept of one cell, as of one typed field

_LONGEST_EMPTY = 20
_FIRSTS = frozenset(char for word in words("blank") for char in (word[0], word[0].upper())) | frozenset("*＊'=# \t")
_HALF_WIDTH_END = "\uff00"  # what follows may fold to anything

# What spreadsheets show where a formula failed.
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def text_of(cell: Cell) -> str:
    """The cell as text, without outer white space: whole floats without .0, times as ISO text, nothing as ""."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _of_float(cell)
    if isinstance(cell, datetime):
        return moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell.strftime("%H:%M") if isinstance(cell, time) else str(cell)


def moment(when: datetime) -> str:
    """ISO day, or day and minute when it has a time; a zone is left off, since times here are the wall clock's."""
    return when.strftime("%Y-%m-%d" if when.time() == time() else "%Y-%m-%d %H:%M")


def _of_float(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def is_empty(text: str) -> bool:
    """As marks.is_blank (无, N/A, -), of a text that is not "": told by the first character where that is enough."""
    first = text[0]
    return len(text) <= _LONGEST_EMPTY and (first in _FIRSTS or first > _HALF_WIDTH_END) and is_blank(text)


def is_error(text: str) -> bool:
    """Whether it is a spreadsheet's mark for a failed formula."""
    return text[0] == "#" and text.upper() in _ERRORS


def values_of(table: Table, index: int, limit: int) -> list[str]:
    """The first texts of a column that are not empty, at most `limit`."""
    return list(_values(table, index, limit))


def _values(table: Table, index: int, limit: int) -> Iterator[str]:
    for row in table.rows:
        text = text_of(row.cells[index]) if index < len(row.cells) else ""
        if text:
            yield text
            limit -= 1
            if not limit:
                return
