"""What imported deals bring along: the stage they begin in, and the order that a won one's contract is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmcli.core.orders import number_key
from crmcli.model import deals, orders
from crmcli.model.journal.writing import Journal

ORDER_COLUMNS = ("customer_id", "deal_id", "order_no", "at", "amount", "currency", "product", "created_at")
EVENT_COLUMNS = ("customer_id", "deal_id", "stage", "reason", "at")


def follow(journal: Journal, made: Sequence[tuple[int, Mapping[str, Any]]], *, at: str) -> None:
    """Write it within the import's operation; the same contract or order number counts once (product.md §1).

    Args:
        made: (id, row) of the deals just written; rows with customer_id.
        at: the moment of the import, for what has no date.
    """
    if not made:
        return
    begun = [
        (row["customer_id"], number, row["stage"], row["lost_reason"], row["signed_at"] or at) for number, row in made
    ]
    journal.insert_many("stage_events", EVENT_COLUMNS, begun)
    won = [(number, row) for number, row in made if row["state"] == "won"]
    signed = [(number, row["signed_at"]) for number, row in won if row["signed_at"]]
    journal.update_many("deals", ("won_at",), signed)
    _book(journal, won, at=at)


def moved(journal: Journal, numbers: Iterable[int], *, at: str) -> None:
    """The same of deals that were there, whose state or stage the import has just changed; theirs is a move."""
    won: list[tuple[int, Mapping[str, Any]]] = []
    for number in numbers:
        row = deals.row(journal.db, number)
        known = deals.events(journal.db, number)
        old = known[-1]["stage"] if known else None
        if old != row["stage"]:
            named = (row["customer_id"], number, old, row["stage"], row["lost_reason"])
            event = dict(zip((*EVENT_COLUMNS[:2], "from_stage", *EVENT_COLUMNS[2:]), (*named, at), strict=True))
            journal.insert("stage_events", event)
        if row["state"] == "won" and orders.of_deal(journal.db, number) is None:
            won.append((number, row))
    _book(journal, won, at=at)


def _book(journal: Journal, sold: Iterable[tuple[int, Mapping[str, Any]]], *, at: str) -> None:
    won = [(number, row) for number, row in sold if row["amount"] is not None]
    known = orders.numbered(journal.db) if any(row["contract_no"] for _, row in won) else {}
    new, linked = [], []
    for deal_id, row in won:
        key = number_key(row["contract_no"] or "")
        if key in known:
            order_id, customer_id, deal = known[key]
            if order_id and customer_id == row["customer_id"] and deal is None:
                linked.append((order_id, deal_id))
            continue
        if key:
            known[key] = (0, row["customer_id"], deal_id)
        bought = (row["contract_no"], row["signed_at"] or at[:10], row["amount"], row["currency"], row["product"])
        new.append((row["customer_id"], deal_id, *bought, at))
    journal.insert_many("orders", ORDER_COLUMNS, new)
    journal.update_many("orders", ("deal_id",), linked)
