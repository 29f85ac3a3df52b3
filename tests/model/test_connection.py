"""Opening, locking and one transaction, below everything that knows customers."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from crmcli.errors import DatabaseError, Locked
from crmcli.model import connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with one table and one row."""
    found = tmp_path / "x.db"
    assert connection.create_file(found)
    db = connection.connect(found, write=True)
    db.execute("CREATE TABLE t (x UNIQUE)")
    db.execute("INSERT INTO t VALUES (1)")
    db.close()
    return found


def rows(path: Path) -> list[int]:
    """What the table holds."""
    db = connection.connect(path, write=False)
    try:
        return [row[0] for row in db.execute("SELECT x FROM t ORDER BY x")]
    finally:
        db.close()


def test_a_file_that_is_there_is_not_made_again(path: Path) -> None:
    before = path.read_bytes()
    assert not connection.create_file(path)
    assert path.read_bytes() == before


def test_a_transaction_is_whole_or_not_there(path: Path) -> None:
    db = connection.connect(path, write=True)
    with contextlib.suppress(KeyboardInterrupt), connection.transaction(db, path):
        db.execute("INSERT INTO t VALUES (2)")
        raise KeyboardInterrupt
    with connection.transaction(db, path):
        db.execute("INSERT INTO t VALUES (3)")
    db.close()
    assert rows(path) == [1, 3]


def test_a_bug_keeps_its_own_error(path: Path) -> None:
    db = connection.connect(path, write=True)
    with pytest.raises(connection.IntegrityError), connection.transaction(db, path):
        db.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(connection.Error, match="no such table"):
        db.execute("SELECT * FROM u")
    db.close()


def test_a_transaction_within_one_does_not_end_the_outer(path: Path) -> None:
    db = connection.connect(path, write=True)
    with connection.transaction(db, path):
        db.execute("INSERT INTO t VALUES (2)")
        with pytest.raises(RuntimeError), connection.transaction(db, path):
            pass
        db.execute("INSERT INTO t VALUES (3)")
    db.close()
    assert rows(path) == [1, 2, 3]


def test_the_commit_waits_for_a_reader(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "NOTICE_SECONDS", 0.0)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM t").fetchall()
    db = connection.connect(path, write=True)
    with connection.transaction(db, path, waiting=lambda: reader.close()):
        db.execute("INSERT INTO t VALUES (2)")
    db.close()
    assert rows(path) == [1, 2]


def test_a_commit_that_had_to_give_up_changed_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE_SECONDS", 0.0)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM t").fetchall()
    db = connection.connect(path, write=True)
    with pytest.raises(Locked), connection.transaction(db, path):
        db.execute("INSERT INTO t VALUES (2)")
    reader.close()
    assert not db.in_transaction
    with connection.transaction(db, path):
        db.execute("INSERT INTO t VALUES (3)")
    db.close()
    assert rows(path) == [1, 3]


def test_whoever_waits_at_several_points_is_told_once() -> None:
    told: list[int] = []
    tell = connection.once(lambda: told.append(1))
    tell()
    tell()
    assert told == [1]


def test_a_file_that_is_gone_has_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be opened"):
        connection.connect(tmp_path / "gone.db", write=True)
    assert list(tmp_path.iterdir()) == []


def test_erased_text_is_not_left_in_the_file_after_compacting(path: Path) -> None:
    db = connection.connect(path, write=True)
    db.execute("INSERT INTO t VALUES (?)", ("13800138000" * 50,))
    db.execute("DELETE FROM t WHERE x > 1")
    connection.compact(db, path)
    db.close()
    assert b"13800138000" not in path.read_bytes()
    assert rows(path) == [1]
