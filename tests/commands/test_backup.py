"""`crm backup` and `crm restore`: copies of the file, made by hand and by themselves, and put back."""

from __future__ import annotations

import os
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm


@pytest.fixture
def folder(crm: Crm) -> Path:
    """Where the backups of the test's database go, made or not; it holds one customer."""
    crm.ok("add 王芳 --phone 13800138000 --source 展会")
    (folder,) = {Path(line) for line in [crm.ok("backup").err.split(": ")[1].rpartition(" (")[0]]}
    folder.unlink()
    return folder.parent


def names(crm: Crm) -> list[str]:
    return sorted(one["name"] for one in crm.ok("list --json").json())


def kept(folder: Path) -> list[str]:
    """Why each backup was made, the oldest first."""
    return [one.name.split("-", 3)[3].removesuffix(".db") for one in sorted(folder.iterdir())]


def at(crm: Crm, **later: int) -> None:
    crm.clock.now += timedelta(**later)


def test_a_backup_is_checked_private_and_listed(crm: Crm, folder: Path) -> None:
    said = crm.ok("backup").err
    (copy,) = folder.iterdir()
    assert said.startswith(f"Copied and checked: {copy} (4")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sqlite3.connect(copy).execute("SELECT name FROM customers").fetchall() == [("王芳",)]
    (row,) = crm.ok("backup list --json").json()
    assert (row["number"], row["at"], row["why"], row["file"]) == (1, "2026-11-23 09:00", "manual", copy.name)
    crm.lang = "zh"
    assert "手动" in crm.ok("backup list").out


def test_a_backup_goes_where_it_is_told_and_never_over_another_file(crm: Crm, folder: Path) -> None:
    (crm.folder / "stick").mkdir()
    crm.ok("backup stick/mine.db")
    crm.ok("backup stick")
    assert sorted(os.listdir(crm.folder / "stick")) == ["crm-20261123-090000-manual.db", "mine.db"]
    again = crm("backup stick/mine.db")
    assert (again.code, again.err.splitlines()[0]) == (6, "stick/mine.db is there already.")
    assert crm("backup nowhere/mine.db").code == 3
    assert crm("backup one.db two.db").code == 2
    assert not (crm.folder / "nowhere").exists()
    assert list(folder.iterdir()) == []


def test_without_a_file_there_is_nothing_to_copy(first_crm: Crm) -> None:
    assert first_crm("backup").code == 3
    assert first_crm.ok("backup list").out == first_crm.ok("backup list").out
    assert not first_crm.db.exists()


def test_a_restore_brings_the_backup_back_and_keeps_the_file_before(crm: Crm, folder: Path) -> None:
    crm.ok("backup")
    crm.ok("add 赵敏 --phone 13900139000 --source 展会")
    done = crm.ok("restore 1 --yes --json")
    assert names(crm) == ["王芳"]
    assert "kept" in done.err
    assert done.json()["customers"] == 1
    assert kept(folder) == ["before-restore", "manual"]
    assert_replays(crm)
    crm.ok(["restore", done.json()["aside"], "--yes"])
    assert names(crm) == ["王芳", "赵敏"]


def test_a_restore_is_a_row_of_history_that_undo_passes_over(crm: Crm, folder: Path) -> None:
    crm.ok("backup")
    crm.ok("add 赵敏 --phone 13900139000 --source 展会")
    crm.ok("restore --yes")
    rows = crm.ok("history --json").json()
    assert [(one["operation"], one["kind"]) for one in rows] == [(3, "restore"), (1, "do")]  # no number twice
    refused = crm("undo 3")
    assert (refused.code, "crm backup list" in refused.err) == (6, True)
    assert "李娜 · C20261123003" in crm.ok("add 李娜 --phone 13700137000 --source 展会").err  # nor a code
    crm.ok("undo --yes")
    crm.ok("undo --yes")
    assert names(crm) == []


def test_a_restore_asks_and_without_a_terminal_needs_a_yes(crm: Crm, folder: Path) -> None:
    crm.ok("backup")
    crm.ok("add 赵敏 --phone 13900139000 --source 展会")
    before = crm.db.read_bytes()
    assert crm("restore").code == 2
    said = crm("restore", stdin="n\n", terminal=True)
    words = " ".join(said.err.split())  # lines break between words
    assert (said.code, "1 customer, last written" in words, "2 customers" in words) == (1, True, True)
    crm.ok("restore --dry-run")
    assert crm.db.read_bytes() == before
    assert kept(folder) == ["manual"]
    crm.ok("restore", stdin="y\n", terminal=True)
    assert names(crm) == ["王芳"]


