"""Which deal is meant: its number, or a customer with one open deal, or a part of its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.errors import N_, Ambiguous, NotFound
from crmcli.model import customers, deals
from crmcli.records.sales import Deal
from crmcli.services import deal_reading, lookup

if TYPE_CHECKING:
    from crmcli.services.lookup import Row
    from crmcli.services.workspace import Workspace

NUMBER = re.compile(r"[dD#]?(\d{1,9})")
A_PHONE = 4  # digits from which a number that is no deal's may be the end of a phone


class Several(Ambiguous):
    """Several deals answer to it; a terminal may choose.

    Args:
        deals: those it could be.
    """

    deals: tuple[Deal, ...] = ()


def find(ws: Workspace, text: str, *, row: Row | None = None, closed: bool = False) -> int:
    """The number of the deal that a word means.

    Args:
        text: number (`12` or `d12`), CUSTOMER, or a part of the deal's name.
        row: gives the code in a row of the last table shown; a bare number is a deal's, never a row.
        closed: a customer without open deals means the only closed one.

    Raises:
        NotFound: none. Several: it could be more than one.
    """
    plain = text.strip()
    number = NUMBER.fullmatch(plain)
    if number and (not _may_be_a_phone(plain) or deals.record(ws.db, int(number[1])) is not None):
        return deal_reading.get(ws, int(number[1])).id
    try:
        customer_id = lookup.find(ws, plain, row=row)
    except NotFound:
        found = deals.named(ws.db, plain) if plain else ()
        if not found:
            raise
        return _only(found, plain)
    found = deals.listed(ws.db, among=[customer_id])
    if not found and closed:
        found = deals.listed(ws.db, among=[customer_id], states=deal_reading.STATES)
    name = customers.record(ws.db, customer_id).name
    if not found:
        raise NotFound(
            N_("{name} has no open deal."),
            N_("Closed ones go by their number: crm deal list --all. To open one: crm deal add CUSTOMER NAME"),
            name=name,
        )
    return _only(found, name)


def _may_be_a_phone(text: str) -> bool:
    return text.isdigit() and len(text) >= A_PHONE


def _only(found: tuple[Deal, ...], name: str) -> int:
    if len(found) == 1:
        return found[0].id
    named = tuple(f"{one.id} {one.name}" for one in found)
    several = Several(
        N_("“{name}” has {n} deals."), N_("Name one by its number: {deals}"), name=name, n=len(found), deals=named
    )
    several.deals = found
    raise several
