"""Where each saved source was: which files and outputs have been imported, by size, time and hash. Not undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.model import settings
from crmcli.model.connection import transaction

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

_STATE = "sync."


class Mark(NamedTuple):
    """What a file or output was when it was imported.

    Args:
        size, time: of the file, in bytes and nanoseconds; 0 for the output of a command.
        digest: of its bytes.
        at: local day and minute of the import.
    """

    size: int
    time: int
    digest: str
    at: str


def read(ws: Workspace, source: str) -> dict[str, Mark]:
    """File, or "" for the output of a command, to what it was."""
    held = settings.state(ws.db, _STATE + source)
    return {item: Mark(*mark) for item, mark in json.loads(held).items()} if held else {}


def remember(ws: Workspace, source: str, item: str, mark: Mark) -> None:
    """Remember one file or output as imported."""
    with transaction(ws.db, ws.path, waiting=ws.caller.waiting):
        known = {**read(ws, source), item: mark}
        settings.set_state(ws.db, _STATE + source, json.dumps(known, ensure_ascii=False))


def unchanged(path: Path, mark: Mark | None) -> bool:
    """Whether a file looks as it did, without reading it."""
    if mark is None:
        return False
    found = path.stat()
    return (found.st_size, found.st_mtime_ns) == (mark.size, mark.time)
