"""The rows below a header: which of them are records, and what the others are. One pass, light on the usual row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.layout_blocks import Columns
from crmcli.core.layout_cells import Lexicon, filled, is_empty, shown
from crmcli.core.layout_fill import POINTING, Fill
from crmcli.core.layout_phrases import TOTALS, is_example, is_footer, is_hint, is_note, is_part, is_total
from crmcli.records.rows import RawRow, Skipped

if TYPE_CHECKING:
    from crmcli.records.grid import Cell, Grid

_FULL = 3  # a row with more filled cells than this is a record unless a word in it speaks against
_FIRST = 5  # rows below a header that are looked at for hints and examples
_WHITE = frozenset((" ", "  ", "   ", "\u3000", "\u3000\u3000", "\xa0", "\t", "\n", "\r\n"))
_SUMS = ("合计", "小计", "总计", "合计：", "小计：", "总计：", "合计:", "小计:", "总计:")


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
        self._fill = Fill(grid.rows, first, grid.merges)
        self._heads = [set(filled(row)) for row in heads]
        self._naming, self._counting = _roles(columns, lexicon)
        self._wide = {(top, column) for top, column, _, last in grid.merges if last > column}
        words = {cell for row in heads for cell in row if isinstance(cell, str) and cell.strip()}
        self._odd = POINTING | TOTALS | _WHITE | words

    def read(self, stop: int) -> Body:
        """Read the rows from `first` up to index `stop`, which is not read."""
        rows: list[RawRow] = []
        skipped: list[Skipped] = []
        used: list[int] = []
        pick = _picker(self._blocks, self._width)
        disjoint, merged, grid = self._odd.isdisjoint, self._fill.merged, self._grid
        number, width, careful = grid.first_row, self._width, self._first + _FIRST
        for index in range(self._first, stop):
            row = grid.rows[index]
            if len(row) < width:
                row += (None,) * (width - len(row))
            if (
                pick is not None
                and index >= careful
                and len(row) - row.count("") - row.count(None) > _FULL
                and disjoint(row)
                and index not in merged
                and not (isinstance(row[0], str) and row[0].endswith(_SUMS))
            ):
                rows.append(RawRow(number + index, pick(row)))
                continue
            why = self._why(index, row)
            found = [] if why else self._records(index, row)
            if not found:
                self._fill.passed.add(index)
                skipped.append(Skipped(number + index, why or "numbered_blank", shown(filled(row))))
            rows += found
        passed = self._fill.passed
        if grid.hidden_rows or grid.struck_rows:
            used = [index for index in grid.hidden_rows | grid.struck_rows if self._first <= index < stop]
        errors = tuple(dict.fromkeys(number + index for index in self._fill.errors))
        return Body(tuple(rows), tuple(skipped), errors, frozenset(used) - passed)

    def _records(self, index: int, row: tuple[Cell, ...]) -> list[RawRow]:
        """The records of one row: one for each block that holds more than its number."""
        number = self._grid.first_row + index
        whole = row if index not in self._fill.merged and POINTING.isdisjoint(row) else self._fill.fill(index, row)
        found = []
        for block in self._blocks:
            own = [column for column in block if column >= 0 and not is_empty(row[column])]
            if own and not (self._counting.issuperset(own) or self._is_prefilled(index, row, own)):
                found.append(RawRow(number, tuple(whole[column] if column >= 0 else None for column in block)))
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
        if not cells:
            return "blank"
        if self._repeats_header(cells):
            return "repeated_header"
        texts = [text for _, text in cells]
        if index < self._first + _FIRST and (why := _form_row(texts)):
            return why
        if len(cells) > _FULL:
            return "footer" if is_total(texts) or (texts[0].endswith(_SUMS) and is_total(texts[:1])) else None
        if is_footer(texts):
            return "footer"
        return self._alone(index, row, *cells[0]) if len(cells) == 1 else None

    def _alone(self, index: int, row: tuple[Cell, ...], column: int, text: str) -> str | None:
        """What a row with a single filled cell is: a name alone is a record, a heading of a part is none."""
        if column in self._counting:
            return "numbered_blank" if not isinstance(row[column], str) or text[:1].isdigit() else "note"
        if is_example(text):
            return "example"
        if is_note(text) or is_part(text) or (index, column) in self._wide:
            return "note"
        if column in self._naming or not self._naming:
            return None
        return "footer" if isinstance(row[column], int | float) else None

    def _repeats_header(self, cells: list[tuple[int, str]]) -> bool:
        return any(
            sum(cell in head for cell in cells) >= max(0.7 * len(cells), 0.5 * len(head)) for head in self._heads
        )


def _form_row(texts: list[str]) -> str | None:
    """A row right below the header that belongs to the form: an example, or what to type in each column."""
    if any(map(is_example, texts)):
        return "example"
    return "note" if len(texts) > 1 and sum(map(is_hint, texts)) >= 0.5 * len(texts) else None


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


def _picker(blocks: Sequence[tuple[int, ...]], width: int) -> Callable[[tuple[Cell, ...]], tuple[Cell, ...]] | None:
    """What takes a record's cells out of a plain row; None with blocks side by side."""
    if len(blocks) != 1:
        return None
    block = blocks[0]
    if block == tuple(range(width)):
        return itemgetter(slice(0, width))
    if len(block) == 1:
        return lambda row: (row[block[0]],)
    return itemgetter(*block)
