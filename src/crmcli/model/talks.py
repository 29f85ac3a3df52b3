"""Reading interactions and tasks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crmcli.model.connection import Connection


def talks(db: Connection, customer_id: int, *, limit: int | None = None) -> tuple[dict[str, Any], ...]:
    """Rows of v_interactions of one customer, newest first."""
    sql = "SELECT * FROM v_interactions WHERE customer_id = ? ORDER BY at DESC, id DESC LIMIT ?"
    return tuple(dict(row) for row in db.execute(sql, (customer_id, -1 if limit is None else limit)))


def talk(db: Connection, interaction_id: int) -> dict[str, Any]:
    """One row of v_interactions."""
    return dict(db.execute("SELECT * FROM v_interactions WHERE id = ?", (interaction_id,)).fetchone())


def last_method(db: Connection, customer_id: int) -> str | None:
    """The method of the latest talk or attempt; None when there was none.

    Having been at an event is neither, and a sheet that told only the day of a talk tells no method.
    """
    sql = (
        "SELECT method FROM interactions WHERE customer_id = ? AND method <> 'event'"
        " AND NOT (imported AND method = 'other') ORDER BY at DESC, id DESC LIMIT 1"
    )
    row = db.execute(sql, (customer_id,)).fetchone()
    return row[0] if row else None


def first_reached(db: Connection, customer_id: int) -> str | None:
    """ISO day of the first talk; None when there was none."""
    sql = "SELECT min(substr(at, 1, 10)) FROM interactions WHERE customer_id = ? AND reached"
    day: str | None = db.execute(sql, (customer_id,)).fetchone()[0]
    return day


def attempts(db: Connection, customer_id: int) -> int:
    """How many attempts in a row nobody answered."""
    row = db.execute("SELECT attempts FROM facts WHERE customer_id = ?", (customer_id,)).fetchone()
    return row[0] if row else 0


def open_tasks(db: Connection, customer_id: int, *, origin: str | None = None) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's open tasks, the earliest first, those without a date last."""
    sql = (
        "SELECT * FROM tasks WHERE customer_id = ? AND state = 'open' AND (? IS NULL OR origin = ?)"
        " ORDER BY due_at IS NULL, due_at, id"
    )
    return tuple(dict(row) for row in db.execute(sql, (customer_id, origin, origin)))


def done_on(db: Connection, day: str) -> tuple[tuple[str, int], ...]:
    """Living customers talked with on an ISO day: (name, reached 1 or 0), the latest first, each once.

    Having been at an event is no talk of that day.
    """
    sql = (
        "SELECT c.name, max(i.reached) FROM interactions i JOIN customers c ON c.id = i.customer_id"
        " WHERE i.at >= ? AND i.at < ? || 'x' AND i.method <> 'event' AND c.deleted_at IS NULL"
        " GROUP BY c.id ORDER BY max(i.at) DESC"
    )
    return tuple((row[0], row[1]) for row in db.execute(sql, (day, day)))


def contents(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Id to what was said, or what it was about, of some interactions."""
    sql = (
        "SELECT id, coalesce(nullif(content, ''), topic, '') FROM interactions"
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    return {row[0]: row[1] for row in db.execute(sql, (json.dumps(list(ids)),))}


def moves(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's stage moves, without where it began."""
    sql = "SELECT * FROM stage_events WHERE customer_id = ? AND from_stage IS NOT NULL AND deal_id IS NULL"
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def files(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's attachments."""
    return tuple(dict(row) for row in db.execute("SELECT * FROM attachments WHERE customer_id = ?", (customer_id,)))


def deals(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's deals, open ones first."""
    sql = "SELECT * FROM v_deals WHERE customer_id = ? ORDER BY state <> 'open', created_at DESC, id DESC"
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def orders(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of v_orders of one customer, the latest first."""
    sql = "SELECT * FROM v_orders WHERE customer_id = ? ORDER BY at DESC, id DESC"
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def deal_moves(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Every stage that a customer's deals entered, with the deal's name, amount and currency."""
    sql = (
        "SELECT e.*, d.name, d.amount, d.currency FROM stage_events e JOIN deals d ON d.id = e.deal_id"
        " WHERE e.customer_id = ?"
    )
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def codes(db: Connection, customer_id: int) -> tuple[tuple[str, str], ...]:
    """A customer's ids elsewhere: (system, value)."""
    sql = "SELECT system, value FROM external_ids WHERE customer_id = ? ORDER BY system, value"
    return tuple((row[0], row[1]) for row in db.execute(sql, (customer_id,)))
