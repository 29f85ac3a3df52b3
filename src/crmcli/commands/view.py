"""`crm view`: filters saved under a name, to be used as @NAME."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._said import told
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet

SUMMARY = N_("Save filters under a name, to be used as @NAME.")
DETAILS = N_("  crm view save hot stage:quote,negotiation last:7d\n  crm list @hot\n  crm due @hot not:owner:anna")

Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("One short word, such as hot."))]
Terms = Annotated[list[str], typer.Argument(metavar=N_("FILTER"), help=N_("What it stands for, as for crm list."))]

COLUMNS = (Column("name", N_("View"), style="strong"), Column("filter", N_("Filter"), share=1))

app = typer.Typer(invoke_without_command=True, add_completion=False)


@app.callback()
def bare(ctx: typer.Context) -> None:
    """List the views, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx)


@app.command("list", help=N_("List the saved views."))
def list_command(ctx: typer.Context) -> None:
    """The same as the bare command."""
    _list(ctx)


@app.command("save", help=N_("Save a filter under a name; one that has it is replaced."))
def save(ctx: typer.Context, name: Name, terms: Terms) -> None:
    """Save a filter."""
    from crmcli.services import views

    current = session(ctx)
    with current.writer() as workspace:
        text = views.save(workspace, name, terms)
        name = name.removeprefix("@").strip()
        told(current, workspace, Msg(N_("view @{name}: {filter}"), {"name": name, "filter": text}))
        if current.options.format:
            current.show(Sheet(COLUMNS, ((name, text),)))


@app.command("rm", help=N_("Forget a saved view."))
def rm(ctx: typer.Context, name: Name) -> None:
    """Forget a view."""
    from crmcli.services import views

    current = session(ctx)
    with current.writer() as workspace:
        before = views.listed(workspace)
        views.remove(workspace, name)
        told(current, workspace, Msg(N_("view @{name} forgotten"), {"name": name.removeprefix("@")}))
        if current.options.format:
            kept = views.listed(workspace)
            current.show(Sheet(COLUMNS, tuple(row for row in before.items() if row[0] not in kept)))


def _list(ctx: typer.Context) -> None:
    from crmcli.services import views

    current = session(ctx)
    with current.reader() as workspace:
        rows = tuple(views.listed(workspace).items())
    hint = Msg(N_("Save one: crm view save hot stage:quote last:7d"))
    current.show(Sheet(COLUMNS, rows, empty=Msg(N_("No views are saved yet.")), notes=() if rows else (hint,)))
