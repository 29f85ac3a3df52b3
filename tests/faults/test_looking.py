"""Looking writes nothing, and every command leaves exactly one file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from crmcli.services.crm import open_crm
from tests.faults.children import Child
from tests.running import Crm, FixedClock

# Leaves a hot journal: the cache overflows into the file, then comes the power cut.
POWER_CUT = """
with open_crm(path, clock=NOW) as crm:
    crm.workspace.db.execute("PRAGMA cache_spill = 5"); crm.workspace.db.execute("PRAGMA cache_size = 5")
    for part in fill(crm, "lost"):
        pass_on = part == 3 and (say("half"), wait())
"""


def look(path: Path) -> list[str]:
    """Everything a reader may do."""
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        crm.due()
        crm.history()
        return sorted(one.name for one in crm.list())


def test_a_look_leaves_bytes_and_time_of_the_file_as_they_were(filled: Path) -> None:
    before = filled.read_bytes(), filled.stat().st_mtime_ns
    assert len(look(filled)) == 3
    assert (filled.read_bytes(), filled.stat().st_mtime_ns) == before
    assert os.listdir(filled.parent) == [filled.name]


def test_a_reader_cannot_write_by_mistake(filled: Path) -> None:
    before = filled.read_bytes()
    with open_crm(filled, clock=FixedClock(), write=False) as crm:
        try:
            crm.add("示例", new=True, force=True)
        except Exception:  # whatever it is: it is a bug of the program, not of the user
            pass
        else:
            raise AssertionError("a reader wrote")
    assert filled.read_bytes() == before


def test_commands_leave_one_file(crm: Crm) -> None:
    for words in ("config set user.name Li", "config list", "config unset user.name"):
        crm.ok(words)
        assert [one for one in os.listdir(crm.folder) if one.startswith("crm.db")] == ["crm.db"]


def test_the_next_reader_takes_back_what_a_power_cut_left_half_written(
    filled: Path, sound: Callable[[Path], None]
) -> None:
    before, names = filled.read_bytes(), look(filled)
    with Child(POWER_CUT, filled) as child:
        assert child.line() == "half"
        child.kill()
    assert filled.with_name("crm.db-journal").exists()
    assert filled.read_bytes() != before
    assert look(filled) == names
    assert filled.read_bytes() == before
    sound(filled)


def test_the_next_writer_does_so_too(filled: Path, sound: Callable[[Path], None]) -> None:
    with Child(POWER_CUT, filled) as child:
        assert child.line() == "half"
        child.kill()
    with open_crm(filled, clock=FixedClock()) as crm:
        crm.add("赵敏", new=True, force=True)
    assert len(look(filled)) == 4
    sound(filled)


def test_a_journal_left_before_anything_was_written_is_swept_away_by_a_look(filled: Path) -> None:
    journal = filled.with_name("crm.db-journal")
    before = filled.read_bytes(), filled.stat().st_mtime_ns
    for left in (b"", bytes(512), bytes(9000)):
        journal.write_bytes(left)
        assert len(look(filled)) == 3
        assert os.listdir(filled.parent) == [filled.name]
        assert (filled.read_bytes(), filled.stat().st_mtime_ns) == before


def test_a_look_leaves_the_journal_of_a_writer_at_work(filled: Path) -> None:
    writer = sqlite3.connect(filled, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE customers SET name = 'half'")
    journal = filled.with_name("crm.db-journal").read_bytes()
    assert "half" not in look(filled)
    assert filled.with_name("crm.db-journal").read_bytes() == journal
    writer.execute("ROLLBACK")
    writer.close()


def test_a_file_that_another_program_switched_to_wal_is_read_and_switched_back_by_the_next_write(filled: Path) -> None:
    other = sqlite3.connect(filled)
    other.execute("PRAGMA journal_mode = WAL")
    other.close()
    assert len(look(filled)) == 3
    assert os.listdir(filled.parent) == [filled.name]
    with open_crm(filled, clock=FixedClock()) as crm:
        crm.add("赵敏", new=True, force=True)
        assert not filled.with_name("crm.db-wal").exists()
    assert filled.read_bytes()[18:20] == b"\x01\x01"  # the header's mark of a rollback journal
    assert len(look(filled)) == 4
