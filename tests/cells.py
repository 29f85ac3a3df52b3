"""Every value of every journaled row, and which of them changed though an undo had no business with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from crmcli.model.journal.tables import JOURNALED, ONE_OF
from tests.journaling import Happening

Cells = dict[tuple[str, int, str], Any]
MISSING = "(no row)"


def cells(db: sqlite3.Connection) -> Cells:
    """(table, id, column) -> value, of all journaled tables."""
    found: Cells = {}
    for table in JOURNALED:
        for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608
            found.update({(table, row["id"], name): row[name] for name in row.keys()})  # noqa: SIM118 - no mapping
    return found


def strangers(before: Cells, after: Cells, target: Iterable[Happening]) -> list[tuple[str, int, str]]:
    """Cells that differ, and are not of the operation taken back or hold something it did not find there."""
    allowed: dict[tuple[str, int, str], list[Any]] = {}
    for one in target:
        for name in one.before or one.after:
            old = one.before[name] if one.before else MISSING
            allowed.setdefault((one.table, one.row_id, name), []).append(old)
            if one.kind == "delete" and one.table in ONE_OF and name == ONE_OF[one.table].column:
                allowed[one.table, one.row_id, name].append(ONE_OF[one.table].otherwise)  # it gave way
    changed = (key for key in before.keys() | after.keys() if before.get(key, MISSING) != after.get(key, MISSING))
    return sorted(key for key in changed if after.get(key, MISSING) not in allowed.get(key, []))
