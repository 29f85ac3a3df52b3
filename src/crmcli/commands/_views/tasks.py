"""Tasks as a table, and with the columns of product.md §9 for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crmcli.commands._views.pieces import task_title
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import TASK_COLUMNS
from crmcli.records.sheet import Sheet

SHOWN = ("id", "due_at", "title", "customer_name", "priority", "every")


def task_sheet(rows: Sequence[dict[str, Any]], *, closed: bool) -> Sheet:
    """Rows of v_tasks as a table; closed ones with what became of them."""
    cells = tuple(
        tuple(task_title(row) if one.key == "title" else row.get(one.key) for one in TASK_COLUMNS) for row in rows
    )
    shown = (*SHOWN, "state", "closed_at") if closed else SHOWN
    return Sheet(
        TASK_COLUMNS, cells, shown=shown, empty=Msg(N_("No open tasks. To add one: crm task add TITLE -c CUSTOMER"))
    )
