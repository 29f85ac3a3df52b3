"""Files and folders that may not be written, or not even read."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.children import Child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")

# Root may write everything: the child becomes nobody. What is imported late comes first, the sources may be barred.
NOBODY = """
import tempfile
with tempfile.TemporaryDirectory() as scratch, open_crm(Path(scratch) / "a" / "crm.db", clock=NOW) as crm:
    crm.add("示例", force=True)
    crm.list(); crm.due()
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)

def look():
    with open_crm(path, clock=NOW, write=False) as crm:
        say(*sorted(one.name for one in crm.list()))

def add():
    with open_crm(path, clock=NOW) as crm:
        crm.add("赵敏", new=True, force=True)
"""
BOTH = NOBODY + "attempt(look)\nattempt(add)\n"
READ_ONLY = "ReadOnly 4 PATH cannot be written: the file or its folder is read-only."


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user can come to, and owns."""
    place = Path(tempfile.mkdtemp(prefix="crmcli-faults-"))
    place.chmod(0o755)
    own(place)
    yield place
    place.chmod(0o755)
    shutil.rmtree(place)


def own(path: Path) -> None:
    """Make it nobody's, when the tests run as root."""
    if os.getuid() == 0:
        os.chown(path, 65534, 65534)


@pytest.fixture
def file(folder: Path, filled: Path) -> Path:
    """Three customers in that folder."""
    path = Path(shutil.copy(filled, folder / "crm.db"))
    own(path)
    return path


def said(body: str, path: Path) -> list[str]:
    """What the child says."""
    with Child(body, path) as child:
        return child.rest()


def test_a_read_only_file_can_be_looked_at_and_not_written(file: Path) -> None:
    before = file.read_bytes()
    file.chmod(0o400)
    names, looked, added = said(BOTH, file)
    assert (len(names.split()), looked, added) == (4, "done", READ_ONLY)  # one name has a space in it
    assert file.read_bytes() == before


def test_a_file_in_a_read_only_folder_can_be_looked_at_and_not_written(file: Path) -> None:
    before = file.read_bytes()
    file.parent.chmod(0o555)
    _names, looked, added = said(BOTH, file)
    assert (looked, added) == ("done", READ_ONLY)
    assert (file.read_bytes(), os.listdir(file.parent)) == (before, ["crm.db"])


def test_no_file_is_made_in_a_read_only_folder(folder: Path) -> None:
    folder.chmod(0o555)
    both = BOTH + "path = path.parent / 'deep' / 'crm.db'\nattempt(look)\nattempt(add)\n"
    assert said(both, folder / "crm.db") == ["", "done", READ_ONLY, "", "done", READ_ONLY]
    assert os.listdir(folder) == []


def test_a_file_that_may_not_be_read_says_so(file: Path) -> None:
    file.chmod(0)
    refused = "DatabaseError 4 You are not allowed to read PATH."
    assert said(BOTH, file) == [refused, refused]


def test_a_folder_that_may_not_be_entered_says_so(file: Path) -> None:
    file.parent.chmod(0)
    looked, added = said(BOTH, file)
    assert looked == added == READ_ONLY


def test_a_power_cut_in_a_folder_now_read_only_is_not_passed_over(file: Path) -> None:
    """The file is half written, and cannot be mended: its rows must not be shown."""
    from tests.faults.test_looking import POWER_CUT

    with Child(POWER_CUT, file) as child:
        assert child.line() == "half"
        child.kill()
    own(file.with_name("crm.db-journal"))
    file.chmod(0o400)
    file.parent.chmod(0o555)
    looked, added = said(BOTH, file)
    assert looked == added == READ_ONLY
