"""`crm tag`: tags on customers and off them, one or many; listed, renamed, checked; and the rules that give them."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._arguments import DryRun, Yes
from crmcli.commands._globals import session
from crmcli.commands._tag_rules import app as rules
from crmcli.commands._tagging import How, change
from crmcli.errors import N_, Failed

SUMMARY = N_("Tag customers.")
DETAILS = N_(
    "Plain words behind the tag name one customer; with a term such as stage:quote they select many. A value of one"
    " dimension gets it by itself: high intent becomes Intent-High intent; a tag of your own becomes Custom-….\n"
    "\n"
    "  crm tag add 'high intent' oak\n"
    "  crm tag add vip source:expo created:2026-11 --dry-run\n"
    "  crm tag rename vip 'key account'\n"
    "  crm tag rules"
)

app = typer.Typer(add_completion=False, invoke_without_command=True)
app.add_typer(rules, name="rules", help=N_("Rules that put tags on and take them off by themselves."))

Tag = Annotated[str, typer.Argument(metavar=N_("TAG"), help=N_("A word, or dimension-value."))]
NewTag = Annotated[str, typer.Argument(metavar=N_("NEW"), help=N_("What it is called from now on."))]
Words = Annotated[
    list[str], typer.Argument(metavar=N_("CUSTOMER|FILTER"), help=N_("One customer, or terms such as stage:quote."))
]
MaybeWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=N_("CUSTOMER|FILTER"), help=N_("Without it, a tag that nobody wears is forgotten altogether.")
    ),
]
Free = Annotated[bool, typer.Option("--free", help=N_("A tag of your own, whatever stands before its hyphen."))]
Check = Annotated[bool, typer.Option("--check", help=N_("Exit with 1 when something is found."))]
Maybe = Annotated[
    list[str] | None, typer.Argument(metavar=N_("CUSTOMER"), help=N_("Whose tags; all tags when left out."))
]


@app.callback()
def bare(ctx: typer.Context) -> None:
    """List the tags in use, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        list_(ctx)


@app.command("add", help=N_("Put a tag on one customer, or on all that a filter selects."))
def add(
    ctx: typer.Context, tag: Tag, words: Words, yes: Yes = False, dry_run: DryRun = False, free: Free = False
) -> None:
    """Put a tag on customers."""
    change(session(ctx), tag, words, on=True, how=How(yes, dry_run, free))


@app.command("rm", help=N_("Take a tag off one customer, or off all that a filter selects."))
def rm(ctx: typer.Context, tag: Tag, words: MaybeWords = None, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Take a tag off customers, or forget one that nobody wears."""
    if words:
        change(session(ctx), tag, words, on=False, how=How(yes, dry_run))
        return
    from crmcli.commands._tag_keeping import forget

    forget(session(ctx), tag, dry_run=dry_run)


@app.command("list", help=N_("List the tags in use, or those of one customer."))
def list_(ctx: typer.Context, customer: Maybe = None) -> None:
    """List tags."""
    from crmcli.commands._customer import resolve
    from crmcli.commands._views import tags as views
    from crmcli.services import tagging

    current = session(ctx)
    with current.reader() as workspace:
        if customer:
            one = resolve(current, workspace, " ".join(customer))
            current.show(views.of_customer(tagging.worn(workspace, one), tagging.kept_off(workspace, one)))
        else:
            current.show(views.in_use(tagging.listed(workspace)))


@app.command("rename", help=N_("Call a tag otherwise; when there is one of that name already, the two become one."))
def rename(ctx: typer.Context, tag: Tag, new: NewTag, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Rename a tag, or merge it into another."""
    from crmcli.commands._tag_keeping import rename as do_rename

    do_rename(session(ctx), tag, new, yes=yes, dry_run=dry_run)


@app.command("lint", help=N_("Look for tags that are wrong or of no use, with the command that mends each."))
def lint(ctx: typer.Context, check: Check = False) -> None:
    """Check the tags."""
    from crmcli.commands._views.tag_lint import sheet
    from crmcli.services.tag_linting import findings

    current = session(ctx)
    with current.reader() as workspace:
        found = findings(workspace)
    current.show(sheet(found))
    if check and found:
        raise Failed(N_("{n} findings."), "", n=len(found))


@app.command("run", help=N_("Run all rules over all customers now."))
def run(ctx: typer.Context, dry_run: DryRun = False) -> None:
    """Run the rules."""
    from crmcli.commands._tag_keeping import run_rules

    run_rules(session(ctx), dry_run=dry_run)
