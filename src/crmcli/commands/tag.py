"""`crm tag`: put tags on customers and take them off, one or many; list them."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._customer import resolve
from crmcli.commands._globals import session
from crmcli.commands._tagging import change
from crmcli.errors import N_

SUMMARY = N_("Tag customers.")
DETAILS = N_(
    "Plain words behind the tag name one customer; with a term such as stage:quote they select many. A value of one"
    " dimension gets it by itself: high intent becomes Intent-High intent; a tag of your own becomes Custom-….\n"
    "\n"
    "  crm tag add 'high intent' oak\n"
    "  crm tag add vip source:expo created:2026-11 --dry-run\n"
    "  crm tag list"
)

app = typer.Typer(add_completion=False)

Tag = Annotated[str, typer.Argument(metavar=N_("TAG"), help=N_("A word, or dimension-value."))]
Words = Annotated[
    list[str], typer.Argument(metavar=N_("CUSTOMER|FILTER"), help=N_("One customer, or terms such as stage:quote."))
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do it without asking."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Say what would be done, and write nothing."))]
Maybe = Annotated[
    list[str] | None, typer.Argument(metavar=N_("CUSTOMER"), help=N_("Whose tags; all tags when left out."))
]


@app.command("add", help=N_("Put a tag on one customer, or on all that a filter selects."))
def add(ctx: typer.Context, tag: Tag, words: Words, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Put a tag on customers."""
    change(session(ctx), tag, words, on=True, yes=yes, dry_run=dry_run)


@app.command("rm", help=N_("Take a tag off one customer, or off all that a filter selects."))
def rm(ctx: typer.Context, tag: Tag, words: Words, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Take a tag off customers."""
    change(session(ctx), tag, words, on=False, yes=yes, dry_run=dry_run)


@app.command("list", help=N_("List the tags in use, or those of one customer."))
def list_(ctx: typer.Context, customer: Maybe = None) -> None:
    """List tags."""
    from crmcli.commands._views import tags as views
    from crmcli.services import tagging

    current = session(ctx)
    with current.reader() as workspace:
        if customer:
            worn = tagging.worn(workspace, resolve(current, workspace, " ".join(customer)))
            current.show(views.of_customer(worn))
        else:
            current.show(views.in_use(tagging.listed(workspace)))
