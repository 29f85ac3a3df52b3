"""`crm demo`: a sample file far from the user's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crmcli import discovery
from tests.commands.journal_checks import assert_replays
from tests.running import Crm


@pytest.fixture
def demo(first_crm: Crm) -> Crm:
    """A place without a database, temporary folder included."""
    (first_crm.folder / "tmp").mkdir()
    return first_crm


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sample_shows_every_kind_of_customer_and_follows_the_language(demo: Crm, lang: str) -> None:
    demo.lang = lang
    result = demo.ok("demo --path play.db")
    assert "CRM_DB=" in result.err
    assert not demo.db.exists()
    demo.db = demo.folder / "play.db"
    rows = demo.ok("list --json").json()
    assert len(rows) == 19
    assert {"after_sales", "lost", "quote", "needs", "lead"} <= {row["stage"] for row in rows}
    assert {"A", "B"} <= {row["grade"] for row in rows}
    chinese = [row for row in rows if re.search("[\u4e00-\u9fff]", row["name"])]
    assert len(chinese) == (19 if lang == "zh" else 0)
    assert {"overdue", "today", "tomorrow"} <= {row["bucket"] for row in demo.ok("due --json").json()}
    assert {"first_touch", "cadence", "next_step"} <= {row["rule"] for row in demo.ok("due --json").json()}
    assert_replays(demo)


def test_it_shows_what_crm_due_shows_after_the_report_of_the_sheet(demo: Crm) -> None:
    shown = demo.ok("demo --path play.db").out
    demo.db = demo.folder / "play.db"
    assert shown.startswith("sign-in.xlsx · 10 rows: 7 new, 3 filled")
    assert shown.endswith(demo.ok("due -f table --limit 10").out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sheet_of_the_fair_was_imported_on_its_evening(demo: Crm, lang: str) -> None:
    demo.lang = lang
    demo.ok("demo --path play.db")
    demo.db = demo.folder / "play.db"
    (batch,) = demo.ok("batch --json").json()
    assert (batch["at"], batch["new"], batch["failed"]) == ("2026-11-20 18:40", 7, 0)
    met = [row for row in demo.ok("list --json").json() if row["created_at"] == batch["at"]]
    assert {row["first_contact_at"] for row in met} == {"2026-11-19", "2026-11-20"}
    assert {row["source"] for row in met} == {"expo"}
    demo.ok("batch undo 1 --yes")
    assert_replays(demo)


def test_each_sample_command_is_an_operation_of_its_own_day(demo: Crm) -> None:
    demo.ok("demo --path play.db")
    demo.db = demo.folder / "play.db"
    rows = demo.ok("history --json").json()
    assert len({row["at"] for row in rows}) > 30
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    assert all(row["command"].startswith(("crm add ", "crm log ", "crm edit ", "crm import ")) for row in rows)
    assert max(row["at"] for row in rows) < "2026-11-23 09:00"


def test_the_commands_it_suggests_work(demo: Crm) -> None:
    said = demo.ok("demo --path play.db").err
    assert "crm show Finch" in said
    demo.db = demo.folder / "play.db"
    demo.ok("show Finch")


def test_a_file_that_is_there_is_left_alone(demo: Crm) -> None:
    (demo.folder / "play.db").write_text("mine", encoding="utf-8")
    assert demo("demo --path play.db").code == 6
    assert (demo.folder / "play.db").read_text(encoding="utf-8") == "mine"


def test_without_a_path_it_is_in_a_temporary_folder(demo: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(demo.folder / "tmp"))
    said = demo.ok("demo").err
    made = list((demo.folder / "tmp").glob("crm-demo-*/demo.db"))
    assert len(made) == 1
    assert str(made[0]) in said
    assert f"rm -r {made[0].parent}" in said
    assert not demo.db.exists()


@pytest.mark.parametrize("name", ["demo_zh.json", "demo_en.json"])
def test_nobody_in_the_samples_can_be_real(name: str) -> None:
    for customer in json.loads(discovery.read_text(name))["customers"]:
        assert re.fullmatch(r"138 0000 00\d\d", customer["phone"])
        assert customer.get("email", "x@example.com").endswith("@example.com")
    assert Path(discovery.DATA / name).suffix == ".json"