def strange(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE bookmarks (url)")
    db.close()


def newer(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


@pytest.mark.parametrize(
    ("harm", "says"),
    [(strange, "not a crmcli"), (newer, "newer crmcli"), (cut, "damaged")],
    ids=["strange", "newer", "cut"],
)
def test_a_backup_that_is_not_one_is_refused(crm: Crm, folder: Path, harm: object, says: str) -> None:
    copy = crm.folder / "copy.db"
    if harm is not strange:
        crm.ok("backup copy.db")
    assert callable(harm)
    harm(copy)
    before = crm.db.read_bytes()
    refused = crm("restore copy.db --yes")
    assert refused.code == 4
    assert says in refused.err
    assert "Traceback" not in refused.err
    assert crm.db.read_bytes() == before
    assert list(folder.iterdir()) == []


def test_a_strangers_file_and_a_newer_one_are_not_replaced(crm: Crm, folder: Path) -> None:
    crm.ok("backup copy.db")
    newer(crm.db)
    assert crm("restore copy.db --yes").code == 4
    crm.db.unlink()
    strange(crm.db)
    before = crm.db.read_bytes()
    assert crm("restore copy.db --yes").code == 4
    assert crm.db.read_bytes() == before


def test_a_damaged_file_is_replaced_and_kept_as_it_is(crm: Crm, folder: Path) -> None:
    crm.ok("backup")
    cut(crm.db)
    wreck = crm.db.read_bytes()
    crm.db.with_name("crm.db-wal").write_bytes(b"left over")
    said = crm("list")
    assert (said.code, "crm restore" in said.err) == (4, True)
    crm.ok("restore --yes")
    assert names(crm) == ["王芳"]
    assert not crm.db.with_name("crm.db-wal").exists()
    (aside,) = folder.glob("*damaged*.bad")
    assert aside.read_bytes() == wreck
    assert_replays(crm)


def test_a_file_that_is_gone_comes_back(crm: Crm, folder: Path) -> None:
    crm.ok("backup")
    crm.db.unlink()
    crm.ok("restore --yes")
    assert names(crm) == ["王芳"]
    assert stat.S_IMODE(crm.db.stat().st_mode) == 0o600


def test_an_unknown_backup_is_not_found(crm: Crm, folder: Path) -> None:
    assert crm("restore --yes").code == 3
    crm.ok("backup")
    for which in ("2", "0", "nowhere.db", "99999999999999"):
        assert crm(["restore", which, "--yes"]).code == 3


def test_before_an_import_once_an_hour_and_not_for_an_empty_file(crm: Crm, folder: Path) -> None:
    def take(name: str) -> None:
        (crm.folder / "in.csv").write_text(f"姓名,手机\n{name},1380013{len(name):04}\n", encoding="utf-8")
        crm.ok("import in.csv --source 展会 --yes")

    take("赵敏")
    assert kept(folder) == ["before-import"]
    at(crm, minutes=59)
    take("赵敏敏")
    assert len(kept(folder)) == 1
    at(crm, minutes=2)
    take("赵敏敏敏")
    assert len(kept(folder)) == 2


def test_an_import_into_a_new_file_makes_no_backup(first_crm: Crm) -> None:
    (first_crm.folder / "in.csv").write_text("姓名,手机\n赵敏,13800138000\n", encoding="utf-8")
    first_crm.ok("import in.csv --source 展会 --yes")
    assert list(first_crm.folder.glob("state/backups/*/*")) == []


def test_a_week_after_the_last_one_the_next_writing_command_makes_one(crm: Crm, folder: Path) -> None:
    at(crm, days=6)
    crm.ok("log 王芳 同意报价")
    assert kept(folder) == []
    at(crm, days=1)
    crm.ok("list")  # looking makes none
    assert kept(folder) == []
    crm.ok("log 王芳 周五来签合同")
    crm.ok("log 王芳 还要一份样品")
    assert kept(folder) == ["regular"]
    at(crm, days=7)
    crm.ok("log 王芳 样品收到了")
    assert kept(folder) == ["regular", "regular"]


@pytest.mark.skipif(os.getuid() == 0 if hasattr(os, "getuid") else True, reason="nothing is read-only for root")
def test_a_regular_backup_that_fails_keeps_nobody_from_work(crm: Crm, folder: Path) -> None:
    folder.chmod(0o500)
    at(crm, days=8)
    crm.ok("log 王芳 同意报价")


def test_old_backups_go_but_one_a_month_and_the_newest_stay(crm: Crm, folder: Path) -> None:
    crm.ok("config set backup.keep 3")
    crm.ok("config set backup.keep_days 90")
    for _ in range(20):
        at(crm, days=10)
        crm.ok("backup")
    days = [one["at"][:10] for one in crm.ok("backup list --json").json()]
    assert len(days) == 3 + 2
    assert len({day[:7] for day in days[2:]}) == 3
    at(crm, days=400)
    crm.ok("backup")
    assert len(kept(folder)) == 3


def test_a_half_written_copy_of_a_killed_command_is_no_backup_and_goes(crm: Crm, folder: Path) -> None:
    for name in (".crm-20261123-090000-manual.db.4194305-1.part", "crm-20261123-090000-manual.db"):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (0, 0))
    assert crm.ok("backup list --json").json() == []
    crm.ok("backup")
    assert len(crm.ok("backup list --json").json()) == len(list(folder.iterdir())) == 1


def test_verify_reads_every_backup_and_exits_with_1_when_one_is_damaged(crm: Crm, folder: Path) -> None:
    crm.ok("backup")
    at(crm, hours=1)
    crm.ok("backup")
    assert [one["problem"] for one in crm.ok("backup verify --json").json()] == [None, None]
    cut(folder / "crm-20261123-090000-manual.db")
    result = crm("backup verify --json")
    assert result.code == 1
    assert ["damaged" in (one["problem"] or "") for one in result.json()] == [False, True]
    assert crm("backup verify 1").code == 0
    assert crm("restore 2 --yes").code == 4


def test_a_backup_opens_with_nothing_but_sqlite(crm: Crm, folder: Path) -> None:
    """The manual's way without this program."""
    crm.ok("backup mine.db")
    db = sqlite3.connect(crm.folder / "mine.db")
    assert db.execute("SELECT name, mobile FROM v_customers").fetchall() == [("王芳", "13800138000")]
