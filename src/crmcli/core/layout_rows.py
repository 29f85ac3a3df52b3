"""The rows below a header: which of them are records, and what the others are. One pass, light on the usual row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.layout_blocks import Columns
from crmcli.core.layout_cells import Lexicon, filled, is_contact, is_empty, shown
from crmcli.core.layout_fill import ERRORS, POINTING, fill_merged, merged_below, resolve
from crmcli.core.layout_phrases import (
    TOTALS,
    is_example,
    is_example_mark,
    is_footer,
    is_hint,
    is_note,
    is_part,
    is_sum,
    is_total,
)
from crmcli.core.patterns import lazily
from crmcli.records.rows import RawRow, Skipped

if TYPE_CHECKING:
    from crmcli.records.grid import Cell, Grid

_FULL = 3  # a row with more filled cells than this is a record unless a word in it speaks against
_FIRST = 5  # rows below a header that are looked at for hints and examples
_WHITE = frozenset((" ", "  ", "   ", "\u3000", "\u3000\u3000", "\xa0", "\t", "\n", "\r\n"))
# What the first cell of a row without a record holds, and that of a record hardly ever.
_SUSPECT = lazily(r"[:：计]|总数|第.{1,3}页|空白|来源|total|sum|page", re.IGNORECASE).search


class Body(NamedTuple):
    """What stands below a header.

    Args:
        rows: the records, in order; of one row from left to right.
        skipped: the rows without one.
        errors: numbers of rows in which a formula had failed.
        used: indices of the rows that hold records.
    """

    rows: tuple[RawRow, ...]
    skipped: tuple[Skipped, ...]
    errors: tuple[int, ...]
    used: frozenset[int]


class Reader:
    """Reads the body of one table.

    Args:
        grid: the sheet.
        columns: of the table.
        heads: the rows of its header, to know them when a page break repeats them.
        lexicon: tells which columns identify somebody.
        first: index of the first row below the header.
    """

    def __init__(
        self, grid: Grid, columns: Columns, *, heads: Sequence[tuple[Cell, ...]], lexicon: Lexicon, first: int
    ) -> None:
        self._grid = grid
        self._first = first
        self._blocks = columns.blocks
        self._width = max((max(block) for block in columns.blocks), default=-1) + 1
        self._merged = merged_below(grid.merges, first, len(grid.rows))
        self._above: list[tuple[Cell, ...]] = [()] * len(columns.blocks)  # the last record of each block
        self._errors: list[int] = []
        self._heads = [set(filled(row)) for row in heads]
        self._naming, self._counting = _roles(columns, lexicon)
        self._wide = {(top, column) for top, column, _, last in grid.merges if last > column}
        words = {cell for row in heads for cell in row if isinstance(cell, str) and cell.strip()}
        special = TOTALS | _WHITE | words
        self._special = special.isdisjoint
        self._odd = (special | POINTING).isdisjoint
        self._takers = [
            (place, _picker(block, self._width), _picker([c for c in block if c in self._naming], self._width))
            for place, block in enumerate(columns.blocks)
        ]

    def read(self, stop: int) -> Body:
        """Read the rows from `first` up to index `stop`, which is not read."""
        rows: list[RawRow] = []
        skipped: list[Skipped] = []
        number = self._grid.first_row
        for index in range(self._first, stop):
            row = self._grid.rows[index]
            if len(row) < self._width:
                row += (None,) * (self._width - len(row))
            found = self._plain(index, row) if index >= self._first + _FIRST else ()
            if found:
                rows += found
                continue
            why = self._why(index, row)
            records = () if why else self._records(index, row)
            if not records:
                skipped.append(Skipped(number + index, why or "numbered_blank", shown(filled(row))))
            rows += records
        passed = {one.number - number for one in skipped}
        marked = (self._grid.hidden_rows | self._grid.struck_rows) - passed
        used = frozenset(index for index in marked if self._first <= index < stop)
        return Body(tuple(rows), tuple(skipped), tuple(dict.fromkeys(self._errors)), used)

    def _plain(self, index: int, row: tuple[Cell, ...]) -> Sequence[RawRow]:
        """The records of a row that is usual in every way; none when it has to be looked at closely."""
        pointing = not self._odd(row)
        if pointing and not self._special(row):
            return ()
        first = next(filter(None, row), None)
        if isinstance(first, str) and _SUSPECT(first):
            return ()
        places = self._merged.get(index)
        whole = fill_merged(row, places, self._grid.rows) if places else row
        found: list[RawRow] = []
        for place, pick, names in self._takers:
            record = pick(row)
            count = len(record) - record.count("") - record.count(None)
            if count <= _FULL and (count < 2 or not any(names(row))):
                if count:
                    return ()
                continue
            if pointing or places:
                record = self._resolved(pick(whole), place, index)
            self._above[place] = record
            found.append(RawRow(self._grid.first_row + index, record))
        return found

    def _resolved(self, record: tuple[Cell, ...], place: int, index: int) -> tuple[Cell, ...]:
        if POINTING.isdisjoint(record):
            return record
        if not ERRORS.isdisjoint(record):
            self._errors.append(self._grid.first_row + index)
        return resolve(record, self._above[place])

    def _records(self, index: int, row: tuple[Cell, ...]) -> list[RawRow]:
        """The records of one row: one for each block that holds more than its number."""
        number = self._grid.first_row + index
        whole = fill_merged(row, self._merged[index], self._grid.rows) if index in self._merged else row
        found = []
        for place, block in enumerate(self._blocks):
            own = [column for column in block if column >= 0 and not is_empty(row[column])]
            if not own or self._counting.issuperset(own) or self._is_prefilled(index, row, own):
                continue
            record = self._resolved(self._takers[place][1](whole), place, index)
            self._above[place] = record
            found.append(RawRow(number, record))
        return found

    def _is_prefilled(self, index: int, row: tuple[Cell, ...], own: list[int]) -> bool:
        """Whether a numbered row holds only what the row above holds too: printed before anybody was written in."""
        rest = [column for column in own if column not in self._counting]
        if len(rest) == len(own) or self._naming.intersection(rest) or index <= self._first:
            return False
        above = self._grid.rows[index - 1]
        return all(column < len(above) and above[column] == row[column] for column in rest)

    def _why(self, index: int, row: tuple[Cell, ...]) -> str | None:
        """What a row is that holds no record; None when it may hold one."""
        cells = filled(row)
        if not cells or not any(text.strip("-=:—─_ ") for _, text in cells):
            return "blank"  # or a rule of dashes, as below the heading of a plain text table
        if self._repeats_header(cells):
            return "repeated_header"
        texts = [text for _, text in cells]
        if index < self._first + _FIRST and (why := self._form_row(cells)):
            return why
        if len(cells) > _FULL:
            return "footer" if is_total(texts) else None
        if is_footer(texts):
            return "footer"
        return self._alone(index, row, *cells[0]) if len(cells) == 1 else None

    def _form_row(self, cells: list[tuple[int, str]]) -> str | None:
        """A row right below the header that belongs to the form: an example, or what to type in each column."""
        column, first = cells[0]
        if any(is_example(text) for _, text in cells) or (is_example_mark(first) and self._marks(column, first)):
            return "example"
        hints = [column for column, text in cells if is_hint(text)]
        named = [column for column, text in cells if column in self._naming and not is_hint(text)]
        return "note" if 2 * len(hints) > len(cells) > 1 and not named else None

    def _marks(self, column: int, text: str) -> bool:
        """Whether the word stands for an example and not, as 示例1 or Example, for a name."""
        return column not in self._naming or not (text.isascii() or text[-1].isdigit())

    def _alone(self, index: int, row: tuple[Cell, ...], column: int, text: str) -> str | None:
        """What a row with a single filled cell is: a name alone is a record, a heading of a part is none."""
        if self._width == 1 and is_contact(text):
            return None  # 1. 张伟 示例科技 13800138601: a line of a list, numbered as notes are
        if column in self._counting:
            return "numbered_blank" if not isinstance(row[column], str) or text[:1].isdigit() else "note"
        if is_example(text) or (is_example_mark(text) and self._marks(column, text)):
            return "example"
        if is_note(text) or is_part(text) or (index, column) in self._wide or self._heads_part(index):
            return "note"
        if is_sum(text):
            return "footer"
        if column in self._naming or not self._naming:
            return None
        if isinstance(row[column], int | float):
            return "footer"
        return "note" if column == self._blocks[0][0] else None  # a day or a region written once for the rows below

    def _heads_part(self, index: int) -> bool:
        """Whether the header comes again right below: what stands alone above it is the name of that part."""
        below = self._grid.rows[index + 1 : index + 2]
        return bool(below) and len(found := filled(below[0])) > 1 and self._repeats_header(found)

    def _repeats_header(self, cells: list[tuple[int, str]]) -> bool:
        return any(
            sum(cell in head for cell in cells) >= max(0.7 * len(cells), 0.5 * len(head)) for head in self._heads
        )


def _roles(columns: Columns, lexicon: Lexicon) -> tuple[frozenset[int], frozenset[int]]:
    """The columns that identify somebody, and those that only count."""
    naming, counting = set(), set()
    for block in columns.blocks:
        for column, header in zip(block, columns.headers, strict=True):
            if lexicon.counts(header):
                counting.add(column)
            elif lexicon.identifies(header):
                naming.add(column)
    return frozenset(naming), frozenset(counting - {-1})


def _picker(columns: Sequence[int], width: int) -> Callable[[tuple[Cell, ...]], tuple[Cell, ...]]:
    """What takes some columns' cells out of a row."""
    if tuple(columns) == tuple(range(width)):
        return itemgetter(slice(0, width))
    if len(columns) == 1:
        return itemgetter(slice(columns[0], columns[0] + 1))
    if columns and min(columns) >= 0:
        return itemgetter(*columns)
    return lambda row: tuple(row[column] if column >= 0 else None for column in columns)
