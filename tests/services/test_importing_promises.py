"""A sheet that promises several things: one is the next step, the others are tasks, and none is lost by an undo."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

HEADER = "公司,姓名,手机,下次跟进\n"


def tasks(crm: Crm) -> list[tuple[Any, ...]]:
    return sorted((one["due_at"], one["origin"], one["state"]) for one in crm.ok("task list --json").json())


@pytest.mark.parametrize("known", ["", "+8d"])
def test_two_dates_for_one_customer_are_one_next_step_and_a_task(crm: Crm, known: str) -> None:
    if known:
        crm.ok(["add", "示例一公司", "--phone", "13800138000", "--source", "展会", "--next", f"{known} 回访"])
    rows = "示例一公司,,13800138000,2026-12-05\n示例一公司,,13800138000,2026-12-03\n"
    (crm.folder / "list.csv").write_text(HEADER + rows, encoding="utf-8")
    before = tasks(crm)
    crm.ok("import list.csv --yes")
    after = tasks(crm)
    assert sum(origin == "next_step" for _, origin, _ in after) == 1
    days = {day: origin for day, origin, _ in after}
    assert days["2026-12-05"] == "import"
    assert days["2026-12-03"] == ("import" if known else "next_step")
    crm.ok("undo -y")
    assert tasks(crm) == before
    crm.ok("redo -y")
    assert tasks(crm) == after
    assert_replays(crm)


def test_a_date_that_became_a_task_has_a_name(crm: Crm) -> None:
    rows = "示例一公司,,13800138000,2026-11-23\n示例一公司,,13800138000,2026-11-20\n"
    (crm.folder / "list.csv").write_text(HEADER + rows, encoding="utf-8")
    crm.ok("import list.csv --yes")
    crm.lang = "zh"
    for words in ("due --why", "show 示例一公司"):
        said = crm.ok(words, terminal=True).out
        assert "跟进" in said
        assert "导入" not in said
