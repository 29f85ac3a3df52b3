"""Whether a file is the sign-in sheet of an event, and of which one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.drafting.sources import read_source
from crmcli.core.layout_titles import event_name

if TYPE_CHECKING:
    from crmcli.records.rows import Table
    from crmcli.services.importing.options import Prepared
    from crmcli.services.workspace import Workspace


class Event(NamedTuple):
    """An event with the channel it is: a fair, or something smaller."""

    name: str
    source: str


def event_of(ws: Workspace, prepared: Prepared) -> Event | None:
    """The event that the titles of an import's sheets name.

    None where they name none, or several, where the user has given one, and where no row is new.
    """
    if prepared.options.event or not prepared.plan.made:
        return None
    if any(mapping.kind != "customers" for _, mapping in prepared.tables):
        return None
    names = {event_name(title) for table, _ in prepared.tables if (title := _title(table))}
    name = names.pop() if len(names) == 1 else None
    if not name:
        return None
    channel, _ = read_source(name, ws.words)
    return Event(name, channel if channel in ("expo", "event") else "expo")


def _title(table: Table) -> str:
    """The title as it stands in the sheet."""
    return next((row.text for row in table.skipped if row.why == "title"), table.title or "")
