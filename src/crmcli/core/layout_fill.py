"""Cells that say what they hold by pointing: merged cells below their first, 同上 and 〃; and failed formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.cells import is_error

if TYPE_CHECKING:
    from crmcli.records.grid import Cell

_MARKS = (
    *(
        "同上",
        "同 上",
        "同上。",
        "(同上)",
        "（同上）",
        "同上格",
        "同前",
        "〃",
        "″",
        '"',
        "“",
        "”",
        "＂",
        "''",
        '""',
        "〃〃",
        "々",
    ),
    *("ditto", "Ditto", "DITTO", "-do-", "-Do-", "-DO-", "do.", "Do.", "same as above", "Same as above"),
)
DITTO = frozenset(f"{before}{mark}{after}" for mark in _MARKS for before in ("", " ") for after in ("", " "))
ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#n/a")
)
POINTING = DITTO | ERRORS
_MOST_MERGED = 2_000_000  # cells filled in; a file that claims more is hostile


class Fill:
    """Fills the cells of one sheet's rows in; rows are to be given in order.

    Args:
        rows: of the sheet.
        first: index of the first row of the body; nothing is copied from above it.
        merges: of the sheet.
    """

    def __init__(
        self, rows: Sequence[tuple[Cell, ...]], first: int, merges: Sequence[tuple[int, int, int, int]]
    ) -> None:
        self._rows = rows
        self._first = first
        self._above: dict[int, tuple[int, Cell]] = {}  # column → last index looked at and the value found there
        self.errors: list[int] = []
        self.passed: set[int] = set()  # rows without a record, which nothing is copied from
        self.merged: dict[int, list[tuple[int, int]]] = {}  # row → its column, and the row that holds the value
        left = _MOST_MERGED
        for top, column, bottom, _ in merges:
            last = min(bottom, len(rows) - 1)
            if last > top >= first and last - top <= left:
                left -= last - top
                for index in range(top + 1, last + 1):
                    self.merged.setdefault(index, []).append((column, top))

    def fill(self, index: int, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """The row with merged values, marks of repetition and errors replaced (value_cases.csv: ditto, #N/A)."""
        cells = list(row)
        for column, top in self.merged.get(index, ()):
            if column < len(cells) and cells[column] in (None, ""):
                cells[column] = self._value(top, column)
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell in POINTING:
                cells[column] = self._above_cell(index, column) if cell in DITTO else self._failed(index)
        return tuple(cells)

    def _failed(self, index: int) -> None:
        self.errors.append(index)

    def _value(self, index: int, column: int) -> Cell:
        row = self._rows[index]
        cell = row[column] if column < len(row) else None
        if isinstance(cell, str) and cell in POINTING:
            return self._above_cell(index, column) if cell in DITTO else None
        return cell

    def _above_cell(self, index: int, column: int) -> Cell:
        """The last value above in the column. Every row is looked at once, however many marks there are."""
        seen, value = self._above.get(column, (self._first - 1, None))
        for at in range(index - 1, seen, -1):
            row = self._rows[at]
            cell = row[column] if column < len(row) and at not in self.passed else None
            if cell is not None and cell != "" and not (isinstance(cell, str) and _points(cell)):
                value = cell
                break
        self._above[column] = (index - 1, value)
        return value


def _points(cell: str) -> bool:
    return cell in POINTING or not cell.strip() or is_error(cell)
