"""A file of an older version is brought up to date: wholly or not, after a backup, by one process."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from crmcli.errors import DatabaseError, Newer
from crmcli.services.crm import open_crm
from tests.faults.children import Child
from tests.model.migrating import NEXT, broken, open_at, orphaning, second
from tests.running import FixedClock

COPY = f"crm-20261123-0900-v{NEXT - 1}.db"


@pytest.fixture
def old(database: Path) -> Path:
    """A file of the present version with two customers; the next crmcli finds it old."""
    with open_crm(database, clock=FixedClock()) as crm:
        crm.add("王芳", force=True)
        crm.add("赵敏", force=True)
    return database


def names(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Whom the file holds."""
    return [tuple(row) for row in db.execute("SELECT name FROM customers ORDER BY id")]


@pytest.mark.parametrize("write", [True, False], ids=["write", "look"])
def test_rows_survive_and_the_backup_holds_the_file_as_it_was(old: Path, write: bool) -> None:
    with open_at(old, second, write=write) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == NEXT
        rows = db.execute("SELECT name, shoe_size FROM customers ORDER BY id").fetchall()
        assert [tuple(row) for row in rows] == [("王芳", "41"), ("赵敏", "42")]
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    folder = old.parent / "backups"
    assert os.listdir(folder) == [COPY]
    with open_crm(folder / COPY, clock=FixedClock(), write=False) as crm:
        assert names(crm.workspace.db) == [("王芳",), ("赵敏",)]
        assert crm.workspace.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_backup_is_the_owners_alone(old: Path) -> None:
    with open_at(old, second):
        pass
    (copy,) = (old.parent / "backups").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_a_blank_file_gets_all_steps_and_no_backup(tmp_path: Path) -> None:
    with open_at(tmp_path / "crm.db", second) as db:
        assert db.execute("SELECT count(*) FROM shoes").fetchone()[0] == 0
    assert os.listdir(tmp_path) == ["crm.db"]


def test_a_step_that_fails_takes_those_before_it_back(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(sqlite3.OperationalError), open_at(old, second, broken):
        pass
    assert old.read_bytes() == before
    with open_crm(old, clock=FixedClock(), write=False) as crm:
        assert len(crm.list()) == 2


def test_a_first_creation_that_fails_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), open_at(tmp_path / "crm.db", broken):
        pass
    assert (tmp_path / "crm.db").read_bytes() == b""


def test_rows_that_belong_to_nothing_stop_the_migration(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(DatabaseError, match="a row of contacts belongs to a row of customers") as refused:  # noqa: SIM117
        with open_at(old, orphaning):
            pass
    assert "Put a backup in its place" in refused.value.hint
    assert old.read_bytes() == before


def test_a_backup_that_cannot_be_made_stops_the_migration(old: Path) -> None:
    before = old.read_bytes()
    barred = old.parent / "backups"
    barred.write_text("a file in the folder's place")
    with pytest.raises(DatabaseError), open_at(old, second):
        pass
    assert old.read_bytes() == before


def test_the_older_crmcli_refuses_the_file_afterwards(old: Path) -> None:
    with open_at(old, second):
        pass
    before = old.read_bytes()
    for write in (True, False):
        with pytest.raises(Newer), open_crm(old, clock=FixedClock(), write=write):
            pass
    assert old.read_bytes() == before


def test_two_processes_migrate_once_and_the_backup_is_of_the_old_file(old: Path) -> None:
    body = """
from tests.model.migrating import open_at, second
say("ready"); wait()
with open_at(path, second, write=sys.argv[2] == "write") as db:
    say(db.execute("SELECT count(shoe_size) FROM customers").fetchone()[0])
"""
    with contextlib.ExitStack() as stack:
        children = [stack.enter_context(Child(body, old, way)) for way in ("write", "look", "write")]
        for child in children:
            assert child.line() == "ready"
        for child in children:
            child.go()
        assert [child.rest() for child in children] == [["2"], ["2"], ["2"]]
    (copy,) = (old.parent / "backups").iterdir()
    with open_crm(copy, clock=FixedClock(), write=False) as crm:
        assert len(crm.list()) == 2


def test_a_second_look_at_an_up_to_date_file_migrates_nothing(old: Path) -> None:
    with open_at(old, second):
        pass
    before = old.read_bytes(), old.stat().st_mtime_ns
    with open_at(old, second, write=False) as db:
        assert names(db) == [("王芳",), ("赵敏",)]
    assert (old.read_bytes(), old.stat().st_mtime_ns) == before
