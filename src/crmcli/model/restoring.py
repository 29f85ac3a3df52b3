"""Putting a copy in the place of the file, all of it or nothing, whatever interrupts it. Choosing it is not here."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from crmcli.errors import CrmError, Damaged, NotOurs, WrongPassphrase
from crmcli.model import backups, connection, schema
from crmcli.model.connection import Connection, Key, Waiting
from crmcli.model.troubles import of_system

ASIDE = "before-restore"
OPERATIONS = "#"  # among the counters: the number of the last operation


def stage(source: Path, part: Path, *, key: Key | None, like: Path) -> None:
    """Copy a backup into the empty file `part`, up to date, and locked as the file that it is to replace.

    Args:
        source: a database, already checked.
        key: gives the passphrases.
        like: the present file, or a path where there is none.

    Raises:
        DatabaseError: it cannot be read, brought up to date or written.
    """
    salt = connection.salt_of(source)
    wanted = connection.salt_of(like) if _holds(like) else salt
    if salt is None and wanted is None:
        backups.fill(part, source)
    else:
        from crmcli.model import cipher

        new = None if wanted is None or key is None else key(like, wanted)
        cipher.export(source, part, old=key, new=new, salt=wanted)
    db = connection.connect(part, write=True, key=key)
    try:
        schema.migrate(db, part)
    finally:
        db.close()


def _holds(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def numbers_given(path: Path, *, key: Key | None) -> dict[str, int]:
    """The codes and operation numbers that the present file has given away, as far as it can be read."""
    with contextlib.suppress(CrmError, connection.Error, OSError):
        if _holds(path):
            db = connection.connect(path, write=False, key=key)
            try:
                counted = dict(db.execute("SELECT name, last FROM counters").fetchall())
                last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'operations'").fetchone()
                return {**counted, OPERATIONS: last[0] if last else 0}
            finally:
                db.close()
    return {}


def go_on_from(db: Connection, given: dict[str, int]) -> None:
    """Give no code and no operation number again: they may stand on paper, and in the minds of people."""
    last = given.pop(OPERATIONS, 0)
    db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'operations'", (last,))
    for name, number in given.items():
        sql = "INSERT INTO counters(name, last) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET last = max(last, ?2)"
        db.execute(sql, (name, number))


def put_aside(path: Path, folder: Path, *, stamp: str, key: Key | None) -> Path | None:
    """Keep the present file as a backup; one that is damaged as it is, with the journal that belongs to it.

    Returns:
        Where it is kept; None when there is no file.

    Raises:
        NotOurs, Newer: it is another program's, or a newer crmcli's; it must not be replaced.
        DatabaseError: no room for it.
    """
    if not _holds(path):
        return None
    schema.refuse_stranger(path)
    try:
        return backups.copy(path, folder, stamp=f"{stamp}-{ASIDE}", key=key)
    except (Damaged, WrongPassphrase, NotOurs):
        return _keep_damaged(path, folder, stamp)


def _keep_damaged(path: Path, folder: Path, stamp: str) -> Path:
    kept = backups.new_file(folder / f"{path.stem[: backups.LONGEST]}-{stamp}-damaged.db.bad")
    try:
        shutil.copyfile(path, kept)
        if (journal := _journal(path)).exists():
            shutil.copyfile(journal, kept.with_name(f"{kept.name}-journal"))
    except OSError as error:
        kept.unlink(missing_ok=True)
        raise of_system(error, kept) from error
    return kept


def _journal(path: Path) -> Path:
    return Path(f"{os.path.realpath(path)}-journal")


def put_in_place(part: Path, path: Path, *, key: Key | None, waiting: Waiting) -> None:
    """Make `path` hold what `part` holds.

    A file that can be used is written to, in one transaction: others who have it open see the change, and a power cut
    leaves the one or the other. One that cannot be used is replaced.

    Raises:
        Locked: others kept it busy.
        DatabaseError: it cannot be written; it is as it was.
    """
    if not _holds(path) or not _usable(path, key):
        _replace(part, path)
        return
    source = connection.connect(part, write=False, key=key)
    try:
        into = connection.connect(path, write=True, waiting=waiting, key=key)
        try:
            backups.transfer(source, into, path)
        finally:
            into.close()
    finally:
        source.close()


def _usable(path: Path, key: Key | None) -> bool:
    try:
        backups.check(path, key=key, thorough=False)
    except (Damaged, WrongPassphrase, NotOurs):
        return False
    return True


def _replace(part: Path, path: Path) -> None:
    """Put the new file in the old one's place; first of all the old journal goes, which would spoil the new one."""
    target = Path(os.path.realpath(path))
    with beside(target) as new:
        try:
            shutil.copyfile(part, new)
            backups.to_disk(new)
            for end in ("-journal", "-wal", "-shm"):
                Path(f"{target}{end}").unlink(missing_ok=True)
            new.replace(target)
            backups.to_disk(target.parent)
        except OSError as error:
            raise of_system(error, path) from error


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new empty file next to another, on the same disk, to take its place; gone at the end if it did not."""
    new = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    new.unlink(missing_ok=True)
    connection.create_file(new)
    try:
        yield new
    finally:
        for end in ("", "-journal"):
            Path(f"{new}{end}").unlink(missing_ok=True)
