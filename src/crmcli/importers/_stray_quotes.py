"""Reads delimited text in which quotation marks are opened and never closed, and loses no row to them.

Python's csv reads what is in order; a line at which it fails is taken apart here, and reading goes on behind it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from crmcli.core.patterns import lazily
from crmcli.errors import N_
from crmcli.importers._limits import LONGEST_CELL, cut_note, numbers
from crmcli.records.base import Msg

Rows = list[tuple[str, ...]]
_QUOTED = lazily(r'"([^"]*+(?:""[^"]*+)*+)"')
# With so many bad marks, and in most rows, marks are no quotation in this file.
_MANY = 1_000


def read_tolerantly(text: str, delimiter: str) -> tuple[Rows, tuple[Msg, ...]]:
    """Rows of a text, where a mark that opens and never closes is left out; notes name the rows."""
    limit = csv.field_size_limit(len(text) + 1)
    try:
        reader = _Reader(text, delimiter)
        reader.read()
    finally:
        csv.field_size_limit(limit)
    cut = _shorten(reader.rows) if len(text) > LONGEST_CELL else []
    return reader.rows, _unclosed_note(reader.unclosed) + cut_note(cut)


def holds_rows(cell: str, delimiter: str, width: int) -> bool:
    """The whole lines within a cell look like rows of a table `width` columns wide."""
    inner = cell.split("\n")[1:-1]
    return bool(inner) and width > 2 and sum(line.count(delimiter) >= width - 1 for line in inner) * 2 > len(inner)


def _unquoted(cell: str) -> str:
    return cell[1:].removesuffix('"') if cell.startswith('"') else cell


def _shorten(rows: Rows) -> list[int]:
    """Cut over-long cells in place; returns the numbers of their rows."""
    cut = []
    for number, row in enumerate(rows, 1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            rows[number - 1] = tuple(cell[:LONGEST_CELL] for cell in row)
            cut.append(number)
    return cut


def _unclosed_note(rows: list[int]) -> tuple[Msg, ...]:
    if not rows:
        return ()
    sentence = N_("Rows {rows}: quotation marks are opened and not closed; they were left out.")
    one = N_("Row {rows}: a quotation mark is opened and not closed; it was left out.")
    return (Msg(sentence, {"rows": numbers(rows), "n": len(rows)}, one=one),)


class _Reader:
    """Hands lines to csv, and takes them back from `place` on when a record turns out to be none."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        self.delimiter = delimiter
        widths = Counter(line.count(delimiter) + 1 for line in self.lines[:200] if line.strip())
        self.width = widths.most_common(1)[0][0] if widths else 1
        self.place = 0
        self.rows: Rows = []
        self.unclosed: list[int] = []

    def __iter__(self) -> _Reader:
        return self

    def __next__(self) -> str:
        if self.place == len(self.lines):
            raise StopIteration
        self.place += 1
        return self.lines[self.place - 1]

    def read(self) -> None:
        """Fill `rows`; `unclosed` gets the numbers of those with marks that do not close."""
        while self.place < len(self.lines):
            start = self._read_orderly()
            if start < len(self.lines):
                self._add_odd(self.lines[start].rstrip("\r\n"))
                self.place = start + 1
            if len(self.unclosed) > _MANY and len(self.unclosed) * 2 > len(self.rows):
                self.rows += [self._plain(line.rstrip("\r\n")) for line in self.lines[self.place :]]
                return

    def _read_orderly(self) -> int:
        """Read on as long as all is in order; returns the line at which it is not, or the number of lines."""
        start = self.place
        try:
            for row in csv.reader(self, delimiter=self.delimiter, strict=True):
                if self.place > start + 2 and any(holds_rows(cell, self.delimiter, self.width) for cell in row):
                    return start
                self.rows.append(tuple(row))
                start = self.place
        except csv.Error:
            return start
        return len(self.lines)

    def _plain(self, line: str) -> tuple[str, ...]:
        return tuple(map(_unquoted, line.split(self.delimiter))) if line else ()

    def _add_odd(self, line: str) -> None:
        cells, is_closed = self._odd_cells(line)
        plain = self._plain(line)
        if len(cells) != self.width == len(plain):  # marks had swallowed delimiters
            cells, is_closed = plain, False
        self.rows.append(cells)
        if not is_closed:
            self.unclosed.append(len(self.rows))

    def _odd_cells(self, line: str) -> tuple[tuple[str, ...], bool]:
        """Cells of one line, text behind a closing mark belonging to its cell; and whether all marks close."""
        cells, place, is_closed = [], 0, True
        while True:
            before = ""
            if line.startswith('"', place):
                match = _QUOTED.match(line, place)
                if match:
                    before, place = match[1].replace('""', '"'), match.end()
                else:
                    place, is_closed = place + 1, False
            stop = line.find(self.delimiter, place)
            cells.append(before + line[place : stop if stop >= 0 else len(line)])
            if stop < 0:
                return tuple(cells), is_closed
            place = stop + 1
