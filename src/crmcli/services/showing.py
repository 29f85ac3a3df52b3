"""Everything about one customer, for its card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.model import customers, merging, people, tagging, talks
from crmcli.records.customer import Customer

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


class Shown(NamedTuple):
    """What a card is made of: rows of the tables by column name, the customer as a record.

    Args:
        row: the customer's own row, with what the record leaves out.
        points: ended ones too, last.
        tags: with origin and rule, computed ones last.
        timeline: talks, stage moves, deals, orders and files, newest first, each with its `what`.
        total: how many talks there are in all.
        alternates: values that lost in a merge, with the person they belong to as `contact`.
    """

    customer: Customer
    row: dict[str, Any]
    contacts: tuple[dict[str, Any], ...]
    points: tuple[dict[str, Any], ...]
    tags: tuple[tagging.Worn, ...]
    tasks: tuple[dict[str, Any], ...]
    deals: tuple[dict[str, Any], ...]
    orders: tuple[dict[str, Any], ...]
    timeline: tuple[dict[str, Any], ...]
    total: int
    codes: tuple[tuple[str, str], ...]
    alternates: tuple[dict[str, Any], ...] = ()


def record(ws: Workspace, customer_id: int) -> Customer:
    """One living customer, as it is now."""
    return customers.record(ws.db, customer_id)


def records(ws: Workspace, ids: Sequence[int]) -> tuple[Customer, ...]:
    """Living customers, in the order of their ids given."""
    return customers.records(ws.db, ids)


def show(ws: Workspace, customer_id: int, *, limit: int | None = 20) -> Shown:
    """Gather one customer's card.

    Args:
        limit: at most so many entries of the timeline.
    """
    db = ws.db
    said = [{**row, "what": "talk"} for row in talks.talks(db, customer_id)]
    moves = [{**row, "what": "stage"} for row in talks.moves(db, customer_id)]
    files = [{**row, "what": "file", "at": row["created_at"]} for row in talks.files(db, customer_id)]
    deals = [{**row, "what": "deal"} for row in talks.deal_moves(db, customer_id)]
    orders = talks.orders(db, customer_id)
    bought = [{**row, "what": "order"} for row in orders if row["deal_id"] is None]  # the others are won deals
    timeline = sorted([*said, *moves, *files, *deals, *bought], key=lambda row: (row["at"], row["id"]), reverse=True)
    return Shown(
        customer=customers.record(db, customer_id),
        row=customers.row(db, customer_id),
        contacts=people.contacts(db, customer_id),
        points=people.points(db, customer_id, ended=True),
        tags=tagging.of_customer(db, customer_id),
        tasks=talks.open_tasks(db, customer_id),
        deals=talks.deals(db, customer_id),
        orders=orders,
        timeline=tuple(timeline if limit is None else timeline[:limit]),
        total=len(timeline),
        codes=talks.codes(db, customer_id),
        alternates=merging.alternates(db, customer_id),
    )
