"""`crm show`: one customer's card, whole, or as much as is needed before a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Customer
from crmcli.commands._customer import look_at
from crmcli.commands._globals import session
from crmcli.commands._output import pick_format
from crmcli.errors import N_

if TYPE_CHECKING:
    from crmcli.records.sheet import Card, Sheet
    from crmcli.services.showing import Shown
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Show one customer: facts, contacts, tasks and everything that was said.")
DETAILS = N_("  crm show oak\n  crm show 3 --brief       row 3 of the last list, before a call")
ENTRIES = 20  # of the timeline

All = Annotated[bool, typer.Option("--all", help=N_("The whole timeline."))]
Brief = Annotated[bool, typer.Option("--brief", help=N_("Only what is needed before a call, and what to talk about."))]


def command(ctx: typer.Context, customer: Customer, every: All = False, brief: Brief = False) -> None:
    """Show one customer."""
    current = session(ctx)
    drawn = pick_format(current.options, default="", also=(), card=True)
    limited = drawn in ("table", "md") and not every and not brief

    def look(workspace: Workspace, customer_id: int) -> Card | Sheet:
        from crmcli.services.showing import show

        shown = show(workspace, customer_id, limit=ENTRIES if limited else None)
        return _drawn(workspace, shown, drawn=drawn, brief=brief)

    current.show(look_at(current, customer, look))


def _drawn(workspace: Workspace, shown: Shown, *, drawn: str, brief: bool) -> Card | Sheet:
    today = workspace.now().date().isoformat()
    if drawn in ("csv", "tsv"):
        from crmcli.commands._views.customers import customer_sheet

        return customer_sheet([shown.customer])
    if brief and drawn in ("table", "md"):
        return _brief(workspace, shown, today)
    from crmcli.commands._views.card import card

    return card(shown, today=today)


def _brief(workspace: Workspace, shown: Shown, today: str) -> Card:
    from crmcli.commands._views.brief import brief
    from crmcli.core.due.sentences import suggestion
    from crmcli.services.dueing import due

    customer = shown.customer
    item = next(iter(due(workspace, [f"code:{customer.code}"]).items), None)
    return brief(shown, today=today, due=item, idea=suggestion(customer.status))
