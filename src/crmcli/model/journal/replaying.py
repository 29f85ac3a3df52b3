"""Rebuilding the journaled tables from the journal alone, and comparing: nothing may be written past it."""

from __future__ import annotations

from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal import tables
from crmcli.model.journal.images import Images, entry

Rows = dict[int, dict[str, Any]]


def rebuild(db: Connection) -> dict[str, Rows]:
    """What the journal says each journaled table holds: table -> id -> column -> value."""
    state: dict[str, Rows] = {table: {} for table in tables.JOURNALED}
    defaults = {table: tables.columns(db, table) for table in tables.JOURNALED}
    for table, kind, cols, blob in db.execute("SELECT tbl, kind, cols, images FROM changes ORDER BY seq"):
        _apply(state[table], defaults[table], kind, *entry(kind, cols, blob))
    return state


def _apply(rows: Rows, defaults: dict[str, Any], kind: str, cols: list[str], images: Images) -> None:
    for image in images:
        if kind == "insert":
            rows[image[0]] = {**defaults, **dict(zip(cols, image, strict=True))}
        elif kind == "delete":
            rows.pop(image[0], None)
        elif image[0] in rows:
            rows[image[0]].update(zip(cols, image[2], strict=True))
        else:
            rows[image[0]] = {"id": image[0]}  # a change of a row that never came: it will differ


def differences(db: Connection) -> list[str]:
    """Rows that the tables and the journal tell differently, as `table id`; empty when all agree."""
    found = []
    for table, expected in rebuild(db).items():
        for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608
            present = dict(row)
            if expected.pop(present["id"], None) != present:
                found.append(f"{table} {present['id']}")
        found.extend(f"{table} {row_id}" for row_id in expected)
    return found
