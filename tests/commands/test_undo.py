"""`crm undo`: the preview, the question, what comes back, and what stands in the way."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

ADD = "add 示例科技有限公司 --contact 张伟 --phone 13800000001 --source expo"


@pytest.fixture
def two(crm: Crm) -> Crm:
    """Two customers, #1 and #2."""
    crm.ok(ADD)
    crm.ok("add 'Blue Sample Ltd' --phone 13800000002 --source expo")
    return crm


def test_the_last_command_is_taken_back_and_its_effects_are_told_in_words(two: Crm) -> None:
    two.ok("log 示例科技 报价已发 --stage quote --next '+3d 发合同'")
    said = two.ok("undo").err
    assert "#3 · crm log 示例科技" in said
    assert "Takes out talk: Phone · 报价已发" in said
    assert "Takes out next step: 发合同 · 2026-11-26" in said
    assert "Puts back Stage: Proposal and quote → Lead" in said
    assert "#4 · undone #3. To bring it back: crm redo 3" in said
    assert two.ok("show 示例科技 --json").json()["stage"] == "lead"
    assert_replays(two)


def test_internal_columns_and_table_names_are_not_told(two: Crm) -> None:
    two.ok("edit 示例科技 phone=13800000009")
    said = two.ok("undo").err
    assert "Valid again: 13800000001" in said
    assert not any(word in said for word in ("contact_points", "updated_at", "customer_id", "ended_at"))


def test_a_number_may_be_typed_with_its_hash(two: Crm) -> None:
    two.ok("edit 示例科技 city=苏州")
    two.ok("edit Blue city=Leeds")
    two.ok(["undo", "#3"])
    assert two.ok("show 示例科技 --json").json()["city"] is None
    assert two.ok("show Blue --json").json()["city"] == "Leeds"


def test_a_dry_run_only_shows_what_would_come_back(two: Crm) -> None:
    two.ok("edit 示例科技 budget=10万")
    before = two.db.read_bytes()
    assert "Budget from: ¥100,000 → –" in two.ok("undo --dry-run").out
    planned = two.ok("undo --dry-run --json").json()
    assert planned["operation"] is None
    assert planned["target"] == 3
    assert {"field": "customers.budget_low", "old": 100000, "new": None} in planned["changes"]
    assert two.db.read_bytes() == before


def test_more_than_one_customer_needs_a_yes(two: Crm) -> None:
    two.ok("rm 示例科技 Blue")
    asked = two("undo")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert two.ok("list --json").json() == []
    assert "Out of the trash: 2 customers" in two.ok("undo --yes").err
    assert len(two.ok("list --json").json()) == 2


def test_a_no_on_a_terminal_changes_nothing(two: Crm) -> None:
    two.ok("rm 示例科技 Blue")
    before = two.db.read_bytes()
    assert two("undo", stdin="n\n", terminal=True).code == 1
    assert two.db.read_bytes() == before


def test_what_a_job_did_is_asked_about_on_a_terminal(two: Crm) -> None:
    asked = two("undo", stdin="y\n", terminal=True)
    assert "Take this back?" in asked.err
    assert asked.code == 0
    assert len(two.ok("list --json").json()) == 1


def test_later_work_on_the_same_value_refuses_and_says_where(two: Crm) -> None:
    two.ok("edit 示例科技 city=苏州 need=条码")
    two.ok("edit 示例科技 city=无锡")
    refused = two("undo 3")
    assert refused.code == 6
    assert "City" in refused.err
    assert "无锡" in refused.err
    assert "#4" in refused.err
    assert "customers.city" not in refused.err
    kept = two.ok("undo 3 --keep-later")
    assert "Left as it is" in kept.err
    after = two.ok("show 示例科技 --json").json()
    assert (after["city"], after["need"]) == ("无锡", None)
    assert_replays(two)


def test_a_customer_worked_on_since_stays_whole(two: Crm) -> None:
    two.ok("log 示例科技 报价已发")
    refused = two("undo 1")
    assert refused.code == 6
    assert "customer was worked on since" in refused.err
    assert two("undo 1 --keep-later").code == 6
    assert two.ok("show 示例科技 --json").json()["mobile"] == "13800000001"


def test_conflicts_come_as_json_where_json_was_asked_for(two: Crm) -> None:
    two.ok("log 示例科技 报价已发")
    assert '"exit_code": 6' in two("undo 1 --json").err


def test_with_json_the_record_of_the_undo_is_printed(two: Crm) -> None:
    done = two.ok("undo --json").json()
    assert (done["operation"], done["target"], done["kind"], done["customers"]) == (3, 2, "undo", 1)


def test_nothing_to_undo_exits_1(crm: Crm) -> None:
    assert crm("undo").code == 1
    crm.ok(ADD)
    crm.ok("undo")
    assert crm("undo").code == 1
    again = crm("undo 1")
    assert again.code == 1
    assert "crm redo 1" in again.err


def test_unknown_and_unreadable_numbers_are_refused(two: Crm) -> None:
    assert two("undo 99").code == 3
    assert two("undo #0").code == 3
    assert two("undo last").code == 2
    assert two(["undo", "9" * 400]).code == 2


def test_the_preview_speaks_chinese(two: Crm) -> None:
    two.ok("edit 示例科技 stage=quote")
    two.lang = "zh"
    assert "方案报价 → 线索" in two.ok("undo").err
