"""What the driver and the system say when a file cannot be used, as errors with a sentence and a hint.

Only what a user can mend is turned into one; the rest is a bug and traces back.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from crmcli.errors import N_, CrmError, Damaged, DatabaseError, DiskFull, Locked, NotOurs, ReadOnly

ANOTHER = N_("Name another file with --db.")


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the database at `path` into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise_ours(error, path)


def raise_ours(error: sqlite3.Error, path: Path) -> NoReturn:
    """Raise the error of ours that `error` stands for, or `error` itself when it is a bug."""
    ours = _ours(error, path)
    if ours is None:
        raise error
    raise ours from error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another process is in the way, so that the same statement may succeed later."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def of_system(error: OSError, path: Path) -> DatabaseError:
    """The error for a file or folder that the system does not let us look at or make."""
    name = str(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnly(path=name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path=name)
    if error.errno == errno.ENAMETOOLONG:
        return DatabaseError(
            N_("The name {path} is too long for this disk."), N_("Name a shorter one with --db."), path=name
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return DatabaseError(N_("A part of the way to {path} is a file, not a folder."), ANOTHER, path=name)
    return _cannot_open(path)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _ours(error: sqlite3.Error, path: Path) -> CrmError | None:
    name = str(path)
    if is_busy(error):
        return Locked(path=name)
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_DBMOVED:
        return Locked(
            N_("{path} was replaced by another command meanwhile."), N_("Nothing was changed. Try again."), path=name
        )
    if str(error).startswith("Could not decode to UTF-8"):  # Python's own error, without a code
        return Damaged(path=name, backups="")
    found: dict[int, Callable[[], CrmError]] = {
        sqlite3.SQLITE_NOTADB: lambda: NotOurs(path=name),
        sqlite3.SQLITE_CORRUPT: lambda: Damaged(path=name, backups=""),
        sqlite3.SQLITE_FULL: lambda: DiskFull(path=name),
        sqlite3.SQLITE_READONLY: lambda: ReadOnly(path=name),
        sqlite3.SQLITE_PERM: lambda: ReadOnly(path=name),
        sqlite3.SQLITE_CANTOPEN: lambda: _cannot_open(path),
        sqlite3.SQLITE_IOERR: lambda: DatabaseError(
            N_("The disk refused to read or write {path}."),
            N_("Nothing was changed. Check the free space and the disk, then try again."),
            path=name,
        ),
    }
    make = found.get(_code(error))
    return make() if make else None


def _cannot_open(path: Path) -> DatabaseError:
    if path.exists() and not os.access(path, os.R_OK):
        return DatabaseError(
            N_("You are not allowed to read {path}."),
            N_("Mend its permissions, or name another file with --db."),
            path=str(path),
        )
    return DatabaseError(
        N_("{path} cannot be opened."),
        N_("Check that its folder exists and can be written, or name another file with --db."),
        path=str(path),
    )
