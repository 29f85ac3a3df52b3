"""Orders: booking, changing and removing them; a contract and an order of one number count once (product.md §1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core.orders import BOOKED, number_key
from crmcli.core.stages import BOUGHT
from crmcli.errors import N_, Ambiguous, NotFound, Refused, UsageError
from crmcli.model import customers, deals, orders
from crmcli.model.journal.writing import Journal
from crmcli.records.sales import Order
from crmcli.services import checks, staging
from crmcli.services.deal_fields import read_order

if TYPE_CHECKING:
    from crmcli.services.lookup import Row
    from crmcli.services.workspace import Workspace


class Booked(NamedTuple):
    """An order, and whether it was there before; `same_day` is another one of that day and amount."""

    order: Order
    known: bool = False
    stages: tuple[str, str] = ("", "")
    same_day: int | None = None


def add(ws: Workspace, customer_id: int, typed: Mapping[str, str]) -> Booked:
    """Book an order as one operation; who orders is a customer, so the stage moves to won.

    Args:
        typed: field → text, as services.deal_fields knows them; amount is needed, the date is today when absent.

    Raises:
        UsageError, BadValue: no amount, or something that cannot be read.
        Refused: an order of that number is there already, or a number that must not be kept.
    """
    columns = {"at": ws.minute()[:10], "state": "paid", **read_order(ws, typed)}
    if columns.get("amount") is None:
        raise UsageError(N_("An order needs an amount."), N_("For example: crm order add oak 12000"))
    with ws.operation() as journal:
        checks.refuse_gone(journal.db, customer_id)
        present = customers.row(journal.db, customer_id)["stage"]
        _check_deal(journal, columns.get("deal_id"), customer_id)
        if columns.get("order_no"):
            refuse_number(journal, columns["order_no"], customer_id, order_id=0)
        same = orders.alike(journal.db, customer_id, day=columns["at"][:10], amount=columns["amount"])
        order_id = journal.insert("orders", {"customer_id": customer_id, **columns, "created_at": ws.minute()})
        _customer_bought(ws, journal, customer_id, columns["state"])
        journal.update("customers", customer_id, {"updated_at": ws.minute()})
    now = customers.row(ws.db, customer_id)["stage"]
    return Booked(get(ws, order_id), stages=(present, now), same_day=None if columns.get("order_no") else same)


def edit(ws: Workspace, order_id: int, typed: Mapping[str, str]) -> Booked:
    """Change fields of an order as one operation.

    Raises:
        UsageError, BadValue, Refused: as `add`. NotFound: there is no such order.
    """
    columns = read_order(ws, typed)
    with ws.operation() as journal:
        before = get(ws, order_id)
        checks.refuse_gone(journal.db, before.customer_id)
        present = customers.row(journal.db, before.customer_id)["stage"]
        _check_deal(journal, columns.get("deal_id"), before.customer_id)
        if columns.get("order_no"):
            refuse_number(journal, columns["order_no"], before.customer_id, order_id=order_id, deal_id=before.deal_id)
        if journal.update("orders", order_id, columns):
            if before.state not in BOOKED:  # an old order says nothing of where the customer stands now
                _customer_bought(ws, journal, before.customer_id, columns.get("state", before.state))
            journal.update("customers", before.customer_id, {"updated_at": ws.minute()})
    return Booked(get(ws, order_id), stages=(present, customers.row(ws.db, before.customer_id)["stage"]))


def remove(ws: Workspace, order_id: int) -> Order:
    """Take an order out that should never have been there, as one operation.

    Raises:
        NotFound: there is no such order.
    """
    with ws.operation() as journal:
        before = get(ws, order_id)
        journal.delete("orders", [order_id])
        journal.update("customers", before.customer_id, {"updated_at": ws.minute()})
    return before


def get(ws: Workspace, order_id: int) -> Order:
    """One order by its id.

    Raises:
        NotFound: there is none, or its customer is in the trash.
    """
    found = orders.record(ws.db, order_id)
    if found is None:
        raise NotFound(N_("There is no order {id}."), N_("Orders with their numbers: crm order list"), id=order_id)
    return found


def find(ws: Workspace, text: str, *, row: Row | None = None) -> int:
    """The id of the order that a word means: its id, its number, or a customer with one order.

    Raises:
        NotFound, Ambiguous: none, or several.
    """
    from crmcli.services import lookup

    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) < 10 and orders.record(ws.db, int(plain)):
        return int(plain)
    if known := orders.by_number(ws.db, number_key(plain)):
        return known.id
    if plain.isascii() and plain.isdigit() and len(plain) <= 3:
        return get(ws, int(plain)).id  # raises: it is no row of another table
    customer_id = lookup.find(ws, plain, row=row)
    found = orders.listed(ws.db, among=[customer_id])
    if len(found) == 1:
        return found[0].id
    if not found:
        name = customers.record(ws.db, customer_id).name
        raise NotFound(N_("{name} has no orders."), N_("To add one: crm order add CUSTOMER AMOUNT"), name=name)
    raise Ambiguous(
        N_("{name} has {n} orders."), N_("Name one by its number: crm order list code:{code}"),
        name=found[0].customer_name, n=len(found), code=found[0].customer_code,
    )  # fmt: skip


def listed(
    ws: Workspace, tokens: Sequence[str] = (), *, state: str = "", since: str | None = None, until: str | None = None
) -> tuple[Order, ...]:
    """Orders of the customers that FILTER words select, the latest first.

    Args:
        state: words of order states, with commas between; empty for all.
        since, until: ISO days, both included.

    Raises:
        UsageError, BadValue: a filter or a state that cannot be read.
    """
    among = None
    if tokens:
        from crmcli.services import listing

        among = listing.select(ws, listing.read_filter(ws, tokens), sort="code")
    states = [ws.words.code("order_state", one) for one in state.replace("，", ",").split(",") if one.strip()]
    return orders.listed(ws.db, among=among, states=states, since=since, until=until)


def book_contract(ws: Workspace, journal: Journal, deal: Mapping[str, Any]) -> Booked:
    """The order that a won deal's contract is; one of the same number that is there already becomes it.

    Args:
        deal: its row, won and with an amount.

    Raises:
        Refused: an order of that number belongs to another customer or another deal.
    """
    number = deal["contract_no"]
    known = orders.by_number(journal.db, number_key(number)) if number else None
    if known is not None:
        journal.update("orders", known.id, {"deal_id": deal["id"]})
        return Booked(get(ws, known.id), known=True)
    values = {
        "customer_id": deal["customer_id"],
        "deal_id": deal["id"],
        "order_no": number,
        "at": deal["signed_at"],
        "amount": deal["amount"],
        "currency": deal["currency"],
        "product": deal["product"],
        "created_at": ws.minute(),
    }
    return Booked(get(ws, journal.insert("orders", values)))


def follow_contract(journal: Journal, deal: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Change the order of a won deal as its contract was changed.

    Args:
        deal: its row after the change.
        columns: what was changed of it.
    """
    order = orders.of_deal(journal.db, deal["id"])
    if order is None:
        return
    of_deal = {"order_no": "contract_no", "at": "signed_at", "amount": "amount", "currency": "currency",
               "product": "product"}  # fmt: skip
    values = {own: deal[other] for own, other in of_deal.items() if other in columns and deal[other] is not None}
    if "amount" in columns:
        values["currency"] = deal["currency"]
    if values:
        journal.update("orders", order["id"], values)


