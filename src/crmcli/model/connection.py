"""How the one file is opened, read, written and locked.

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
from typing import Any, TypeVar, cast
from weakref import WeakSet

from crmcli.errors import Locked
from crmcli.model import first_bytes
from crmcli.model.troubles import is_busy, of_system, raise_ours, translated

__all__ = ["Connection", "Error", "IntegrityError", "Row", "translated"]

Connection = sqlite3.Connection
Row = sqlite3.Row
Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError

BUSY_MS = 100  # asleep inside the driver, deaf to Ctrl-C
PATIENCE_SECONDS = 30.0
NOTICE_SECONDS = 1.0
PAUSE_SECONDS = 0.01  # some locks are refused at once: do not spin
SLICE = 1000  # rows given to one executemany
CLOSED = b"closed"  # instead of a salt

Waiting = Callable[[], None]
Key = Callable[[Path, bytes], str]  # gives the passphrase of the file at a path; its copies begin with the same salt
Done = TypeVar("Done")


def nobody_told() -> None:
    """The `waiting` callback of callers who have nobody to tell."""


def once(waiting: Waiting) -> Waiting:
    """The same callback, which tells only the first time: one command may have to wait at several points."""
    told = False

    def tell() -> None:
        nonlocal told
        if not told:
            told = True
            waiting()

    return tell


class _Patient(sqlite3.Connection):
    """Waits for other processes wherever no transaction is under way: then a statement can simply be tried again."""

    path = Path()
    waiting: Waiting | None = None
    at_once = sqlite3.Connection.execute  # without waiting
    salt: bytes | None = None  # of an encrypted file
    place = ""

    def close(self) -> None:
        """As the driver's."""
        self.salt = CLOSED
        super().close()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As the driver's.

        Raises:
            Locked: the file stayed busy.
        """
        if self.waiting is None or self.in_transaction:
            return super().execute(sql, parameters)
        return until_free(lambda: sqlite3.Connection.execute(self, sql, parameters), self.path, self.waiting)


def connect(
    path: Path, *, write: bool, waiting: Waiting | None = None, key: Key | None = None, like: Path | None = None
) -> Connection:
    """Open `path`, which exists, for writing or only for looking.

    A reader opens read-write with query_only: a hot journal left by a power cut must be rolled back first,
    and a read-only connection cannot do that.

    Args:
        waiting: told when another process keeps us waiting for a second; None is not to wait at all.
        key: gives the passphrase, should the file be encrypted.
        like: `path` is empty, and becomes encrypted as this file is, or is not.

    Raises:
        Locked: the file stayed busy.
        Encrypted, WrongPassphrase: it takes a passphrase that was not given, or another one.
        DatabaseError: the file cannot be opened.
    """
    with translated(path):
        # as_uri() escapes ? and #, which would otherwise end the name
        uri = f"{path.absolute().as_uri()}?mode=rw"
        salt = salt_of(like or path)
        if salt is None:
            db = _plain(uri, path, waiting)
        else:
            from crmcli.model import cipher

            db = cipher.connect(path, uri, key=key, waiting=waiting, salt=salt, empty=like is not None)
        note_open(path, db)
        return _readied(db, write=write)


def _plain(uri: str, path: Path, waiting: Waiting | None) -> Connection:
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, factory=_Patient)
    db.path, db.waiting, db.row_factory = path, waiting, sqlite3.Row
    return db


# The connections of this process. Closing a file that was opened past SQLite would take the locks away that SQLite
# holds on it (POSIX): what a file is must not be read again while any connection to it is open.
_open: WeakSet[Any] = WeakSet()


def note_open(path: Path, db: Any) -> None:
    """Remember an open connection, which has the `salt` of its file."""
    db.place = os.path.realpath(path)
    _open.add(db)


def salt_of(path: Path) -> bytes | None:
    """The salt that an encrypted file begins with; None for one that is not: a database, empty, or something else."""
    place = os.path.realpath(path)
    for db in _open:
        if db.place == place and db.salt is not CLOSED:
            return cast("bytes | None", db.salt)
    try:
        with path.open("rb") as file:
            return first_bytes.salt(file)
    except OSError:
        return None  # the driver will say what is wrong


def is_plain(path: Path) -> bool:
    """Whether a file is not encrypted."""
    return salt_of(path) is None


def _readied(db: Connection, *, write: bool) -> Connection:
    try:
        return _prepared(db, write=write)
    except BaseException:
        db.close()
        raise


@contextlib.contextmanager
def untouched(path: Path) -> Iterator[Connection]:
    """A look that takes no lock and leaves even a journal waiting beside the file alone.

    Only for telling whose file it is: what it shows may be half written.

    Raises:
        Error: it could not even be looked at so.
    """
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        yield db
    finally:
        db.close()


def connect_memory() -> Connection:
    """An empty database in memory, for looking at a file that does not exist yet."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.row_factory = sqlite3.Row
    return _prepared(db, write=True)


