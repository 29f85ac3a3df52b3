"""One customer in full: facts, people and their numbers, tags, deals, open tasks and the timeline of all channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crmcli.commands._views.alternates import alternate_value, field_label
from crmcli.commands._views.card_object import card_object
from crmcli.commands._views.customers import BY_KEY
from crmcli.commands._views.own_fields import own_value
from crmcli.commands._views.pieces import joined, money, position, short, task_title, when
from crmcli.commands._views.tags import tag_pairs
from crmcli.commands._views.timeline import entry
from crmcli.core.deals import sums
from crmcli.core.orders import BOOKED
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.customer import Customer
from crmcli.records.sheet import Card, Cell, Section, Typed
from crmcli.services.showing import Shown

NAME = 60  # cells of a name in a heading or a label; it stands whole among the facts when it is longer
ORDERS = 5  # shown one by one
LONGEST = 400  # cells of a name among the facts; a card is for reading, json has all of it
FACTS = ("industry", "company_size", "address", "website", "source", "event", "need", "owner")
DATES = ("first_contact_at", "last_contact_at", "next_at", "created_at", "updated_at")


def card(shown: Shown, *, today: str) -> Card:
    """Everything about one customer.

    Args:
        shown: what is known.
        today: ISO day.
    """
    customer = shown.customer
    sections = (
        Section(None, tuple(_facts(shown))),
        Section(Msg(N_("Contacts")), tuple(_people(shown, today))),
        Section(Msg(N_("Other values, kept from merges")), tuple(_alternates(shown))),
        Section(Msg(N_("Deals")), lines=tuple(_deal(row) for row in shown.deals)),
        Section(Msg(N_("Orders")), lines=tuple(_orders(shown, today))),
        Section(Msg(N_("Open tasks")), lines=tuple(_task(row, today) for row in shown.tasks)),
        Section(_timeline_title(shown), lines=tuple(entry(row, today=today) for row in shown.timeline)),
    )
    return Card(title(customer), sections, card_object(shown))


def title(customer: Customer) -> Msg:
    """The heading of a card."""
    return joined((short(customer.name, NAME), customer.code))


def pair(key: str, value: object) -> tuple[Msg, Cell]:
    """A labelled value of the customer's record."""
    column = BY_KEY[key]
    return Msg(column.label), Typed(column.kind, value, column.dict, key)  # type: ignore[arg-type]  # as in the record


def money_range(customer: Customer) -> Msg | None:
    """The budget in words; None when nothing is known of it."""
    low, high = customer.budget_low, customer.budget_high
    if low is None and high is None:
        return None
    params = {"low": Typed("money", low), "high": Typed("money", high)}
    if low is None:
        return Msg(N_("up to {high}"), params)
    if high is None:
        return Msg(N_("{low} or more"), params)
    return Msg("{low}" if low == high else "{low} – {high}", params)


def standing(customer: Customer) -> Msg:
    """Stage, status and grade in one line."""
    grade = Word("grade", customer.grade) if customer.grade and customer.grade != "N" else None
    return joined((Word("stage", customer.stage), Word("status", customer.status), grade))


def refusal(customer: Customer) -> Iterator[tuple[Msg, Cell]]:
    """What is said first of who must not be contacted."""
    if customer.do_not_contact:
        yield Msg(N_("Do not contact")), Msg(N_("asked not to be contacted: never in the due list"))


def _facts(shown: Shown) -> Iterator[tuple[Msg, Cell]]:
    customer, row = shown.customer, shown.row
    if len(customer.name) > NAME or short(customer.name, NAME) != customer.name:
        yield pair("name", short(customer.name, LONGEST))
    yield from refusal(customer)
    lost = Word("lost_reason", row["lost_reason"]) if row["lost_reason"] else None
    yield Msg(N_("Stage")), joined((standing(customer), lost))
    if place := "".join(dict.fromkeys(filter(None, (customer.province, customer.city)))):
        yield Msg(N_("Region")), place
    yield from (pair(key, value) for key in FACTS if (value := getattr(customer, key)))
    if budget := money_range(customer):
        yield Msg(N_("Budget")), budget
    yield from tag_pairs(shown.tags)
    yield from (pair(key, value) for key in ("note",) if (value := getattr(customer, key)))
    yield from ((Msg("{name}", {"name": name}), own_value(value)) for name, value in customer.custom.items())
    yield from _ids(shown)
    yield from (pair(key, value) for key in DATES if (value := getattr(customer, key)))
    if row["snoozed_until"]:
        yield Msg(N_("Snoozed until")), str(row["snoozed_until"])


