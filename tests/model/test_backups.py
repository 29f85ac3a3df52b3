"""Copies of the database: whole, private, never one over another."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from crmcli.errors import DatabaseError
from crmcli.model import backups
from crmcli.services.crm import open_crm
from tests.running import FixedClock


@pytest.fixture
def filled(database: Path) -> Path:
    """One customer."""
    with open_crm(database, clock=FixedClock()) as crm:
        crm.add("王芳", force=True)
    return database


def names(path: Path) -> list[str]:
    """Whom a copy holds."""
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        return [one.name for one in crm.list()]


def test_a_copy_is_a_database_of_its_own(filled: Path, tmp_path: Path) -> None:
    copy = backups.copy(filled, tmp_path / "a" / "b", stamp="20261123-0900")
    assert copy == tmp_path / "a" / "b" / "crm-20261123-0900.db"
    assert names(copy) == ["王芳"]
    assert os.listdir(copy.parent) == [copy.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_read_it(filled: Path, tmp_path: Path) -> None:
    filled.chmod(0o644)
    copy = backups.copy(filled, tmp_path / "a", stamp="x")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_second_copy_of_the_same_minute_leaves_the_first_as_it_is(filled: Path, tmp_path: Path) -> None:
    first = backups.copy(filled, tmp_path / "a", stamp="x")
    with open_crm(filled, clock=FixedClock()) as crm:
        crm.add("赵敏", force=True)
    second = backups.copy(filled, tmp_path / "a", stamp="x")
    assert sorted(os.listdir(tmp_path / "a")) == ["crm-x-2.db", "crm-x.db"]
    assert (names(first), len(names(second))) == (["王芳"], 2)


def test_a_copy_is_of_one_moment_while_a_writer_is_at_work(filled: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(filled, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE customers SET name = 'half'")
    copy = backups.copy(filled, tmp_path / "a", stamp="x")
    writer.execute("ROLLBACK")
    writer.close()
    assert names(copy) == ["王芳"]


def test_a_copy_that_fails_leaves_no_file(tmp_path: Path) -> None:
    strange = tmp_path / "strange.db"
    strange.write_text("not a database at all\n" * 100)
    with pytest.raises(DatabaseError):
        backups.copy(strange, tmp_path / "a", stamp="x")
    assert os.listdir(tmp_path / "a") == []


def test_the_longest_name_of_a_file_still_has_copies(filled: Path, tmp_path: Path) -> None:
    long = filled.rename(tmp_path / ("客" * 80 + ".db"))
    assert names(backups.copy(long, tmp_path / "a", stamp="20261123-0900-before-purge")) == ["王芳"]
