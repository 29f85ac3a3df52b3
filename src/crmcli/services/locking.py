"""Use cases of `crm encrypt`, `decrypt` and `rekey`: the same file, locked otherwise; no plain copy is left."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.errors import N_, NotFound
from crmcli.model import backups, cipher, connection, restoring
from crmcli.model.troubles import of_system

if TYPE_CHECKING:
    from crmcli.services.restoring import Place


def is_encrypted(path: Path) -> bool:
    """Whether the file at `path` is encrypted.

    Raises:
        NotFound: there is no file.
    """
    if not path.is_file() or not path.stat().st_size:
        raise NotFound(N_("There is no file {path} yet."), N_("Name another file with --db."), path=str(path))
    return not connection.is_plain(path)


def lock(place: Place, passphrase: str | None) -> None:
    """Write the file anew, locked with `passphrase`, or plain when None; it takes the old one's place at once.

    Whoever has the old one open finds out when they begin to write, and nothing of theirs is lost.

    Raises:
        NotOurs, Newer, Damaged: it is no file of ours, or not a whole one.
        WrongPassphrase, Encrypted: the present passphrase was not given.
        Locked: others kept it busy.
        DatabaseError: no room, or no SQLCipher; the file is as it was.
    """
    target = Path(os.path.realpath(place.path))
    backups.check(target, shown=place.path, key=place.key)
    with restoring.beside(target) as new:
        with cipher.held(target, key=place.key, waiting=place.waiting):
            cipher.export(target, new, old=place.key, new=passphrase)
            backups.check(new, shown=place.path, key=None if passphrase is None else lambda _path, _salt: passphrase)
            if os.name != "nt":  # Windows replaces no file that is open
                _put(new, target)
        if os.name == "nt":
            _put(new, target)


def _put(new: Path, target: Path) -> None:
    try:
        backups.to_disk(new)
        new.replace(target)
        backups.to_disk(target.parent)
    except OSError as error:
        raise of_system(error, target) from error


def plain_backups(place: Place) -> list[Path]:
    """The backups that anybody can read who gets hold of them."""
    there = backups.listed(place.folder, place.path.stem)
    return [one.path for one in there if not one.sealed]


def remove(paths: Sequence[Path]) -> int:
    """Remove backups; returns how many went."""
    gone = 0
    for path in paths:
        with suppress(OSError):
            path.unlink()
            gone += 1
    return gone
