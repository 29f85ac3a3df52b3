"""`crm sync`: saved sources, what is new in them, and those that fail."""

from __future__ import annotations

import os

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

ONE = "姓名,手机\n张伟,13800138000\n"
TWO = "姓名,手机\n李娜,13900139000\n"


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A folder with one file, watched by a pattern."""
    (crm.folder / "in").mkdir()
    put(crm, "in/a.csv", ONE)
    crm.ok(["sync", "add", "shop", str(crm.folder / "in" / "*.csv"), "--source", "展会", "--tag", "VIP"])
    return crm


def put(crm: Crm, name: str, text: str) -> None:
    (crm.folder / name).write_text(text, encoding="utf-8")


def states(crm: Crm, argv: str = "sync", code: int = 0) -> list[tuple[str, str, str]]:
    result = crm(f"{argv} --json")
    assert result.code == code, result.err
    return [(row["source"], (row["file"] or "").rpartition("/")[2], row["state"]) for row in result.json()]


def test_new_files_are_imported_once_with_the_sources_defaults(shop: Crm) -> None:
    assert states(shop) == [("shop", "a.csv", "imported")]
    (row,) = shop.ok("export customers --json").json()
    assert (row["source"], row["tags"]) == ("expo", ["自定义-VIP"])
    put(shop, "in/b.csv", TWO)
    assert states(shop) == [("shop", "a.csv", "read"), ("shop", "b.csv", "imported")]
    assert states(shop) == [("shop", "a.csv", "read"), ("shop", "b.csv", "read")]
    assert len(shop.ok("batch list --json").json()) == 2
    assert_replays(shop)


def test_a_file_that_grew_is_read_again_and_doubles_nobody(shop: Crm) -> None:
    states(shop)
    put(shop, "in/a.csv", ONE + "李娜,13900139000\n")
    (row,) = shop.ok("sync --json").json()
    assert (row["state"], row["new"], row["unchanged"]) == ("imported", 1, 1)
    os.utime(shop.folder / "in" / "a.csv", (1, 1))
    assert states(shop) == [("shop", "a.csv", "read")]


def test_a_dry_run_writes_and_remembers_nothing(shop: Crm) -> None:
    before = (shop.folder / "crm.db").read_bytes()
    assert states(shop, "sync --dry-run") == [("shop", "a.csv", "imported")]
    assert (shop.folder / "crm.db").read_bytes() == before
    assert states(shop) == [("shop", "a.csv", "imported")]


def test_what_was_taken_back_stays_out_until_it_is_asked_for(shop: Crm) -> None:
    states(shop)
    shop.ok("batch undo 1 --yes")
    assert states(shop) == [("shop", "a.csv", "read")]
    assert states(shop, "sync --again") == [("shop", "a.csv", "imported")]


def test_one_that_fails_stops_no_other_and_the_exit_code_says_so(shop: Crm) -> None:
    shop.ok("sync add bad --command 'echo key expired >&2; exit 3'")
    shop.ok(["sync", "add", "gone", str(shop.folder / "gone.csv")])
    put(shop, "in/broken.csv", "foo\nbar\n")
    result = shop("sync --quiet --json")
    assert result.code == 1
    assert "key expired" in result.err
    assert "gone.csv" in result.err
    found = {(row["source"], (row["file"] or "").rpartition("/")[2]): row["state"] for row in result.json()}
    assert found == {
        ("bad", ""): "failed",
        ("gone", ""): "failed",
        ("shop", "a.csv"): "imported",
        ("shop", "broken.csv"): "failed",
    }
    assert "key expired" in shop("sync", terminal=True).out


def test_rows_that_fail_go_to_a_workbook_that_is_no_source_itself(crm: Crm) -> None:
    (crm.folder / "in").mkdir()
    put(crm, "in/a.csv", "姓名,手机\n张伟,13800138000\n,138\n")
    crm.ok(["sync", "add", "shop", str(crm.folder / "in")])
    assert states(crm, code=1) == [("shop", "a.csv", "imported")]
    assert (crm.folder / "in" / "a.errors.xlsx").exists()
    assert states(crm) == [("shop", "a.csv", "read")]


def test_the_output_of_a_command_is_imported_when_it_is_new(crm: Crm) -> None:
    put(crm, "out.json", '[{"name": "张伟", "mobile": "13800138000"}]')
    crm.ok(["sync", "add", "api", "--command", f"cat '{crm.folder}/out.json'"])
    assert states(crm) == [("api", "", "imported")]
    assert states(crm) == [("api", "", "read")]
    put(crm, "out.json", "")
    assert states(crm) == [("api", "", "read")]


def test_sources_are_settings(shop: Crm) -> None:
    listed = {row["key"]: row["value"] for row in shop.ok("config --json").json() if row["key"].startswith("sync.")}
    assert listed["sync.shop.source"] == "展会"
    shop.ok("config set sync.shop.on-match update")
    assert shop.ok("sync list --json").json()[0]["options"]["on-match"] == "update"
    shop.ok("config unset sync.shop.tag")
    assert "tag" not in shop.ok("sync list --json").json()[0]["options"]
    assert shop("config set sync.shop.nonsense 1").code == 2
    shop.ok("sync rm shop")
    assert shop.ok("sync list --json").json() == []
    shop.ok("undo --yes")
    assert len(shop.ok("sync list --json").json()) == 1


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ("sync add shop", 2),
        ("sync add shop a.csv --command b", 2),
        ("sync add 'a b' a.csv", 2),
        ("sync add shop a.csv --source nonsense", 2),
        ("sync add shop a.csv --profile none", 3),
        ("sync add shop a.csv --on-match ask", 2),
        ("sync run nobody", 3),
        ("sync rm nobody", 3),
    ],
)
def test_a_source_that_cannot_work_is_refused_at_once(crm: Crm, argv: str, code: int) -> None:
    assert crm(argv).code == code
    assert crm.ok("sync list --json").json() == []


def test_a_saved_mapping_can_be_named(crm: Crm) -> None:
    put(crm, "a.csv", "K1,K3\n示例科技,13800138000\n")
    crm.ok("import a.csv --yes --map K1=company --save-profile odd")
    put(crm, "b.csv", "K1,K3,K9\n另一科技,13900139000,x\n")
    crm.ok(["sync", "add", "odd", str(crm.folder / "b.csv"), "--profile", "odd"])
    states(crm)
    assert "另一科技" in {row["name"] for row in crm.ok("export customers --json").json()}
