"""What an import reads of the database: who owns which match key, whole customers at once, rows it has seen before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crmcli.core.fold import fold
from crmcli.core.orders import number_key
from crmcli.model.connection import Connection
from crmcli.model.merging import survivors
from crmcli.records.base import Msg
from crmcli.records.importing import Batch, BatchRow

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


def with_next_step(db: Connection, ids: Sequence[int]) -> set[int]:
    """Those of some customers that have an open next step."""
    sql = (
        "SELECT customer_id FROM tasks WHERE origin = 'next_step' AND state = 'open'"
        " AND customer_id IN (SELECT value FROM json_each(?))"
    )
    return {row[0] for some in _slices(ids) for row in db.execute(sql, (json.dumps(some),))}


def ids_by_code(db: Connection, codes: Sequence[str]) -> dict[str, int]:
    """Code to customer, for those of `codes` that are in use."""
    found: dict[str, int] = {}
    for some in _slices(codes):
        for sql in BY_CODE:
            found.update((row[0], row[1]) for row in db.execute(sql, (json.dumps(some),)))
    return found


# The code that a customer has here goes before the one it had in another file of ours.
BY_CODE = (
    "SELECT e.value, e.customer_id FROM external_ids e JOIN customers c ON c.id = e.customer_id"
    " WHERE e.system = 'crm' AND e.value IN (SELECT value FROM json_each(?)) AND c.deleted_at IS NULL",
    "SELECT code, id FROM customers WHERE code IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
    " AND merged_into IS NULL",
)


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
        _last(db, listed, found)
    return found


THERE = {
    "tag": "SELECT customer_id, dimension, value FROM v_tags WHERE customer_id IN (SELECT value FROM json_each(?))",
    "id": "SELECT customer_id, system, value FROM external_ids WHERE customer_id IN (SELECT value FROM json_each(?))",
    "talk": "SELECT customer_id, substr(at, 1, 10), content FROM interactions"
    " WHERE customer_id IN (SELECT value FROM json_each(?))",
    "event": "SELECT customer_id, event FROM interactions WHERE method = 'event'"
    " AND customer_id IN (SELECT value FROM json_each(?))",
    "task": "SELECT customer_id, title, due_at FROM tasks WHERE customer_id IN (SELECT value FROM json_each(?))",
    "deal": "SELECT customer_id, name FROM deals WHERE customer_id IN (SELECT value FROM json_each(?))",
}
ORDERS = (
    "SELECT customer_id, coalesce(order_no, substr(at, 1, 10) || '/' || amount), id, state FROM orders"
    " WHERE customer_id IN (SELECT value FROM json_each(?))"
)
DEALS = (
    "SELECT customer_id, id, name, amount, currency, product, stage, probability, expected_close_at, competitor, state,"
    " lost_reason, contract_no, signed_at, ends_at,"
    " (SELECT v.probability FROM v_deals v WHERE v.id = deals.id) AS counted FROM deals"
    " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY id"
)
LAST_TALK = (
    "SELECT customer_id, max(substr(at, 1, 10)) FROM interactions WHERE reached"
    " AND customer_id IN (SELECT value FROM json_each(?)) GROUP BY customer_id"
)


# what they and their people were called before a merge
ALIASES = (
    "SELECT customer_id, contact_id, value FROM alternates WHERE field = 'name'"
    " AND customer_id IN (SELECT value FROM json_each(?))"
)


def _last(db: Connection, listed: tuple[str], found: dict[int, Any]) -> None:
    """Orders with their state, deals, and the day of the last talk."""
    for customer, number, order, state in db.execute(ORDERS, listed):
        if customer in found:
            found[customer].there.add(("order", number_key(number)))
            found[customer].booked[number_key(number)] = (order, state)
    for row in db.execute(DEALS, listed):
        if row["customer_id"] in found:
            found[row["customer_id"]].dealt[row["name"]] = dict(row)
    for customer, day in db.execute(LAST_TALK, listed):
        if customer in found:
            found[customer].last_talk = day or ""


def _people(db: Connection, listed: tuple[str], found: dict[int, Any], who: Callable[..., Any]) -> None:
    names: dict[int, str] = {}
    sql = "SELECT * FROM contacts WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY is_primary DESC, id"
    for row in db.execute(sql, listed):
        if row["customer_id"] in found:
            names[row["id"]] = fold(row["name"])
            found[row["customer_id"]].people.setdefault(names[row["id"]], who(row["id"], row["name"], dict(row)))
    for row in db.execute(ALIASES, listed):
        if row["customer_id"] in found:
            one = found[row["customer_id"]]
            one.aliases = (*one.aliases, (names.get(row["contact_id"], ""), row["value"]))
    sql = "SELECT * FROM contact_points WHERE customer_id IN (SELECT value FROM json_each(?))"
    for row in db.execute(sql, listed):
        if row["customer_id"] in found:
            one, key = found[row["customer_id"]], f"{row['kind']}:{row['value']}"
            one.owners[key] = names.get(row["contact_id"], "")
            if row["ended_at"]:
                one.ended |= {key}


def seen(db: Connection, fingerprints: Sequence[str]) -> dict[str, int | None]:
    """Rows that an import still in force wrote: fingerprint to customer."""
    sql = (
        "SELECT fingerprint, customer_id FROM import_rows WHERE fingerprint IN (SELECT value FROM json_each(?))"
        " AND import_id IN (SELECT id FROM imports)"
    )
    found: dict[str, int | None] = {}
    for some in _slices(fingerprints):
        found.update((row[0], row[1]) for row in db.execute(sql, (json.dumps(some),)))
    merged = survivors(db, list({one for one in found.values() if one is not None}))
    return {key: merged.get(one, one) if one is not None else None for key, one in found.items()} if merged else found


def taken_ids(db: Connection, ids: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of some (system, value) that a customer has, were it in the trash; codes in use are such ids too."""
    found: list[tuple[str, str]] = []
    for some in _slices(ids):
        listed = (json.dumps(some, ensure_ascii=False),)
        found += [(row[0], row[1]) for row in db.execute(TAKEN, listed)]
        found += [("crm", row[0]) for row in db.execute(CODES, listed) if ("crm", row[0]) not in found]
    return found


