"""The file is made by the first write, by nobody else, and once."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.model import schema
from crmcli.services.crm import open_crm
from tests.faults.children import Child
from tests.running import Crm, FixedClock

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def test_three_processes_at_once_make_one_file_with_all_their_customers(
    tmp_path: Path, sound: Callable[[Path], None]
) -> None:
    path = tmp_path / "deep" / "er" / "crm.db"
    body = """
say("ready"); wait()
for n in range(3):
    with open_crm(path, clock=NOW) as crm:
        crm.add(f"示例{sys.argv[2]}{n}", new=True, force=True)
"""
    with contextlib.ExitStack() as stack:
        children = [stack.enter_context(Child(body, path, letter)) for letter in "甲乙丙"]
        for child in children:
            assert child.line() == "ready"
        for child in children:
            child.go()
        for child in children:
            child.rest()
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        found = crm.list()
        assert len(found) == len({one.name for one in found}) == len({one.code for one in found}) == 9
        assert [operation.id for operation in crm.history()] == list(range(9, 0, -1))
    assert os.listdir(path.parent) == ["crm.db"]
    sound(path)


@posix
def test_only_the_owner_can_read_the_file_and_the_folders_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "crm.db"
    before = os.umask(0)
    try:
        with open_crm(path, clock=FixedClock()):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_a_look_makes_neither_file_nor_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "crm.db"
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        assert crm.list() == ()
        assert crm.due() == ()
        assert crm.history() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_listing_command_makes_no_file_either(first_crm: Crm) -> None:
    assert first_crm("config list").code == 0
    assert not first_crm.db.exists()


def test_an_empty_file_left_by_a_killed_first_command_is_used(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    path.touch()
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        assert crm.list() == ()
    assert path.stat().st_size == 0
    with open_crm(path, clock=FixedClock()) as crm:
        crm.add("王芳", force=True)
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        assert len(crm.list()) == 1


def test_a_command_killed_while_it_makes_the_tables_leaves_a_file_that_can_be_used(
    tmp_path: Path, sound: Callable[[Path], None]
) -> None:
    path = tmp_path / "crm.db"
    body = """
from crmcli.model import connection
def step(run):
    for name, change in schema.steps():
        change(run)
    spy.execute("PRAGMA cache_spill = 5"); spy.execute("PRAGMA cache_size = 5")
    run("CREATE TABLE extra (x); INSERT INTO extra VALUES (hex(randomblob(90000)))")
    say("half"); wait()
connection.create_file(path)
spy = connection.connect(path, write=True)
schema.migrate(spy, path, to=(("m001", step),))
"""
    with Child(body, path) as child:
        assert child.line() == "half"
        child.kill()
    assert (tmp_path / "crm.db-journal").exists()
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        assert crm.list() == ()
    assert os.listdir(tmp_path) == ["crm.db"]
    with open_crm(path, clock=FixedClock()) as crm:
        crm.add("王芳", force=True)
    sound(path)


def test_the_version_written_out_is_the_number_of_steps() -> None:
    assert len(schema.steps()) == schema.CURRENT
