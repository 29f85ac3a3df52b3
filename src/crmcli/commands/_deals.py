"""What the commands of deals and orders share: which one is meant, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crmcli.commands._customer import resolve
from crmcli.commands._said import show_record, told
from crmcli.commands._views.pieces import joined
from crmcli.errors import N_, Ambiguous
from crmcli.records.base import Msg, Word

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.sales import Deal, Order
    from crmcli.services.dealing import Change
    from crmcli.services.ordering import Booked
    from crmcli.services.workspace import Workspace


def given(options: Mapping[str, str | None]) -> dict[str, str]:
    """The options that were typed, field → text; an empty text erases where that makes sense."""
    return {field: text for field, text in options.items() if text is not None}


def resolve_deal(current: Session, ws: Workspace, text: str, *, closed: bool = False) -> int:
    """The number of the deal that `text` means; on a terminal several become a choice.

    Args:
        closed: a customer without open deals means the only closed one.

    Raises:
        NotFound, Ambiguous: none, or several and nobody chose.
    """
    from crmcli.services.deal_finding import Several, find

    try:
        return find(ws, text, row=current.recall_row, closed=closed)
    except Several as several:
        return _chosen(current, several.deals, several)
    except Ambiguous:
        customer_id = resolve(current, ws, text)  # several customers: on a terminal one is chosen
    from crmcli.services.showing import record

    try:
        return find(ws, record(ws, customer_id).code, closed=closed)
    except Several as several:
        return _chosen(current, several.deals, several)


def _chosen(current: Session, deals: Sequence[Deal], several: Ambiguous) -> int:
    from crmcli.commands._views.sales import deal_line

    if not current.interactive:
        raise several
    taken = current.choose(Msg(several.message, several.params), [deal_line(one) for one in deals])
    if taken is None:
        raise several
    return deals[taken].id


def say_change(current: Session, ws: Workspace, change: Change) -> None:
    """Say which operation it was, how the deal stands now, and what became of the customer; then the record."""
    from crmcli.commands._views.sales import deal_line

    if told(current, ws, change.deal.customer_name):
        current.say(deal_line(change.deal))
        say_stages(current, change.stages)
    show_deal(current, change.deal)


def say_stages(current: Session, stages: tuple[str, str]) -> None:
    """Say where the customer moved to, if anywhere."""
    old, new = stages
    if old != new:
        params = {"old": Word("stage", old), "new": Word("stage", new)}
        current.say(Msg(N_("The customer: {old} → {new}"), params))


def say_booked(current: Session, booked: Booked, deal: Deal) -> None:
    """Say which order a contract became."""
    from crmcli.commands._views.pieces import money

    order = booked.order
    params = {"id": order.id, "number": order.order_no, "amount": money(order.amount, order.currency)}
    if not booked.known:
        current.say(Msg(N_("Booked as order {id}: {amount}"), params))
        return
    current.say(Msg(N_("Order {id} has that number already ({number}, {amount}): it counts once."), params))
    if (order.amount, order.currency) != (deal.amount, deal.currency):
        current.say(Msg(N_("Its amount is not the deal's. To change it: crm order edit {id} amount=…"), params))


def show_deal(current: Session, deal: Deal) -> None:
    """Print a deal, if the user asked for data."""
    from crmcli.commands._views.sales import DEALS, deal_row

    show_record(current, DEALS, deal_row(deal))


def say_order(current: Session, ws: Workspace, booked: Booked) -> None:
    """Say which operation it was, the order and what became of the customer; then the record."""
    order = booked.order
    if told(current, ws, order.customer_name):
        current.say(order_line(order))
        say_stages(current, booked.stages)
        if booked.same_day is not None:
            current.say(Msg(N_("Order {id} is of the same day and amount. Twice? crm undo"), {"id": booked.same_day}))
    show_order(current, order)


def order_line(order: Order) -> Msg:
    """An order in one line."""
    from crmcli.commands._views.pieces import money

    amount = money(order.amount, order.currency)
    number = Msg(N_("order {id}"), {"id": order.id})
    return joined((number, order.order_no, order.at, amount, order.product, Word("order_state", order.state)))


def show_order(current: Session, order: Order) -> None:
    """Print an order, if the user asked for data."""
    from crmcli.commands._views.sales import order_row
    from crmcli.records.columns import ORDER_COLUMNS

    show_record(current, ORDER_COLUMNS, order_row(order))
