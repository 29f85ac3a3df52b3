"""`crm review`: once a week through one's own customers, on a terminal one a screen, else as a list."""

from __future__ import annotations

import pytest

from tests.running import Crm


@pytest.fixture
def week(crm: Crm) -> Crm:
    """Three customers of a week ago: one talked with, one lost, one of somebody else; and one of today."""
    crm.ok("config set task.info_pack 0")
    crm.clock.set("2026-11-16 09:00")
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo")
    crm.ok("log 示例科技 要三十个账号 --stage needs")
    crm.ok("add 王芳 --phone 13900139000 --source expo --owner 李娜")
    crm.ok("add 陈晨 --phone 13700137000 --source expo")
    crm.ok("stage 陈晨 lost --reason price")
    crm.clock.set("2026-11-23 09:00")
    crm.ok("add 赵静 --phone 13600136000 --source expo")
    return crm


def names(crm: Crm, command: str = "review") -> list[str]:
    return [row["name"] for row in crm.ok(f"{command} --json").json()]


def walk(crm: Crm, *typed: str) -> str:
    done = crm.ok("review", terminal=True, stdin="".join(f"{line}\n" for line in typed))
    return done.out + done.err


def test_ones_own_open_customers_of_a_week_ago_are_listed(week: Crm) -> None:
    assert names(week) == ["北京示例科技有限公司"]
    assert names(week, "review --owner 李娜") == ["王芳"]
    assert sorted(names(week, "review --all")) == ["北京示例科技有限公司", "王芳", "陈晨"]
    assert names(week, "review --all is:lost") == ["陈晨"]
    week.clock.set("2026-11-22 09:00")
    assert names(week) == []


def test_what_stands_out_is_said(week: Crm) -> None:
    out = week.ok("review --list", terminal=True).out
    assert "! 7 days without a talk, every 3 days is meant" in out
    assert "! No next step agreed" in out
    assert "1  北京示例科" in out


def test_space_says_that_all_is_in_order_for_a_week(week: Crm) -> None:
    shown = walk(week, "")
    assert "1 of 1" in shown
    assert "! No next step agreed" in shown
    assert "Reviewed: 北京示例科技有限公司" in shown
    assert "That was the whole list." in shown
    assert names(week) == []
    assert "Everybody was reviewed in the last 7 days." in week.ok("review", terminal=True).err
    week.clock.set("2026-11-29 09:00")
    assert names(week) == []
    week.clock.set("2026-11-30 08:00")
    assert "北京示例科技有限公司" in names(week)


def test_what_is_done_on_the_way_is_seen_at_once_and_can_be_taken_back(week: Crm) -> None:
    shown = walk(week, "l", "报价下周给", "周五发报价", "e", "电话=13800138001；备注=换了号码", "u", "k")
    assert shown.count("1 of 1") == 4
    assert "Next step 11-27 Fri: 发报价" in shown
    assert "13800138001" in shown
    customer = week.ok("show 示例科技 --json").json()
    assert customer["mobile"] == "13800138000"
    assert names(week) == ["北京示例科技有限公司"]


def test_a_review_is_undone_like_anything_else(week: Crm) -> None:
    walk(week, "")
    week.ok("undo --yes")
    assert names(week) == ["北京示例科技有限公司"]


def test_a_wrong_answer_changes_nothing_and_stays(week: Crm) -> None:
    shown = walk(week, "e", "nonsense", "e", "电话=12", "q")
    assert "is not FIELD=VALUE" in shown
    assert names(week) == ["北京示例科技有限公司"]


def test_the_due_list_says_how_many_wait_until_the_setting_turns_it_off(week: Crm) -> None:
    assert "1 customer not reviewed for 7 days: crm review" in week.ok("due", terminal=True).out
    week.lang = "zh"
    assert "1 位客户 7 天没有检查：crm review" in week.ok("due", terminal=True).out
    assert "crm review" not in week.ok("due 状态:意向", terminal=True).out
    week.ok("config set review.days 0")
    assert "crm review" not in week.ok("due", terminal=True).out


def test_ones_own_are_those_of_the_name_in_the_settings(week: Crm) -> None:
    week.ok("config set user.name 李娜")
    assert names(week) == ["王芳"]
