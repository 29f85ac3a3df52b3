"""Writes a whole file or none of it, readable by its owner alone. What goes into the file is the caller's business."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def write_private(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a reader sees the old file or the new one, never a half; mode 0600.

    A link is followed, and a device or pipe (`/dev/stdout`) is written to as it is.

    Raises:
        OSError: the folder or the file cannot be written; what was there is left as it was.
    """
    if _is_special(path):  # asked before the link is resolved: that of /dev/stdout leads to a name that is none
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    beside.unlink(missing_ok=True)
    try:
        _write_new(beside, data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
    """Something there that must not be replaced by a file; a folder is left to fail in its own words."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode)


def _write_new(path: Path, data: bytes) -> None:
    # O_EXCL: in a folder that others may write, a link planted under this name is not followed.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
