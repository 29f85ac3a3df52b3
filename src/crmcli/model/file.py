"""Opening the one file: created on first write, checked, brought up to date; nothing is created by a look."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crmcli.errors import N_, DatabaseError
from crmcli.model import connection, schema
from crmcli.model.connection import Connection, Waiting, nobody_told


@dataclass(frozen=True, slots=True)
class Opening:
    """How to open a file.

    Args:
        path: of the database.
        backups: folder for the copy made before a migration.
        stamp: the moment, for the copy's name.
        waiting: told once when another process keeps us waiting.
    """

    path: Path
    backups: Path
    stamp: str
    waiting: Waiting = nobody_told


@contextlib.contextmanager
def opened(how: Opening, *, write: bool) -> Iterator[Connection]:
    """The open file, closed again at the end. A reader of a file that is not there gets an empty one in memory.

    A file of an older version is brought up to date whoever opens it, after a backup: there is no other way to read it.

    Raises:
        DatabaseError: foreign, newer, damaged, locked or unwritable; nothing was changed.
    """
    db = _writer(how) if write else _reader(how)
    try:
        yield db
    finally:
        db.close()


def _reader(how: Opening) -> Connection:
    if not _has_content(how.path):
        return _empty(how.path)
    db = connection.connect(how.path, write=False)
    try:
        connection.patiently(db, how.path, waiting=how.waiting)
        found = schema.version(db, how.path)
        if found == schema.CURRENT:
            db.execute("BEGIN")  # one moment in time for everything this command looks at
            return db
        if found == 0:
            db.close()
            return _empty(how.path)
    except BaseException:
        db.close()
        raise
    db.close()
    _writer(how).close()
    return _reader(how)


def _writer(how: Opening) -> Connection:
    if how.path.is_dir():
        raise DatabaseError(N_("{path} is a folder, not a database."), N_("Name a file with --db."), path=str(how.path))
    created = connection.create_file(how.path)
    db = connection.connect(how.path, write=True)
    try:
        connection.patiently(db, how.path, waiting=how.waiting)
        found = schema.version(db, how.path)
        if found < schema.CURRENT:
            if found:
                from crmcli.model import backups

                backups.copy(how.path, how.backups, stamp=f"{how.stamp}-v{found}")
            schema.migrate(db, how.path, waiting=how.waiting)
    except BaseException:
        db.close()
        if created and not _has_content(how.path):
            how.path.unlink(missing_ok=True)
        raise
    return db


def _has_content(path: Path) -> bool:
    try:
        if path.is_dir():
            raise DatabaseError(N_("{path} is a folder, not a database."), N_("Name a file with --db."), path=str(path))
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DatabaseError(
            N_("{path} cannot be opened."),
            N_("Check that its folder exists and can be written, or name another file with --db."),
            path=str(path),
        ) from error


def _empty(path: Path) -> Connection:
    db = connection.connect_memory()
    schema.migrate(db, path)
    db.execute("PRAGMA query_only = ON")
    return db
