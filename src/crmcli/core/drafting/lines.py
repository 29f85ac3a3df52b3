"""A whole line in one cell: 张伟 示例科技 总经理 13800138321, as lists pasted from a chat have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.pasted import PastedLine, read_line
from crmcli.core.patterns import lazily

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_NUMBER = lazily(r"^\s*[（(]?\d{1,3}\s*[.、)）．]\s*(?=\D)")
_COLUMNS = ("province", "city", "address", "need", "source", "industry")


def line(column: ColumnPlan, reading: Reading) -> Reader:
    """Everything that a line says, as `crm add` reads one; what has no place goes into the note."""

    def read(row: Collected, text: str, cell: Cell) -> None:
        _take(row, read_line(_NUMBER.sub("", text), words=reading.words))

    return read


def _take(row: Collected, found: PastedLine) -> None:
    for key, value in (("contact", found.name), ("company", found.company), ("name_en", found.name_en)):
        if value:
            row.texts.setdefault(key, value)
    for key, value in (("title", found.title), ("department", found.department)):
        if value:
            row.person.setdefault(key, value)
    for key in _COLUMNS:
        if value := getattr(found, key):
            row.columns.setdefault(key, value)
    if found.budget:
        row.columns.update(budget_low=found.budget.low, budget_high=found.budget.high)
    row.points += found.points
    row.notes += [note for note in (found.note, found.rest) if note]
