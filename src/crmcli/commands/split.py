"""`crm split CODE`: take a merge apart, even after later work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.merging import SplitResult

SUMMARY = N_("Take two merged customers apart again, keeping later work.")
DETAILS = N_(
    "CODE is the one that was merged away; the customer it is part of will do where only one was merged into it. What"
    " it brought goes back to it. What came after the merge, and what was changed since, stays with the other and is"
    " told. Right after the merge, crm undo does the same.\n"
    "\n"
    "  crm split C20261103004\n"
    "  crm split oak --dry-run"
)

Code = Annotated[str, typer.Argument(metavar=N_("CODE"), help=N_("The merged code, or the customer it is part of."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would be done; write nothing."))]


def command(ctx: typer.Context, code: Code, dry_run: DryRun = False) -> None:
    """Take a merge apart."""
    from crmcli.services import splitting

    current = session(ctx)
    with current.writer() as workspace:
        loser = splitting.find(workspace, code, row=current.recall_row)
        if dry_run:
            _tell(current, splitting.tried(workspace, loser), dry_run=True)
        else:
            _tell(current, splitting.split(workspace, loser), dry_run=False)


def _tell(current: Session, done: SplitResult, *, dry_run: bool) -> None:
    from crmcli.commands._drawing import beside
    from crmcli.commands._said import wants_record
    from crmcli.commands._views.journal import clash_sheet
    from crmcli.commands._views.merging import split_lines, split_object, split_title
    from crmcli.records.sheet import Card, Section

    if dry_run and not wants_record(current):
        current.show(Card(split_title(done), (Section(None, lines=tuple(split_lines(done))),), {}))
    else:
        current.say(split_title(done))
        for line in split_lines(done):
            current.say(Msg("  {line}", {"line": line}))
    if done.stays and not current.options.quiet:
        current.say(Msg(N_("Stays as it is, because later work changed it:")))
        sys.stderr.write(beside(current, clash_sheet(done.stays)))
    if wants_record(current):
        current.show(Card(Msg(""), (), split_object(done)))
