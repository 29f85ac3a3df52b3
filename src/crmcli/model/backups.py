"""Copies of the file by SQLite's own backup, which is safe while others read and write."""

from __future__ import annotations

import os
from pathlib import Path

from crmcli.model import connection


def copy(path: Path, folder: Path, *, stamp: str) -> Path:
    """Copy the database at `path` into `folder` as `NAME-STAMP.db`, readable by its owner only.

    Args:
        path: the database, which exists.
        folder: made when missing.
        stamp: goes into the name, such as "20261121-0930-v1".

    Raises:
        DatabaseError: no room, or a folder that cannot be written; no half copy is left.
    """
    target = folder / f"{path.stem}-{stamp}.db"
    connection.create_file(target)
    os.chmod(target, 0o600)
    try:
        with connection.translated(target):
            source = connection.connect(path, write=False)
            into = connection.connect(target, write=True)
            try:
                source.backup(into)
            finally:
                into.close()
                source.close()
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target
