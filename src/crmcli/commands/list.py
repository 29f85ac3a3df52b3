"""`crm list`: the customers that a filter selects, with columns, order and number as wished."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._output import pick_format, to_terminal
from crmcli.errors import N_

SUMMARY = N_("List customers.")
DETAILS = N_(
    "Filters: words, stage:quote, source:expo, tag:VIP, last:30d.., created:2026-11, is:idle, missing:phone,"
    " not:stage:lost, @VIEW. All must hold.\n"
    "\n"
    "  crm list stage:quote,negotiation --sort next\n"
    "  crm list is:silent --columns name,phone,last_contact_at,owner"
)
ON_A_SCREEN = 50

Filter = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILTER"), help=N_("Which customers; none for all of them."))
]
Columns = Annotated[
    str, typer.Option("--columns", metavar=N_("NAMES"), help=N_("Which columns, with commas: name,phone,stage."))
]
Sort = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar=N_("ORDER"),
        help=N_(
            "recent, code, name, created, updated, last, next, stage, grade, amount, budget; -name turns it round."
        ),
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=10**9, metavar=N_("N"), help=N_("The first N."))]
All = Annotated[bool, typer.Option("--all", help=N_("Every row, also on a terminal."))]


def command(
    ctx: typer.Context,
    terms: Filter = None,
    columns: Columns = "",
    sort: Sort = "",
    limit: Limit = None,
    every: All = False,
) -> None:
    """List customers."""
    from crmcli.commands._views.chosen import order_named, read_columns
    from crmcli.commands._views.customers import counted, customer_sheet, customer_table, nobody
    from crmcli.records.columns import CUSTOMER_COLUMNS
    from crmcli.records.record import replace
    from crmcli.services.listing import list_customers
    from crmcli.services.views import custom_fields, layout

    current = session(ctx)
    drawn = pick_format(current.options, default="", also=(), card=False)
    if limit is None and drawn == "table" and to_terminal(current.options) and not every:
        limit = ON_A_SCREEN
    with current.reader() as workspace:
        saved = layout(workspace, terms or [])
        columns = columns or saved.columns
        chosen = read_columns(columns, custom=custom_fields(workspace)) if columns else ()
        order = order_named(sort) if sort else saved.sort or "recent"
        found = list_customers(workspace, terms or [], sort=order, limit=limit)
        everybody = found.total or list_customers(workspace, [], limit=1).total
    # Drawn when the file is closed: a reader keeps writers waiting, and whoever reads a pipe may take their time.
    if drawn not in ("table", "md"):
        current.show(customer_sheet(found.customers, chosen or CUSTOMER_COLUMNS))
    elif found.customers:
        drawing = customer_table(found.customers, chosen)
        current.show(replace(drawing, notes=counted(len(found.customers), found.total)))
        current.remember_rows([one.code for one in found.customers])
    else:
        current.show(nobody(everybody=everybody))
