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


def test_several_tasks_are_done_as_one_operation(one: Crm) -> None:
    one.ok("task add 寄样品 -c 示例科技 --due fri")
    one.ok("task add 对账 -c 示例科技 --due fri --every 1w")
    assert "#4 · 2 settled or put off" in one.ok("task done 2,3").err
    assert (task(one, 2)["state"], task(one, 3)["state"], task(one, 4)["due_at"]) == ("done", "done", "2026-12-04")
    one.ok("undo --yes")
    assert task(one, 2)["state"] == "open"
    one.ok("done t2，t3 样品收到了,账也对了")
    assert one.ok("show 示例科技 --json").json()["interactions"][0]["content"] == "样品收到了,账也对了"


def test_several_tasks_are_skipped_and_put_off(one: Crm) -> None:
    one.ok("task add 寄样品 -c 示例科技 --due fri")
    one.ok("task skip 1,2 --reason 客户放假")
    assert [task(one, n)["skip_reason"] for n in (1, 2)] == ["客户放假", "客户放假"]
    one.ok("undo --yes")
    one.ok("snooze t1,t2 12月1日")
    assert [task(one, n)["due_at"] for n in (1, 2)] == ["2026-12-01", "2026-12-01"]


def test_one_of_several_that_is_unknown_or_closed_leaves_all_as_they_are(one: Crm) -> None:
    one.ok("task add 寄样品 -c 示例科技 --due fri")
    assert one("task done 2,99").code == 3
    assert one("task skip 2,x --reason 放假").code == 2
    assert task(one, 2)["state"] == "open"
    one.ok("task done 2 --no-log")
    assert one("task done 1,2").code == 6
    assert task(one, 1)["state"] == "open"


def test_a_talk_is_not_written_for_several_customers_at_once(one: Crm) -> None:
    one.ok("add 王芳 --phone 13900139000 --source expo")
    refused = one("done t1,t2 都寄出去了")
    assert refused.code == 2
    assert "A talk belongs to one customer; these are 2." in refused.err
    one.ok("done t1,t2")
    assert open_tasks(one) == {}


def test_a_task_may_come_again_from_the_day_it_was_done(one: Crm) -> None:
    one.ok("task add 对账 -c 示例科技 --due 11月24日 --every 1w --from-done")
    one.clock.set("2026-11-27 09:00")
    assert "Again on 12-04 Fri" in one.ok("task done 2 --no-log").err
    one.clock.set("2026-12-01 09:00")
    assert "Again on 12-08 Tue" in one.ok("task done 3 --no-log").err
    assert one("task add 对账 -c 示例科技 --from-done").code == 2


def test_promises_not_kept_are_listed_with_who_what_and_since_when(one: Crm) -> None:
    one.ok("log 示例科技 想看案例 --next 11月25日前发案例")
    one.ok("task add 寄样品 -c 示例科技 --due 11月27日")
    one.clock.set("2026-11-27 09:00")
    rows = one.ok("task list --late --json").json()
    assert [(row["title"], row["customer_name"], row["due_at"], row["days_late"]) for row in rows] == [
        ("info_pack", "北京示例科技有限公司", "2026-11-24", 3),
        ("发案例", "北京示例科技有限公司", "2026-11-25", 2),
    ]
    out = one.ok("task list --late", terminal=True).out
    assert "Days late" in out
    assert "tester" in out
    one.ok("task done 1,2")
    assert "Nothing is late." in one.ok("task list --late", terminal=True).out


def test_history_names_a_task_that_a_rule_made(one: Crm) -> None:
    one.ok("log 示例科技 想看案例 --next +2d")
    one.ok("task done 1 --no-log")
    one.ok("done t2 案例发了")
    told = one.ok("history 示例科技", terminal=True).out
    assert "Information pack · State: Open → Done" in told
    assert "next step · State: Open → Done" in told
    one.lang = "zh"
    assert "资料包 · 状态：未完成 → 已完成" in one.ok("history 示例科技", terminal=True).out


def test_dates_of_rules_fall_on_working_days_if_one_wants(one: Crm) -> None:
    one.ok("config set due.working_days yes")
    one.ok("config set task.winback 5")
    one.clock.set("2026-09-30 09:00")
    one.ok("stage 示例科技 lost --reason price")
    assert open_tasks(one) == {"winback": "2026-10-08"}  # 1 to 7 October is National Day
    one.ok("config set country US")
    one.ok("stage 示例科技 needs")
    one.ok("stage 示例科技 lost --reason price")
    assert open_tasks(one) == {"winback": "2026-10-05"}
