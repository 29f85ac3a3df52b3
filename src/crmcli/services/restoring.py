"""Use case of `crm restore`: a backup chosen, looked into, and put in the place of the present file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_, CrmError, NotFound
from crmcli.model import backups, connection, file, restoring, sealing
from crmcli.model.backups import Backup
from crmcli.model.file import Opening
from crmcli.services.workspace import Caller, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crmcli.model.connection import Key, Waiting


class Place(NamedTuple):
    """The file to be replaced, and who does it.

    Args:
        path: of the database; there may be none.
        folder: of the backups.
        clock, user, terminal, command: for the row of history.
        waiting: told once when another process keeps us waiting.
        key: gives passphrases.
        identities: files with secret keys of age.
    """

    path: Path
    folder: Path
    clock: Callable[[], datetime]
    user: str
    terminal: str
    command: str
    waiting: Waiting
    key: Key | None
    identities: tuple[Path, ...] = ()


class Contents(NamedTuple):
    """What a file holds, to be shown before one takes the other's place; None for what cannot be read."""

    customers: int | None
    last_at: str | None


class Restored(NamedTuple):
    """What was done.

    Args:
        operation: number of the row of history.
        source: the backup. aside: where the file before is kept, if there was one.
        contents: of the file now.
    """

    operation: int
    source: Path
    aside: Path | None
    contents: Contents


def choose(place: Place, text: str) -> Path:
    """The backup that `text` names: a number of `crm backup list`, a name there, or a path; the newest when empty.

    Raises:
        NotFound: there is no such backup.
    """
    found = backups.listed(place.folder, place.path.stem)
    plain = text.strip().removeprefix("#")
    if not plain and found:
        return found[0].path
    if plain.isdecimal() and 1 <= int(plain[:6]) <= len(found):
        return found[int(plain[:6]) - 1].path
    for one in (Path(text).expanduser(), place.folder / text) if plain else ():
        with contextlib.suppress(OSError):
            if one.is_file():
                return one
    if not plain:
        raise NotFound(
            N_("There is no backup of {path} in {backups} yet."),
            N_("Name a file: crm restore FILE"),
            path=str(place.path),
            backups=str(place.folder),
        )
    raise NotFound(N_("There is no backup “{text}”."), N_("Those there are: crm backup list"), text=text[:200])


@contextlib.contextmanager
def opened(place: Place, source: Path) -> Iterator[Path]:
    """The backup as a database file that was checked; one in the age format is opened for as long as it is needed.

    Raises:
        NotOurs, Newer, Damaged: it cannot take the file's place.
        Encrypted, WrongPassphrase: it cannot be opened.
    """
    if not sealing.is_sealed(source):
        backups.check(source, key=place.key)
        yield source
        return
    with backups.unfinished(place.folder, source.stem) as part:
        part.write_bytes(sealing.unseal(source, key=place.key, identities=place.identities))
        backups.check(part, shown=source, key=place.key)
        yield part


def contents(path: Path, *, key: Key | None) -> Contents:
    """What a database holds, as far as it can be read."""
    try:
        db = connection.connect(path, write=False, key=key)
        try:
            living = "SELECT count(*) FROM customers WHERE deleted_at IS NULL AND merged_into IS NULL"
            count = db.execute(living).fetchone()[0]
            last = db.execute("SELECT max(at) FROM operations").fetchone()[0]
        finally:
            db.close()
    except (CrmError, connection.Error):
        return Contents(None, None)
    return Contents(count, last)


def restore(place: Place, source: Path, readable: Path) -> Restored:
    """Put a backup in the place of the file, which is kept aside; a row of history says so.

    Args:
        place: where.
        source: the backup, for the sentences.
        readable: the same as a database, from `opened`.

    Raises:
        NotOurs, Newer: the present file is another program's, or a newer crmcli's.
        DatabaseError: no room, locked or unwritable; the file is as it was.
    """
    stamp = f"{place.clock():%Y%m%d-%H%M%S}"
    with backups.unfinished(place.folder, f"{place.path.stem[: backups.LONGEST]}-{stamp}-restoring") as part:
        restoring.stage(readable, part, key=place.key, like=place.path)
        found = contents(part, key=place.key)
        operation = _remembered(place, part)
        aside = restoring.put_aside(place.path, place.folder, stamp=stamp, key=place.key)
        restoring.put_in_place(part, place.path, key=place.key, waiting=place.waiting)
    return Restored(operation, source, aside, found)


def _remembered(place: Place, part: Path) -> int:
    """The row of history, written before the file takes its place: both come together."""
    caller = Caller(place.user, place.terminal, place.command, place.folder, place.waiting, place.key)
    with file.opened(Opening(part, place.folder, "", key=place.key), write=True) as db:
        ws = Workspace(db, part, place.clock, caller)
        given = restoring.numbers_given(place.path, key=place.key)
        with ws.operation(kind="restore") as journal:
            restoring.go_on_from(db, given)
            return journal.begin()


def described(path: Path, found: Sequence[Backup]) -> Backup:
    """The listed backup at a path, or what can be said of one from elsewhere."""
    there = next((one for one in found if one.path == path), None)
    return there or Backup(path, "", "", path.stat().st_size, sealing.is_sealed(path) or not connection.is_plain(path))


def judged(place: Place, chosen: Sequence[Backup]) -> list[tuple[Backup, CrmError | None]]:
    """Each backup with what is wrong with it, None for a sound one."""
    found: list[tuple[Backup, CrmError | None]] = []
    for one in chosen:
        try:
            with opened(place, one.path):
                found.append((one, None))
        except CrmError as error:
            found.append((one, error))
    return found
