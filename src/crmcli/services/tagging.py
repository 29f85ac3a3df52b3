"""Tags: `dimension-value`, put on one customer or on many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.tags import TagName, read_tag
from crmcli.errors import N_, NotFound
from crmcli.model import tagging
from crmcli.model.journal.writing import Journal
from crmcli.services.checks import refuse_sensitive

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


def read(ws: Workspace, text: str) -> TagName:
    """The tag that a typed word means; see core.tags.

    Raises:
        Refused: the name of a status (R119), or a number that must not be kept.
        UsageError: an empty tag.
    """
    refuse_sensitive([text])
    return read_tag(text, ws.words)


def add(ws: Workspace, ids: Sequence[int], text: str) -> tuple[TagName, int]:
    """Put a tag on customers as one operation; returns it, and how many did not wear it yet."""
    name = read(ws, text)
    with ws.operation() as journal:
        count = put_on(ws, journal, ids, name)
    return name, count


def changing(ws: Workspace, ids: Sequence[int], name: TagName, *, on: bool) -> tuple[int, ...]:
    """Those of some customers that putting a tag on, or taking it off, would change.

    Raises:
        NotFound: a tag to take off that nobody ever wore.
    """
    tag = tagging.find(ws.db, *name)
    if tag is None and not on:
        raise _unknown(name)
    wearing = tagging.wearers(ws.db, tag, ids) if tag is not None else {}
    return tuple(one for one in dict.fromkeys(ids) if (one in wearing) is not on)


def put_on(ws: Workspace, journal: Journal, ids: Sequence[int], name: TagName, *, origin: str = "manual") -> int:
    """Put a tag on customers within an operation; returns how many did not wear it yet."""
    at = ws.minute()
    there = tagging.find(journal.db, *name)
    wearing = tagging.wearers(journal.db, there, ids) if there is not None else {}
    missing = [one for one in dict.fromkeys(ids) if one not in wearing]
    if not missing:
        return 0
    tag = tagging.tag_id(journal, *name, at=at)
    rows = [(one, tag, origin, at) for one in missing]
    journal.insert_many("customer_tags", ("customer_id", "tag_id", "origin", "created_at"), rows)
    journal.update_many("customers", ("updated_at",), [(one, at) for one in missing])
    return len(missing)


def remove(ws: Workspace, ids: Sequence[int], text: str) -> tuple[TagName, int]:
    """Take a tag off customers as one operation; returns it, and how many wore it.

    Raises:
        NotFound: nobody ever wore such a tag.
    """
    name = read(ws, text)
    with ws.operation() as journal:
        count = take_off(ws, journal, ids, name)
    return name, count


def take_off(ws: Workspace, journal: Journal, ids: Sequence[int], name: TagName) -> int:
    """Take a tag off customers within an operation; returns how many wore it."""
    tag = tagging.find(journal.db, *name)
    if tag is None:
        raise _unknown(name)
    wearing = tagging.wearers(journal.db, tag, ids)
    journal.delete("customer_tags", wearing.values())
    journal.update_many("customers", ("updated_at",), [(one, ws.minute()) for one in wearing])
    return len(wearing)


def listed(ws: Workspace) -> tuple[tuple[str, str, int], ...]:
    """Every tag in use: (dimension, value, how many wear it)."""
    return tagging.counts(ws.db)


def worn(ws: Workspace, customer_id: int) -> tuple[tuple[str, str, str], ...]:
    """One customer's tags: (dimension, value, origin)."""
    return tagging.of_customer(ws.db, customer_id)


def _unknown(name: TagName) -> NotFound:
    return NotFound(N_("There is no tag “{tag}”."), N_("All of them: crm tag list"), tag=str(name))
