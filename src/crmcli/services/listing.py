"""Customers that a filter selects, in an order, up to a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.filter_keys import CUSTOM, REQUIRED
from crmcli.core.filters import parse_filter
from crmcli.core.spelling import nearest
from crmcli.errors import N_, UsageError
from crmcli.model import customers, dues
from crmcli.model.filtering import where
from crmcli.records.customer import Customer
from crmcli.records.filter import Missing
from crmcli.services import views
from crmcli.services.declared import Fields, declared

if TYPE_CHECKING:
    from crmcli.records.filter import Filter
    from crmcli.services.workspace import Workspace

RECENT = "f.recent DESC"
ORDERS = {
    "recent": RECENT,
    "code": "c.code",
    "name": "c.name",
    "created": "c.created_at DESC",
    "updated": "c.updated_at DESC",
    "last": "f.last_contact_at DESC",
    "next": "f.next_at IS NULL, f.next_at",
    "stage": "CASE c.stage WHEN 'lead' THEN 0 WHEN 'contact' THEN 1 WHEN 'needs' THEN 2 WHEN 'quote' THEN 3"
    " WHEN 'negotiation' THEN 4 WHEN 'won' THEN 5 WHEN 'after_sales' THEN 6 ELSE 7 END",
    "grade": "f.grade",
    "amount": "f.open_cents DESC",
    "budget": "coalesce(c.budget_high, c.budget_low, 0) DESC",
}


class Listed(NamedTuple):
    """The customers shown, and how many there are in all."""

    customers: tuple[Customer, ...]
    total: int


def read_filter(ws: Workspace, tokens: Sequence[str]) -> Filter:
    """Read FILTER words with this file's dictionaries and custom fields.

    Raises:
        UsageError, BadValue: see core.filters.
    """
    return parse_filter(tokens, now=ws.now(), words=ws.words, fields=Fields(ws))


def condition(ws: Workspace, wanted: Filter) -> tuple[str, list[object]]:
    """The filter as a condition over `customers c JOIN facts f`."""
    settings = ws.settings
    known = views.parsed(ws) if wanted.terms else {}
    now = ws.now()
    return where(
        wanted,
        today=now.date(),
        now=ws.minute(),
        idle_notice_days=int(settings["due.idle_notice"]),
        idle_alert_days=int(settings["due.idle_alert"]),
        silent_months=int(settings["silent.months"]),
        active_days=int(settings["active.days"]),
        views=known,
        required=_required(ws) if asks_required(wanted, known) else (),
        birthdays=lambda: dues.birthdays(ws.db, now.date(), 0),
    )


def select(ws: Workspace, wanted: Filter, *, sort: str = "recent", limit: int | None = None) -> tuple[int, ...]:
    """Ids of the customers that a filter selects, in an order.

    Args:
        sort: a key of ORDERS; a leading `-` turns it round.

    Raises:
        UsageError: an unknown order.
    """
    sql, params = condition(ws, wanted)
    return customers.select(ws.db, sql, params, order=_order(sort), limit=limit)


def list_customers(ws: Workspace, tokens: Sequence[str], *, sort: str = "recent", limit: int | None = None) -> Listed:
    """The customers that FILTER words select."""
    wanted = read_filter(ws, tokens)
    ids = select(ws, wanted, sort=sort, limit=limit)
    total = len(ids)
    if limit is not None and total == limit:
        total = customers.count(ws.db, *condition(ws, wanted))
    return Listed(customers.records(ws.db, ids), total)


def asks_required(wanted: Filter, known: Mapping[str, Filter]) -> bool:
    """Whether a filter, or any saved view, asks for the fields that customers need."""
    return any(
        isinstance(term, Missing) and REQUIRED[0] in term.fields
        for one in (wanted, *known.values())
        for term in one.terms
    )


def _required(ws: Workspace) -> tuple[tuple[Filter, str], ...]:
    """Each field that is needed, with those who need it."""
    return tuple(
        (
            parse_filter([field.when] if field.when else [], now=ws.now(), words=ws.words),
            CUSTOM + field.name if field.own else field.name,
        )
        for field in declared(ws)
        if field.required
    )


def check_order(sort: str) -> None:
    """Refuse an order there is not.

    Raises:
        UsageError: it is none.
    """
    _order(sort)


def _order(sort: str) -> str:
    name = sort.removeprefix("-")
    if name not in ORDERS:
        raise UsageError(
            N_("The list cannot be sorted by “{name}”."),
            N_("Sort by one of: {names}"),
            name=name,
            names=tuple(ORDERS),
            near=nearest(name, ORDERS),
        )
    if not sort.startswith("-"):
        return ORDERS[name]
    terms = ORDERS[name]
    return terms.removesuffix(" DESC") if terms.endswith(" DESC") else f"{terms} DESC"
