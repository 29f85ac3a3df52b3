"""What merging reads and moves: every row of a customer, table by table, and who was merged into whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal import tables
from crmcli.model.journal.images import Images, unpack
from crmcli.model.journal.writing import Journal

OWNED = tuple(table for table, owner in tables.JOURNALED.items() if owner == "customer_id")

Rows = dict[str, list[dict[str, Any]]]


def rows(db: Connection, customer_id: int) -> Rows:
    """Everything that belongs to a customer: table to rows, in the order of their ids."""
    return {table: _rows(db, table, customer_id) for table in OWNED}


def _rows(db: Connection, table: str, customer_id: int) -> list[dict[str, Any]]:
    sql = f"SELECT * FROM {table} WHERE customer_id = ? ORDER BY id"  # noqa: S608 - names of our own schema
    return [dict(row) for row in db.execute(sql, (customer_id,))]


def set_at(db: Connection, customer_id: int) -> dict[str, str]:
    """Column of customers, or "custom.NAME", to when its present value was written, as text that can be compared.

    Only what was changed after the customer came; the rest is as old as the customer, and older than what was changed
    in the same minute.
    """
    sql = (
        "SELECT c.cols, c.images, printf('%s %012d', o.at, o.id) FROM changes c JOIN operations o ON o.id = c.op"
        " WHERE c.op IN (SELECT op FROM touched WHERE customer_id = ?1)"
        " AND c.tbl = 'customers' AND c.kind = 'update' AND c.lo <= ?1 AND c.hi >= ?1 ORDER BY c.seq"
    )
    found: dict[str, str] = {}
    for cols, images, at in db.execute(sql, (customer_id,)):
        names = json.loads(cols)
        for _, before, after in (image for image in _unpacked(images) if image[0] == customer_id):
            for name, old, new in zip(names, before, after, strict=True):
                found.update((one, at) for one in (_changed(old, new) if name == "custom" else (name,)))
    return found


@lru_cache(16)  # neighbours of one import are merged one after the other, and stand in the same images
def _unpacked(blob: bytes) -> Images:
    return unpack(blob)


def _changed(old: str | None, new: str | None) -> list[str]:
    before, after = (json.loads(text) if text and text[:1] == "{" else {} for text in (old, new))
    return [f"custom.{name}" for name in {*before, *after} if before.get(name) != after.get(name)]


def move(journal: Journal, table: str, row_ids: Iterable[int], customer_id: int) -> int:
    """Give rows to another customer; returns how many. What that one has too, and may have only once, is deleted."""
    ids = list(row_ids)
    if not ids:
        return 0
    doubled = _doubled(journal.db, table, ids, customer_id)
    journal.delete(table, doubled)
    return journal.update_many(table, ("customer_id",), [(one, customer_id) for one in ids if one not in doubled])


def _doubled(db: Connection, table: str, ids: Sequence[int], customer_id: int) -> list[int]:
    """Those of some rows whose place at the other customer is taken."""
    found: set[int] = set()
    for unique in _uniques(db, table):
        same = " AND ".join(f"b.{name} IS a.{name}" for name in unique if name != "customer_id")
        sql = (
            f"SELECT a.id FROM {table} a JOIN {table} b ON b.customer_id = ? AND {same}"  # noqa: S608 - our own schema
            " WHERE a.id IN (SELECT value FROM json_each(?))"
        )
        found.update(row[0] for row in db.execute(sql, (customer_id, json.dumps(list(ids)))))
    return sorted(found)


def _uniques(db: Connection, table: str) -> list[tuple[str, ...]]:
    """The columns that no two rows of a customer may share."""
    lists = [row[0] for row in db.execute('SELECT name FROM pragma_index_list(?) WHERE "unique"', (table,))]
    columns = [tuple(row[0] for row in db.execute("SELECT name FROM pragma_index_info(?)", (one,))) for one in lists]
    return [one for one in columns if "customer_id" in one]


def point_to(journal: Journal, table: str, gone: int, kept: int) -> None:
    """Let every row that points to row `gone` of a table point to `kept`."""
    for child, column in tables.references(journal.db).get(table, ()):
        sql = f"SELECT id FROM {child} WHERE {column} = ?"  # noqa: S608 - names of our own schema
        found = [row[0] for row in journal.db.execute(sql, (gone,))]
        journal.update_many(child, (column,), [(one, kept) for one in found])


def say_about(journal: Journal, what: str, gone: int, kept: int) -> None:
    """Let tasks that note what was settled about `gone` note it about `kept`.

    Args:
        what: "birthday" of a contact, or "contract" of a deal; see tasks.about.
    """
    table = {"birthday": "contacts", "contract": "deals"}[what]
    sql = (
        f"SELECT id, about FROM tasks WHERE customer_id = (SELECT customer_id FROM {table} WHERE id = ?)"  # noqa: S608
        " AND about LIKE ?"
    )
    for number, about in journal.db.execute(sql, (gone, f"{what} {gone} %")).fetchall():
        journal.update("tasks", number, {"about": f"{what} {kept} {about.split(' ', 2)[2]}"})


def move_pairs(journal: Journal, loser: int, survivor: int) -> None:
    """Who was said to be somebody else than the loser, or than one merged into it, is not the survivor either."""
    for one in (loser, *(row["id"] for row in merged_into(journal.db, loser))):
        _move_pairs(journal, one, survivor)


def _move_pairs(journal: Journal, loser: int, survivor: int) -> None:
    sql = "SELECT id, left_id, right_id FROM distinct_pairs WHERE left_id = ?1 OR right_id = ?1"
    for number, left, right in journal.db.execute(sql, (loser,)).fetchall():
        other = right if left == loser else left
        pair = sorted((survivor, other)) if left < right else sorted((survivor, other), reverse=True)
        taken = "SELECT 1 FROM distinct_pairs WHERE left_id = ? AND right_id = ?"
        if other != survivor and not journal.db.execute(taken, pair).fetchone():
            journal.update("distinct_pairs", number, dict(zip(("left_id", "right_id"), pair, strict=True)))


def has_external_id(db: Connection, system: str, value: str) -> bool:
    """Whether somebody has that id already."""
    sql = "SELECT 1 FROM external_ids WHERE system = ? AND value = ?"
    return db.execute(sql, (system, value)).fetchone() is not None


def alternates(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's alternates, with the name of the person they belong to as `contact`."""
    sql = (
        "SELECT a.*, p.name AS contact FROM alternates a LEFT JOIN contacts p ON p.id = a.contact_id"
        " WHERE a.customer_id = ? ORDER BY a.contact_id IS NOT NULL, a.contact_id, a.id"
    )
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


