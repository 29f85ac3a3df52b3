"""Erasing for good: the trash, and a number that should never have been typed.

An erasure cannot be undone. It also rewrites the images and command lines that hold the data, and marks what it
blanked, so that the file itself keeps no trace. Backups made earlier still do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal import tables
from crmcli.model.journal.images import pack, unpack
from crmcli.model.journal.writing import Journal

MARK = "▮▮▮"
# derived or unjournaled tables that repeat a customer's data
SHADOWS = ("import_rows", "facts", "dues", "match_key")


def purge(journal: Journal, customer_ids: Sequence[int]) -> int:
    """Erase customers with all that belongs to them, from the tables and from the journal. Returns rows erased."""
    db = journal.db
    doomed = {table: _rows_of(db, table, customer_ids) for table in tables.JOURNALED}
    words = _words_of(db, customer_ids)
    for customer in _merged_into(db, customer_ids):
        journal.update("customers", customer, {"merged_into": None})
    count = sum(journal.delete(table, doomed[table]) for table in _children_first(db) if doomed[table])
    journal.finish()
    _blank_images(db, {table: set(ids) for table, ids in doomed.items()})
    _blank_commands(db, customer_ids, words)
    for table in SHADOWS:
        sql = f"DELETE FROM {table} WHERE customer_id IN (SELECT value FROM json_each(?))"  # noqa: S608
        db.execute(sql, (json.dumps(list(customer_ids)),))
    db.execute("DELETE FROM blobs WHERE hash NOT IN (SELECT hash FROM attachments)")
    return count


def redact(journal: Journal, spellings: Sequence[str]) -> int:
    """Replace each of `spellings` by a mark in every text of the journaled tables, the journal and its commands.

    Returns:
        How many texts were changed in the tables.
    """
    db = journal.db
    count = 0
    for table in tables.JOURNALED:
        names = _text_columns(db, table)
        for name in names:
            rows = _holding(db, table, name, spellings)
            count += journal.update_many(table, (name,), [(row_id, _without(text, spellings)) for row_id, text in rows])
    journal.finish()
    _rewrite_images(db, lambda table, cols, image: _redacted(image, spellings))
    for number, command in db.execute("SELECT id, command FROM operations").fetchall():
        cleaned = _without(command, spellings)
        if cleaned != command:
            db.execute("UPDATE operations SET command = ? WHERE id = ?", (cleaned, number))
    return count


def _rows_of(db: Connection, table: str, customer_ids: Sequence[int]) -> list[int]:
    owner = tables.JOURNALED[table]
    if not owner:
        return []
    sql = f"SELECT id FROM {table} WHERE {owner} IN (SELECT value FROM json_each(?))"  # noqa: S608
    return [row[0] for row in db.execute(sql, (json.dumps(list(customer_ids)),))]


def _merged_into(db: Connection, customer_ids: Sequence[int]) -> list[int]:
    listed = json.dumps(list(customer_ids))
    sql = "SELECT id FROM customers WHERE merged_into IN (SELECT value FROM json_each(?))"
    return [row[0] for row in db.execute(sql, (listed,))]


def _children_first(db: Connection) -> list[str]:
    """The journaled tables so ordered that whoever points comes before what it points to."""
    children = tables.references(db)
    order: list[str] = []

    def visit(table: str) -> None:
        for child, _column in children.get(table, ()):
            if child != table and child not in order:
                visit(child)
        if table not in order:
            order.append(table)

    for table in tables.JOURNALED:
        visit(table)
    return order


def _words_of(db: Connection, customer_ids: Sequence[int]) -> list[str]:
    """Every text by which a command line could name these customers."""
    listed = json.dumps(list(customer_ids))
    words: set[str] = set()
    for sql in (
        "SELECT name, code FROM customers WHERE id IN (SELECT value FROM json_each(?))",
        "SELECT name, name FROM contacts WHERE customer_id IN (SELECT value FROM json_each(?))",
        "SELECT value, raw FROM contact_points WHERE customer_id IN (SELECT value FROM json_each(?))",
    ):
        for row in db.execute(sql, (listed,)):
            words.update(text for text in row if text)
    return sorted(words, key=len, reverse=True)


def _blank_images(db: Connection, doomed: dict[str, set[int]]) -> None:
    def blank(table: str, cols: list[str], image: list[Any]) -> list[Any]:
        if image[0] not in doomed.get(table, ()):
            return image
        if isinstance(image[1], list) and len(image) == 3:  # an update: [id, before, after]
            return [image[0], [None] * len(image[1]), [None] * len(image[2])]
        owner = tables.JOURNALED[table]
        keep = {"id", owner}  # the owner's number says nothing of who it was, and undo needs it
        return [value if name in keep else None for name, value in zip(cols, image, strict=True)]

    _rewrite_images(db, blank)


def _rewrite_images(db: Connection, change: Callable[[str, list[str], list[Any]], list[Any]]) -> None:
    for (seq,) in db.execute("SELECT seq FROM changes").fetchall():
        table, cols, blob = db.execute("SELECT tbl, cols, images FROM changes WHERE seq = ?", (seq,)).fetchone()
        names, images = json.loads(cols), unpack(blob)
        rewritten = [change(table, names, image) for image in images]
        if rewritten != images:
            db.execute("UPDATE changes SET images = ? WHERE seq = ?", (pack(rewritten), seq))


def _blank_commands(db: Connection, customer_ids: Iterable[int], words: Sequence[str]) -> None:
    """A command that concerned only erased customers keeps its name; others lose the words that name them."""
    gone = json.dumps(list(customer_ids))
    sql = (
        "SELECT o.id, o.command, EXISTS (SELECT 1 FROM touched t WHERE t.op = o.id"
        " AND t.customer_id NOT IN (SELECT value FROM json_each(?1)))"
        " FROM operations o WHERE o.id IN (SELECT op FROM touched"
        " WHERE customer_id IN (SELECT value FROM json_each(?1)))"
    )
    for number, command, others in db.execute(sql, (gone,)).fetchall():
        blanked = _without(command, words) if others else f"{_subcommand(command)} {MARK}"
        db.execute("UPDATE operations SET command = ? WHERE id = ?", (blanked, number))


def _subcommand(command: str) -> str:
    return " ".join(command.split()[:2])


def _text_columns(db: Connection, table: str) -> list[str]:
    sql = "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'"
    return [row[0] for row in db.execute(sql, (table,))]


def _holding(db: Connection, table: str, column: str, spellings: Sequence[str]) -> list[tuple[int, str]]:
    sql = (
        f"SELECT id, {column} FROM {table} WHERE EXISTS"  # noqa: S608 - names of our own schema
        f" (SELECT 1 FROM json_each(?) WHERE instr({column}, value))"
    )
    return [(row[0], row[1]) for row in db.execute(sql, (json.dumps(list(spellings), ensure_ascii=False),))]


def _without(text: str, spellings: Sequence[str]) -> str:
    for spelling in spellings:
        text = text.replace(spelling, MARK)
    return text


def _redacted(value: Any, spellings: Sequence[str]) -> Any:
    if isinstance(value, str):
        return _without(value, spellings)
    if isinstance(value, list):
        return [_redacted(item, spellings) for item in value]
    return value
