"""Opening the one file: created on first write, checked, brought up to date; nothing is created by a look."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from crmcli.errors import N_, Damaged, DatabaseError
from crmcli.model import connection, schema
from crmcli.model.connection import Connection, Key, Waiting, nobody_told
from crmcli.model.troubles import of_system
from crmcli.records.record import record

NO_BACKUP = N_("Nothing was changed. There is no backup of it in {backups} yet: look for an older copy of the file.")


@record
class Opening:
    """How to open a file.

    Args:
        path: of the database.
        backups: folder for the copy made before a migration.
        stamp: the moment, for the copy's name.
        waiting: told once when another process keeps us waiting.
        steps: every schema change there is; the program's own when None.
        key: gives the passphrase, should the file be encrypted.
    """

    path: Path
    backups: Path
    stamp: str
    waiting: Waiting = nobody_told
    steps: tuple[schema.Step, ...] | None = None
    key: Key | None = None

    @property
    def known(self) -> int:
        """The schema version that the file is to have."""
        return schema.CURRENT if self.steps is None else len(self.steps)


@contextlib.contextmanager
def opened(how: Opening, *, write: bool) -> Iterator[Connection]:
    """The open file, closed again at the end. A reader of a file that is not there gets an empty one in memory.

    A file of an older version is brought up to date whoever opens it, after a backup: there is no other way to read it.

    Raises:
        DatabaseError: foreign, newer, damaged, locked or unwritable, found at once or while it is used;
            nothing was changed.
    """
    try:
        db = _writer(how) if write else _reader(how)
        try:
            with connection.translated(how.path):
                yield db
        finally:
            db.close()
    except Damaged as error:
        error.params["backups"] = str(how.backups)
        if not any(how.backups.glob("*.db")):
            error.hint = NO_BACKUP
        raise


def _reader(how: Opening) -> Connection:
    if not _exists(how.path):
        return _empty(how)
    schema.refuse_stranger(how.path)
    db = connection.connect(how.path, write=False, waiting=how.waiting, key=how.key)
    try:
        db.execute("BEGIN")  # one moment in time for everything this command looks at
        connection.patiently(db, how.path, waiting=how.waiting)
        found = schema.version(db, how.path, known=how.known)
        if found == how.known:
            _sweep(how)
            return db
    except BaseException:
        db.close()
        raise
    db.close()
    if found == 0:
        return _empty(how)
    _writer(how).close()
    return _reader(how)


def _sweep(how: Opening) -> None:
    """Remove a journal that a killed writer left before it had written anything: the driver itself passes it over.

    A change that is taken back does it, and leaves the file alone. Whoever is writing just now needs it: no waiting.
    """
    if not Path(f"{os.path.realpath(how.path)}-journal").exists():
        return
    with contextlib.suppress(DatabaseError, connection.Error):
        db = connection.connect(how.path, write=True, key=how.key)
        try:
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA user_version = {schema.CURRENT}")
            db.execute("ROLLBACK")
        finally:
            db.close()


def _writer(how: Opening) -> Connection:
    if _exists(how.path):
        schema.refuse_stranger(how.path)
    else:
        connection.create_file(how.path)
    # A file that stays empty because something fails from here on is left: another process may be writing to it.
    db = connection.connect(how.path, write=True, waiting=how.waiting, key=how.key)
    try:
        if schema.version(db, how.path, known=how.known) < how.known:
            schema.migrate(db, how.path, to=how.steps, waiting=how.waiting, first=lambda old: _back_up(how, old))
        _leave_wal(db, how.path)
    except BaseException:
        db.close()
        raise
    return db


def _back_up(how: Opening, version: int) -> None:
    from crmcli.model import backups

    backups.copy(how.path, how.backups, stamp=f"{how.stamp}-v{version}", key=how.key)


def _leave_wal(db: Connection, path: Path) -> None:
    """Another program may have switched the file to WAL, which stays in the file."""
    with connection.translated(path):
        if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            db.execute("PRAGMA journal_mode = DELETE")


def _exists(path: Path) -> bool:
    """Whether there is a file at `path`.

    Raises:
        DatabaseError: something else is there, or the way to it is barred.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise DatabaseError(
                N_("{path} is a link to {target}, which is not there."),
                N_("Connect the disk or folder it leads to, or name another file with --db."),
                path=str(path),
                target=os.readlink(path),
            ) from None
        return False
    except OSError as error:
        raise of_system(error, path) from error
    if stat.S_ISDIR(mode):
        raise DatabaseError(N_("{path} is a folder, not a database."), N_("Name a file with --db."), path=str(path))
    if not stat.S_ISREG(mode):
        raise DatabaseError(N_("{path} is not a file."), N_("Name a file with --db."), path=str(path))
    return True


def _empty(how: Opening) -> Connection:
    db = connection.connect_memory()
    schema.migrate(db, how.path, to=how.steps)
    db.execute("PRAGMA query_only = ON")
    return db
