"""Erasing customers for good: out of the tables, and out of the images and command lines of the journal.

An erasure cannot be undone. Older operations lose what they did to the erased rows, so that taking one of them back
neither brings half a customer to life nor stumbles over one. Backups made earlier still hold everything.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from crmcli.core.fold import fold
from crmcli.model.connection import Connection
from crmcli.model.journal import tables
from crmcli.model.journal.images import Images, entry, pack
from crmcli.model.journal.tables import MARK
from crmcli.model.journal.writing import Journal

# derived or unjournaled tables that repeat a customer's data
SHADOWS = ("import_rows", "facts", "dues", "birthdays", "match_key")
# whose row it is, where that takes more than one column
PAIRS = {"distinct_pairs": ("left_id", "right_id")}
# by what a command line could name a customer
NAMES = {
    "customers": ("name", "code"),
    "contacts": ("name",),
    "contact_points": ("value", "raw"),
    "attachments": ("name",),
}


class Chunk(NamedTuple):
    """One row of the journal's changes, unpacked."""

    seq: int
    table: str
    kind: str
    cols: list[str]
    images: Images


def purge(journal: Journal, customer_ids: Sequence[int]) -> int:
    """Erase customers with all that belongs to them, those merged into them too. Returns how many rows went."""
    db = journal.db
    overwrite_freed(db)
    gone = _with_merged(db, customer_ids)
    doomed = _doomed(db, gone)
    journal.update_many("customers", ("merged_into",), [(one, None) for one in sorted(gone)])
    count = sum(journal.delete(table, sorted(doomed[table])) for table in _children_first(db) if doomed[table])
    journal.finish()
    dropped = _drop_images(db, gone, doomed)
    _blank_commands(db, gone, _words(dropped))
    _drop_blobs(db, dropped)
    listed = json.dumps(sorted(gone))
    for table in SHADOWS:
        db.execute(f"DELETE FROM {table} WHERE customer_id IN (SELECT value FROM json_each(?))", (listed,))  # noqa: S608
    sql = "DELETE FROM touched WHERE customer_id IN (SELECT value FROM json_each(?)) AND op <> ?"
    db.execute(sql, (listed, journal.op))
    return count


def overwrite_freed(db: Connection) -> None:
    """From now on zero what is deleted, at once: it must not outlive a compaction that could not run."""
    db.execute("PRAGMA secure_delete = ON")


def _with_merged(db: Connection, customer_ids: Sequence[int]) -> set[int]:
    sql = (
        "WITH RECURSIVE gone(id) AS (SELECT value FROM json_each(?)"
        " UNION SELECT c.id FROM customers c JOIN gone ON c.merged_into = gone.id) SELECT id FROM gone"
    )
    return {row[0] for row in db.execute(sql, (json.dumps(list(customer_ids)),))}


def _owners(table: str) -> tuple[str, ...]:
    owner = tables.JOURNALED[table]
    return (owner,) if owner else PAIRS.get(table, ())


def _doomed(db: Connection, gone: set[int]) -> dict[str, set[int]]:
    """Ids of the rows to erase, by table: those that are theirs, and those that were and are deleted by now."""
    doomed: dict[str, set[int]] = {table: set() for table in tables.JOURNALED}
    past: dict[str, set[int]] = {table: set() for table in tables.JOURNALED}
    for table in tables.JOURNALED:
        for owner in _owners(table):
            sql = f"SELECT id FROM {table} WHERE {owner} IN (SELECT value FROM json_each(?))"  # noqa: S608
            doomed[table].update(row[0] for row in db.execute(sql, (json.dumps(sorted(gone)),)))
    for chunk in _chunks(db, gone):
        if chunk.kind != "update":
            places = [chunk.cols.index(owner) for owner in _owners(chunk.table) if owner in chunk.cols]
            theirs = (image[0] for image in chunk.images if any(image[place] in gone for place in places))
            past[chunk.table].update(theirs)
    for table, ids in past.items():
        doomed[table] |= ids - _present(db, table, ids)
    return doomed


def _present(db: Connection, table: str, ids: Collection[int]) -> set[int]:
    sql = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of our own schema
    return {row[0] for row in db.execute(sql, (json.dumps(sorted(ids)),))}


