"""Reading tasks beyond those of one customer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crmcli.model.connection import Connection


def task(db: Connection, task_id: int) -> dict[str, Any] | None:
    """One row of the table tasks; None when there is none."""
    row = db.execute("SELECT * FROM tasks WHERE id = ?", (task_id,)).fetchone()
    return dict(row) if row else None


def shown(db: Connection, task_id: int) -> dict[str, Any]:
    """One row of v_tasks, of a living customer."""
    return dict(db.execute("SELECT * FROM v_tasks WHERE id = ?", (task_id,)).fetchone())


def listed(db: Connection, *, among: Sequence[int] | None = None, closed: bool = False) -> tuple[dict[str, Any], ...]:
    """Rows of v_tasks: open ones, the earliest first; closed ones after them, the latest first.

    Args:
        among: ids of customers; None for all.
        closed: bring the closed ones too.
    """
    sql = (
        "SELECT * FROM v_tasks WHERE (:among IS NULL OR customer_id IN (SELECT value FROM json_each(:among)))"
        " AND (:closed OR state = 'open') ORDER BY state <> 'open', CASE WHEN state = 'open' THEN coalesce(due_at, '9')"
        " END, closed_at DESC, id"
    )
    listing = None if among is None else json.dumps(list(among))
    return tuple(dict(row) for row in db.execute(sql, {"among": listing, "closed": int(closed)}))
