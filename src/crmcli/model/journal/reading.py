"""What the journal tells: the latest operations, those of one customer, and what each changed."""

from __future__ import annotations

import json
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal import images, tables
from crmcli.records.journal import Change, Operation
from crmcli.records.record import replace

# the column that says what a row is called
NAMED_BY = {
    "customers": "name",
    "contacts": "name",
    "contact_points": "value",
    "deals": "name",
    "orders": "order_no",
    "tasks": "title",
    "attachments": "name",
    "tags": "value",
    "choices": "zh",
    "settings": "key",
    "saved_views": "name",
    "targets": "name",
    "mapping_profiles": "name",
    "imports": "file",
}

MADE_BY = "task_origin:"  # begins the name of a task without a title; the code of what made it follows

_OPERATION = """
SELECT o.id, o.at, o.user, o.terminal, o.command, o.kind, o.target, o.undone_by,
  (SELECT count(*) FROM touched t WHERE t.op = o.id) AS customers,
  (SELECT json_group_array(name) FROM (SELECT c.name FROM touched t JOIN customers c ON c.id = t.customer_id
    WHERE t.op = o.id ORDER BY c.id LIMIT 3)) AS names,
  (WITH RECURSIVE chain(id, target) AS (SELECT o.id, o.target UNION ALL
    SELECT p.id, p.target FROM operations p JOIN chain ON p.id = chain.target) SELECT min(id) FROM chain) AS root
FROM operations o
"""


def operations(db: Connection, *, customer: int | None = None, limit: int | None = None) -> tuple[Operation, ...]:
    """Operations, newest first; of one customer when its id is given."""
    where = "" if customer is None else " WHERE o.id IN (SELECT op FROM touched WHERE customer_id = ?)"
    params: tuple[Any, ...] = () if customer is None else (customer,)
    rows = db.execute(f"{_OPERATION}{where} ORDER BY o.id DESC LIMIT ?", (*params, -1 if limit is None else limit))
    return tuple(_operation(row) for row in rows)


def operation(db: Connection, number: int) -> Operation | None:
    """The operation with that number, if there is one."""
    row = db.execute(f"{_OPERATION} WHERE o.id = ?", (number,)).fetchone()
    return _operation(row) if row else None


def _operation(row: Any) -> Operation:
    return Operation(**{**dict(row), "names": tuple(json.loads(row["names"]))})


def changes(db: Connection, number: int, *, customer: int | None = None, limit: int = 200) -> tuple[Change, ...]:
    """What operation `number` changed, field by field; of one customer when its id is given; the first `limit`."""
    found: list[Change] = []
    sql = "SELECT tbl, kind, cols, images FROM changes WHERE op = ? ORDER BY seq"
    for table, kind, cols, blob in db.execute(sql, (number,)):
        names, found_images = images.entry(kind, cols, blob)
        mine = None if customer is None else _rows_of(db, table, customer)
        for image in found_images:
            if mine is None or image[0] in mine or _belongs(table, kind, names, image, customer):
                found.extend(_fields(number, table, kind, names, image))
        if len(found) >= limit:
            break
    return _named(db, found[:limit])


def counts(db: Connection, number: int) -> dict[tuple[str, str], int]:
    """How many rows of each table the operation inserted, updated or deleted: (table, kind) -> count."""
    sql = "SELECT tbl, kind, sum(n) FROM changes WHERE op = ? GROUP BY tbl, kind ORDER BY min(seq)"
    return {(row[0], row[1]): row[2] for row in db.execute(sql, (number,))}


def _named(db: Connection, found: list[Change]) -> tuple[Change, ...]:
    """The changes with what their rows are called: now, or when they came or went."""
    names: dict[tuple[str, int], str] = {}
    for table, column in NAMED_BY.items():
        ids = sorted({one.row_id for one in found if one.table == table})
        if ids:
            sql = f"SELECT id, {column} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
            names |= {(table, row[0]): str(row[1] or "") for row in db.execute(sql, (json.dumps(ids),))}
    names |= _made_tasks(db, [row for (table, row), name in names.items() if table == "tasks" and not name])
    for one in found:
        if one.column == NAMED_BY.get(one.table) and one.kind != "update":
            names.setdefault((one.table, one.row_id), str(one.new or one.old or ""))
        if one.column == "tag_id" and one.kind != "update":
            names[one.table, one.row_id] = _tag(db, one.new or one.old)
    return tuple(_merge(db, replace(one, name=names.get((one.table, one.row_id), ""))) for one in found)


def _made_tasks(db: Connection, ids: list[int]) -> dict[tuple[str, int], str]:
    """Tasks without a title are called after what made them."""
    sql = "SELECT id, origin FROM tasks WHERE id IN (SELECT value FROM json_each(?))"
    return {("tasks", row[0]): MADE_BY + row[1] for row in db.execute(sql, (json.dumps(ids),))} if ids else {}


def _merge(db: Connection, one: Change) -> Change:
    """A merge by the codes and names of both, not by their ids."""
    if one.table != "customers" or one.column != "merged_into":
        return one
    sql = "SELECT code || ' ' || name FROM customers WHERE id = ?"
    both = [db.execute(sql, (number,)).fetchone() for number in (one.row_id, one.old, one.new)]
    name, old, new = (row[0] if row else None for row in both)
    return replace(one, name=name or "", old=old, new=new)


def _tag(db: Connection, tag_id: object) -> str:
    row = db.execute("SELECT dimension || '-' || value FROM tags WHERE id = ?", (tag_id,)).fetchone()
    return str(row[0]) if row else ""


def _rows_of(db: Connection, table: str, customer: int) -> set[int]:
    owner = tables.JOURNALED[table]
    if not owner:
        return set()
    sql = f"SELECT id FROM {table} WHERE {owner} = ?"  # noqa: S608 - names of our own schema
    return {row[0] for row in db.execute(sql, (customer,))}


def _belongs(table: str, kind: str, names: list[str], image: list[Any], customer: int | None) -> bool:
    """Whether a row that is gone by now was the customer's."""
    owner = tables.JOURNALED[table]
    if table == "customers" and kind == "update" and "merged_into" in names:  # who became part of it, or left it
        place = names.index("merged_into")
        return customer in (image[1][place], image[2][place])
    return kind != "update" and owner in names and image[names.index(owner)] == customer


def _fields(number: int, table: str, kind: str, names: list[str], image: list[Any]) -> list[Change]:
    if kind == "update":
        triples = zip(names, image[1], image[2], strict=True)
        return [Change(number, table, image[0], kind, name, old, new) for name, old, new in triples]
    pairs = [(n, v) for n, v in zip(names, image, strict=True) if n not in ("id", "customer_id") and v is not None]
    if kind == "insert":
        return [Change(number, table, image[0], kind, name, None, value) for name, value in pairs]
    return [Change(number, table, image[0], kind, name, value, None) for name, value in pairs]


def last_at(db: Connection) -> str:
    """When the last operation was, by the clock of whoever did it; "" when there is none."""
    row = db.execute("SELECT at FROM operations ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def span(db: Connection) -> tuple[str, int, str]:
    """When the first operation of the file was (UTC) and by whom, the number of the last one, and when that was."""
    first = db.execute("SELECT at_utc || ' ' || user FROM operations ORDER BY id LIMIT 1").fetchone()
    last = db.execute("SELECT id, at_utc FROM operations ORDER BY id DESC LIMIT 1").fetchone()
    return (first[0], last[0], last[1]) if last else ("", 0, "")
