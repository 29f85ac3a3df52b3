"""What to know before a call, on one small card: whom, at which number, how things stand, what was said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crmcli.commands._views.card import money_range, pair, refusal, standing, title
from crmcli.commands._views.card_object import card_object
from crmcli.commands._views.pieces import joined, position, short, task_title, when
from crmcli.commands._views.timeline import entry
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.customer import Customer
from crmcli.records.due import DueItem
from crmcli.records.sheet import Card, Cell, Section, Typed
from crmcli.services.showing import Shown

LONG = 240  # cells of a text that is only to remind


def brief(shown: Shown, *, today: str, due: DueItem | None, idea: Msg) -> Card:
    """The card for a call.

    Args:
        shown: what is known.
        today: ISO day.
        due: the customer's row of the due list, if there is one.
        idea: what to talk about.
    """
    return Card(title(shown.customer), (Section(None, tuple(_pairs(shown, today, due, idea))),), card_object(shown))


def _pairs(shown: Shown, today: str, due: DueItem | None, idea: Msg) -> Iterator[tuple[Msg, Cell]]:
    customer = shown.customer
    yield from refusal(customer)
    yield from _whom(customer)
    yield Msg(N_("Stage")), standing(customer)
    if due:
        yield Msg(N_("Why now")), due.reason
    if last := next((row for row in shown.timeline if row["what"] == "talk" and row["reached"]), None):
        yield Msg(N_("Last talk")), entry(_shortened(last), today=today)
    for task in shown.tasks[:3]:
        day = when(task["due_at"], today) if task["due_at"] else None
        name = Msg(N_("Next step") if task["origin"] == "next_step" else N_("Task"))
        yield name, joined((day, task_title({**task, "title": short(task["title"], LONG)})), "  ")
    yield from _wishes(customer)
    if not customer.do_not_contact:
        yield Msg(N_("Idea")), idea


def _whom(customer: Customer) -> Iterator[tuple[Msg, Cell]]:
    if customer.contact:
        yield Msg(N_("Contact")), joined((short(customer.contact, LONG), position(customer.contact, customer.title)))
    numbers = [Typed("text", one, key="phone") for one in (customer.mobile, customer.phone) if one]
    if numbers:
        yield Msg(N_("Phone")), joined(numbers)
    elif customer.wechat:
        yield pair("wechat", customer.wechat)


def _wishes(customer: Customer) -> Iterator[tuple[Msg, Cell]]:
    if customer.need:
        yield pair("need", short(customer.need, LONG))
    if budget := money_range(customer):
        yield Msg(N_("Budget")), budget
    if customer.note:
        yield pair("note", short(customer.note, LONG))


def _shortened(talk: dict[str, Any]) -> dict[str, Any]:
    """A talk without what the card says elsewhere."""
    return {**talk, "content": short(talk["content"], LONG), "next_step": None, "next_at": None}
