"""`crm redo [N]`: bring back what an undo took."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import _reversing
from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.errors import N_
from crmcli.services.reversing import plan_redo

SUMMARY = N_("Bring back what an undo took.")
DETAILS = N_("Without a number: what was undone last.\n\n  crm redo\n  crm redo 142")

Number = Annotated[
    str | None, typer.Argument(metavar=N_("N"), help=N_("Number of the command that was undone; see crm history."))
]


def command(
    ctx: typer.Context,
    number: Number = None,
    yes: Yes = False,
    dry_run: _reversing.DryRun = False,
    keep_later: _reversing.KeepLater = False,
) -> None:
    """Bring an operation back."""
    how = _reversing.How(yes=yes, dry_run=dry_run, keep_later=keep_later)
    _reversing.run(session(ctx), plan_redo, number, how)
