"""What can be wrong within the file, asked of it one question at a time; what it means is the services' business."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from crmcli.core.sensitive import find_sensitive
from crmcli.errors import DamagedJournal
from crmcli.model.connection import Connection
from crmcli.model.facts.refreshing import DERIVED, refresh_all
from crmcli.model.journal.images import entry
from crmcli.model.journal.tables import FREE_TEXT, JOURNALED
from crmcli.records.due import DueSettings

PAGES_SHOWN = 5
DIGITS = "*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*[0-9]*"  # thirteen of them


class Written(NamedTuple):
    """A number that must not be kept, where it stands.

    Args:
        table, column, row_id: the place; table "" is a command line in the history.
        customer: code of the customer it belongs to, "" for none.
        kind: "id_card" or "bank_card".
        text: the number as it is written.
    """

    table: str
    column: str
    row_id: int
    customer: str
    kind: str
    text: str


def pages(db: Connection) -> list[str]:
    """What is wrong with the file's pages and indexes, in SQLite's words."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({PAGES_SHOWN})")]
    return [] if found == ["ok"] else found


def orphans(db: Connection) -> dict[tuple[str, str], int]:
    """Rows that belong to a row that is not there: (table, parent) -> how many."""
    found: dict[tuple[str, str], int] = {}
    for row in db.execute("PRAGMA foreign_key_check"):
        found[row[0], row[2]] = found.get((row[0], row[2]), 0) + 1
    return found


def unreadable_changes(db: Connection) -> list[int]:
    """Numbers of operations with an entry in the journal that cannot be read, or that is not what it says."""
    found: list[int] = []
    sql = "SELECT op, tbl, kind, n, lo, hi, cols, images FROM changes ORDER BY seq"
    for op, table, kind, n, low, high, cols, blob in db.execute(sql):
        try:
            ids = [image[0] for image in entry(kind, cols, blob)[1]]
            sound = table in JOURNALED and (n, low, high) == (len(ids), min(ids), max(ids))
        except (DamagedJournal, TypeError, ValueError):
            sound = False
        if not sound and op not in found[-1:]:
            found.append(op)
    return found


def lost_operations(db: Connection) -> int:
    """How many changes belong to an operation that is not there."""
    return int(db.execute("SELECT count(*) FROM changes WHERE op NOT IN (SELECT id FROM operations)").fetchone()[0])


def without_facts(db: Connection) -> int:
    """How many living customers have no derived row, or are gone and have one."""
    living = "SELECT id FROM customers WHERE deleted_at IS NULL AND merged_into IS NULL"
    sql = (
        f"SELECT (SELECT count(*) FROM ({living}) WHERE id NOT IN (SELECT customer_id FROM facts))"  # noqa: S608
        f" + (SELECT count(*) FROM facts WHERE customer_id NOT IN ({living}))"
    )
    return int(db.execute(sql).fetchone()[0])


def stale_facts(db: Connection, numbers: DueSettings) -> list[str]:
    """The derived tables that hold something else than what is computed now; the file stays as it is.

    Raises:
        Error: the connection only reads; a writer's is needed.
    """
    before = {table: _rows(db, table) for table in DERIVED}
    db.execute("BEGIN IMMEDIATE")
    try:
        refresh_all(db, numbers)
        return [table for table in DERIVED if _rows(db, table) != before[table]]
    finally:
        db.execute("ROLLBACK")


def _rows(db: Connection, table: str) -> list[tuple[Any, ...]]:
    order = "customer_id" if table == "facts" else "1, 2, 3" if table == "dues" else "1, 2"
    return [tuple(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}")]  # noqa: S608


def lost_files(db: Connection) -> list[tuple[str, str]]:
    """Attachments whose bytes are not there: code of the customer, name."""
    sql = (
        "SELECT c.code, a.name FROM attachments a JOIN customers c ON c.id = a.customer_id"
        " WHERE a.hash NOT IN (SELECT hash FROM blobs) ORDER BY a.id"
    )
    return [(row[0], row[1]) for row in db.execute(sql)]


def incomplete(db: Connection) -> int:
    """How many living customers lack a contact point, or have a person called only by a title."""
    sql = (
        "SELECT count(*) FROM customers WHERE deleted_at IS NULL AND merged_into IS NULL AND (incomplete = 1"
        " OR id IN (SELECT customer_id FROM contacts WHERE incomplete = 1))"
    )
    return int(db.execute(sql).fetchone()[0])


def written(db: Connection) -> Iterator[Written]:
    """Every ID-card and bank-card number in the texts of people, and in the command lines of the history."""
    for table, columns in FREE_TEXT.items():
        owner = JOURNALED[table]
        code = f"(SELECT code FROM customers c WHERE c.id = t.{owner})" if owner else "''"  # noqa: S608
        for column in columns:
            sql = f"SELECT t.id, {code}, t.{column} FROM {table} t WHERE t.{column} GLOB ?"  # noqa: S608
            for row_id, customer, text in db.execute(sql, (DIGITS,)):
                for kind, number in _numbers(str(text)):
                    yield Written(table, column, row_id, customer or "", kind, number)
    for row_id, command in db.execute("SELECT id, command FROM operations WHERE command GLOB ?", (DIGITS,)):
        for kind, number in _numbers(command):
            yield Written("", "command", row_id, "", kind, number)


def past_numbers(db: Connection) -> set[str]:
    """Those in the journal's images, which hold what was written and changed since."""
    found: set[str] = set()
    for kind, cols, table, blob in db.execute("SELECT kind, cols, tbl, images FROM changes ORDER BY seq"):
        names, images = entry(kind, cols, blob)
        if not set(names).isdisjoint(FREE_TEXT.get(table, ())):
            found.update(number for text in _texts(images) for _, number in _numbers(text))
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str) and len(value) > 12:
        yield value


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    for one in find_sensitive(text):
        yield one.kind, text[one.start : one.end]


def settings_stored(db: Connection) -> dict[str, str]:
    """The settings as they are stored."""
    return {row[0]: row[1] for row in db.execute("SELECT key, value FROM settings")}


def broken_objects(db: Connection) -> list[tuple[str, int]]:
    """Rows whose custom fields are not the JSON they should be."""
    found = []
    for table in ("customers", "contacts"):
        for row_id, text in db.execute(f"SELECT id, custom FROM {table} WHERE custom <> '{{}}'"):  # noqa: S608
            try:
                sound = isinstance(json.loads(text), dict)
            except (ValueError, TypeError):
                sound = False
            if not sound:
                found.append((table, row_id))
    return found
