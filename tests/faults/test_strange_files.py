"""Files that are not ours, not whole or not files: one sentence, exit 4, and not a byte of them changed."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.errors import Damaged, DatabaseError, Newer, NotOurs
from crmcli.model import schema
from crmcli.services.crm import Crm, open_crm
from tests.running import Crm as Commands
from tests.running import FixedClock

Make = Callable[[Path], None]


def other_program(path: Path) -> None:
    """Somebody else's database, who keeps no application id."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks (url)")
    db.commit()
    db.close()


def wrong_id(path: Path) -> None:
    """Ours, if another program had not put its mark on it."""
    change(path, "PRAGMA application_id = 1234")


def newer(path: Path) -> None:
    """Written by the next crmcli."""
    change(path, f"PRAGMA user_version = {schema.CURRENT + 1}")


def no_version(path: Path) -> None:
    """Ours, but somebody lost its version."""
    change(path, "PRAGMA user_version = 0")


def change(path: Path, sql: str) -> None:
    """One statement from outside."""
    db = sqlite3.connect(path)
    db.execute(sql)
    db.commit()
    db.close()


def text_file(path: Path) -> None:
    """A table somebody took for the database."""
    path.write_text("姓名,电话\n王芳,13800138000\n" * 200, encoding="utf-8")


def short(path: Path) -> None:
    """Shorter than a database's header."""
    path.write_bytes(b"hi")


def zeros(path: Path) -> None:
    """What some systems leave after a power cut."""
    path.write_bytes(bytes(8192))


def cut_short(path: Path) -> None:
    """A copy that was not finished."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


CASES: dict[str, tuple[Make, type[DatabaseError], str]] = {
    "other program": (other_program, NotOurs, "Name another file with --db"),
    "wrong id": (wrong_id, NotOurs, "was not touched"),
    "text": (text_file, NotOurs, "Name another file"),
    "short": (short, NotOurs, "Name another file"),
    "zeros": (zeros, NotOurs, "Name another file"),
    "newer": (newer, Newer, "pip install --upgrade crmcli"),
    "no version": (no_version, Damaged, "backup"),
    "cut short": (cut_short, Damaged, "backup"),
}
OURS = {wrong_id, newer, no_version, cut_short}


@pytest.mark.parametrize("write", [True, False], ids=["write", "look"])
@pytest.mark.parametrize("case", CASES)
def test_a_strange_file_is_refused_and_left_as_it_is(filled: Path, tmp_path: Path, case: str, write: bool) -> None:
    make, kind, hint = CASES[case]
    path = filled if make in OURS else tmp_path / "strange.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(kind) as refused, open_crm(path, clock=FixedClock(), write=write) as crm:
        crm.list()
    assert refused.value.exit_code == 4
    assert hint in refused.value.hint
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before
    assert [one for one in os.listdir(tmp_path) if one.startswith(path.name)] == [path.name]


@pytest.mark.parametrize("case", ["other program", "text", "newer", "cut short"])
def test_the_command_line_says_it_in_two_lines_and_exits_with_4(crm: Commands, case: str) -> None:
    make = CASES[case][0]
    if make not in OURS:
        crm.db.unlink()
    make(crm.db)
    for words in ("config list", "config set user.name Li"):
        done = crm(words)
        assert (done.code, done.out) == (4, "")
        assert len(done.err.splitlines()) == 2
        assert "{" not in done.err
        assert "Traceback" not in done.err


def test_a_strangers_unfinished_journal_is_not_recovered(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    source = tmp_path / "open.sqlite"
    other = sqlite3.connect(source)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE places (url)")
    other.execute("PRAGMA wal_checkpoint")
    other.execute("INSERT INTO places VALUES ('https://example.com')")
    other.commit()
    for end in ("", "-wal"):  # as its program leaves them when it is killed
        shutil.copy(f"{source}{end}", f"{path}{end}")
    other.close()
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    for write in (True, False):
        with pytest.raises(NotOurs), open_crm(path, clock=FixedClock(), write=write):
            pass
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    for write in (True, False):
        with pytest.raises(DatabaseError, match="is a folder") as refused, open_crm(tmp_path, write=write):
            pass
        assert "--db" in refused.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="no such thing there")
def test_customers_do_not_vanish_into_a_device_or_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/null"), tmp_path / "pipe"):
        for write in (True, False):
            with pytest.raises(DatabaseError, match="is not a file"), open_crm(path, write=write):
                pass


def test_a_damaged_file_tells_where_its_backups_are(filled: Path, tmp_path: Path) -> None:
    from crmcli.services.workspace import open_workspace

    cut_short(filled)
    folder = tmp_path / "copies"
    for hint in ("There is no backup", "backups are kept in"):
        opening = open_workspace(filled, write=False, clock=FixedClock(), backups=folder)
        with pytest.raises(Damaged) as refused, opening:
            pass
        assert hint in refused.value.hint
        assert refused.value.params["backups"] == str(folder)
        folder.mkdir(exist_ok=True)
        (folder / "crm-20261120-0900.db").touch()


def use(crm: Crm) -> None:
    """Look at everything, then write a little."""
    crm.list()
    crm.due()
    crm.history()
    crm.add("赵敏", new=True, force=True)


@pytest.mark.parametrize("seed", range(12))
def test_damaged_pages_give_a_sentence_or_are_not_met(filled: Path, seed: int) -> None:
    """Noise over two pages anywhere behind the header: never a traceback of the driver's."""
    chance = random.Random(seed)
    with filled.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        for _ in range(2):
            file.seek(chance.randrange(4096, size - 4096) // 4096 * 4096)
            file.write(chance.randbytes(4096))
    damaged = filled.read_bytes()
    with contextlib.suppress(Damaged), open_crm(filled, clock=FixedClock()) as crm:
        use(crm)
        damaged = filled.read_bytes()  # it got through
    assert filled.read_bytes() == damaged


def test_text_that_is_no_longer_text_is_damage_too(filled: Path) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole.replace("王芳".encode(), b"\xff\xfe\xfd\xff\xfe\xfd"))
    with pytest.raises(Damaged), open_crm(filled, clock=FixedClock(), write=False) as crm:
        crm.list()