def _prepared(db: Connection, *, write: bool) -> Connection:
    db.execute("PRAGMA cache_size = -65536")
    db.execute("PRAGMA foreign_keys = ON")
    if write:
        db.execute("PRAGMA synchronous = EXTRA")
    else:
        db.execute("PRAGMA query_only = ON")
    return db


def create_file(path: Path) -> bool:
    """Make an empty file, and its folders, that only their owner can read; False when the file is there already.

    Raises:
        DatabaseError: the folder or the file cannot be made.
    """
    try:
        _make_folder(path.parent)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            return True
    except OSError as error:
        raise of_system(error, path) from error
    return False


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


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
    if db.in_transaction:
        raise RuntimeError("a transaction inside a transaction")
    try:
        _when_free(db, path, statement="BEGIN IMMEDIATE", waiting=waiting)
        # A cache that overflows while somebody reads tries to write its pages early, at each page anew. It may not,
        # and goes on in memory; but it must not sleep each time.
        db.execute("PRAGMA busy_timeout = 0")
        with translated(path):
            yield
        db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        _when_free(db, path, statement="COMMIT", waiting=waiting)
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.rollback()  # nothing to do when the driver has done it by itself, as on a full disk
            db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        raise


def patiently(db: Connection, path: Path, *, waiting: Waiting = nobody_told) -> None:
    """Wait until `db` can be read: a writer that is just committing keeps readers out.

    In a transaction this is the moment that everything read later belongs to.

    Raises:
        Locked: the file stayed busy.
        DatabaseError: foreign or damaged.
    """
    _when_free(db, path, statement="SELECT 1 FROM sqlite_master LIMIT 1", waiting=waiting)


def _when_free(db: Connection, path: Path, *, statement: str, waiting: Waiting) -> None:
    at_once = getattr(db, "at_once", db.execute)
    until_free(lambda: at_once(statement), path, waiting)


def until_free(attempt: Callable[[], Done], path: Path, waiting: Waiting) -> Done:
    """Try until no other process is in the way.

    Raises:
        Locked: the file stayed busy.
        DatabaseError: it cannot be used for another reason.
    """
    started = time.monotonic()
    told = False
    while True:
        try:
            return attempt()
        except sqlite3.Error as error:
            if not is_busy(error):
                raise_ours(error, path)
        waited = time.monotonic() - started
        if waited > PATIENCE_SECONDS:
            raise Locked(path=str(path))
        if waited > NOTICE_SECONDS and not told:
            told = True
            waiting()
        time.sleep(PAUSE_SECONDS)


def compact(db: Connection, path: Path) -> None:
    """Rewrite the file without the free pages that still hold what was erased.

    Raises:
        DatabaseError: no room for it, or others kept it busy; what was erased is gone all the same.
    """
    _when_free(db, path, statement="VACUUM", waiting=nobody_told)
