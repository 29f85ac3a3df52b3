"""`crm redo`: what an undo took comes back."""

from __future__ import annotations

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

ADD = "add 示例科技有限公司 --contact 张伟 --phone 13800000001 --source expo --tag 高意向"


def test_what_was_undone_comes_back_with_its_code_and_all_that_belongs_to_it(crm: Crm) -> None:
    crm.ok(ADD)
    before = crm.ok("show 示例科技 --json").json()
    crm.ok("undo")
    assert crm("show 示例科技").code == 3
    said = crm.ok("redo").err
    assert "#1 · crm add 示例科技有限公司" in said
    assert "Brings back contact: 张伟" in said
    assert "#3 · redone #1. To take it back: crm undo 1" in said
    assert crm.ok("show 示例科技 --json").json() == before
    assert_replays(crm)


def test_undo_and_redo_go_back_and_forth_by_the_number_of_the_command(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 city=苏州")
    for _ in range(3):
        crm.ok("undo 2")
        assert crm.ok("show 示例科技 --json").json()["city"] is None
        crm.ok("redo 2")
        assert crm.ok("show 示例科技 --json").json()["city"] == "苏州"
    assert_replays(crm)


def test_a_dry_run_tells_what_would_become_of_it(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 city=苏州")
    crm.ok("undo")
    planned = crm.ok("redo --dry-run --json").json()
    assert planned["changes"] == [{"field": "customers.city", "old": None, "new": "苏州"}]


def test_nothing_to_bring_back_exits_1(crm: Crm) -> None:
    assert crm("redo").code == 1
    crm.ok(ADD)
    refused = crm("redo 1")
    assert refused.code == 1
    assert "has not been taken back" in refused.err
