"""The one hook that recomputes what is derived, after every operation."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from crmcli.model import settings
from crmcli.model.connection import Connection
from crmcli.model.facts.gathering import gather
from crmcli.model.facts.writing import write
from crmcli.records.due import DueSettings

SLICE = 1000  # customers gathered at once: keeps memory flat
DERIVED = ("facts", "dues", "birthdays", "match_key")


def refresh(db: Connection, touched: Collection[int], numbers: DueSettings) -> None:
    """Recompute what is derived of the `touched` customers; of all when the rules' numbers changed.

    Args:
        db: a connection inside the operation's transaction.
        touched: ids of customers, living or not.
        numbers: the due settings as they are after the operation.
    """
    signature = repr(numbers) + settings.chances(db)
    if settings.state(db, "facts") != signature:
        settings.set_state(db, "facts", signature)
        refresh_all(db, numbers)
        return
    for some in _slices(sorted(touched)):
        _forget(db, some)
        write(db, gather(db, some), numbers)


def refresh_all(db: Connection, numbers: DueSettings) -> None:
    """Recompute everything derived."""
    for table in DERIVED:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own schema
    everyone = [row[0] for row in db.execute("SELECT id FROM customers ORDER BY id")]
    for some in _slices(everyone):
        write(db, gather(db, some), numbers)


def _forget(db: Connection, ids: list[int]) -> None:
    for table in DERIVED:
        sql = f"DELETE FROM {table} WHERE customer_id IN (SELECT value FROM json_each(?))"  # noqa: S608
        db.execute(sql, (json.dumps(ids),))


def _slices(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), SLICE):
        yield ids[start : start + SLICE]
