"""A disk without room: the sentence says so, and the file is as it was before."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.errors import DiskFull
from crmcli.services.crm import open_crm
from crmcli.services.workspace import open_workspace
from tests.faults.children import Child
from tests.faults.filling import fill
from tests.running import FixedClock


def test_a_full_disk_takes_the_whole_command_back(filled: Path, sound: Callable[[Path], None]) -> None:
    before = filled.read_bytes()
    with open_crm(filled, clock=FixedClock()) as crm:
        pages = crm.workspace.db.execute("PRAGMA page_count").fetchone()[0]
        crm.workspace.db.execute(f"PRAGMA max_page_count = {pages}")  # the driver's way to a full disk
        with pytest.raises(DiskFull) as refused:
            list(fill(crm, "lost", rows=1000))
        assert refused.value.exit_code == 4
        assert "Free some space" in refused.value.hint
        assert len(crm.list()) == 3
        assert filled.read_bytes() == before
        crm.workspace.db.execute("PRAGMA max_page_count = 1000000")
        list(fill(crm, "kept", rows=1000))  # the same connection goes on once there is room
    sound(filled)


@pytest.mark.parametrize("room", [8_000, 200_000], ids=["half a journal", "half the pages"])
@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_refuses_in_the_middle_leaves_the_state_before(
    filled: Path, sound: Callable[[Path], None], room: int
) -> None:
    """The system's limit on the size of files ends the writing wherever it is."""
    before = filled.read_bytes()
    limit = room if room < 200_000 else len(before) + room
    body = """
import resource
def add():
    with open_crm(path, clock=NOW) as crm:
        crm.list()
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
        list(fill(crm, "lost", rows=1000))
attempt(add)
"""
    with Child(body, filled, limit) as child:
        (said,) = child.rest()
    assert said == "DatabaseError 4 The disk refused to read or write PATH."
    assert len(look(filled)) == 3
    assert filled.read_bytes() == before
    sound(filled)


def look(path: Path) -> list[str]:
    """Whom the file holds."""
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        return [one.name for one in crm.list()]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_first_creation_without_room_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    body = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
def add():
    with open_crm(path, clock=NOW):
        pass
attempt(add)
"""
    with Child(body, path) as child:
        assert child.rest() == ["DatabaseError 4 The disk refused to read or write PATH."]
    assert look(path) == []
    assert os.listdir(tmp_path) == ["crm.db"]
    with open_workspace(path, write=True, clock=FixedClock()):
        pass
    assert path.stat().st_size > 0
