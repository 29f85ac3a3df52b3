"""Which operations are in force: an undo cancels what it took back, a redo cancels the undo."""

from __future__ import annotations

import json
from collections.abc import Collection

from crmcli.model.connection import Connection
from crmcli.model.journal.tables import AUTOMATIC
from crmcli.records.record import record


@record
class Step:
    """An operation as far as undo and redo concern it."""

    id: int
    kind: str
    target: int | None
    undone_by: int | None


def step(db: Connection, number: int) -> Step | None:
    """The operation with that number, if there is one."""
    row = db.execute("SELECT id, kind, target, undone_by FROM operations WHERE id = ?", (number,)).fetchone()
    return Step(*row) if row else None


def in_force(db: Connection, number: int) -> Step | None:
    """The last link of the chain do → undo → redo → undo … that `number` belongs to; None for an unknown number."""
    found = step(db, number)
    while found is not None and found.undone_by is not None:
        found = step(db, found.undone_by)
    return found


def last(db: Connection, kinds: tuple[str, ...], *, users: Collection[str]) -> int | None:
    """The users' newest operation of those kinds that has not been taken back, nor erased to nothing."""
    sql = (
        "SELECT max(id) FROM operations WHERE undone_by IS NULL AND user IN (SELECT value FROM json_each(?))"
        " AND EXISTS (SELECT 1 FROM changes WHERE op = operations.id)"
        " AND kind IN (SELECT value FROM json_each(?))"
    )
    found: int | None = db.execute(sql, (json.dumps(list(users)), json.dumps(kinds))).fetchone()[0]
    return found


def later_work(db: Connection, number: int) -> dict[int, set[int]]:
    """Customers that operations after `number`, still in force, touched: customer id -> operation numbers.

    Blanking a text is no work on a customer, nor is what rules did to its tags by themselves.
    """
    sql = (
        "SELECT id, kind, target, undone_by FROM operations WHERE id > ? AND undone_by IS NULL"
        " AND kind NOT IN ('erase', 'restore') AND user <> ?"
    )
    live = [Step(*row) for row in db.execute(sql, (number, AUTOMATIC))]
    operations = [item.id for item in live if _changes_something(db, item, since=number)]
    if not operations:
        return {}
    rows = db.execute(
        "SELECT customer_id, op FROM touched WHERE op IN (SELECT value FROM json_each(?))"
        " AND customer_id IN (SELECT customer_id FROM touched WHERE op = ?)",
        (json.dumps(operations), number),
    )
    found: dict[int, set[int]] = {}
    for customer, op in rows:
        found.setdefault(customer, set()).add(op)
    return found


def _changes_something(db: Connection, item: Step, *, since: int) -> bool:
    """False for an undo of something later than `since`: the two cancel out, pair by pair."""
    current: Step | None = item
    while current is not None and current.target is not None and current.target > since:
        cancelled = step(db, current.target)
        if cancelled is None or cancelled.target is None:
            return False
        current = step(db, cancelled.target)
        if current is not None and current.id <= since:
            return False
    return current is not None


def take_back(db: Connection, number: int, *, by: int) -> None:
    """Note that operation `number` was taken back by operation `by`."""
    db.execute("UPDATE operations SET undone_by = ? WHERE id = ?", (by, number))
