"""Deals and orders as tables, and one deal in full; what they come to, each currency by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crmcli.commands._views.pieces import as_object, joined, money, short, when
from crmcli.core.deals import Sum, sums
from crmcli.core.orders import BOOKED
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.columns import DEAL_COLUMNS, ORDER_COLUMNS
from crmcli.records.sales import Deal, Order, Step
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet, Typed

NAME = 60  # cells of a name in a sentence
DAYS = Column("days_in_stage", N_("Days in stage"), "count", drop=4, short=N_("Days"))
DROPPED = {"product": 5, "probability": 3, "competitor": 6, "expected_close_at": 1, "order_no": 2, "quantity": 4}
SHORT = {
    "expected_close_at": N_("Close"), "probability": N_("Chance"), "won_at": N_("Won on"), "lost_at": N_("Lost on"),
}  # fmt: skip
DEALS = (*DEAL_COLUMNS, DAYS)
OPEN = ("id", "customer_name", "name", "amount", "stage", "probability", "expected_close_at", "days_in_stage")
CLOSED = ("id", "customer_name", "name", "amount", "stage", "won_at", "lost_at", "lost_reason")
ORDERS = ("id", "at", "customer_name", "order_no", "amount", "product", "quantity", "state")


def deal_sheet(deals: Sequence[Deal], *, closed: bool, empty: Msg) -> Sheet:
    """Deals as a table, with what they come to below it, each currency by itself.

    Args:
        closed: won or lost ones are among them.
        empty: what is said when there are none.
    """
    shown = (*(CLOSED if closed else OPEN), *_foreign(deals))
    return Sheet(
        tuple(_fitted(one) for one in DEALS),
        tuple(deal_row(one, DEALS) for one in deals),
        shown=shown,
        notes=tuple(_deals_come_to(deals)) if deals else (),
        empty=empty,
    )


def deal_row(deal: Deal, columns: Sequence[Column] = DEALS) -> tuple[Cell, ...]:
    """The cells of one deal."""
    return tuple(getattr(deal, one.key) for one in columns)


def order_sheet(orders: Sequence[Order], *, empty: Msg) -> Sheet:
    """Orders as a table, with what those that are money come to."""
    return Sheet(
        tuple(_fitted(one) for one in ORDER_COLUMNS),
        tuple(order_row(one) for one in orders),
        shown=(*ORDERS, *_foreign(orders)),
        notes=tuple(order_notes(orders)) if orders else (),
        empty=empty,
    )


def order_row(order: Order) -> tuple[Cell, ...]:
    """The cells of one order."""
    return tuple(getattr(order, one.key) for one in ORDER_COLUMNS)


def order_notes(orders: Sequence[Order]) -> Iterable[Msg]:
    """What orders come to, a line for each currency; those that are no money are only counted."""
    for one in sums((order.currency, order.amount, 1.0) for order in orders if order.state in BOOKED):
        params = {"n": one.number, "amount": money(one.cents, one.currency)}
        yield Msg(N_("{n} orders · {amount}"), params, one=N_("{n} order · {amount}"))
    if others := sum(order.state not in BOOKED for order in orders):
        yield Msg(N_("Not counted, because not paid or given back: {n}"), {"n": others})


def deal_line(deal: Deal) -> Msg:
    """A deal in one line: its number, name, amount and where it stands."""
    why = Word("lost_reason", deal.lost_reason) if deal.lost_reason else None
    stands = joined((Word("deal_state", deal.state), why))
    if deal.state == "open":
        stands = joined((Word("deal_stage", deal.stage), Typed("rate", deal.probability)), " ")
    amount = money(deal.amount, deal.currency)
    return joined((Msg(N_("deal {id}"), {"id": deal.id}), short(deal.name, NAME), amount, stands))


def deal_card(deal: Deal, steps: Sequence[Step], *, today: str) -> Card:
    """One deal in full, with the stages it went through and the days it stayed in each."""
    data = as_object(DEALS, deal_row(deal))
    data["history"] = [step._asdict() for step in steps]
    title = joined((short(deal.name, NAME), short(deal.customer_name, NAME), deal.customer_code))
    lines = tuple(_step(one, today) for one in steps)
    return Card(title, (Section(None, tuple(_facts(deal))), Section(Msg(N_("Stages")), lines=lines)), data)


def _facts(deal: Deal) -> Iterable[tuple[Msg, Cell]]:
    yield Msg(N_("No.")), deal.id
    yield Msg(N_("State")), Word("deal_state", deal.state)
    hidden = ("id", "customer_code", "customer_name", "name", "state", "currency", "days_in_stage")
    for column in DEALS:
        value = getattr(deal, column.key)
        if value is None or column.key in hidden or (column.key == "probability" and deal.state != "open"):
            continue
        amount = money(deal.amount, deal.currency) if column.key == "amount" else None
        yield Msg(column.label), amount or Typed(column.kind, value, column.dict, column.key)


def _step(step: Step, today: str) -> Msg:
    stayed = Msg(N_("{n} days"), {"n": step.days}, one=N_("{n} day")) if step.days is not None else None
    why = Word("lost_reason", step.reason) if step.reason else None
    return joined((when(step.at, today), joined((Word("deal_stage", step.stage), why, stayed))), "  ")


def _deals_come_to(deals: Sequence[Deal]) -> Iterable[Msg]:
    """A line for each currency, of the open ones also weighted by their chance; then the won and the lost."""
    for state, said in (("open", None), ("won", N_("won: {sum}")), ("lost", N_("lost: {sum}"))):
        some = [one for one in deals if one.state == state]
        for one in sums((deal.currency, deal.amount, deal.probability) for deal in some):
            line = _sum(one, weighted=state == "open")
            yield Msg(said, {"sum": line}) if said else line
    without = sum(one.amount is None for one in deals)
    if without:
        yield Msg(N_("Without an amount: {n}"), {"n": without})


def _sum(one: Sum, *, weighted: bool) -> Msg:
    params = {"n": one.number, "amount": money(one.cents, one.currency)}
    if weighted:
        params["weighted"] = money(one.weighted, one.currency)
        return Msg(
            N_("{n} deals · {amount} · weighted {weighted}"),
            params,
            one=N_("{n} deal · {amount} · weighted {weighted}"),
        )
    return Msg(N_("{n} deals · {amount}"), params, one=N_("{n} deal · {amount}"))


def _foreign(rows: Sequence[Deal] | Sequence[Order]) -> tuple[str, ...]:
    """The column of currencies, where one is not the setting's."""
    return ("currency",) if any(one.currency for one in rows) else ()


def _fitted(column: Column) -> Column:
    return Column(
        column.key, column.label, column.kind, column.dict, column.share, column.style,
        drop=DROPPED.get(column.key, column.drop), short=SHORT.get(column.key, column.short),
    )  # fmt: skip
