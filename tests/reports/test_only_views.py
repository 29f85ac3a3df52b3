"""Reports look at the documented views alone, so that whoever reads the views elsewhere gets the same numbers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crmcli import reports
from crmcli.records.report import Question
from crmcli.services.workspace import open_workspace
from tests.running import FixedClock


@pytest.mark.parametrize("name", reports.names())
@pytest.mark.parametrize("among", [None, (1, 2)])
def test_a_report_reads_nothing_but_views_and_facts(
    name: str, among: tuple[int, ...] | None, database: Path, clock: FixedClock
) -> None:
    seen: set[tuple[str, str | None]] = set()

    def note(action: int, table: str | None, column: str | None, _db: str | None, inside: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table and column:  # none: joined by a view for nothing
            seen.add((table, inside))
        return sqlite3.SQLITE_OK

    with open_workspace(database, write=False, clock=clock) as ws:
        tables = {row[0] for row in ws.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        ws.db.set_authorizer(note)
        reports.choose(name).build(ws.db, Question(None, None, "2026-11-23", among))
        ws.db.set_authorizer(None)
    assert any(str(inside).startswith("v_") for _, inside in seen)
    directly = {table for table, inside in seen if table in tables and not str(inside).startswith("v_")}
    assert directly <= {"facts"}
