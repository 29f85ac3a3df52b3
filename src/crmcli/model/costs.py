"""Reading what channels and events cost."""

from __future__ import annotations

from typing import Any

from crmcli.model.connection import Connection


def listed(db: Connection, *, first: str = "", last: str = "9999-12", source: str | None = None,
           event: str | None = None) -> tuple[dict[str, Any], ...]:  # fmt: skip
    """Rows of channel_costs, the latest month first.

    Args:
        first, last: months, both included.
        source, event: only of these.
    """
    sql = (
        "SELECT * FROM channel_costs WHERE month >= ? AND month <= ? AND (? IS NULL OR source = ?)"
        " AND (? IS NULL OR event = ?) ORDER BY month DESC, source IS NULL, source, event, id"
    )
    return tuple(dict(row) for row in db.execute(sql, (first, last, source, source, event, event)))


def row(db: Connection, cost_id: int) -> dict[str, Any] | None:
    """One row of channel_costs; None when there is none."""
    found = db.execute("SELECT * FROM channel_costs WHERE id = ?", (cost_id,)).fetchone()
    return dict(found) if found else None


def sources_of(db: Connection, event: str) -> tuple[str, ...]:
    """The sources of the customers who came by an event, the most frequent first."""
    sql = "SELECT source FROM v_customers WHERE event = ? AND source IS NOT NULL GROUP BY source ORDER BY count(*) DESC"
    return tuple(found[0] for found in db.execute(sql, (event,)))