def _chunks(db: Connection, gone: set[int]) -> Iterator[Chunk]:
    """The changes of every operation that touched one of the customers."""
    sql = (
        "SELECT seq FROM changes WHERE op IN (SELECT op FROM touched WHERE customer_id IN"
        " (SELECT value FROM json_each(?))) OR tbl = 'distinct_pairs' ORDER BY seq"
    )
    for (seq,) in db.execute(sql, (json.dumps(sorted(gone)),)).fetchall():
        row = db.execute("SELECT tbl, kind, cols, images FROM changes WHERE seq = ?", (seq,)).fetchone()
        yield Chunk(seq, row[0], row[1], *entry(row[1], row[2], row[3]))


def _drop_images(db: Connection, gone: set[int], doomed: dict[str, set[int]]) -> list[Chunk]:
    """Take the images of erased rows out of the journal; returns what was taken out."""
    dropped = []
    for chunk in _chunks(db, gone):
        erased = [image for image in chunk.images if image[0] in doomed[chunk.table]]
        if erased:
            dropped.append(chunk._replace(images=erased))
            _keep(db, chunk, [image for image in chunk.images if image[0] not in doomed[chunk.table]])
    return dropped


def _keep(db: Connection, chunk: Chunk, images: Images) -> None:
    if not images:
        db.execute("DELETE FROM changes WHERE seq = ?", (chunk.seq,))
        return
    ids = [image[0] for image in images]
    row = (len(images), min(ids), max(ids), pack(images), chunk.seq)
    db.execute("UPDATE changes SET n = ?, lo = ?, hi = ?, images = ? WHERE seq = ?", row)


def _values(chunk: Chunk, names: Collection[str]) -> Iterator[Any]:
    """What the images of a chunk hold in the columns `names`, before and after."""
    places = [place for place, name in enumerate(chunk.cols) if name in names]
    for image in chunk.images:
        for part in image[1:] if chunk.kind == "update" else (image,):
            yield from (part[place] for place in places)


def _words(dropped: Sequence[Chunk]) -> list[str]:
    """Every text by which a command line could name the erased customers, the longest first."""
    words = {str(value) for chunk in dropped for value in _values(chunk, NAMES.get(chunk.table, ())) if value}
    return sorted(words, key=len, reverse=True)


def _blank_commands(db: Connection, gone: set[int], words: Sequence[str]) -> None:
    """A command that concerned only erased customers keeps its name; others lose the words that name them."""
    sql = (
        "SELECT o.id, o.command, o.kind = 'do' AND NOT EXISTS (SELECT 1 FROM touched t WHERE t.op = o.id"
        " AND t.customer_id NOT IN (SELECT value FROM json_each(?1)))"
        " FROM operations o WHERE o.id IN (SELECT op FROM touched"
        " WHERE customer_id IN (SELECT value FROM json_each(?1)))"
    )
    for number, command, alone in db.execute(sql, (json.dumps(sorted(gone)),)).fetchall():
        blanked = f"{' '.join(command.split()[:2])} {MARK}" if alone else _without(command, words)
        db.execute("UPDATE operations SET command = ? WHERE id = ?", (blanked, number))


def _without(text: str, words: Sequence[str]) -> str:
    """A command line without what names the erased customers, in full or in part, as people type them."""
    for word in words:
        text = text.replace(word, MARK)
    names = [fold(word) for word in words]
    typed = (part.strip("'\"") for part in text.split()[2:])
    for part in sorted((part for part in typed if len(part) > 1), key=len, reverse=True):
        if any(fold(part) in name for name in names if fold(part)):
            text = text.replace(part, MARK)
    return text


def _drop_blobs(db: Connection, dropped: Sequence[Chunk]) -> None:
    """Erase the files of the erased customers, but none that another has, or could get back by an undo."""
    theirs = {value for chunk in dropped if chunk.table == "attachments" for value in _values(chunk, ("hash",))}
    if not theirs:
        return
    kept = {row[0] for row in db.execute("SELECT hash FROM attachments")}
    for cols, kind, blob in db.execute("SELECT cols, kind, images FROM changes WHERE tbl = 'attachments'"):
        kept.update(_values(Chunk(0, "attachments", kind, *entry(kind, cols, blob)), ("hash",)))
    db.executemany("DELETE FROM blobs WHERE hash = ?", [(one,) for one in theirs - kept])


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
