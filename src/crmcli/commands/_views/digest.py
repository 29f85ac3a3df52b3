"""The due list as a message: a title with the numbers, two short lines a customer. Sending and fitting are not here."""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.commands._views.due import groups
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueItem, DueList
from crmcli.records.sheet import Typed

NAME, REASON = 40, 60  # cells of a name, of a reason's title


def title(found: DueList) -> Msg:
    """How many there are; the word “customers” in it is what a robot with a keyword may look for."""
    params = {"n": found.total, "overdue": found.overdue}
    if found.overdue:
        return Msg(N_("Customers to contact: {n}, {overdue} of them overdue"), params)
    return Msg(N_("Customers to contact: {n}"), params)


def rows(found: DueList, days: int) -> Iterator[tuple[Msg, ...]]:
    """The lines of each customer; the first of a bucket begins with its name."""
    headings = dict(groups(found, days))
    for place, one in enumerate(found.items):
        heading = (Msg(N_("[{bucket}]"), {"bucket": headings[place]}),) if place in headings else ()
        yield (*heading, _first(one, place + 1), _second(one))


def _first(one: DueItem, number: int) -> Msg:
    phone = Typed("text", one.phone, key="phone") if one.phone else None
    contact = None if one.contact == one.customer_name else short(one.contact or "", NAME)
    whom = joined((short(one.customer_name, NAME), contact, phone), " ")
    return Msg("{number}. {whom}", {"number": number, "whom": whom})


def _second(one: DueItem) -> Msg:
    texts = {key: value for key, value in one.reason.params.items() if key in ("title", "name")}
    cut = {key: short(value, REASON) for key, value in texts.items() if isinstance(value, str)}
    return Msg("   {reason}", {"reason": Msg(one.reason.id, {**one.reason.params, **cut}, one.reason.one)})


def more(hidden: int) -> Msg:
    """The last line, of those that did not fit."""
    return Msg(N_("{n} more: crm due"), {"n": hidden})
