"""Copies of the file by SQLite's own backup, which is safe while others read and write: made, found, checked, thinned.

When one is made, and how many are kept, is the services' business.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from crmcli.errors import Damaged, Locked
from crmcli.model import connection, schema
from crmcli.model.connection import Connection, Key
from crmcli.model.sealing import Seal, seal
from crmcli.model.troubles import of_system

LONGEST = 50  # characters of the database's name in a copy's: four bytes each must fit into a file name
PART = ".part"  # a copy that is not finished
STALE_SECONDS = 60.0  # a name waits for its copy no longer than a moment
SEALED = ".age"
_NAME = re.compile(r"-(\d{8})-(\d{4})(\d\d)?(?:-(?!\d+\.)([^.]+?))?(?:-\d+)?\.db(\.age)?", re.ASCII)


class Backup(NamedTuple):
    """One copy in the folder.

    Args:
        path: of the copy.
        at: the moment it was made, 'YYYY-MM-DD HH:MM', by the user's clock.
        why: "manual", "regular", "before-import"…; "v1" before a migration from that version; "" unknown.
        size: in bytes.
        sealed: whether it is encrypted, with age or as the file is.
    """

    path: Path
    at: str
    why: str
    size: int
    sealed: bool


def copy(
    path: Path, folder: Path, *, stamp: str = "", name: str = "", key: Key | None = None, thorough: bool = True
) -> Path:
    """Copy the database at `path` into `folder` as `NAME-STAMP.db`, readable by its owner only, and check the copy.

    A copy that is there already is never written over: the next is `NAME-STAMP-2.db`. It takes its name only when it
    is whole: whatever interrupts the work leaves none that could be taken for one.

    Args:
        path: the database, which exists.
        folder: made when missing.
        stamp: goes into the name, such as "20261121-0930-v1".
        name: of the file, instead of one made with the stamp.
        key: gives the passphrase of an encrypted file; its copy takes the same.
        thorough: see `check`.

    Raises:
        DatabaseError: no room, a folder that cannot be written, or a damaged file; no half copy is left.
    """
    name = name or f"{path.stem[:LONGEST]}-{stamp}.db"
    with unfinished(folder, name) as part:
        fill(part, path, key=key)
        check(part, shown=path, key=key, thorough=thorough)
        return finish(part, folder / name)


def sealed_copy(
    path: Path, folder: Path, *, how: Seal, stamp: str = "", name: str = "", key: Key | None = None
) -> Path:
    """The same, locked in the age format, as `NAME-STAMP.db.age`. No readable copy touches the disk.

    Args:
        how: what it is locked with.

    Raises:
        DatabaseError: as `copy`; or the age library is not installed.
        BadValue: a recipient that is none.
    """
    name = name or f"{path.stem[:LONGEST]}-{stamp}.db{SEALED}"
    with unfinished(folder, name) as part:
        if connection.is_plain(path):
            content = _in_memory(path)
        else:  # its copy is as unreadable as it is
            fill(part, path, key=key)
            check(part, shown=path, key=key)
            content = part.read_bytes()
        try:
            part.write_bytes(seal(content, how))
        except OSError as error:
            raise of_system(error, part) from error
        return finish(part, folder / name)


def _in_memory(path: Path) -> bytes:
    """The bytes of a database at one moment, checked."""
    source = connection.connect(path, write=False, waiting=connection.nobody_told)
    memory = connection.connect_memory()
    try:
        transfer(source, memory, path)
        with connection.translated(path):
            if memory.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise Damaged(path=str(path), backups=str(path.parent))
            return bytes(memory.serialize())
    finally:
        memory.close()
        source.close()


@contextlib.contextmanager
def unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A new empty file in `folder` to work at, gone at the end if it was not given a name by then."""
    sweep(folder)
    parts = (folder / f".{name}.{os.getpid()}-{n}{PART}" for n in count(1))
    part = next(one for one in parts if connection.create_file(one))
    try:
        yield part
    finally:
        for end in ("", "-journal"):
            part.with_name(part.name + end).unlink(missing_ok=True)


def finish(part: Path, wanted: Path) -> Path:
    """Give a finished copy the name `wanted`, or the first free one like it, and bring it to the disk."""
    target = new_file(wanted)
    try:
        to_disk(part)
        part.replace(target)
        to_disk(target.parent)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise of_system(error, target) from error
    return target


