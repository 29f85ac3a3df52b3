"""Which state of the file an export shows, so that a calendar can tell a newer one from an older one."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from crmcli.model.journal import reading

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


class Revision(NamedTuple):
    """The state of a file, and when calendars remind.

    Args:
        file: tells this file's entries from those of another one.
        sequence: rises with every operation, an undo too.
        stamp: of the last operation or the beginning of today, whichever is later; ISO in UTC with seconds.
        hour, before: of the settings alarm.hour and alarm.before.
    """

    file: str
    sequence: int
    stamp: str
    hour: int
    before: int


def revision(ws: Workspace) -> Revision:
    """The present state: with the same data, the whole day long the same."""
    first, number, last = reading.span(ws.db)
    began = datetime.combine(ws.now().date(), time()).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    settings = ws.settings
    file = f"{crc32(first.encode()):08x}"
    return Revision(file, number, max(last, began), int(settings["alarm.hour"]), int(settings["alarm.before"]))
