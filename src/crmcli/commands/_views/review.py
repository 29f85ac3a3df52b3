"""What a review shows: the customers whose turn it is as a table, and on each card what stands out."""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.commands._views.customers import customer_sheet
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.customer import Customer
from crmcli.records.record import replace
from crmcli.records.sheet import Card, Section, Sheet

SHOWN = ("name", "contact", "mobile", "stage", "last_contact_at", "next_at")


def with_findings(card: Card, seen: Sequence[Msg]) -> Card:
    """A card with what stands out below it."""
    lines = tuple(Msg(N_("! {what}"), {"what": one}) for one in seen) or (Msg(N_("Nothing stands out.")),)
    return replace(card, sections=(*card.sections, Section(Msg(N_("Review")), lines=lines)))


def review_sheet(customers: Sequence[Customer], seen: Sequence[Sequence[Msg]], *, days: int) -> Sheet:
    """Customers not reviewed for so many days, with what stands out about each."""
    details = tuple(tuple(Msg(N_("! {what}"), {"what": one}) for one in some) for some in seen)
    empty = Msg(N_("Everybody was reviewed in the last {n} days."), {"n": days})
    return replace(customer_sheet(customers), shown=SHOWN, details=details, numbered=True, empty=empty)
