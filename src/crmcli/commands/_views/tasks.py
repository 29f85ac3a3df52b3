"""Tasks as a table, and with the columns of product.md §9 for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmcli.commands._views.pieces import task_title
from crmcli.core.due.days import days_between
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import TASK_COLUMNS
from crmcli.records.sheet import Cell, Column, Sheet

SHOWN = ("id", "due_at", "title", "customer_name", "priority", "every")
SHOWN_LATE = ("id", "due_at", "days_late", "title", "customer_name", "owner")
LATE = Column("days_late", N_("Days late"), "count", style="bad")


def task_sheet(rows: Sequence[dict[str, Any]], *, closed: bool, late_on: str = "") -> Sheet:
    """Rows of v_tasks as a table; closed ones with what became of them.

    Args:
        late_on: today, an ISO day, where only what is late is listed: who promised what, and since when.
    """
    if late_on:
        cells = tuple((*_cells(row), days_between(row["due_at"], late_on)) for row in rows)
        return Sheet((*TASK_COLUMNS, LATE), cells, shown=SHOWN_LATE, empty=Msg(N_("Nothing is late.")))
    shown = (*SHOWN, "state", "closed_at") if closed else SHOWN
    return Sheet(
        TASK_COLUMNS,
        tuple(map(_cells, rows)),
        shown=shown,
        empty=Msg(N_("No open tasks. To add one: crm task add CUSTOMER TITLE")),
    )


def _cells(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(task_title(row) if one.key == "title" else row.get(one.key) for one in TASK_COLUMNS)
