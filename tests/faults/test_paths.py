"""Names of files as people give them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.errors import DatabaseError
from crmcli.services.crm import open_crm
from tests.running import FixedClock

ODD = ("my customers.db", "客户.db", "a?b.db", "a#b.db", "100%.db", "a%20b.db", "a&mode=ro.db", "-v.db", "'\";.db")
posix = pytest.mark.skipif(sys.platform == "win32", reason="not allowed there")


def add(path: Path | str) -> None:
    """One customer."""
    with open_crm(path, clock=FixedClock()) as crm:
        crm.add("王芳", new=True, force=True)


def count(path: Path | str) -> int:
    """How many there are."""
    with open_crm(path, clock=FixedClock(), write=False) as crm:
        return len(crm.list())


@posix
@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_is_the_name_of_the_file(tmp_path: Path, name: str, sound: Callable[[Path], None]) -> None:
    path = tmp_path / name / name
    add(path)
    add(path)
    assert count(path) == 2
    assert (os.listdir(tmp_path), os.listdir(path.parent)) == ([name], [name])
    sound(path)


@pytest.mark.parametrize("name", ["crm.db", "./crm.db", "sub/../crm.db"])
def test_a_relative_name_starts_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    add(name)
    assert count(tmp_path / "crm.db") == 1


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    add("~/crm/my.db")
    assert count(tmp_path / "crm" / "my.db") == 1


@posix
def test_a_link_leads_to_the_file_and_stays_a_link(tmp_path: Path, sound: Callable[[Path], None]) -> None:
    real, link = tmp_path / "sync" / "crm.db", tmp_path / "crm.db"
    add(real)
    link.symlink_to(real)
    add(link)
    assert link.is_symlink()
    assert count(link) == count(real) == 2
    assert sorted(os.listdir(tmp_path)) == ["crm.db", "sync"]
    sound(real)


@posix
@pytest.mark.parametrize("write", [True, False], ids=["write", "look"])
def test_a_link_to_a_disk_that_is_not_there_does_not_show_an_empty_list(tmp_path: Path, write: bool) -> None:
    """Otherwise the customers seem gone, and new ones land in the mount point."""
    link = tmp_path / "crm.db"
    link.symlink_to(tmp_path / "stick" / "crm.db")
    with pytest.raises(DatabaseError, match="is a link to") as refused, open_crm(link, write=write):
        pass
    assert "Connect the disk" in refused.value.hint
    assert os.listdir(tmp_path) == ["crm.db"]


@posix
@pytest.mark.parametrize("write", [True, False], ids=["write", "look"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("长" * 100 + ".db", "is too long"),
        ("x" * 300 + "/crm.db", "is too long"),
        ("file/crm.db", "is a file, not a folder"),
        ("file/sub/crm.db", "is a file, not a folder"),
    ],
)
def test_a_name_that_cannot_be_has_its_sentence(tmp_path: Path, name: str, says: str, write: bool) -> None:
    (tmp_path / "file").write_text("a letter")
    with pytest.raises(DatabaseError, match=says) as refused, open_crm(tmp_path / name, write=write):
        pass
    assert refused.value.exit_code == 4
    assert "--db" in refused.value.hint
    assert os.listdir(tmp_path) == ["file"]
