"""Backups: made by themselves before what changes much and now and then, by hand, and thinned out afterwards."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from crmcli.core import backup_rules
from crmcli.errors import CrmError
from crmcli.model import backups, connection
from crmcli.model.backups import Backup
from crmcli.model.sealing import Seal

if TYPE_CHECKING:
    from pathlib import Path

    from crmcli.services.workspace import Workspace

# Made in passing: their pages are checked, and their indexes only by `crm backup verify`, or everybody would wait.
QUICK = ("before-import", "before-merge", "regular")


def before_risky(ws: Workspace, why: str) -> Backup | None:
    """Make a backup before a command that changes much, unless one is less than an hour old or the file is empty.

    To be called outside of an operation. An undo takes such a command back as well: this is for the case that the file
    itself comes to harm.

    Args:
        why: goes into the name: "before-import", "before-merge".

    Raises:
        DatabaseError: it could not be made; nothing was changed.
    """
    if not ws.path.is_file() or not _peopled(ws):
        return None
    newest = next(iter(found(ws)), None)
    return None if backup_rules.serves(newest and newest.at, now=ws.clock()) else make(ws, why)


def regularly(ws: Workspace) -> None:
    """Make a backup when the newest, or the first command without one, is `backup.days` old.

    A backup that fails now must not keep anybody from work: `crm doctor` tells how old the newest is.
    """
    with contextlib.suppress(CrmError, OSError):
        days = int(ws.settings["backup.days"])
        if ws.path.is_file() and _peopled(ws) and backup_rules.is_due(_since(ws), now=ws.clock(), days=days):
            make(ws, "regular")


def make(ws: Workspace, why: str, *, seal: Seal | None = None, folder: Path | None = None, name: str = "") -> Backup:
    """Make a backup now, checked, and let go of those no longer needed.

    Args:
        why: goes into the name: "manual", "before-purge"…
        seal: what it is encrypted with; when None, the setting says.
        folder: where it goes; when None, to the others, and these are thinned out.
        name: of the file; made of the moment and `why` when empty.

    Raises:
        DatabaseError: no room, a folder that cannot be written, or a damaged file; no half copy is left.
        BadValue: a recipient that is none.
    """
    recipient = str(ws.settings["backup.recipient"])
    how = seal or Seal(recipients=(recipient,) if recipient else ())
    stamp = f"{ws.clock():%Y%m%d-%H%M%S}-{why}"
    where, key = folder or ws.caller.backups, ws.caller.key
    if how.wanted:
        made = backups.sealed_copy(ws.path, where, how=how, stamp=stamp, name=name, key=key)
    else:
        made = backups.copy(ws.path, where, stamp=stamp, name=name, key=key, thorough=why not in QUICK)
    if folder is None:
        prune(ws)
    return Backup(made, ws.minute(), why, made.stat().st_size, how.wanted or not connection.is_plain(made))


def found(ws: Workspace) -> tuple[Backup, ...]:
    """The backups there are, the newest first."""
    return backups.listed(ws.caller.backups, ws.path.stem)


def prune(ws: Workspace) -> None:
    """Remove the backups that the settings do not keep. The newest always stays."""
    there, settings = found(ws), ws.settings
    for place in backup_rules.spare(
        [one.at for one in there],
        now=ws.clock(),
        keep=int(settings["backup.keep"]),
        keep_days=int(settings["backup.keep_days"]),
    ):
        with contextlib.suppress(OSError):
            there[place].path.unlink()


def _peopled(ws: Workspace) -> bool:
    return ws.db.execute("SELECT 1 FROM customers LIMIT 1").fetchone() is not None


def _since(ws: Workspace) -> str:
    """The moment of the newest backup, or of the first command when there is none."""
    newest = next(iter(found(ws)), None)
    if newest is not None:
        return newest.at
    first = ws.db.execute("SELECT at FROM operations ORDER BY id LIMIT 1").fetchone()
    return str(first[0]) if first else ws.minute()
