"""What an import reads of the database: who owns which match key, whole customers at once, rows it has seen before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crmcli.core.fold import fold
from crmcli.model.connection import Connection

SLICE = 5000
JUNK = 50  # a key that more customers share proves nothing


def owners(db: Connection, keys: Sequence[str]) -> dict[str, list[int]]:
    """Match key to the living customers that have it; keys shared by very many are left out."""
    found: dict[str, list[int]] = {}
    sql = "SELECT key, customer_id FROM match_key WHERE key IN (SELECT value FROM json_each(?)) ORDER BY customer_id"
    for some in _slices(keys):
        for key, customer in db.execute(sql, (json.dumps(some, ensure_ascii=False),)):
            found.setdefault(key, []).append(customer)
    return {key: ids for key, ids in found.items() if len(ids) <= JUNK}


def ids_by_code(db: Connection, codes: Sequence[str]) -> dict[str, int]:
    """Code to customer, for those of `codes` that are in use."""
    found: dict[str, int] = {}
    for some in _slices(codes):
        sql = "SELECT code, id FROM customers WHERE code IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
        found.update((row[0], row[1]) for row in db.execute(sql, (json.dumps(some),)))
    return found


def entities(db: Connection, ids: Sequence[int], entity: Callable[..., Any], who: Callable[..., Any]) -> dict[int, Any]:
    """Living customers with their people, contact points, and what else they have.

    Args:
        entity, who: services.importing.entities.Entity and Who; given, so that this floor need not know them.
    """
    found: dict[int, Any] = {}
    for some in _slices(ids):
        listed = (json.dumps(some),)
        sql = "SELECT * FROM customers WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
        found.update((row["id"], entity(row["id"], row["code"], dict(row))) for row in db.execute(sql, listed))
        _people(db, listed, found, who)
        for what, sql in THERE.items():
            for row in db.execute(sql, listed):
                if row[0] in found:
                    found[row[0]].there.add((what, *tuple(row)[1:]))
        for customer, day in db.execute(LAST_TALK, listed):
            if customer in found:
                found[customer].last_talk = day or ""
    return found


THERE = {
    "tag": "SELECT ct.customer_id, t.dimension, t.value FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id"
    " WHERE ct.customer_id IN (SELECT value FROM json_each(?))",
    "id": "SELECT customer_id, system, value FROM external_ids WHERE customer_id IN (SELECT value FROM json_each(?))",
    "talk": "SELECT customer_id, substr(at, 1, 10), content FROM interactions"
    " WHERE customer_id IN (SELECT value FROM json_each(?))",
    "event": "SELECT customer_id, event FROM interactions WHERE method = 'event'"
    " AND customer_id IN (SELECT value FROM json_each(?))",
    "task": "SELECT customer_id, title, due_at FROM tasks WHERE customer_id IN (SELECT value FROM json_each(?))",
    "order": "SELECT customer_id, order_no FROM orders WHERE customer_id IN (SELECT value FROM json_each(?))",
    "deal": "SELECT customer_id, name FROM deals WHERE customer_id IN (SELECT value FROM json_each(?))",
}
LAST_TALK = (
    "SELECT customer_id, max(substr(at, 1, 10)) FROM interactions WHERE reached"
    " AND customer_id IN (SELECT value FROM json_each(?)) GROUP BY customer_id"
)


def _people(db: Connection, listed: tuple[str], found: dict[int, Any], who: Callable[..., Any]) -> None:
    names: dict[int, str] = {}
    sql = "SELECT * FROM contacts WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY is_primary DESC, id"
    for row in db.execute(sql, listed):
        if row["customer_id"] in found:
            names[row["id"]] = fold(row["name"])
            found[row["customer_id"]].people.setdefault(names[row["id"]], who(row["id"], row["name"], dict(row)))
    sql = "SELECT * FROM contact_points WHERE customer_id IN (SELECT value FROM json_each(?))"
    for row in db.execute(sql, listed):
        if row["customer_id"] in found:
            one, key = found[row["customer_id"]], f"{row['kind']}:{row['value']}"
            one.owners[key] = names.get(row["contact_id"], "")
            if row["ended_at"]:
                one.ended.add(key)


def seen(db: Connection, fingerprints: Sequence[str]) -> dict[str, int | None]:
    """Rows that an import still in force wrote: fingerprint to customer."""
    sql = (
        "SELECT fingerprint, customer_id FROM import_rows WHERE fingerprint IN (SELECT value FROM json_each(?))"
        " AND import_id IN (SELECT id FROM imports)"
    )
    found: dict[str, int | None] = {}
    for some in _slices(fingerprints):
        found.update((row[0], row[1]) for row in db.execute(sql, (json.dumps(some),)))
    return found


def codes_of(db: Connection, ids: Sequence[int]) -> dict[int, tuple[str, bool]]:
    """Customer to code, and whether it is in the trash; a merged one gives its survivor's code."""
    sql = (
        "SELECT c.id, coalesce(s.code, c.code), c.deleted_at IS NOT NULL FROM customers c"
        " LEFT JOIN customers s ON s.id = c.merged_into WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    found: dict[int, tuple[str, bool]] = {}
    for some in _slices(ids):
        found.update((row[0], (row[1], bool(row[2]))) for row in db.execute(sql, (json.dumps(some),)))
    return found


def state(db: Connection) -> int:
    """A number that changes whenever anything was written: the last operation's."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM operations").fetchone()[0])


def write_rows(db: Connection, import_id: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Remember what became of each row: (sheet, row, outcome, customer, reason, fingerprint)."""
    sql = (
        "INSERT INTO import_rows(import_id, sheet, row, outcome, customer_id, reason, fingerprint)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    db.executemany(sql, ((import_id, *row) for row in rows))


def _slices(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), SLICE):
        yield list(values[start : start + SLICE])
