"""What encrypt, decrypt and rekey share: what is asked, done and said. How a file is locked is model/cipher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands import _passphrase
from crmcli.commands._said import wants_record
from crmcli.errors import N_, Failed, NeedsAnswer, Refused
from crmcli.records.base import Msg
from crmcli.records.sheet import Card

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.restoring import Place

Keyring = Annotated[bool, typer.Option("--keyring", help=N_("Keep the passphrase in the system's key ring."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Do it without asking."))]
KeepBackups = Annotated[
    bool, typer.Option("--keep-backups", help=N_("Keep the backups made before, which are not encrypted."))
]


def encrypt(current: Session, *, keyring: bool, keep_backups: bool, yes: bool) -> None:
    """Encrypt the file, and remove the plain backups after one question.

    Raises:
        Refused: it is encrypted already.
        NotFound: there is no file.
    """
    from crmcli.commands._workspace import place
    from crmcli.services import locking

    where = place(current)
    if locking.is_encrypted(current.path):
        raise Refused(
            N_("{path} is encrypted already."), N_("For another passphrase: crm rekey"), path=str(current.path)
        )
    plain = [] if keep_backups else locking.plain_backups(where)
    if plain and not yes:
        if not current.interactive:
            raise NeedsAnswer(
                N_("{n} backups are not encrypted, and would have to go."),
                N_("Add --yes, or --keep-backups."),
                n=len(plain),
            )
        question = Msg(N_("Remove the {n} backups that are not encrypted? A new one is made."), {"n": len(plain)})
        if not current.confirm(question, yes=False, default=True):
            plain = []
    passphrase = current.passphrases.new(current.path)
    _warn(current)
    locking.lock(where, passphrase)
    if keyring:
        _passphrase.remember(current.path, passphrase)
    _back_up(current, where, passphrase)
    gone = locking.remove(plain)
    current.say(Msg(N_("{path} is encrypted."), {"path": str(current.path)}))
    if gone:
        current.say(Msg(N_("Removed backups that were not: {n}"), {"n": gone}))
    _record(current, encrypted=True)


def _warn(current: Session) -> None:
    current.say(Msg(N_("Keep the passphrase safe: without it, nobody can read this file or its backups again.")))


def _back_up(current: Session, where: Place, passphrase: str) -> None:
    from crmcli.model import backups

    stamp = f"{current.now():%Y%m%d-%H%M%S}-manual"
    backups.copy(current.path, where.folder, stamp=stamp, key=lambda _path, _salt: passphrase)


def decrypt(current: Session, *, yes: bool) -> None:
    """Make the file plain again.

    Raises:
        Refused: it is not encrypted.
        Failed: the question was answered with no.
    """
    from crmcli.commands._workspace import place
    from crmcli.services import locking

    _must_be_encrypted(current)
    question = Msg(N_("Anybody who gets hold of {path} can read it then. Decrypt it?"), {"path": str(current.path)})
    if not current.confirm(question, yes=yes):
        raise Failed(N_("Nothing was changed."))
    locking.lock(place(current), None)
    _passphrase.remember(current.path, None)
    current.say(Msg(N_("{path} is not encrypted any more."), {"path": str(current.path)}))
    _record(current, encrypted=False)


def rekey(current: Session, *, keyring: bool) -> None:
    """Lock the file with another passphrase.

    Raises:
        Refused: it is not encrypted.
        WrongPassphrase: the present one is another.
    """
    from crmcli.commands._workspace import place
    from crmcli.services import locking

    _must_be_encrypted(current)
    with current.reader():
        pass  # the present passphrase is asked for, and tried, before the new one
    passphrase = current.passphrases.new(current.path)
    locking.lock(place(current), passphrase)
    if keyring or _passphrase.recall(current.path) is not None:
        _passphrase.remember(current.path, passphrase)
    said = N_("{path} has a new passphrase. Backups made before keep the old one.")
    current.say(Msg(said, {"path": str(current.path)}))
    _record(current, encrypted=True)


def _must_be_encrypted(current: Session) -> None:
    from crmcli.services import locking

    if not locking.is_encrypted(current.path):
        raise Refused(N_("{path} is not encrypted."), N_("To encrypt it: crm encrypt"), path=str(current.path))


def _record(current: Session, *, encrypted: bool) -> None:
    if wants_record(current):
        current.show(Card(Msg(""), (), {"path": str(current.path), "encrypted": encrypted}))
