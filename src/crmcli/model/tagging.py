"""Reading tags: those of a customer, those there are, and finding or making one."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal


def tag_id(journal: Journal, dimension: str, value: str, *, at: str) -> int:
    """The id of a tag, made if it is not there."""
    row = journal.db.execute("SELECT id FROM tags WHERE dimension = ? AND value = ?", (dimension, value)).fetchone()
    if row:
        return int(row[0])
    return journal.insert("tags", {"dimension": dimension, "value": value, "created_at": at})


def find(db: Connection, dimension: str, value: str) -> int | None:
    """The id of a tag, None when nobody ever wore it."""
    row = db.execute("SELECT id FROM tags WHERE dimension = ? AND value = ?", (dimension, value)).fetchone()
    return row[0] if row else None


def wearers(db: Connection, tag: int, customer_ids: Sequence[int]) -> dict[int, int]:
    """Which of some customers wear the tag: customer id -> id of the row that says so."""
    sql = (
        "SELECT customer_id, id FROM customer_tags WHERE tag_id = ? AND customer_id IN (SELECT value FROM json_each(?))"
    )
    return {row[0]: row[1] for row in db.execute(sql, (tag, json.dumps(list(customer_ids))))}


def counts(db: Connection) -> tuple[tuple[str, str, int], ...]:
    """Every tag that a living customer wears: (dimension, value, how many)."""
    sql = (
        "SELECT t.dimension, t.value, count(*) FROM tags t JOIN customer_tags ct ON ct.tag_id = t.id"
        " JOIN facts f ON f.customer_id = ct.customer_id GROUP BY t.id ORDER BY t.dimension, count(*) DESC, t.value"
    )
    return tuple((row[0], row[1], row[2]) for row in db.execute(sql))


def of_customer(db: Connection, customer_id: int) -> tuple[tuple[str, str, str], ...]:
    """A customer's tags: (dimension, value, origin)."""
    sql = (
        "SELECT t.dimension, t.value, ct.origin FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id"
        " WHERE ct.customer_id = ? ORDER BY t.dimension, t.value"
    )
    return tuple((row[0], row[1], row[2]) for row in db.execute(sql, (customer_id,)))
