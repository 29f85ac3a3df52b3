"""Cells that say what they hold by pointing: merged cells below their first, 同上 and 〃; and failed formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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

Merged = dict[int, list[tuple[int, int]]]


def merged_below(merges: Sequence[tuple[int, int, int, int]], first: int, stop: int) -> Merged:
    """Row → (column, row that holds the value) of the cells below the first of a merged cell.

    Args:
        merges: as in Grid.
        first, stop: only merged cells that begin at `first` or below; filled down to before `stop`.
    """
    found: Merged = {}
    left = _MOST_MERGED
    for top, column, bottom, _ in merges:
        last = min(bottom, stop - 1)
        if last > top >= first and last - top <= left:
            left -= last - top
            for index in range(top + 1, last + 1):
                found.setdefault(index, []).append((column, top))
    return found


def fill_merged(
    row: tuple[Cell, ...], places: Sequence[tuple[int, int]], rows: Sequence[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    """The row with the values of merged cells that begin above it."""
    cells = list(row)
    for column, top in places:
        if column < len(cells) and cells[column] in (None, "") and column < len(rows[top]):
            cells[column] = rows[top][column]
    return tuple(cells)


def resolve(record: tuple[Cell, ...], above: Sequence[Cell]) -> tuple[Cell, ...]:
    """The record with 同上 and 〃 replaced by the cell of the record above, and errors by nothing (value_cases.csv).

    A mark below an empty cell stays empty: the value further up is not of the record it points to.
    """
    return tuple(
        cell if not isinstance(cell, str) or cell not in POINTING else _above(above, place) if cell in DITTO else None
        for place, cell in enumerate(record)
    )


def _above(above: Sequence[Cell], place: int) -> Cell:
    return above[place] if place < len(above) else None
