"""Reads delimited text in which quotation marks are opened and never closed, and loses no row to them.

Time stays linear: a search for a closing mark ends at the next one, so searches hardly overlap.
"""

from __future__ import annotations

import re
from collections import Counter

from crmcli.errors import N_
from crmcli.importers._limits import LONGEST_CELL, cut_note, numbers
from crmcli.records.base import Msg

Rows = list[tuple[str, ...]]
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')
_SAMPLE = 65_536
# What is odd about the marks of a cell: nothing, text behind the closing one, no closing one.
_FINE, _TRAILED, _UNCLOSED = 0, 1, 2


def read_tolerantly(text: str, delimiter: str) -> tuple[Rows, tuple[Msg, ...]]:
    """Rows of a text, where a quotation mark that makes no sense is a character like any other; notes name the rows."""
    reader = _Reader(text, delimiter)
    rows = reader.read()
    return rows, _unclosed_note(reader.unclosed) + cut_note(reader.cut)


def holds_rows(cell: str, delimiter: str, width: int) -> bool:
    """The whole lines within a cell look like rows of a table `width` columns wide."""
    inner = cell.split("\n")[1:-1]
    return bool(inner) and width > 2 and sum(line.count(delimiter) >= width - 1 for line in inner) * 2 > len(inner)


def _unclosed_note(rows: list[int]) -> tuple[Msg, ...]:
    if not rows:
        return ()
    sentence = N_("Rows {rows}: quotation marks are opened and not closed; they were read as text.")
    one = N_("Row {rows}: a quotation mark is opened and not closed; it was read as text.")
    return (Msg(sentence, {"rows": numbers(rows), "n": len(rows)}, one=one),)


class _Reader:
    """Where reading stands: `rows` done, and the numbers of those with unclosed marks and with cut cells."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self.end = "\n" if "\n" in text else "\r"
        lines = [line for line in text[:_SAMPLE].split(self.end)[:200] if line.strip()]
        self.width = Counter(line.count(delimiter) + 1 for line in lines).most_common(1)[0][0] if lines else 1
        self.rows: Rows = []
        self.unclosed: list[int] = []
        self.cut: list[int] = []

    def read(self) -> Rows:
        place = 0
        while place < len(self.text):
            stop = self._line_end(place)
            if self.text.find('"', place, stop) < 0:
                cells = self._split(place, stop)
            else:
                cells, stop = self._record(place, stop)
            if any(len(cell) > LONGEST_CELL for cell in cells):
                self.cut.append(len(self.rows) + 1)
                cells = [cell[:LONGEST_CELL] for cell in cells]
            self.rows.append(tuple(cells))
            place = stop + 1
        return self.rows

    def _line_end(self, place: int) -> int:
        found = self.text.find(self.end, place)
        return len(self.text) if found < 0 else found

    def _split(self, place: int, stop: int) -> list[str]:
        line = self.text[place:stop].removesuffix("\r")
        return line.split(self.delimiter) if line else []

    def _record(self, place: int, stop: int) -> tuple[list[str], int]:
        """The cells of the record whose first line is [place, stop), and where its last line ends."""
        cells: list[str] = []
        start, oddity = place, _FINE
        while True:
            cell, place, stop, found = self._cell(place, stop)
            cells.append(cell)
            oddity = max(oddity, found)
            if place >= stop:
                break
            place += 1  # over the delimiter
        if oddity and len(cells) != self.width:
            plain = self._split(start, stop)
            if len(plain) == self.width:  # marks had swallowed delimiters
                cells, oddity = plain, _UNCLOSED
        if oddity == _UNCLOSED:
            self.unclosed.append(len(self.rows) + 1)
        return cells, stop

    def _cell(self, place: int, stop: int) -> tuple[str, int, int, int]:
        """The cell at `place`: its text, where it ends, where its line ends, and what is odd about its marks."""
        if not self.text.startswith('"', place):
            return self._plain(place, stop, "", _FINE)
        match = _QUOTED.match(self.text, place)
        if match is None:
            return self._plain(place, stop, "", _UNCLOSED)
        after = match.end()
        last = stop if after <= stop else self._line_end(after)
        closed = after == last or self.text.startswith((self.delimiter, "\r"), after)
        if last != stop and (not closed or holds_rows(match[1], self.delimiter, self.width)):
            return self._plain(place, stop, "", _UNCLOSED)
        return self._plain(after, last, match[1].replace('""', '"'), _FINE if closed else _TRAILED)

    def _plain(self, place: int, stop: int, before: str, oddity: int) -> tuple[str, int, int, int]:
        """Text up to the next delimiter or the line's end, behind what was quoted `before` it."""
        found = self.text.find(self.delimiter, place, stop)
        if found >= 0:
            return before + self.text[place:found], found, stop, oddity
        return before + self.text[place:stop].removesuffix("\r"), stop, stop, oddity
