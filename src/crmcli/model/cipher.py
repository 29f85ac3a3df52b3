"""SQLCipher behind the interface of the ordinary driver: opening an encrypted file, and changing how one is locked.

SQLCipher's errors are not sqlite3's: they are turned into those here, so that nothing above knows the difference.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from crmcli.errors import N_, DatabaseError, Encrypted, WrongPassphrase
from crmcli.model import connection, first_bytes
from crmcli.model.connection import Connection, Key, Waiting
from crmcli.model.troubles import translated

SALT_BYTES = 16
ROUNDS = 256_000  # SQLCipher 4's own: PBKDF2-HMAC-SHA512, 32 bytes


def connect(path: Path, uri: str, *, key: Key | None, waiting: Waiting | None, salt: bytes, empty: bool) -> Connection:
    """Open an encrypted file, or an empty one that becomes encrypted; see connection.connect.

    Raises:
        Encrypted: no passphrase was given.
        WrongPassphrase: it takes another one.
        DatabaseError: SQLCipher is not installed.
    """
    if key is None:
        raise Encrypted(path=str(path))
    driver = _driver(path)
    passphrase = key(path, salt)
    db = driver(uri, uri=True, isolation_level=None, timeout=connection.BUSY_MS / 1000)
    try:
        _unlock(db, passphrase, salt)
        if not empty:
            _try(db, path, waiting)
    except BaseException:
        db.close()
        raise
    db.path, db.waiting, db.salt, db.row_factory = path, waiting, salt, driver.Row
    return cast("Connection", db)


def _unlock(db: Any, passphrase: str, salt: bytes) -> None:
    # SQLCipher tells the world on stderr what it thinks of a wrong key
    db.execute("PRAGMA cipher_log_level = NONE")
    db.execute(f"PRAGMA key = \"x'{raw_key(passphrase, salt)}'\"")


def _try(db: Any, path: Path, waiting: Waiting | None) -> None:
    """A first look, which only the right passphrase allows.

    Raises:
        WrongPassphrase: this is not it, or the first page is damaged.
    """

    def look() -> None:
        try:
            db.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
                raise WrongPassphrase(path=str(path)) from None
            raise

    if waiting is None:
        look()
    else:
        connection.until_free(look, path, waiting)


def new_salt() -> bytes:
    """Noise that a file may begin with and not be taken for a zip."""
    while (salt := os.urandom(SALT_BYTES)).startswith(first_bytes.PACKED):
        pass
    return salt


@lru_cache(8)  # a third of a second each, and one command opens the file, its backup and the copy
def raw_key(passphrase: str, salt: bytes) -> str:
    """What SQLCipher would derive from a passphrase, with the salt, in hexadecimal: so it is derived only once."""
    found = hashlib.pbkdf2_hmac("sha512", passphrase.encode("utf-8", "surrogateescape"), salt, ROUNDS, 32)
    return found.hex() + salt.hex()


def export(source: Path, target: Path, *, old: Key | None, new: str | None, salt: bytes | None = None) -> None:
    """Copy a whole database into the empty file `target`, locked with the passphrase `new`, or plain when None.

    Args:
        source: encrypted or plain.
        old: gives its passphrase.
        salt: that the target begins with; a new one when None.

    Raises:
        WrongPassphrase, Encrypted, DatabaseError: the source cannot be read, or the target not be written.
    """
    driver = _driver(target)
    begins = connection.salt_of(source)
    db = driver(str(source), isolation_level=None, timeout=connection.PATIENCE_SECONDS)
    with translated(source), contextlib.closing(db):
        if begins is None:
            db.execute("PRAGMA cipher_log_level = NONE")
        elif old is None:
            raise Encrypted(path=str(source))
        else:
            _unlock(db, old(source, begins), begins)
            _try(db, source, connection.nobody_told)
        lock = "" if new is None else f"x'{raw_key(new, salt or new_salt())}'"
        with translated(target):
            db.execute("ATTACH ? AS other KEY ?", (str(target), lock))
            db.execute("PRAGMA other.synchronous = OFF")
            db.execute("BEGIN")
            db.execute("SELECT sqlcipher_export('other')")
            for name in ("application_id", "user_version"):
                number = int(db.execute(f"PRAGMA main.{name}").fetchone()[0])
                db.execute(f"PRAGMA other.{name} = {number}")
            db.execute("COMMIT")
            db.execute("DETACH other")


@contextlib.contextmanager
def held(path: Path, *, key: Key | None, waiting: Waiting) -> Iterator[None]:
    """Within this nobody else writes to the file at `path`, encrypted or not; it is not changed.

    Only SQLCipher's own connections may look at it meanwhile: the ordinary driver's library does not know of this lock,
    and would take it away by closing the file.

    Raises:
        Locked: others kept it busy. DatabaseError: it cannot be opened.
    """
    salt = connection.salt_of(path)
    driver = _driver(path)
    with translated(path):
        db = driver(str(path), isolation_level=None, timeout=connection.BUSY_MS / 1000)
        with contextlib.closing(db):
            db.salt = salt
            connection.note_open(path, db)
            if salt is None:
                db.execute("PRAGMA cipher_log_level = NONE")
            elif key is None:
                raise Encrypted(path=str(path))
            else:
                _unlock(db, key(path, salt), salt)
                _try(db, path, waiting)
            connection.until_free(lambda: db.execute("BEGIN IMMEDIATE"), path, waiting)
            yield


@cache
def _module() -> Any:
    from sqlcipher3 import dbapi2

    return dbapi2


def _driver(path: Path) -> Any:
    try:
        return _connection_class(_module())
    except ImportError:
        raise DatabaseError(
            N_("{path} is encrypted, and this installation has no SQLCipher to read it with."),
            N_("Install it: pip install 'crmcli[encryption]'"),
            path=str(path),
        ) from None


@cache
def _cursor_class(dbapi: Any) -> Any:
    """SQLCipher's cursor, raising sqlite3's errors."""

    class Cursor(dbapi.Cursor):  # type: ignore[misc]
        def execute(self, *args: Any) -> Any:
            with _as_sqlite(dbapi.Error):
                return super().execute(*args)

        def executemany(self, *args: Any) -> Any:
            with _as_sqlite(dbapi.Error):
                return super().executemany(*args)

        def fetchone(self) -> Any:
            with _as_sqlite(dbapi.Error):
                return super().fetchone()

        def fetchall(self) -> Any:
            with _as_sqlite(dbapi.Error):
                return super().fetchall()

        def __next__(self) -> Any:
            try:
                return super().__next__()
            except dbapi.Error as error:
                raise _converted(error) from None

    return Cursor


@cache
def _connection_class(dbapi: Any) -> Any:
    """SQLCipher's connection, raising sqlite3's errors and waiting as connection._Patient does."""

    class Connection(dbapi.Connection):  # type: ignore[misc]
        Row = dbapi.Row
        path = Path()
        waiting: Waiting | None = None
        salt: bytes | None = None
        place = ""

        def close(self) -> None:
            self.salt = connection.CLOSED
            super().close()

        def cursor(self, factory: Any = None) -> Any:
            return super().cursor(factory or _cursor_class(dbapi))

        def at_once(self, sql: str, parameters: Any = ()) -> Any:
            return self.cursor().execute(sql, parameters)

        def execute(self, sql: str, parameters: Any = (), /) -> Any:
            if self.waiting is None or self.in_transaction:
                return self.at_once(sql, parameters)
            return connection.until_free(lambda: self.at_once(sql, parameters), self.path, self.waiting)

        def executemany(self, sql: str, rows: Any, /) -> Any:
            return self.cursor().executemany(sql, rows)

        def backup(self, target: Any, **options: Any) -> None:
            with _as_sqlite(dbapi.Error):
                super().backup(target, **options)

    return Connection


@contextlib.contextmanager
def _as_sqlite(errors: type[Exception]) -> Iterator[None]:
    try:
        yield
    except errors as error:
        raise _converted(error) from None


def _converted(error: Exception) -> sqlite3.Error:
    """The same error as the ordinary driver would raise it."""
    kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    found: sqlite3.Error = kind(*error.args)
    found.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0)
    found.sqlite_errorname = getattr(error, "sqlite_errorname", "")
    return found
