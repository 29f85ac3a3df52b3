"""Taking one merge apart, out of an operation that may hold many, whatever was done since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.journal import effect, tables
from crmcli.model.journal.images import unpack
from crmcli.model.journal.undoing import Chunk, Undoing
from crmcli.model.journal.writing import Journal


class Merge(NamedTuple):
    """One merge as the journal tells it.

    Args:
        operation: number of the command that made it.
        chunks: its changes, in the order they were made.
    """

    operation: int
    chunks: tuple[Chunk, ...]


def find(db: Connection, loser: int) -> Merge | None:
    """The merge in force by which a customer became part of another; None when the journal does not tell."""
    sql = (
        "SELECT c.op FROM changes c JOIN operations o ON o.id = c.op WHERE o.kind = 'do'"
        " AND c.op IN (SELECT op FROM touched WHERE customer_id = ?1)"
        " AND c.tbl = 'customers' AND c.kind = 'update' AND c.lo <= ?1 AND c.hi >= ?1 AND c.cols LIKE '%merged_into%'"
        " GROUP BY c.op ORDER BY c.op DESC"
    )
    for (number,) in db.execute(sql, (loser,)).fetchall():
        now = effect.in_force(db, number)
        chunks = _segment(db, number, loser)
        if now is not None and now.kind != "undo" and chunks:
            return Merge(number, chunks)
    return None


def _segment(db: Connection, number: int, loser: int) -> tuple[Chunk, ...]:
    """The changes of one merge: those up to the loser's own row, after the row of the loser before it."""
    kept: list[Chunk] = []
    sql = "SELECT tbl, kind, cols, images FROM changes WHERE op = ? ORDER BY seq"
    for table, kind, names, blob in db.execute(sql, (number,)):
        cols = json.loads(names)
        for image in unpack(blob):
            merged = _merged(table, kind, cols, image)
            _add(kept, table, kind, cols, image)
            if merged == loser:
                return tuple(kept)
            if merged is not None:
                kept.clear()
    return ()


def _add(kept: list[Chunk], table: str, kind: str, cols: list[str], image: list[Any]) -> None:
    if kept and kept[-1][:3] == (table, kind, cols):
        kept[-1][3].append(image)
    else:
        kept.append((table, kind, cols, [image]))


def _merged(table: str, kind: str, cols: list[str], image: list[Any]) -> int | None:
    """The customer that an image merges into another."""
    if table != "customers" or kind != "update" or "merged_into" not in cols:
        return None
    place = cols.index("merged_into")
    return int(image[0]) if image[1][place] is None and image[2][place] is not None else None


class Splitting(Undoing):
    """Takes one merge back through `journal`; `clashes` says what stays with the survivor."""

    apart = True

    def __init__(self, journal: Journal, merge: Merge) -> None:
        self._of_merge = merge.chunks
        super().__init__(journal, merge.operation)

    def _chunks(self, table: str | None = None) -> Iterator[Chunk]:
        return (chunk for chunk in reversed(self._of_merge) if table in (None, chunk[0]))


def came_since(db: Connection, customer: int, operation: int) -> dict[str, int]:
    """Rows that came to a customer by commands after an operation and are still there: table to how many."""
    sql = (
        "SELECT c.tbl, c.images FROM changes c JOIN operations o ON o.id = c.op WHERE c.op > ?1 AND o.kind = 'do'"
        " AND c.kind = 'insert' AND c.op IN (SELECT op FROM touched WHERE customer_id = ?2) ORDER BY c.seq"
    )
    ids: dict[str, set[int]] = {}
    for table, blob in db.execute(sql, (operation, customer)):
        if tables.JOURNALED[table] == "customer_id":
            ids.setdefault(table, set()).update(image[0] for image in unpack(blob))
    found = {table: _there(db, table, some, customer) for table, some in ids.items()}
    return {table: n for table, n in found.items() if n}


def _there(db: Connection, table: str, ids: set[int], customer: int) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE customer_id = ? AND id IN (SELECT value FROM json_each(?))"  # noqa: S608
    return int(db.execute(sql, (customer, json.dumps(sorted(ids)))).fetchone()[0])
