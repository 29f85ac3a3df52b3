"""What is in a database after an import, as lines that a person can check against the sheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

COLUMNS = (
    *("industry", "company_size", "province", "city", "address", "website", "credit_code", "source", "source_text"),
    *("event", "stage", "lost_reason", "grade", "owner", "need", "budget_low", "budget_high", "note"),
    *("first_contact_at", "custom"),
)
PERSON = ("title", "department", "gender", "birthday", "note")
PARTS = {
    "talk": "SELECT at, method, type, content, result, next_step, event FROM interactions WHERE customer_id = ?",
    "task": "SELECT due_at, title FROM tasks WHERE customer_id = ? AND state = 'open'",
    "order": "SELECT order_no, at, amount, product, quantity, state FROM orders WHERE customer_id = ?",
    "deal": "SELECT name, stage, state, amount FROM deals WHERE customer_id = ?",
    "id": "SELECT system, value FROM external_ids WHERE customer_id = ?",
    "tag": "SELECT t.dimension || '-' || t.value FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id"
    " WHERE ct.customer_id = ?",
}


def picture(database: Path) -> str:
    """Every customer in the order of their codes, with people, points and all that belongs to them."""
    with closing(sqlite3.connect(database)) as db:
        db.row_factory = sqlite3.Row
        return "\n".join(_lines(db))


def _lines(db: sqlite3.Connection) -> Iterator[str]:
    for row in db.execute("SELECT * FROM customers WHERE deleted_at IS NULL ORDER BY code"):
        yield " ".join((row["code"], row["kind"], row["name"]))
        said = {name: row[name] for name in COLUMNS if row[name] not in (None, "", "{}")}
        if said.get("source") == "other" and "source_text" not in said:
            del said["source"]
        if said.get("stage") == "lead":
            del said["stage"]
        if said.get("owner") == "tester":
            del said["owner"]
        for name, value in said.items():
            yield f"  {name}: {value}".replace("\n", " / ")
        yield from _people(db, row["id"])
        for name, sql in PARTS.items():
            for part in db.execute(sql + " ORDER BY 1", (row["id"],)):
                yield f"  {name}: {_joined(part)}"


def _people(db: sqlite3.Connection, customer: int) -> Iterator[str]:
    sql = "SELECT * FROM contacts WHERE customer_id = ? ORDER BY is_primary DESC, id"
    people = [None, *db.execute(sql, (customer,))]
    for who in people:
        points = db.execute(
            "SELECT kind, value, ext, masked, ended_at FROM contact_points WHERE customer_id = ? AND contact_id IS ?"
            " ORDER BY id",
            (customer, who["id"] if who else None),
        )
        shown = [_point(point) for point in points]
        if who:
            yield f"  @ {' | '.join([_joined([who['name'], *(who[name] for name in PERSON)]), *shown])}"
        elif shown:
            yield "  @" + "".join(f" | {one}" for one in shown)


def _point(point: Any) -> str:
    ext = f" ext {point['ext']}" if point["ext"] else ""
    return f"{point['kind']} {point['value']}{ext}{' (masked)' * point['masked']}{' (ended)' * bool(point['ended_at'])}"


def _joined(values: Any) -> str:
    return " · ".join(str(value) for value in values if value not in (None, ""))
