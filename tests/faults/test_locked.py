"""Two commands at once: they wait for each other, say so, and give up in the end with a sentence."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.errors import Locked
from crmcli.model import connection
from crmcli.model.settings import read_language
from crmcli.services.adding import create, draft
from crmcli.services.crm import open_crm
from crmcli.services.workspace import Workspace, open_workspace
from tests.faults.children import Child, Command
from tests.running import FixedClock

LOCKS = ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE")  # a writer at work, a writer that is just committing


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waiting, in shorter time."""
    monkeypatch.setattr(connection, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(connection, "NOTICE_SECONDS", 0.1)


def add(ws: Workspace, name: str) -> None:
    """One customer more."""
    create(ws, draft(ws, name, {}, force=True))


def names(path: Path) -> list[str]:
    """Whom the file holds."""
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        return sorted(one.name for one in crm.list())


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.usefixtures("impatient")
def test_a_writer_waits_says_so_once_and_goes_on_when_the_other_has_finished(
    filled: Path, holder: sqlite3.Connection, lock: str
) -> None:
    told = []

    def waiting() -> None:
        told.append("waiting")
        holder.execute("COMMIT")

    holder.execute(lock)
    with open_workspace(filled, write=True, clock=FixedClock(), waiting=waiting) as ws:
        add(ws, "赵敏")
    holder.close()
    assert told == ["waiting"]
    assert "赵敏" in names(filled)


@pytest.mark.usefixtures("impatient")
def test_a_reader_waits_for_a_writer_that_is_committing(filled: Path, holder: sqlite3.Connection) -> None:
    told = []

    def waiting() -> None:
        told.append("waiting")
        holder.execute("COMMIT")

    holder.execute("BEGIN EXCLUSIVE")
    with open_workspace(filled, write=False, clock=FixedClock(), waiting=waiting) as ws:
        assert ws.settings["language"] == "en"
    holder.close()
    assert told == ["waiting"]


@pytest.mark.usefixtures("impatient")
def test_a_reader_does_not_wait_for_a_writer_still_at_work(filled: Path, holder: sqlite3.Connection) -> None:
    holder.execute("BEGIN IMMEDIATE")
    holder.execute("DELETE FROM customers")
    assert len(names(filled)) == 3
    holder.close()


@pytest.mark.parametrize(("lock", "write"), [("BEGIN IMMEDIATE", True), ("BEGIN EXCLUSIVE", False)])
@pytest.mark.usefixtures("impatient")
def test_who_waited_long_enough_is_told_to_try_again(
    filled: Path, holder: sqlite3.Connection, lock: str, write: bool
) -> None:
    before = filled.read_bytes()
    holder.execute(lock)
    opening = open_workspace(filled, write=write, clock=FixedClock())
    with pytest.raises(Locked, match="Another program is writing") as refused, opening as ws:
        add(ws, "赵敏")
    holder.close()
    assert refused.value.exit_code == 4
    assert "try again" in refused.value.hint
    assert filled.read_bytes() == before


@pytest.mark.usefixtures("impatient")
def test_what_a_writer_looks_up_before_it_writes_waits_too(filled: Path, holder: sqlite3.Connection) -> None:
    """The other one begins to commit between two reads of an open writer."""
    told = []

    def waiting() -> None:
        told.append("waiting")
        holder.execute("COMMIT")

    with open_workspace(filled, write=True, clock=FixedClock(), waiting=waiting) as ws:
        holder.execute("BEGIN EXCLUSIVE")
        assert ws.settings["language"] == "en"
        add(ws, "赵敏")
    holder.close()
    assert told == ["waiting"]


@pytest.mark.usefixtures("impatient")
def test_a_reader_sees_one_moment_and_a_writer_gives_up_only_while_it_looks(filled: Path) -> None:
    with open_crm(filled, clock=FixedClock(), write=False) as reader:
        with open_crm(filled, clock=FixedClock()) as writer, pytest.raises(Locked):
            writer.add("赵敏", new=True, force=True)
        assert len(reader.list()) == 3
    with open_crm(filled, clock=FixedClock()) as writer:
        writer.add("赵敏", new=True, force=True)
    assert len(names(filled)) == 4


def test_the_language_is_not_waited_for(filled: Path, holder: sqlite3.Connection) -> None:
    """It is looked up before anybody could be told about the waiting."""
    holder.execute("BEGIN EXCLUSIVE")
    assert read_language(filled) is None
    holder.close()


def test_writers_and_readers_at_once_all_get_through(filled: Path, sound: Callable[[Path], None]) -> None:
    writing = """
say("ready"); wait()
for n in range(8):
    with open_crm(path, clock=NOW) as crm:
        crm.add(f"示例{sys.argv[2]}{n}", new=True, force=True)
"""
    reading = """
say("ready"); wait()
for n in range(30):
    with open_crm(path, clock=NOW, write=False) as crm:
        assert crm.list() and len(crm.history()) >= 3
"""
    with contextlib.ExitStack() as stack:
        children = [stack.enter_context(Child(writing, filled, letter)) for letter in "甲乙"]
        children.append(stack.enter_context(Child(reading, filled)))
        for child in children:
            assert child.line() == "ready"
        for child in children:
            child.go()
        for child in children:
            child.rest()
    assert len(names(filled)) == 3 + 16
    sound(filled)


@pytest.mark.skipif(sys.platform == "win32", reason="another signal there")
def test_ctrl_c_ends_the_waiting_with_130(filled: Path, holder: sqlite3.Connection) -> None:
    before = filled.read_bytes()
    holder.execute("BEGIN IMMEDIATE")
    with Command("config", "set", "user.name", "Li", db=filled) as command:
        assert command.complaint() == "Waiting for another crm to finish…"
        command.process.send_signal(signal.SIGINT)
        _out, err = command.process.communicate()
        assert (command.process.returncode, err.strip()) == (130, "")
    holder.close()
    assert filled.read_bytes() == before


def test_a_transaction_larger_than_its_cache_is_not_slowed_down_or_stopped_by_a_reader(
    filled: Path, sound: Callable[[Path], None]
) -> None:
    """Writing pages early is barred by the reader; asking with a pause at each page took hours for an import."""
    looker = sqlite3.connect(filled, isolation_level=None)
    with open_workspace(filled, write=True, clock=FixedClock()) as ws:
        ws.db.execute("PRAGMA cache_spill = 20")
        ws.db.execute("PRAGMA cache_size = 20")
        with ws.operation() as journal:
            looker.execute("BEGIN")
            looker.execute("SELECT count(*) FROM customers").fetchone()
            cols = ("code", "name", "kind", "note", "created_at", "updated_at")
            at = "2026-11-23"
            rows = [(f"X{n}", f"示例{n}", "person", "备注" * 200, at, at) for n in range(3000)]
            journal.insert_many("customers", cols, rows)
            assert ws.db.execute("PRAGMA busy_timeout").fetchone()[0] == 0
            looker.execute("COMMIT")
        assert ws.db.execute("PRAGMA busy_timeout").fetchone()[0] == connection.BUSY_MS
    looker.close()
    assert len(names(filled)) == 3003
    sound(filled)


@pytest.mark.skipif(sys.platform == "win32", reason="locks go with the handle there")
def test_a_reader_keeps_its_lock_whatever_else_this_process_opens_and_closes(filled: Path) -> None:
    """POSIX takes all locks of a process away when it closes any handle of the file: a backup was torn by that."""
    committing = """
import sqlite3
db = sqlite3.connect(path, isolation_level=None, timeout=0)
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE customers SET note = 'x'")
try:
    db.execute("COMMIT")
    say("committed")
except sqlite3.OperationalError as error:
    say(error)
"""
    with open_crm(filled, clock=FixedClock(), write=False) as crm:
        crm.list()
        for _ in range(3):
            connection.connect(filled, write=True).close()
            assert connection.is_plain(filled)
            assert read_language(filled) == "en"
        with Child(committing, filled) as child:
            assert child.rest() == ["database is locked"]
