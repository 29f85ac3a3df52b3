"""Taking an operation back: its changes in reverse, each value only where nothing later changed it.

State decides, not history: a value is put back when the row still holds what the operation left there. Two rules
go further. A customer that came with the operation and has been worked on since stays whole, with everything the
operation gave it, for a customer without its phone is no use to anybody. And where only one row can be the one
(the primary contact, the open next step), what later work chose stays chosen: see yielding.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crmcli.model.connection import Connection, IntegrityError
from crmcli.model.journal import moving, tables
from crmcli.model.journal.effect import later_work
from crmcli.model.journal.images import Images, entry
from crmcli.model.journal.writing import Journal
from crmcli.model.journal.yielding import Raised, give_way
from crmcli.records.journal import Clash

Chunk = tuple[str, str, list[str], Images]


class Undoing:
    """Takes operation `target` back through `journal`; `clashes` says what had to stay."""

    apart = False  # whether only a merge is taken apart, whatever was done with its customers since

    def __init__(self, journal: Journal, target: int) -> None:
        self.journal = journal
        self.db: Connection = journal.db
        self.target = target
        self.clashes: list[Clash] = []
        self.rows = 0
        self._raised: Raised = {}
        self._references = tables.references(self.db)
        self._links = {link for found in self._references.values() for link in found}
        self._defaults: dict[str, dict[str, object]] = {}
        self._homes = moving.homes(self.db)
        self._busy = moving.at_home(later_work(self.db, target), self._homes)
        self._merges: dict[int, int] = {}  # loser -> survivor, of the merges taken apart or made anew
        self._came = self._new_customers()
        self._kept_customers = self._came & self._busy.keys()

    def run(self) -> None:
        """Reverse every change, last first; once more when a customer that came with it turns out to have to stay."""
        self.db.execute("SAVEPOINT whole")
        while stripped := self._run():
            self._kept_customers |= stripped
            self.db.execute("ROLLBACK TO whole")
            self.journal.forget()
        self.db.execute("RELEASE whole")

    def _run(self) -> set[int]:
        """Reverse every change; returns the customers that should have gone, and could not."""
        self.rows = 0
        self._raised.clear()
        self._merges.clear()
        self.clashes = [self._worked_on(one) for one in sorted(self._kept_customers)]
        self._unfollow()
        reverse = {"insert": self._take_out, "update": self._put_back, "delete": self._bring_back}
        for table, kind, cols, images in self._chunks():
            reverse[kind](table, cols, moving.moved_home(table, kind, cols, images, self._homes))
            if (table, kind) == ("customers", "update") and "merged_into" in cols:
                self._merges |= moving.merges(cols, images)
                self._homes = moving.homes(self.db)
        self._give_way()
        self._after_merges()
        left = self.journal.read("customers", ("id",), sorted(self._came - self._kept_customers))
        return set(left)

    def _unfollow(self) -> None:
        """Take the tags of rules off customers that are about to go; a later run may have put them on."""
        sql = (
            "SELECT id FROM customer_tags WHERE origin = 'rule' AND customer_id IN (SELECT value FROM json_each(?))"
            " AND id NOT IN (SELECT value FROM json_each(?))"
        )
        going = json.dumps(sorted(self._came - self._kept_customers))
        own = [image[0] for _, kind, _, images in self._chunks("customer_tags") if kind == "insert" for image in images]
        self.journal.delete("customer_tags", [row[0] for row in self.db.execute(sql, (going, json.dumps(own)))])

    def _chunks(self, table: str | None = None) -> Iterator[Chunk]:
        # fetched whole: the cursor must not run over a table that this undo appends to
        sql = "SELECT seq FROM changes WHERE op = ?1 AND (?2 IS NULL OR tbl = ?2) ORDER BY seq DESC"
        for (seq,) in self.db.execute(sql, (self.target, table)).fetchall():
            row = self.db.execute("SELECT tbl, kind, cols, images FROM changes WHERE seq = ?", (seq,)).fetchone()
            yield row[0], row[1], *entry(row[1], row[2], row[3])

    def _new_customers(self) -> set[int]:
        """Customers that came with the operation."""
        return {image[0] for _, kind, _, images in self._chunks("customers") if kind == "insert" for image in images}

    # -- the three reversals ---------------------------------------------------------------------------------

    def _take_out(self, table: str, cols: list[str], images: Images) -> None:
        """Delete what was inserted, where it is as it was and nothing points to it."""
        images = [image for image in images if not self._stays(table, cols, image)]
        defaults = self._columns(table)
        names = [name for name in defaults if name != "id"]
        current = self.journal.read(table, names, [image[0] for image in images])
        free = []
        for image in images:
            if image[0] not in current:
                continue  # taken out by hand meanwhile: nothing left to do
            wanted = {**defaults, **dict(zip(cols, image, strict=True))}
            differs = self._differences(names, current[image[0]][1:], wanted)
            for name, value in differs if not tables.follows(table, wanted) else ():
                self._clash(table, image[0], name, now=value, wanted=wanted[name], why="changed")
            if not differs:
                free.append(image[0])
        used = self._used(table, free)
        for row_id in used if table not in tables.SHARED else ():
            self._clash(table, row_id, "", why="used")
        self.rows += self.journal.delete(table, [row_id for row_id in free if row_id not in used])

    def _put_back(self, table: str, cols: list[str], images: Images) -> None:
        """Restore what was updated, column by column."""
        current = self.journal.read(table, cols, [image[0] for image in images])
        owner = tables.JOURNALED[table]
        owners = self.journal.read(table, (owner,), list(current)) if owner and self._kept_customers else {}
        whole: list[tuple[Any, ...]] = []
        for row_id, before, after in reversed(images):  # last first: values may be unique among the rows
            if row_id in owners and owners[row_id][1] in self._kept_customers:
                continue
            if row_id not in current:
                self._clash(table, row_id, "", why="gone")
            elif current[row_id][1:] == after:
                whole.append((row_id, *before))
            else:
                self._put_back_columns(table, cols, [row_id, before, after, current[row_id][1:]])
        self._write(table, whole, lambda rows: self._update(table, cols, rows))

    def _put_back_columns(self, table: str, cols: list[str], row: list[Any]) -> None:
        row_id, before, after, now = row
        restore = {}
        for name, old, new, present in zip(cols, before, after, now, strict=True):
            if present == new or (self.apart and (table, name) in self._links):
                restore[name] = old  # what goes back must not hang on what stays
            elif present != old and name not in tables.SOFT:
                self._clash(table, row_id, name, now=present, wanted=old, why="changed")
        if restore:
            rows = [(row_id, *restore.values())]
            self._write(table, rows, lambda rows: self._update(table, list(restore), rows))

    def _update(self, table: str, cols: list[str], rows: Sequence[Any]) -> int:
        if table in tables.ONE_OF and set(cols) & tables.ONE_OF[table].columns:
            for row_id, present in self.journal.read(table, cols, [row[0] for row in rows]).items():
                self._raised[table, row_id] = dict(zip(cols, present[1:], strict=True))
        count = self.journal.update_many(table, tuple(cols), rows)
        return 0 if tables.SOFT.issuperset(cols) else count

    def _bring_back(self, table: str, cols: list[str], images: Images) -> None:
        """Insert what was deleted, where its place is free and what it points to is there."""
        present = self.journal.read(table, ("id",), [image[0] for image in images])
        missing = [image for image in images if image[0] not in present and self._has_place(table, cols, image)]
        if table in tables.ONE_OF:
            self._raised.update({(table, image[0]): None for image in missing})
        self._write(table, missing, lambda rows: self.journal.insert_images(table, cols, rows))

    def _has_place(self, table: str, cols: list[str], image: list[Any]) -> bool:
        """False for a tag of a rule that is there again: it follows by itself, and is no reason to refuse anything."""
        row = dict(zip(cols, image, strict=True))
        if not tables.follows(table, row):
            return True
        sql = "SELECT 1 FROM customer_tags WHERE customer_id = ? AND tag_id = ?"
        return self.db.execute(sql, (row["customer_id"], row["tag_id"])).fetchone() is None

    def _write(self, table: str, rows: Sequence[Sequence[Any]], write: Callable[[Sequence[Any]], int]) -> None:
        """Write rows together; when one cannot stand any more, one by one, and say which."""
        if not rows:
            return
        self.db.execute("SAVEPOINT undoing")
        try:
            self.rows += write(rows)
        except IntegrityError as error:
            self.db.execute("ROLLBACK TO undoing")
            if len(rows) == 1:
                self._clash(table, rows[0][0], "", why="gone" if "FOREIGN" in str(error) else "taken")
            else:
                for row in rows:
                    self._write(table, [row], write)
        self.db.execute("RELEASE undoing")

    def _give_way(self) -> None:
        """Yield to what later work chose, where it chose anything."""
        for table in tables.ONE_OF:
            owners = self.journal.read(
                table, ("customer_id",), [row_id for name, row_id in self._raised if name == table]
            )
            for row_id, (_, customer) in owners.items():
                if customer not in self._busy:
                    del self._raised[table, row_id]
        for table, row_id, column, wanted in give_way(self.journal, self._raised):
            now = self.journal.read(table, (column,), [row_id]).get(row_id, [row_id, None])[1]
            self._clash(table, row_id, column, now=now, wanted=wanted, why="changed")
            self.rows -= 1

    # -- merges ----------------------------------------------------------------------------------------------

    @property
    def swallowed(self) -> tuple[Clash, ...]:
        """Customers who would be merged again although somebody has worked on them since they were apart."""
        ids = sorted(one for one in self._merges if one in self._homes and one in self._busy)
        return tuple(self._worked_on(one) for one in ids)

    def _after_merges(self) -> None:
        """A survivor who was worked on since the merge is no longer what it was; what hangs on what left, follows."""
        worked_on = sorted({*self._merges, *self._merges.values()} & self._busy.keys())
        told = {(clash.table, clash.row_id) for clash in self.clashes}
        missing = [one for one in worked_on if ("customers", one) not in told]
        self.clashes += [self._worked_on(one) for one in missing if not self.apart]
        if self._merges:
            moving.settle(self.journal, {*self._merges, *self._merges.values()}, since=self.target)

    def _worked_on(self, customer: int) -> Clash:
        return Clash(
            "customers", customer, "", self._owner_name(customer), None, None, "worked_on", self._later(customer)
        )

    # -- what they ask ---------------------------------------------------------------------------------------

    def _stays(self, table: str, cols: list[str], image: list[Any]) -> bool:
        owner = tables.JOURNALED[table]
        return bool(self._kept_customers and owner and image[cols.index(owner)] in self._kept_customers)

    def _columns(self, table: str) -> dict[str, object]:
        if table not in self._defaults:
            self._defaults[table] = tables.columns(self.db, table)
        return self._defaults[table]

    def _differences(
        self, names: Sequence[str], now: Sequence[object], wanted: dict[str, object]
    ) -> list[tuple[str, object]]:
        pairs = zip(names, now, strict=True)
        return [(name, value) for name, value in pairs if value != wanted[name] and name not in tables.SOFT]

    def _used(self, table: str, row_ids: Sequence[int]) -> set[int]:
        """Those of `row_ids` that rows of other tables still point to."""
        used: set[int] = set()
        for child, column in self._references.get(table, ()):
            sql = f"SELECT DISTINCT {column} FROM {child} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608
            used.update(row[0] for row in self.db.execute(sql, (json.dumps(list(row_ids)),)))
        return used

    def _clash(
        self, table: str, row_id: int, column: str, *, why: str, now: object = None, wanted: object = None
    ) -> None:
        owner = tables.JOURNALED[table]
        found = self.journal.read(table, (owner,), [row_id]) if owner else {}
        customer = found[row_id][1] if row_id in found else None
        self.clashes.append(
            Clash(table, row_id, column, self._owner_name(customer), now, wanted, why, self._later(customer))
        )

    def _later(self, customer: int | None) -> tuple[int, ...]:
        return tuple(sorted(self._busy.get(customer, ()))) if customer is not None else ()

    def _owner_name(self, customer: int | None) -> str:
        row = self.db.execute("SELECT code, name FROM customers WHERE id = ?", (customer,)).fetchone()
        return f"{row[0]} {row[1]}" if row else ""