def refuse_number(
    journal: Journal, number: str, customer_id: int, *, order_id: int | None = None, deal_id: int | None = None
) -> None:
    """Refuse a contract or order number that would count twice.

    Args:
        order_id: of the order that is to have it; 0 for a new one; None when it is that of a deal without an order,
            which may share it with an order of its customer that no other deal has.
        deal_id: of the deal that is to have it, or whose order it is.

    Raises:
        Refused: it is another's.
    """
    key = number_key(number)
    order = orders.by_number(journal.db, key)
    if order is not None and order.id != order_id:
        shared = order_id is None and order.customer_id == customer_id and order.deal_id in (None, deal_id)
        if not shared:
            raise Refused(
                N_("The number {number} is that of order {id} of {name}, and counts once."),
                N_("To change that order: crm order edit {id} FIELD=VALUE"),
                number=number, id=order.id, name=order.customer_name,
            )  # fmt: skip
    deal = deals.by_contract(journal.db, key)
    if deal is not None and deal.id != deal_id:
        raise Refused(
            N_("The number {number} is that of deal {id} of {name}, and counts once."),
            N_("Is it the same contract? Then it is there already: crm deal show {id}"),
            number=number, id=deal.id, name=deal.customer_name,
        )  # fmt: skip


def _check_deal(journal: Journal, deal_id: int | None, customer_id: int) -> None:
    if deal_id is None:
        return
    deal = deals.record(journal.db, deal_id)
    if deal is None or deal.customer_id != customer_id:
        raise NotFound(
            N_("This customer has no deal {id}."), N_("Deals with their numbers: crm deal list --all"), id=deal_id
        )


def _customer_bought(ws: Workspace, journal: Journal, customer_id: int, state: str) -> None:
    if state in BOOKED and customers.row(journal.db, customer_id)["stage"] not in BOUGHT:
        staging.write(ws, journal, customer_id, "won")