# -- who was merged into whom ----------------------------------------------------------------------------------


def survivors(db: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Those of some customers that were merged, to the one at the end of their chain."""
    sql = (
        "WITH RECURSIVE chain(id, now, steps) AS (SELECT id, merged_into, 1 FROM customers"
        " WHERE id IN (SELECT value FROM json_each(?)) AND merged_into IS NOT NULL"
        " UNION ALL SELECT chain.id, c.merged_into, steps + 1 FROM chain JOIN customers c ON c.id = chain.now"
        " WHERE c.merged_into IS NOT NULL AND steps < 100)"
        " SELECT id, now FROM chain ORDER BY steps"
    )
    return {row[0]: row[1] for row in db.execute(sql, (json.dumps(list(ids)),))}


def merged_into(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of the customers that are part of one now, directly or through others, the latest merged first."""
    sql = (
        "WITH RECURSIVE inside(id) AS (SELECT id FROM customers WHERE merged_into = ?"
        " UNION SELECT c.id FROM customers c JOIN inside ON c.merged_into = inside.id)"
        " SELECT c.* FROM customers c JOIN inside ON inside.id = c.id ORDER BY c.updated_at DESC, c.id DESC"
    )
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def merged_with_code(db: Connection, code: str) -> dict[str, Any] | None:
    """The row of a merged customer that had that code, in any case."""
    sql = "SELECT * FROM customers WHERE code = ? COLLATE NOCASE AND merged_into IS NOT NULL"
    row = db.execute(sql, (code,)).fetchone()
    return dict(row) if row else None


def counted(rows_of: Mapping[str, Sequence[Any]]) -> dict[str, int]:
    """Table to how many rows, without empty ones."""
    return {table: len(some) for table, some in rows_of.items() if some}
