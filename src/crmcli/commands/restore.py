"""`crm restore [N|FILE]`: put a backup in the place of the file, which is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._said import wants_record
from crmcli.errors import N_, Failed, NeedsAnswer
from crmcli.records.base import Msg
from crmcli.records.sheet import Card

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.restoring import Contents, Restored

SUMMARY = N_("Put a backup in the place of the file; the present file is kept.")
DETAILS = N_(
    "Without a number or file, the newest backup. It is checked first, and the present file is kept among the backups:"
    " restoring that one brings it back.\n"
    "\n"
    "  crm backup list\n"
    "  crm restore 2\n"
    "  crm restore /media/stick/crm.db"
)

Which = Annotated[
    str, typer.Argument(metavar=N_("[N|FILE]"), help=N_("Number in crm backup list, or a file; else the newest."))
]
Identity = Annotated[
    list[Path] | None,
    typer.Option("--identity", metavar=N_("FILE"), help=N_("Your secret key of age, for a backup encrypted for it.")),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do it without asking."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only check the backup and say what it holds."))]


def command(
    ctx: typer.Context, which: Which = "", identity: Identity = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Restore a backup."""
    from crmcli.commands._workspace import place
    from crmcli.services import restoring

    current = session(ctx)
    where = place(current, tuple(identity or ()))
    source = restoring.choose(where, which)
    with restoring.opened(where, source) as readable:
        held, present = (restoring.contents(one, key=where.key) for one in (readable, where.path))
        _tell(current, source, held, present)
        if dry_run:
            return
        if not yes and not current.interactive:
            raise NeedsAnswer
        if not current.confirm(Msg(N_("Put the backup in its place?")), yes=yes):
            raise Failed(N_("Nothing was changed."))
        _done(current, restoring.restore(where, source, readable))


def _tell(current: Session, source: Path, backup: Contents, present: Contents) -> None:
    from crmcli.commands._views.backups import holding

    current.say(Msg(N_("Backup {path}: {what}"), {"path": source.name, "what": holding(backup)}))
    if current.path.exists():
        now = Msg(N_("Present file {path}: {what}"), {"path": str(current.path), "what": holding(present)})
        current.say(now)


def _done(current: Session, done: Restored) -> None:
    from crmcli.commands._views.backups import holding

    what = Msg(N_("#{number} · restored: {what}"), {"number": done.operation, "what": holding(done.contents)})
    current.say(what)
    if done.aside is not None:
        current.say(Msg(N_("The file before is kept: {path}"), {"path": str(done.aside)}))
    if wants_record(current):
        aside = None if done.aside is None else str(done.aside)
        record = {"operation": done.operation, "source": str(done.source), "aside": aside}
        current.show(Card(Msg(""), (), {**record, "customers": done.contents.customers}))
