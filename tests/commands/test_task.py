"""`crm task`, and the tasks that stages, complaints and talks make by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Crm


@pytest.fixture
def one(crm: Crm) -> Crm:
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo")
    return crm


def open_tasks(crm: Crm) -> dict[str, str | None]:
    """Origin -> due day of the open tasks."""
    return {row["origin"]: row["due_at"] for row in crm.ok("task list --json").json()}


def task(crm: Crm, task_id: int) -> dict[str, Any]:
    rows: list[dict[str, Any]] = crm.ok("task list --all --json").json()
    return next(row for row in rows if row["id"] == task_id)


def test_a_lead_added_by_hand_is_sent_the_information_pack(one: Crm) -> None:
    assert open_tasks(one) == {"info_pack": "2026-11-24"}
    one.ok("stage 示例科技 contact")
    assert open_tasks(one) == {}
    one.ok("undo --yes")
    assert open_tasks(one) == {"info_pack": "2026-11-24"}


def test_an_information_pack_hides_no_promise_and_is_not_overdue_after_a_talk(one: Crm) -> None:
    one.ok("log 示例科技 想先看报价 --next '11-27 发报价单'")
    one.clock.set("2026-11-25 09:00")
    assert one.ok("due --json").json() == []
    one.clock.set("2026-11-27 09:00")
    assert [(row["rule"], row["bucket"]) for row in one.ok("due --json").json()] == [("next_step", "today")]
    one.ok("log 示例科技 报价单收到了 --done")
    one.clock.set("2026-12-01 09:00")
    assert one.ok("due --json").json()[0]["bucket"] == "tomorrow"
    one.clock.set("2026-12-02 09:00")
    assert [(row["rule"], row["bucket"]) for row in one.ok("due --json").json()] == [("cadence", "today")]
    assert "Information pack: today" in one.ok("due --why", terminal=True).out


def test_a_customer_added_at_a_later_stage_has_no_information_pack(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo --stage quote")
    assert open_tasks(crm) == {}


def test_each_stage_brings_its_tasks_and_takes_those_of_the_one_before(one: Crm) -> None:
    one.ok("stage 示例科技 needs")
    assert open_tasks(one) == {"need_check": "2026-11-30"}
    one.ok("stage 示例科技 quote")
    assert open_tasks(one) == {"need_check": "2026-11-30"}
    one.ok("log 示例科技 签了合同 --stage won")
    assert open_tasks(one) == {"deliver": "2026-11-26", "usage_visit": "2026-12-08"}
    one.ok("stage 示例科技 lost --reason price")
    assert open_tasks(one) == {"winback": "2026-12-23"}
    one.ok("stage 示例科技 needs")
    assert open_tasks(one) == {"need_check": "2026-11-30"}


def test_one_operation_makes_them_and_one_undo_takes_them_back(one: Crm) -> None:
    before = one.ok("task list --all --json").json()
    one.ok("log 示例科技 签了合同 --stage won")
    one.ok("undo --yes")
    assert one.ok("task list --all --json").json() == before


def test_an_invalid_lead_is_not_won_back(one: Crm) -> None:
    one.ok("stage 示例科技 lost --reason invalid")
    assert open_tasks(one) == {}


def test_a_setting_of_0_makes_no_task(one: Crm) -> None:
    one.ok("config set task.need_check 0")
    one.ok("stage 示例科技 needs")
    assert open_tasks(one) == {}


def test_a_talk_is_that_weeks_need_check(one: Crm) -> None:
    one.ok("stage 示例科技 needs")
    one.ok("log 示例科技 价格要再比较")
    assert open_tasks(one)["need_check"] == "2026-11-30"
    one.clock.set("2026-11-25 10:00")
    one.ok("log 示例科技 --no-answer")
    assert open_tasks(one)["need_check"] == "2026-11-30"
    one.ok("log 示例科技 需求没有变化")
    assert open_tasks(one)["need_check"] == "2026-12-07"
    one.ok("log 示例科技 还要加两个账号")
    assert open_tasks(one)["need_check"] == "2026-12-07"


def test_a_complaint_makes_one_task_of_high_priority(one: Crm) -> None:
    one.ok("log 示例科技 发货太慢 --type 投诉")
    one.ok("log 示例科技 又来投诉发货 --type complaint")
    rows = [row for row in one.ok("task list --json").json() if row["origin"] == "complaint"]
    assert [(row["priority"], row["due_at"]) for row in rows] == [("high", "2026-11-23")]
    one.lang = "zh"
    assert "处理投诉，今天" in one.ok("due -f table").out


def test_after_sales_begins_when_its_tasks_are_done(one: Crm) -> None:
    one.ok("stage 示例科技 won")
    for row in one.ok("task list --json").json():
        assert one.ok("show 示例科技 --json").json()["stage"] == "won"
        one.ok(f"task done {row['id']} --no-log")
    assert one.ok("show 示例科技 --json").json()["stage"] == "after_sales"


def test_a_task_is_added_listed_and_due(one: Crm) -> None:
    made = one.ok("task add 寄样品 -c 示例科技 --due 周五 --priority 高 --goal 试用 --json")
    row = made.json()
    assert (row["title"], row["due_at"], row["priority"], row["origin"]) == ("寄样品", "2026-11-27", "high", "manual")
    assert "Task t2: 11-27 Fri" in made.err
    assert [row["rule"] for row in one.ok("due --json --days 9").json()] == ["first_touch"]
    assert "寄样品: on 11-27" in one.ok("due -f table --days 9 --why").out


def test_a_recurring_task_makes_the_next_one_from_the_due_date(one: Crm) -> None:
    one.ok("task add 核对库存 -c 示例科技 --due 2026-11-24 --every 每周")
    one.clock.set("2026-11-26 09:00")
    assert "Again on 12-01 Tue" in one.ok("task done 2 库存够").err
    assert (task(one, 2)["state"], task(one, 3)["due_at"], task(one, 3)["every"]) == ("done", "2026-12-01", "1w")


def test_a_task_done_twice_says_so_and_a_skip_needs_a_reason(one: Crm) -> None:
    one.ok("task add 寄样品 -c 示例科技 --due 2026-11-24")
    assert one("task skip 2").code == 2
    one.ok("task skip 2 --reason 客户放假")
    assert (task(one, 2)["state"], task(one, 2)["skip_reason"]) == ("skipped", "客户放假")
    again = one("task done 2 样品已寄出")
    assert (again.code, "Task 2 is closed already: Skipped" in again.err) == (6, True)


def test_a_task_is_put_off(one: Crm) -> None:
    one.ok("task add 寄样品 -c 示例科技 --due 2026-11-24")
    one.ok("task snooze 2 下周一")
    assert task(one, 2)["due_at"] == "2026-11-30"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("task add 寄样品 -c 示例科技 --due 后年某天", 2),
        ("task add 寄样品 -c 示例科技 --every 常常", 2),
        ("task add 寄样品 -c 没有这家", 3),
        ("task add 寄样品 -c 示例科技 --priority 天下第一", 2),
        ("task done 99 样品已寄出", 3),
        ("task done abc 样品已寄出", 2),
    ],
)
def test_what_cannot_be_read_changes_nothing(one: Crm, words: str, code: int) -> None:
    before = one.ok("task list --all --json").out
    assert one(words).code == code
    assert one.ok("task list --all --json").out == before


def test_a_task_of_a_rule_is_called_after_it_in_both_languages(one: Crm) -> None:
    assert "Information pack" in one.ok("task list", terminal=True).out
    one.lang = "zh"
    assert "资料包" in one.ok("task list", terminal=True).out
    assert "资料包" in one.ok("show 示例科技").out
