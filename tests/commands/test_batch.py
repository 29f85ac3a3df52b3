"""`crm batch`: imports that are in force, one row by row, and taking one back."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm


@pytest.fixture
def imported(crm: Crm) -> Crm:
    """Two imports: three rows, one of which fails; then one."""
    (crm.folder / "one.csv").write_text("姓名,手机\n张伟,13800138000\n李娜,13800138001\n,\n,138\n", encoding="utf-8")
    (crm.folder / "two.csv").write_text("姓名,手机\n王强,13800138002\n", encoding="utf-8")
    assert crm("import one.csv --yes").code == 1
    crm.ok("import two.csv --yes")
    return crm


def test_imports_are_listed_with_the_newest_first(imported: Crm) -> None:
    rows = imported.ok("batch list --json").json()
    assert [(row["batch"], row["file"], row["new"], row["failed"]) for row in rows] == [
        (2, "two.csv", 1, 0),
        (1, "one.csv", 2, 1),
    ]
    assert "one.csv" in imported.ok("batch", terminal=True).out


def test_one_import_is_shown_row_by_row(imported: Crm) -> None:
    assert "who the customer is" in imported.ok("batch show 1").out
    assert "张伟" in imported.ok("batch show 1 --verbose").out
    shown = imported.ok("batch show 1 --json").json()
    assert [row["outcome"] for row in shown["rows"]] == ["new", "new", "failed"]
    assert shown["sheets"][0]["mapping"] == {"姓名": "contact", "手机": "mobile"}


def test_undoing_asks_and_a_script_needs_a_yes(imported: Crm) -> None:
    assert imported("batch undo 1").code == 2
    assert imported("batch undo 1", stdin="n\n", terminal=True).code == 1
    assert len(imported.ok("list --json").json()) == 3
    assert "2 customers" in imported.ok("batch undo 1 --dry-run").out
    imported.ok("batch undo 1", stdin="y\n", terminal=True)
    assert [row["name"] for row in imported.ok("list --json").json()] == ["王强"]
    assert [row["batch"] for row in imported.ok("batch --json").json()] == [2]
    assert_replays(imported)


def test_one_that_was_taken_back_or_never_was_is_said(imported: Crm) -> None:
    imported.ok("batch undo 1 --yes")
    again = imported("batch undo 1 --yes")
    assert again.code == 1
    assert "already" in again.err
    assert imported("batch undo 9 --yes").code == imported("batch show 9").code == 3
    assert imported("batch show abc").code == 2


def test_before_the_first_import_there_is_nothing(first_crm: Crm) -> None:
    assert "There is no import" in first_crm.ok("batch", terminal=True).out
    assert not first_crm.db.exists()


def test_an_import_is_one_command_for_undo_and_history(imported: Crm) -> None:
    assert imported.ok("history --json --limit 1").json()[0]["command"] == "crm import two.csv --yes"
    imported.ok("undo --yes")
    assert [row["batch"] for row in imported.ok("batch --json").json()] == [1]
    imported.ok("redo --yes")
    assert [row["batch"] for row in imported.ok("batch --json").json()] == [2, 1]
