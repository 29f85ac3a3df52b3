"""`crm undo [N]`: take back the last command that wrote, or any one by its number."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands import _reversing
from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.errors import N_
from crmcli.services.reversing import plan_undo

SUMMARY = N_("Take back the last command that wrote, or the one with that number.")
DETAILS = N_(
    "It asks first where several customers are concerned, or another terminal or a job did it. What was changed again"
    " since is never overwritten: see --keep-later.\n"
    "\n"
    "  crm undo\n"
    "  crm undo 142 --dry-run"
)

Number = Annotated[str | None, typer.Argument(metavar=N_("N"), help=N_("Its number, such as 142; see crm history."))]


def command(
    ctx: typer.Context,
    number: Number = None,
    yes: Yes = False,
    dry_run: _reversing.DryRun = False,
    keep_later: _reversing.KeepLater = False,
) -> None:
    """Take an operation back."""
    how = _reversing.How(yes=yes, dry_run=dry_run, keep_later=keep_later)
    _reversing.run(session(ctx), plan_undo, number, how)
