"""How the one file is opened, read, written and locked; the only importer of a database driver.

Rollback journal, never WAL: WAL leaves files beside the database and corrupts in synced folders.
Everything above imports `Error`, `Row` and `Connection` from here, so that another driver fits behind it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from crmcli.errors import N_, CrmError, Damaged, DatabaseError, DiskFull, Locked, NotOurs, ReadOnly

Connection = sqlite3.Connection
Row = sqlite3.Row
Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError

BUSY_MS = 100
PATIENCE_SECONDS = 30.0
NOTICE_SECONDS = 1.0
SLICE = 1000  # rows given to one executemany

Waiting = Callable[[], None]


def nobody_told() -> None:
    """The `waiting` callback of callers who have nobody to tell."""


def connect(path: Path, *, write: bool) -> Connection:
    """Open `path`, which exists, for writing or only for looking.

    A reader opens read-write with query_only: a hot journal left by a power cut must be rolled back first,
    and a read-only connection cannot do that.

    Raises:
        DatabaseError: the file cannot be opened.
    """
    with translated(path):
        # as_uri() escapes ? and #, which would otherwise end the name
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_MS / 1000
        )
        return _prepared(db, write=write)


def connect_memory() -> Connection:
    """An empty database in memory, for looking at a file that does not exist yet."""
    return _prepared(sqlite3.connect(":memory:", isolation_level=None), write=True)


def _prepared(db: Connection, *, write: bool) -> Connection:
    db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    db.execute("PRAGMA cache_size = -65536")
    db.execute("PRAGMA foreign_keys = ON")
    if write:
        db.execute("PRAGMA synchronous = EXTRA")
    else:
        db.execute("PRAGMA query_only = ON")
    db.row_factory = sqlite3.Row
    return db


def create_file(path: Path) -> bool:
    """Make an empty file that only its owner can read; False when it is there already.

    Raises:
        ReadOnly: the folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise ReadOnly(path=str(path)) from error
    return True


@contextlib.contextmanager
def transaction(db: Connection, path: Path, *, waiting: Waiting = nobody_told) -> Iterator[None]:
    """One write transaction: all of it or nothing, whatever interrupts it.

    Args:
        db: a writing connection.
        path: for the sentences.
        waiting: called once when another process has kept us waiting for a second.

    Raises:
        Locked: the file stayed busy for half a minute.
        DatabaseError: disk full, read-only or damaged; nothing was changed.
    """
    _when_free(db, path, statement="BEGIN IMMEDIATE", waiting=waiting)
    try:
        with translated(path):
            yield
        _when_free(db, path, statement="COMMIT", waiting=waiting)
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        raise


def patiently(db: Connection, path: Path, *, waiting: Waiting = nobody_told) -> None:
    """Wait until `db` can be read: a writer that is just committing keeps readers out."""
    _when_free(db, path, statement="SELECT 1 FROM sqlite_master LIMIT 1", waiting=waiting)


def _when_free(db: Connection, path: Path, *, statement: str, waiting: Waiting) -> None:
    started = time.monotonic()
    told = False
    while True:
        try:
            db.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise _translate(error, path) from error
        except sqlite3.Error as error:
            raise _translate(error, path) from error
        waited = time.monotonic() - started
        if waited > PATIENCE_SECONDS:
            raise Locked(path=str(path))
        if waited > NOTICE_SECONDS and not told:
            told = True
            waiting()


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what a user can mend into our errors, and let bugs trace back."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error


def _is_busy(error: sqlite3.Error) -> bool:
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _translate(error: sqlite3.Error, path: Path) -> Exception:
    name = str(path)
    code = _code(error)
    if _is_busy(error):
        return Locked(path=name)
    simple: dict[int, Callable[[], CrmError]] = {
        sqlite3.SQLITE_NOTADB: lambda: NotOurs(path=name),
        sqlite3.SQLITE_CORRUPT: lambda: Damaged(path=name, backups=""),
        sqlite3.SQLITE_FULL: lambda: DiskFull(path=name),
        sqlite3.SQLITE_READONLY: lambda: ReadOnly(path=name),
        sqlite3.SQLITE_PERM: lambda: ReadOnly(path=name),
        sqlite3.SQLITE_CANTOPEN: lambda: DatabaseError(
            N_("{path} cannot be opened."),
            N_("Check that its folder exists and can be written, or name another file with --db."),
            path=name,
        ),
        sqlite3.SQLITE_IOERR: lambda: DatabaseError(
            N_("The disk refused to read or write {path}."),
            N_("Nothing was changed. Check the free space and the disk, then try again."),
            path=name,
        ),
    }
    return simple[code]() if code in simple else error


def compact(db: Connection, path: Path) -> None:
    """Rewrite the file without the free pages that still hold what was erased.

    Raises:
        DatabaseError: no room for it; what was erased is gone from the tables all the same.
    """
    with translated(path):
        db.execute("VACUUM")