TAKEN = (
    "SELECT e.system, e.value FROM json_each(?) j JOIN external_ids e"
    " ON e.system = json_extract(j.value, '$[0]') AND e.value = json_extract(j.value, '$[1]')"
)
CODES = (
    "SELECT c.code FROM json_each(?) j JOIN customers c ON c.code = json_extract(j.value, '$[1]')"
    " WHERE json_extract(j.value, '$[0]') = 'crm'"
)


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


def write_rows(db: Connection, import_id: int, rows: Iterable[tuple[Any, ...]]) -> None:
    """Remember what became of each row: (sheet, row, part, outcome, customer, reason, fingerprint)."""
    sql = (
        "INSERT INTO import_rows(import_id, sheet, row, part, outcome, customer_id, reason, fingerprint)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    db.executemany(sql, ((import_id, *row) for row in rows))


def batches(db: Connection, number: int | None = None) -> tuple[Batch, ...]:
    """Imports in force, the newest first; or the one with that number."""
    sql = (
        "SELECT i.id, i.at, i.file, i.counts, i.mapping, i.operation, o.user FROM imports i"
        " LEFT JOIN operations o ON o.id = i.operation WHERE ?1 IS NULL OR i.id = ?1 ORDER BY i.id DESC"
    )
    return tuple(
        Batch(row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4]), row[5], row[6] or "")
        for row in db.execute(sql, (number,))
    )


def was_batch(db: Connection, number: int) -> bool:
    """Whether there was such an import, though it may have been taken back."""
    return bool(db.execute("SELECT 1 FROM import_rows WHERE import_id = ? LIMIT 1", (number,)).fetchone())


def batch_rows(db: Connection, number: int) -> tuple[BatchRow, ...]:
    """What became of the rows of one import."""
    sql = (
        "SELECT r.sheet, r.row, r.outcome, c.code, c.name, r.reason FROM import_rows r"
        " LEFT JOIN customers c ON c.id = r.customer_id WHERE r.import_id = ? ORDER BY r.sheet, r.row, r.part"
    )
    return tuple(_batch_row(*row) for row in db.execute(sql, (number,)))


def _batch_row(place: str, row: int, outcome: str, code: str | None, name: str | None, reason: str | None) -> BatchRow:
    file, _, sheet = place.rpartition("|")
    said = Msg(*json.loads(reason)) if reason else None
    return BatchRow(file, sheet, row, outcome, code, name or "", said)


def _slices(values: Sequence[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), SLICE):
        yield list(values[start : start + SLICE])
