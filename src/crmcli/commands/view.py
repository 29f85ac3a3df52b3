"""`crm view`: filters saved under a name, to be used as @NAME."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._said import told
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet

if TYPE_CHECKING:
    from crmcli.services.views import Saved

SUMMARY = N_("Save filters under a name, to be used as @NAME.")
DETAILS = N_(
    "  crm view save hot stage:quote,negotiation last:7d\n"
    "  crm view save mine owner:anna --columns name,phone,stage --sort next\n"
    "  crm list @hot\n"
    "  crm due @hot not:owner:anna"
)

Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("One short word, such as hot."))]
Terms = Annotated[list[str], typer.Argument(metavar=N_("FILTER"), help=N_("What it stands for, as for crm list."))]

Columns = Annotated[
    str, typer.Option("--columns", metavar=N_("NAMES"), help=N_("The columns its lists have, with commas."))
]
Sort = Annotated[str, typer.Option("--sort", metavar=N_("ORDER"), help=N_("The order of its lists, as for crm list."))]

COLUMNS = (
    Column("name", N_("View"), style="strong"),
    Column("filter", N_("Filter"), share=1),
    Column("columns", N_("Columns"), share=1),
    Column("sort", N_("Order")),
)

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
def save(ctx: typer.Context, name: Name, terms: Terms, columns: Columns = "", sort: Sort = "") -> None:
    """Save a filter."""
    from crmcli.commands._views.chosen import order_named, read_columns
    from crmcli.services import views

    current = session(ctx)
    with current.writer() as workspace:
        chosen = read_columns(columns, custom=views.custom_fields(workspace)) if columns else ()
        keys = ",".join(column.key for column in chosen)
        saved = views.save(workspace, name, terms, columns=keys, sort=order_named(sort) if sort else "")
        name = name.removeprefix("@").strip()
        params = {"name": name, "filter": saved.filter, "columns": saved.columns, "sort": saved.sort}
        what = N_("view @{name}: {filter} · columns {columns} · order {sort}") if saved.columns and saved.sort else (
            N_("view @{name}: {filter} · columns {columns}") if saved.columns else
            N_("view @{name}: {filter} · order {sort}") if saved.sort else N_("view @{name}: {filter}")
        )  # fmt: skip
        told(current, workspace, Msg(what, params))
        if current.options.format:
            current.show(_sheet({name: saved}))


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
            current.show(_sheet({name: saved for name, saved in before.items() if name not in kept}))


def _list(ctx: typer.Context) -> None:
    from crmcli.services import views

    current = session(ctx)
    with current.reader() as workspace:
        saved = views.listed(workspace)
    current.show(_sheet(saved))


def _sheet(saved: Mapping[str, Saved]) -> Sheet:
    rows = tuple((name, *one) for name, one in saved.items())
    hint = Msg(N_("Save one: crm view save hot stage:quote last:7d"))
    used = [n for n, column in enumerate(COLUMNS) if n < 2 or any(row[n] for row in rows)]
    shown = tuple(COLUMNS[n].key for n in used)
    return Sheet(COLUMNS, rows, shown=shown, empty=Msg(N_("No views are saved yet.")), notes=() if rows else (hint,))
