"""Who is in the trash or merged into another counts nowhere, whatever was done with them; nor do their numbers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crmcli import reports
from crmcli.core.due.settings import settings_from
from crmcli.model.facts.refreshing import refresh_all
from crmcli.services.reporting import report
from crmcli.services.settings import typed
from crmcli.services.workspace import open_workspace
from tests.reports import figures, sales
from tests.reports.reading import NOVEMBER, PERIODS
from tests.running import FixedClock

SEEDS = (6, 7)
GHOSTS = 10_000  # above all ids of the living


def write_ghosts(path: Path, seed: int) -> None:
    """As many customers again, with all that hangs on them; one half is deleted, one merged into the living."""
    ghosts = figures.invent(seed + 100, 60)
    for one in ghosts:
        one.id += GHOSTS
    figures.write(path, ghosts)
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("BEGIN")
    for more in sales.invent(ghosts, seed + 100):
        sales.write_one(db, more)
    db.execute("UPDATE customers SET deleted_at = '2026-11-20 08:00' WHERE id > ? AND id % 2", (GHOSTS,))
    db.execute("UPDATE customers SET merged_into = id % 40 + 1 WHERE id > ? AND NOT id % 2", (GHOSTS,))
    db.execute("INSERT INTO distinct_pairs(left_id, right_id, signature, created_at) VALUES (1, ?, '', '')", (GHOSTS,))
    refresh_all(db, settings_from(typed({})))
    db.commit()
    db.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_deleted_and_the_merged_count_nowhere(seed: int, database: Path, clock: FixedClock) -> None:
    people = sales.invent(figures.invent(seed, 80), seed)
    figures.write(database, [one.customer for one in people])
    sales.write(database, people)
    asked = [(name, days) for name in reports.names() for days in PERIODS]

    def answers() -> list[object]:
        with open_workspace(database, write=False, clock=clock) as ws:
            compared = [report(ws, name, days=NOVEMBER, compare=True) for name in reports.names()]
            return [*(report(ws, name, days=days) for name, days in asked), *compared]

    before = answers()
    write_ghosts(database, seed)
    for one, again in zip(before, answers(), strict=True):
        assert again == one