def _alternates(shown: Shown) -> Iterator[tuple[Msg, Cell]]:
    """What lost when records became one, as long as it is not what the record says now."""
    by_contact = {row["id"]: row for row in shown.contacts}
    for row in shown.alternates:
        now = by_contact.get(row["contact_id"], {}) if row["contact_id"] is not None else shown.row
        if str(now.get(row["field"])) != row["value"]:
            heading = field_label(row["field"], personal=row["contact"] is not None)
            label = joined((short(row["contact"], 20), heading)) if row["contact"] else heading
            yield label, joined((alternate_value(row, width=LONGEST), row["code"]))


def _ids(shown: Shown) -> Iterator[tuple[Msg, Cell]]:
    if shown.row["credit_code"]:
        yield Msg(N_("Credit code")), str(shown.row["credit_code"])
    for system, value in shown.codes:
        label = Msg(N_("Earlier code")) if system == "crm" else Msg("{system}", {"system": system})
        yield label, value


def _people(shown: Shown, today: str) -> Iterator[tuple[Msg, Cell]]:
    """A person each, with what they are and how to reach them below one another; last what is the customer's own."""
    for row in shown.contacts:
        own = [_point(point, today) for point in shown.points if point["contact_id"] == row["id"]]
        yield Msg("{name}", {"name": row["name"]}), joined((_described(row), *own), "\n")
    own = [_point(point, today) for point in shown.points if point["contact_id"] is None]
    if own:
        yield Msg(N_("Company")), joined(own, "\n")


def _described(row: Mapping[str, Any]) -> Msg | None:
    role = Word("role", row["role"]) if row["role"] else None
    born = N_("born {day} (Chinese calendar)") if row["birthday_lunar"] else N_("born {day}")
    birthday = Msg(born, {"day": row["birthday"]}) if row["birthday"] else None
    known = (position(row["name"], row["title"]), row["department"], role, birthday, row["note"])
    return joined(known) if any(known) else None


def _point(row: Mapping[str, Any], today: str) -> Msg:
    kind = row["kind"]
    value = Msg("{value}-{ext}", {"value": row["value"], "ext": row["ext"]}) if row["ext"] else row["value"]
    known: list[object] = [value if row["ext"] else Typed("text", row["value"], key=kind)]
    if row["note"]:
        known.append(row["note"])
    if row["ended_at"]:
        known.append(Msg(N_("until {day}, no longer valid"), {"day": when(row["ended_at"][:10], today)}))
    elif row["verified_at"]:
        known.append(Msg(N_("✓ verified {day}"), {"day": when(row["verified_at"][:10], today)}))
    return joined((Word("contact_kind", kind), joined(known)), "  ")


def _deal(row: Mapping[str, Any]) -> Msg:
    if row["state"] == "open":
        stands: object = joined((Word("deal_stage", row["stage"]), Typed("rate", row["probability"])), " ")
        day = row["expected_close_at"]
    else:
        why = Word("lost_reason", row["lost_reason"]) if row["lost_reason"] else None
        stands = joined((Word("deal_state", row["state"]), why))
        day = (row["won_at"] or row["lost_at"] or "")[:10]
    number = Msg("{id}", {"id": row["id"]})
    amount = money(row["amount"], row["currency"])
    return joined((joined((number, short(row["name"], NAME)), "  "), amount, row["product"], stands, day))


def _orders(shown: Shown, today: str) -> Iterator[Msg]:
    """The latest orders, and what all of them come to."""
    for row in shown.orders[:ORDERS]:
        number = joined((when(row["at"], today), row["order_no"]), "  ")
        amount = money(row["amount"], row["currency"])
        yield joined((number, amount, row["product"], Word("order_state", row["state"])))
    if len(shown.orders) > 1:
        counted = sums((row["currency"], row["amount"], 1.0) for row in shown.orders if row["state"] in BOOKED)
        for one in (some for some in counted if some.number > 1):
            params = {"n": one.number, "amount": money(one.cents, one.currency)}
            yield Msg(N_("{n} orders · {amount}"), params, one=N_("{n} order · {amount}"))


def _task(row: Mapping[str, Any], today: str) -> Msg:
    day = when(row["due_at"], today) if row["due_at"] else Msg(N_("no date"))
    late = Msg(N_("overdue")) if row["due_at"] and row["due_at"][:10] < today else None
    high = Msg(N_("high priority")) if row["priority"] == "high" else None
    return joined((joined((day, task_title(row)), "  "), high, row["goal"], late))


def _timeline_title(shown: Shown) -> Msg:
    if len(shown.timeline) == shown.total:
        return Msg(N_("Timeline"))
    params = {"shown": len(shown.timeline), "total": shown.total}
    return Msg(N_("Timeline: the last {shown} of {total}, all with --all"), params)
