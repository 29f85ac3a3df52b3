"""Reading deals: as records, by id, by customer, by name or contract, and their stages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crmcli.core.orders import BOOKED, number_key
from crmcli.model.connection import Connection
from crmcli.model.orders import may_be
from crmcli.records.sales import Deal

COLUMNS = (
    "id, customer_code, customer_name, name, amount, product, stage, probability, expected_close_at, competitor,"
    " state, lost_reason, contract_no, signed_at, ends_at, won_at, lost_at, created_at, currency, customer_id,"
    " coalesce((SELECT max(e.at) FROM stage_events e WHERE e.deal_id = v_deals.id), created_at)"
)
# open ones first, by the day they are expected to close; then the latest closed
ORDER = (
    "state <> 'open', CASE WHEN state = 'open' THEN coalesce(expected_close_at, '9') END,"
    " coalesce(won_at, lost_at) DESC, id"
)


def listed(
    db: Connection,
    *,
    among: Sequence[int] | None = None,
    states: Sequence[str] = ("open",),
    stages: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> tuple[Deal, ...]:
    """Deals of living customers.

    Args:
        among: ids of customers; None for all.
        states: "open", "won", "lost".
        stages: codes; empty for all.
        since, until: ISO days, both included, of the day that counts: open deals by their expected close, others by
            when they were won or lost.
    """
    sql = (
        f"SELECT {COLUMNS} FROM v_deals WHERE (:among IS NULL OR customer_id IN (SELECT value FROM json_each(:among)))"  # noqa: S608
        " AND state IN (SELECT value FROM json_each(:states))"
        " AND (:stages = '[]' OR stage IN (SELECT value FROM json_each(:stages)))"
        " AND (:since IS NULL OR substr(coalesce(won_at, lost_at, expected_close_at), 1, 10) >= :since)"
        " AND (:until IS NULL OR substr(coalesce(won_at, lost_at, expected_close_at), 1, 10) <= :until)"
        f" ORDER BY {ORDER}"
    )
    params = {
        "among": None if among is None else json.dumps(list(among)),
        "states": json.dumps(list(states)),
        "stages": json.dumps(list(stages)),
        "since": since,
        "until": until,
    }
    return tuple(Deal(*row) for row in db.execute(sql, params))


def record(db: Connection, deal_id: int) -> Deal | None:
    """One deal of a living customer; None when there is none."""
    row = db.execute(f"SELECT {COLUMNS} FROM v_deals WHERE id = ?", (deal_id,)).fetchone()  # noqa: S608
    return Deal(*row) if row else None


def row(db: Connection, deal_id: int) -> dict[str, Any]:
    """Every column of one deal's row, by name."""
    return dict(db.execute("SELECT * FROM deals WHERE id = ?", (deal_id,)).fetchone())


def named(db: Connection, text: str) -> tuple[Deal, ...]:
    """Open deals whose name, product or contract number holds `text`."""
    sql = (
        f"SELECT {COLUMNS} FROM v_deals WHERE state = 'open' AND (instr(lower(name), lower(:text))"  # noqa: S608
        " OR instr(lower(coalesce(product, '')), lower(:text))"
        " OR instr(lower(coalesce(contract_no, '')), lower(:text)))"
        f" ORDER BY {ORDER} LIMIT 9"
    )
    return tuple(Deal(*row) for row in db.execute(sql, {"text": text}))


def by_contract(db: Connection, key: str) -> Deal | None:
    """The deal with that contract number, as core.orders.number_key has it; None when there is none."""
    sql = f"SELECT {COLUMNS} FROM v_deals WHERE {may_be('contract_no')} ORDER BY id"  # noqa: S608
    found = [Deal(*row) for row in db.execute(sql, (key,))]
    return next((one for one in found if number_key(one.contract_no or "") == key), None)


def events(db: Connection, deal_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of the stages a deal went through, the earliest first."""
    sql = "SELECT * FROM stage_events WHERE deal_id = ? ORDER BY at, id"
    return tuple(dict(one) for one in db.execute(sql, (deal_id,)))


def bought_before(db: Connection, customer_id: int) -> bool:
    """Whether a customer ever bought: a stage, a won deal or a booked order says so."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM stage_events WHERE customer_id = :id AND deal_id IS NULL"  # noqa: S608 - of ours
        "  AND stage IN ('won', 'after_sales'))"
        " OR EXISTS (SELECT 1 FROM deals WHERE customer_id = :id AND state = 'won')"
        f" OR EXISTS (SELECT 1 FROM orders WHERE customer_id = :id AND state IN {BOOKED})"
    )
    return bool(db.execute(sql, {"id": customer_id}).fetchone()[0])
