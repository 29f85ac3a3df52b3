"""Looks at a database from below the journal: what its tables hold, what really happened to their rows, what was told.

Nothing here goes through the journal's own reading, so that it can be judged by it.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmcli.core.due.settings import settings_from
from crmcli.model.facts.refreshing import refresh_all
from crmcli.model.journal.replaying import differences
from crmcli.model.journal.tables import JOURNALED
from crmcli.services.workspace import Caller, Workspace, open_workspace
from tests.running import FixedClock

DERIVED = ("facts", "dues", "birthdays", "match_key")


@dataclass(frozen=True, slots=True)
class Happening:
    """One change of one row: whole before and after, `{}` where there was or is no row."""

    table: str
    kind: str
    row_id: int
    before: dict[str, Any]
    after: dict[str, Any]


class Witness:
    """Sees every change of a journaled row through temporary triggers of its own."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        db.execute("CREATE TEMP TABLE seen(n INTEGER PRIMARY KEY, tbl, kind, id, before, after)")
        for table in JOURNALED:
            names = _columns(db, table)
            old, new = _as_json("old", names), _as_json("new", names)
            for kind, row, before, after in (
                ("insert", "new", "'{}'", new),
                ("update", "new", old, new),
                ("delete", "old", old, "'{}'"),
            ):
                db.execute(
                    f"CREATE TEMP TRIGGER seen_{table}_{kind} AFTER {kind} ON main.{table} BEGIN"  # noqa: S608
                    f" INSERT INTO seen(tbl, kind, id, before, after)"
                    f" VALUES ('{table}', '{kind}', {row}.id, {before}, {after}); END"
                )

    def seen(self) -> list[Happening]:
        """What happened since the last call, in order."""
        rows = self.db.execute("SELECT tbl, kind, id, before, after FROM temp.seen ORDER BY n").fetchall()
        self.db.execute("DELETE FROM temp.seen")
        return [Happening(row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4])) for row in rows]


def told(db: sqlite3.Connection, number: int) -> list[Happening]:
    """What the journal tells of one operation: of updates, the changed columns alone."""
    found: list[Happening] = []
    sql = "SELECT tbl, kind, n, lo, hi, cols, images FROM changes WHERE op = ? ORDER BY seq"
    for table, kind, n, low, high, cols, blob in db.execute(sql, (number,)):
        images = json.loads(blob if blob[:1] == b"[" else zlib.decompress(blob))
        ids = [image[0] for image in images]
        assert (n, low, high) == (len(images), min(ids), max(ids))
        found.extend(_happening(db, table, kind, json.loads(cols), image) for image in images)
    return found


def _happening(db: sqlite3.Connection, table: str, kind: str, cols: list[str], image: list[Any]) -> Happening:
    if kind == "update":
        before, after = (dict(zip(cols, values, strict=True)) for values in image[1:])
        return Happening(table, kind, image[0], before, after)
    whole = {**_defaults(db, table), **dict(zip(cols, image, strict=True))}
    return Happening(table, kind, image[0], *(({}, whole) if kind == "insert" else (whole, {})))


def narrowed(happening: Happening) -> Happening:
    """An update reduced to the columns that changed; anything else as it is."""
    if happening.kind != "update":
        return happening
    changed = [name for name, value in happening.before.items() if value != happening.after[name]]
    before, after = ({name: row[name] for name in changed} for row in (happening.before, happening.after))
    return Happening(happening.table, happening.kind, happening.row_id, before, after)


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def _defaults(db: sqlite3.Connection, table: str) -> dict[str, Any]:
    rows = db.execute(f"PRAGMA table_info({table})").fetchall()
    return {row[1]: db.execute(f"SELECT {row[4] or 'NULL'}").fetchone()[0] for row in rows}


def _as_json(row: str, names: list[str]) -> str:
    return "json_object(" + ", ".join(f"'{name}', {row}.{name}" for name in names) + ")"


def dump(db: sqlite3.Connection) -> str:
    """All rows of all journaled tables, ordered, as text."""
    return _text(db, tuple(JOURNALED), "id")


def derived(db: sqlite3.Connection) -> str:
    """All rows of the derived tables, ordered, as text."""
    return _text(db, DERIVED, "1, 2, 3")


def _text(db: sqlite3.Connection, tables: tuple[str, ...], order: str) -> str:
    lines: list[str] = []
    for table in tables:
        names = _columns(db, table)
        by = order if len(names) > 2 else "1, 2"
        rows = db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {by}")  # noqa: S608
        lines.extend(f"{table} {dict(zip(names, row, strict=True))!r}" for row in rows)
    return "\n".join(lines)


def recomputed(ws: Workspace) -> str:
    """What the derived tables hold after all is computed anew; the database stays as it is."""
    ws.db.execute("SAVEPOINT recomputing")
    refresh_all(ws.db, settings_from(ws.settings))
    found = derived(ws.db)
    ws.db.execute("ROLLBACK TO recomputing")
    ws.db.execute("RELEASE recomputing")
    return found


def check_whole(ws: Workspace) -> None:
    """The laws of any file at rest: sound pages, no orphans, tables as the journal tells them, facts as computed."""
    assert [tuple(row) for row in ws.db.execute("PRAGMA integrity_check")] == [("ok",)]
    assert ws.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert (found := differences(ws.db)) == [], found
    assert derived(ws.db) == recomputed(ws)


def owners(happening: Happening) -> set[int]:
    """The customers a row belonged to before and after."""
    name = JOURNALED[happening.table]
    return {row[name] for row in (happening.before, happening.after) if row and name}


def touched(db: sqlite3.Connection, number: int) -> set[int]:
    """The customers that an operation is noted to have touched."""
    return {row[0] for row in db.execute("SELECT customer_id FROM touched WHERE op = ?", (number,))}


def operations(ws: Workspace) -> int:
    """How many operations the journal knows."""
    return int(ws.db.execute("SELECT count(*) FROM operations").fetchone()[0])


@contextlib.contextmanager
def opened(path: Path, clock: FixedClock, *, user: str = "tester", terminal: str = "tty1") -> Iterator[Workspace]:
    """The database at `path`, open for writing; commits do not wait for the disk."""
    with open_workspace(path, write=True, clock=clock, user=user, terminal=terminal, command="crm test") as ws:
        ws.db.execute("PRAGMA synchronous = OFF")
        yield ws


def in_memory(path: Path, clock: FixedClock) -> Workspace:
    """A copy in memory of the database at `path`, to be closed by the caller; thousands of commands cost no disk."""
    from crmcli.model.connection import connect_memory

    db = connect_memory()
    source = sqlite3.connect(path)
    try:
        source.backup(db)
    finally:
        source.close()
    db.execute("PRAGMA foreign_keys = ON")
    return Workspace(db, Path(":memory:"), clock, Caller("tester", "tty1", "crm test", Path(":memory:"), lambda: None))


def copied(path: Path, to: Path) -> Path:
    """A copy of a closed database."""
    return Path(shutil.copy(path, to))
