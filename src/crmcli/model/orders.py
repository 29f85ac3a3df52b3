"""Reading orders: as records, by id, by customer, by number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crmcli.core.orders import number_key
from crmcli.model.connection import Connection
from crmcli.records.sales import Order

COLUMNS = (
    "id, customer_code, customer_name, order_no, at, amount, product, quantity, state, deal_id, note, created_at,"
    " currency, customer_id"
)


def listed(
    db: Connection,
    *,
    among: Sequence[int] | None = None,
    states: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> tuple[Order, ...]:
    """Orders of living customers, the latest first.

    Args:
        among: ids of customers; None for all.
        states: codes; empty for all.
        since, until: ISO days, both included.
    """
    sql = (
        f"SELECT {COLUMNS} FROM v_orders WHERE (:among IS NULL OR customer_id IN (SELECT value FROM json_each(:among)))"  # noqa: S608
        " AND (:states = '[]' OR state IN (SELECT value FROM json_each(:states)))"
        " AND (:since IS NULL OR substr(at, 1, 10) >= :since) AND (:until IS NULL OR substr(at, 1, 10) <= :until)"
        " ORDER BY at DESC, id DESC"
    )
    params = {
        "among": None if among is None else json.dumps(list(among)),
        "states": json.dumps(list(states)),
        "since": since,
        "until": until,
    }
    return tuple(Order(*row) for row in db.execute(sql, params))


def record(db: Connection, order_id: int) -> Order | None:
    """One order of a living customer; None when there is none."""
    row = db.execute(f"SELECT {COLUMNS} FROM v_orders WHERE id = ?", (order_id,)).fetchone()  # noqa: S608
    return Order(*row) if row else None


def of_deal(db: Connection, deal_id: int) -> dict[str, Any] | None:
    """The row of the order that a won deal's contract is; None when there is none."""
    row = db.execute("SELECT * FROM orders WHERE deal_id = ? ORDER BY id LIMIT 1", (deal_id,)).fetchone()
    return dict(row) if row else None


def by_number(db: Connection, key: str) -> Order | None:
    """The order with that number, as core.orders.number_key has it; None when there is none."""
    sql = f"SELECT {COLUMNS} FROM v_orders WHERE {may_be('order_no')} ORDER BY id"  # noqa: S608
    found = [Order(*row) for row in db.execute(sql, (key,))]
    return next((one for one in found if number_key(one.order_no or "") == key), None)


def may_be(column: str) -> str:
    """The condition that a column may hold the number with a key: of plain ASCII SQL knows, the rest is looked at."""
    return f"(lower(replace({column}, ' ', '')) = ? OR {column} GLOB '*[^ -~]*')"


def numbered(db: Connection) -> dict[str, tuple[int, int, int | None]]:
    """Order number, as core.orders.number_key has it, to (order, customer, deal)."""
    sql = "SELECT order_no, id, customer_id, deal_id FROM orders WHERE order_no IS NOT NULL ORDER BY id DESC"
    return {number_key(row[0]): (row[1], row[2], row[3]) for row in db.execute(sql)}


def alike(db: Connection, customer_id: int, *, day: str, amount: int) -> int | None:
    """Id of an order of that customer, day and amount in cents; None when there is none."""
    sql = "SELECT id FROM orders WHERE customer_id = ? AND substr(at, 1, 10) = ? AND amount = ? ORDER BY id LIMIT 1"
    row = db.execute(sql, (customer_id, day, amount)).fetchone()
    return row[0] if row else None