def new_file(wanted: Path) -> Path:
    """A new empty file `NAME.SUFFIX`, or `NAME-2.SUFFIX` and so on."""
    name, dot, suffix = wanted.name.partition(".db")
    names = (wanted.name if n == 1 else f"{name}-{n}{dot}{suffix}" for n in count(1))
    return next(target for one in names if connection.create_file(target := wanted.with_name(one)))


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fill(target: Path, path: Path, *, key: Key | None = None) -> None:
    """Copy the database at `path` into the empty file `target`, in one step: all of it belongs to one moment.

    Args:
        key: gives the passphrase of an encrypted file; its copy takes the same.

    Raises:
        Locked: the file stayed busy.
        DatabaseError: no room, or a damaged file.
    """
    source = connection.connect(path, write=False, waiting=connection.nobody_told, key=key)
    try:
        into = connection.connect(target, write=True, key=key, like=path)
        try:
            # A copy that fails is thrown away, and a finished one is brought to the disk once, at its end.
            into.execute("PRAGMA journal_mode = OFF")
            into.execute("PRAGMA synchronous = OFF")
            transfer(source, into, path)
        finally:
            into.close()
    finally:
        source.close()


def transfer(source: Connection, into: Connection, path: Path) -> None:
    """Copy one open database over another.

    Args:
        path: whose name the sentences give.

    Raises:
        Locked: one of them stayed busy.
        DatabaseError: no room; `into` is as it was.
    """
    started = time.monotonic()

    def patience(*_: int) -> None:
        if time.monotonic() - started > connection.PATIENCE_SECONDS:
            raise Locked(path=str(path))

    with connection.translated(path):
        source.backup(into, progress=patience, sleep=0.02)


def check(path: Path, *, shown: Path | None = None, key: Key | None = None, thorough: bool = True) -> int:
    """Read a whole database and judge it; returns its schema version.

    Args:
        path: of the database.
        shown: the name for the sentences, where that at `path` says nothing to the user.
        key: gives the passphrase of an encrypted file.
        thorough: compare the indexes with their tables too, which takes five times as long.

    Raises:
        NotOurs, Newer: another program made it, or a newer crmcli.
        Damaged: its pages cannot be trusted, or rows have lost what they belong to.
    """
    named = shown or path
    schema.refuse_stranger(path)
    db = connection.connect(path, write=False, waiting=connection.nobody_told, key=key)
    try:
        with connection.translated(named):
            found = schema.version(db, named)
            sound = db.execute(f"PRAGMA {'integrity' if thorough else 'quick'}_check(1)").fetchone()[0] == "ok"
            if found < 1 or not sound or db.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise Damaged(path=str(named), backups=str(named.parent))
    finally:
        db.close()
    return found


def listed(folder: Path, stem: str) -> tuple[Backup, ...]:
    """The copies of the database called `stem` in `folder`, the newest first."""
    found = []
    for one in folder.glob("*.db*") if folder.is_dir() else ():
        name = stem[:LONGEST]
        match = _NAME.fullmatch(one.name[len(name) :]) if one.name.startswith(name) else None
        with contextlib.suppress(OSError):
            if match and (size := one.stat().st_size):
                sealed = bool(match[5]) or not connection.is_plain(one)
                found.append((one.stat().st_mtime, Backup(one, _moment(match), match[4] or "", size, sealed)))
    return tuple(backup for _, backup in sorted(found, key=lambda pair: (pair[1].at, pair[0]), reverse=True))


def _moment(match: re.Match[str]) -> str:
    day, at = match[1], match[2]
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {at[:2]}:{at[2:]}"


def sweep(folder: Path) -> None:
    """Remove what a killed command left behind at its work: half copies, and names that got no copy."""
    for one in (*folder.glob(f".*{PART}*"), *folder.glob("*.db*")) if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if is_left(one) if PART in one.name else not one.stat().st_size and _is_old(one, folder):
                one.unlink()


def is_left(path: Path) -> bool:
    """Whether the process that made a file of work, and put its number into the name, is gone."""
    number = re.search(r"\.(\d{1,9})(?:-\d+)?\.(?:part|tmp)", path.name)
    if number is None:
        return False
    try:
        os.kill(int(number[1]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _is_old(path: Path, folder: Path) -> bool:
    """By the disk's own clock, against which the ages of files are told."""
    probe = folder / f".now.{os.getpid()}{PART}"
    connection.create_file(probe)
    try:
        return path.stat().st_mtime < probe.stat().st_mtime - STALE_SECONDS
    finally:
        probe.unlink(missing_ok=True)
