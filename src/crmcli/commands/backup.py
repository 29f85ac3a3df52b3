"""`crm backup [FILE|list|verify]`: a copy of the file now, checked; those there are; whether they are sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._said import wants_record
from crmcli.errors import N_, NotFound, Refused, UsageError
from crmcli.records.base import Msg
from crmcli.records.sheet import Card

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.model.sealing import Seal

SUMMARY = N_("Copy the file to a safe place; list and check the copies.")
DETAILS = N_(
    "Backups are also made by themselves: before erasing, restoring and upgrading, before imports and merges, and every"
    " few days (crm config get backup.days). A stick or another disk is the safer place: name a FILE or folder there.\n"
    "\n"
    "  crm backup\n"
    "  crm backup /media/stick/crm.db\n"
    "  crm backup --encrypt\n"
    "  crm backup list\n"
    "  crm backup verify"
)

What = Annotated[
    list[str] | None,
    typer.Argument(metavar=N_("[FILE|list|verify]"), help=N_("Where to; or list them; or check them.")),
]
Encrypt = Annotated[bool, typer.Option("--encrypt", help=N_("Encrypt it with a passphrase, in the age format."))]
Recipient = Annotated[
    list[str] | None,
    typer.Option("--recipient", metavar=N_("KEY"), help=N_("Encrypt it for this public key (age1…); may be repeated.")),
]
Identity = Annotated[
    list[Path] | None,
    typer.Option("--identity", metavar=N_("FILE"), help=N_("With verify: your secret key of age, to open them.")),
]


def command(
    ctx: typer.Context,
    what: What = None,
    encrypt: Encrypt = False,
    recipient: Recipient = None,
    identity: Identity = None,
) -> int:
    """Make, list or check backups."""
    current, words = session(ctx), what or []
    if words[:1] == ["list"] and len(words) == 1:
        _list(current)
    elif words[:1] == ["verify"]:
        return _verify(current, words[1:], tuple(identity or ()))
    elif len(words) > 1:
        raise UsageError(N_("A backup goes to one place."), N_("For example: crm backup /media/stick/crm.db"))
    else:
        _make(current, "".join(words), _seal(current, tuple(recipient or ()), encrypt=encrypt))
    return 0


def _seal(current: Session, recipients: tuple[str, ...], *, encrypt: bool) -> Seal | None:
    from crmcli.model.sealing import Seal, check_recipients

    if encrypt and recipients:
        raise UsageError(N_("A passphrase or public keys, not both."), N_("Leave --encrypt or --recipient out."))
    if recipients:
        check_recipients(recipients)
        return Seal(recipients)
    if encrypt:
        check_recipients(())
        return Seal(passphrase=current.passphrases.new(current.path))
    return None


def _make(current: Session, where: str, seal: Seal | None) -> None:
    from crmcli.commands._views.backups import size
    from crmcli.services import backing

    if not current.path.exists():
        raise NotFound(
            N_("There is no file {path} to copy yet."), N_("Name another file with --db."), path=str(current.path)
        )
    folder, name = _place(where)
    with current.reader() as workspace:
        made = backing.make(workspace, "manual", seal=seal, folder=folder, name=name)
    current.say(Msg(N_("Copied and checked: {path} ({size})"), {"path": str(made.path), "size": size(made.size)}))
    if wants_record(current):
        record = {"path": str(made.path), "at": made.at, "why": made.why, "bytes": made.size, "encrypted": made.sealed}
        current.show(Card(Msg(""), (), record))


def _place(where: str) -> tuple[Path | None, str]:
    """Folder and name for FILE as typed; the folder of all backups, and no name, for nothing.

    Raises:
        Refused: there is a file of that name.
        NotFound: there is no such folder.
    """
    if not where:
        return None, ""
    path = Path(where).expanduser()
    if path.is_dir():
        return path, ""
    if path.exists() or path.is_symlink():
        raise Refused(N_("{path} is there already."), N_("Name a file that does not exist yet."), path=where)
    if not path.parent.is_dir():
        raise NotFound(N_("There is no folder {path}."), N_("Make it, or name another."), path=str(path.parent))
    return path.parent, path.name


def _list(current: Session) -> None:
    from crmcli.commands._views.backups import backups_sheet
    from crmcli.commands._workspace import backups_there

    folder, found = backups_there(current)
    current.show(backups_sheet(found, str(folder)))


def _verify(current: Session, wanted: list[str], identities: tuple[Path, ...]) -> int:
    from crmcli.commands._views.backups import verified_sheet
    from crmcli.commands._workspace import backups_there, place
    from crmcli.services import restoring

    where = place(current, identities)
    _folder, found = backups_there(current)
    numbered = {one.path: n for n, one in enumerate(found, 1)}
    paths = [restoring.choose(where, text) for text in wanted] if wanted else list(numbered)
    chosen = [restoring.described(path, found) for path in paths]
    judged = [(numbered.get(one.path, 0), one, error) for one, error in restoring.judged(where, chosen)]
    current.show(verified_sheet(judged))
    return int(any(error is not None for _, _, error in judged))
