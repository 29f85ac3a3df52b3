"""Copies of the file by SQLite's own backup, which is safe while others read and write."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from crmcli.model import connection

LONGEST = 50  # characters of the database's name in a copy's: four bytes each must fit into a file name


def copy(path: Path, folder: Path, *, stamp: str) -> Path:
    """Copy the database at `path` into `folder` as `NAME-STAMP.db`, readable by its owner only.

    A copy that is there already is never written over: the next is `NAME-STAMP-2.db`.

    Args:
        path: the database, which exists.
        folder: made when missing.
        stamp: goes into the name, such as "20261121-0930-v1".

    Raises:
        DatabaseError: no room, or a folder that cannot be written; no half copy is left.
    """
    target = _new_file(folder, f"{path.stem[:LONGEST]}-{stamp}")
    try:
        source = connection.connect(path, write=False, waiting=connection.nobody_told)
        try:
            _fill(target, source)
        finally:
            source.close()
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def _new_file(folder: Path, name: str) -> Path:
    names = (f"{name}.db" if n == 1 else f"{name}-{n}.db" for n in count(1))
    return next(target for one in names if connection.create_file(target := folder / one))


def _fill(target: Path, source: connection.Connection) -> None:
    into = connection.connect(target, write=True)
    try:
        with connection.translated(target):
            source.backup(into)
    finally:
        into.close()
