"""The journal as a writer: each row change goes through here and is recorded in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from crmcli.model.connection import SLICE, Connection
from crmcli.model.journal.images import Images, pack
from crmcli.model.journal.tables import JOURNALED
from crmcli.records.record import record

ROWS_PER_CHANGE = 500

Values = Mapping[str, Any]


@record
class Header:
    """Who does what, when and where; becomes the operation's row.

    Args:
        at_utc, at: the moment in UTC and by the user's clock, ISO text.
        user: name of the person.
        terminal: name of the terminal, "" for a job.
        command: the command line as typed.
        kind: do, undo, redo or erase.
        target: the operation that an undo or redo takes back.
        schema: version of the schema that the images follow.
    """

    at_utc: str
    at: str
    user: str
    terminal: str
    command: str
    schema: int
    kind: str = "do"
    target: int | None = None


class Journal:
    """One operation being written. Nothing is recorded until the first row changes."""

    def __init__(self, db: Connection, header: Header) -> None:
        self.db = db
        self.header = header
        self.op: int | None = None
        self.touched: set[int] = set()
        self._next: dict[str, int] = {}
        self._key: tuple[str, str, tuple[str, ...]] | None = None
        self._images: Images = []
        self._updated: set[int] = set()  # rows of the pending change, when it is an update

    def begin(self) -> int:
        """The operation's number; its row is written now if it is not yet."""
        if self.op is None:
            h = self.header
            row = (h.at_utc, h.at, h.user, h.terminal, h.command, h.kind, h.target, h.schema)
            sql = (
                "INSERT INTO operations(at_utc, at, user, terminal, command, kind, target, schema)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            )
            self.op = int(self.db.execute(sql, row).lastrowid or 0)
        return self.op

    def insert(self, table: str, values: Values) -> int:
        """Insert one row; columns not named take their defaults. Returns its id."""
        return self.insert_many(table, tuple(values), [tuple(values.values())])[0]

    def insert_many(self, table: str, cols: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Insert rows of `cols` (without id) and return their ids, in order."""
        first = self._first_id(table)
        numbered = ([first + n, *row] for n, row in enumerate(rows))
        count = self.insert_images(table, ("id", *cols), numbered)
        self._next[table] = first + count
        return range(first, first + count)

    def insert_images(self, table: str, cols: Sequence[str], images: Iterable[list[Any]]) -> int:
        """Insert rows that bring their own id in front, as an undo of a delete does. Returns how many."""
        owner = self._owner(table, cols)
        marks = ",".join("?" * len(cols))
        sql = f"INSERT INTO {table}({','.join(cols)}) VALUES ({marks})"  # noqa: S608 - names of our own schema
        count, source = 0, iter(images)
        while batch := list(islice(source, SLICE)):
            self.db.executemany(sql, batch)
            if owner is not None:
                self.touched.update(row[owner] for row in batch)
            self._record(table, "insert", tuple(cols), batch)
            count += len(batch)
        return count

    def update(self, table: str, row_id: int, values: Values) -> bool:
        """Set columns of one row; False when they already have those values or the row is not there."""
        return self.update_many(table, tuple(values), [(row_id, *values.values())]) == 1

    def update_many(self, table: str, cols: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Set `cols` of rows given as (id, value…). Rows that do not change are neither written nor recorded."""
        sets = ",".join(f"{name} = ?" for name in cols)
        sql = f"UPDATE {table} SET {sets} WHERE id = ?"  # noqa: S608 - names of our own schema
        count, source = 0, iter(rows)
        while batch := list(islice(source, SLICE)):
            once = list({row[0]: row for row in batch}.values())  # of a row given twice the last counts
            before = self.read(table, cols, [row[0] for row in once])
            changed = [row for row in once if row[0] in before and before[row[0]][1:] != list(row[1:])]
            self.db.executemany(sql, [(*row[1:], row[0]) for row in changed])
            self._touch(table, before, changed, cols)
            self._record_updates(table, tuple(cols), changed, before)
            count += len(changed)
        return count

    def delete(self, table: str, row_ids: Iterable[int]) -> int:
        """Delete rows by id; those already gone do not count. Returns how many went."""
        names = [row[0] for row in self.db.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        owner = self._owner(table, names)
        count, source = 0, iter(row_ids)
        while batch := list(islice(source, SLICE)):
            images = list(self.read(table, names[1:], batch).values())
            self.db.executemany(f"DELETE FROM {table} WHERE id = ?", [(row[0],) for row in images])  # noqa: S608
            if owner is not None:
                self.touched.update(row[owner] for row in images)
            self._record(table, "delete", tuple(names), images)
            count += len(images)
        return count

    def read(self, table: str, cols: Sequence[str], row_ids: Sequence[int]) -> dict[int, list[Any]]:
        """The rows with those ids as `[id, value…]`, by id, in the order given."""
        names = ",".join(("id", *cols))
        sql = f"SELECT {names} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        found = {row[0]: list(row) for row in self.db.execute(sql, (json.dumps(list(row_ids)),))}
        return {row_id: found[row_id] for row_id in row_ids if row_id in found}

    def finish(self) -> None:
        """Write what is still pending; call once, before the commit."""
        self._flush()
        if self.op is not None:
            rows = [(customer, self.op) for customer in sorted(self.touched)]
            self.db.executemany("INSERT OR IGNORE INTO touched(customer_id, op) VALUES (?, ?)", rows)

    def forget(self) -> None:
        """Start over: the caller has rolled back to before the first change."""
        self.op, self._key, self._images = None, None, []
        self._updated.clear()
        self.touched.clear()
        self._next.clear()

    def _first_id(self, table: str) -> int:
        if table not in self._next:
            row = self.db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
            self._next[table] = (row[0] if row else 0) + 1
        return self._next[table]

    def _owner(self, table: str, cols: Sequence[str]) -> int | None:
        name = JOURNALED[table]  # a table missing here must not be written by the journal
        return list(cols).index(name) if name else None

    def _touch(
        self, table: str, before: dict[int, list[Any]], changed: Sequence[Sequence[Any]], cols: Sequence[str]
    ) -> None:
        name = JOURNALED[table]
        if not name or not changed:
            return
        ids = [row[0] for row in changed]
        if name == "id":
            self.touched.update(ids)
            return
        self.touched.update(row[1] for row in self.read(table, (name,), ids).values())
        if name in cols:  # a row that moved to another customer concerns both
            self.touched.update(before[i][1 + list(cols).index(name)] for i in ids)

    def _record_updates(
        self, table: str, cols: tuple[str, ...], changed: Sequence[Sequence[Any]], before: dict[int, list[Any]]
    ) -> None:
        """Record only the columns that changed; neighbours with the same ones share a change row."""
        for row in changed:
            old, new = before[row[0]][1:], list(row[1:])
            moved = [n for n in range(len(cols)) if old[n] != new[n]]
            image = [row[0], [old[n] for n in moved], [new[n] for n in moved]]
            if row[0] in self._updated:
                self._flush()  # a row stands once in a change: its images go back last first, change by change
            self._record(table, "update", tuple(cols[n] for n in moved), [image])
            self._updated.add(row[0])

    def _record(self, table: str, kind: str, cols: tuple[str, ...], images: Images) -> None:
        if not images:
            return
        self.begin()
        if self._key != (table, kind, cols):
            self._flush()
            self._key = (table, kind, cols)
        self._images.extend(images)
        while len(self._images) >= ROWS_PER_CHANGE:
            self._write(self._images[:ROWS_PER_CHANGE])
            del self._images[:ROWS_PER_CHANGE]

    def _flush(self) -> None:
        if self._images:
            self._write(self._images)
        self._images = []
        self._key = None
        self._updated.clear()

    def _write(self, images: Images) -> None:
        assert self._key is not None
        table, kind, cols = self._key
        ids = [image[0] for image in images]
        row = (self.op, table, kind, len(images), min(ids), max(ids), json.dumps(cols), pack(images))
        sql = "INSERT INTO changes(op, tbl, kind, n, lo, hi, cols, images) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        self.db.execute(sql, row)
