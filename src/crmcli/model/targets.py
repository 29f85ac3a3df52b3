"""Reading targets, and what was reached of them so far."""

from __future__ import annotations

from typing import Any

from crmcli.core.orders import BOOKED
from crmcli.core.spans import Span
from crmcli.model.connection import Connection

# what a measure has reached between two days; the others are worked out by reports
REACHED = {
    "revenue": "SELECT coalesce(sum(amount), 0) FROM v_orders WHERE currency IS NULL"  # noqa: S608 - of ours
    f" AND state IN {BOOKED} AND substr(at, 1, 10) BETWEEN :first AND :last",
    "orders": f"SELECT count(*) FROM v_orders WHERE state IN {BOOKED}"  # noqa: S608 - of ours
    " AND substr(at, 1, 10) BETWEEN :first AND :last",
    "deals": "SELECT count(*) FROM v_deals WHERE state = 'won'"
    " AND substr(coalesce(won_at, signed_at), 1, 10) BETWEEN :first AND :last",
    "customers": "SELECT count(*) FROM v_customers WHERE substr(created_at, 1, 10) BETWEEN :first AND :last",
    "interactions": "SELECT count(*) FROM v_interactions WHERE reached AND method <> 'event'"
    " AND substr(at, 1, 10) BETWEEN :first AND :last",
}


def listed(db: Connection) -> tuple[dict[str, Any], ...]:
    """Rows of targets, the latest period first."""
    sql = "SELECT * FROM targets ORDER BY substr(period, 1, 4) DESC, period DESC, name"
    return tuple(dict(row) for row in db.execute(sql))


def find(db: Connection, name: str, period: str) -> dict[str, Any] | None:
    """The row of one measure and period; None when there is none."""
    row = db.execute("SELECT * FROM targets WHERE name = ? AND period = ?", (name, period)).fetchone()
    return dict(row) if row else None


def reached(db: Connection, name: str, days: Span) -> int | None:
    """What a measure came to in those days, in its own unit; None for one that reports work out."""
    if name not in REACHED:
        return None
    row = db.execute(REACHED[name], {"first": days.first, "last": days.last}).fetchone()
    return int(row[0])
