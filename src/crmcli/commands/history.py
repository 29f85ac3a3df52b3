"""`crm history [CUSTOMER]`: what was done, when and by whom; of one customer, what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import WHOM
from crmcli.commands._globals import session
from crmcli.commands._output import pick_format, to_terminal
from crmcli.errors import N_

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.commands._views.journal import Entries

SUMMARY = N_("What was written, when, and by which command; of one customer, what changed.")
DETAILS = N_(
    "Each command that wrote has a number, by which crm undo takes it back.\n"
    "\n"
    "  crm history\n"
    "  crm history oak\n"
    "  crm history --limit 100 --json"
)
ON_A_SCREEN = 20

Customer = Annotated[str | None, typer.Argument(metavar=N_("CUSTOMER"), help=WHOM)]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, max=10**9, metavar=N_("N"), help=N_("The latest N; a terminal shows 20.")),
]


def command(ctx: typer.Context, customer: Customer = None, limit: Limit = None) -> None:
    """List operations, newest first."""
    from crmcli.commands._customer import resolve
    from crmcli.commands._views.journal import history_sheet
    from crmcli.services.reversing import history

    current = session(ctx)
    table = pick_format(current.options, default="", also=(), card=False) in ("table", "md")
    if limit is None and table and to_terminal(current.options):
        limit = ON_A_SCREEN
    with current.reader() as workspace:
        found = None if customer is None else resolve(current, workspace, customer)
        # one more than asked for tells whether there are older ones
        entries = history(workspace, customer=found, limit=None if limit is None else limit + 1)
    # drawn when the file is closed: whoever reads a pipe may take their time
    if table:
        _show_table(current, entries, customer, limit)
    else:
        current.show(history_sheet(entries[:limit], changes=customer is not None))


def _show_table(current: Session, entries: Entries, customer: str | None, limit: int | None) -> None:
    from crmcli.commands._views.journal import history_table

    more = limit is not None and len(entries) > limit
    older = " ".join(filter(None, ("crm history", customer, f"--limit {2 * (limit or 0)}"))) if more else ""
    current.show(history_table(entries[:limit], changes=customer is not None, more=older))
