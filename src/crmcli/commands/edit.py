"""`crm edit`: change fields of a customer, by FIELD=VALUE or in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Customer
from crmcli.commands._customer import resolve
from crmcli.commands._globals import session
from crmcli.commands._said import advise, show_customer, told
from crmcli.errors import N_, UsageError

if TYPE_CHECKING:
    from crmcli.services.typed import Typed

SUMMARY = N_("Change fields of a customer.")
DETAILS = N_(
    "FIELD is a name in English or Chinese: name, phone, email, title, source, need, budget, note, tag, next…"
    " A new phone replaces the old one, which is kept as ended. A field of your own is written custom.NAME=VALUE."
    " Without FIELD=VALUE the fields open in your editor ($VISUAL, $EDITOR).\n"
    "\n"
    "  crm edit oak phone=13800138000 title=CEO\n"
    "  crm edit 8000 phone+=010-62345678 phone-=13900139000 note="
)

Pairs = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("FIELD=VALUE"), help=N_("= sets or erases, += adds and -= ends a phone, e-mail or tag.")),
]
Force = Annotated[bool, typer.Option("--force", help=N_("Keep a need that says little."))]


def command(ctx: typer.Context, customer: Customer, pairs: Pairs = None, force: Force = False) -> None:
    """Change one customer."""
    from crmcli.commands._views.changes import changes
    from crmcli.services import editing
    from crmcli.services.showing import show

    current = session(ctx)
    if not pairs and not current.interactive:
        raise UsageError(N_("FIELD=VALUE is missing."), N_("For example: crm edit oak phone=13800138000"))
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        before = show(workspace, customer_id, limit=0)
        typed: Typed | None
        if pairs:
            typed = editing.read_pairs(workspace, pairs, force=force)
        else:
            from crmcli.commands._editing import edited

            typed = edited(current, workspace, before, force=force)
        after = editing.edit(workspace, customer_id, typed) if typed is not None else before.customer
        if told(current, workspace, after.name):
            advise(current, changes(before, show(workspace, customer_id, limit=0)))
        show_customer(current, after)
