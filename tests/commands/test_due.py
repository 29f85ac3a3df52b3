"""`crm due`: who is in it, in what order, and how it looks on a terminal, in a pipe and to a script."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from crmcli.core.due.next_step import _agreed
from crmcli.records.columns import DUE_COLUMNS
from crmcli.render.text import cells
from tests.running import Crm

KEYS = [column.key for column in DUE_COLUMNS]
HOSTILE = ("[red]x[/red]", "\x1b[31m赵六", "a\u202eb", "'; DROP TABLE customers", "😀🎉", "𠮷" * 3)


def add(crm: Crm, name: str, phone: str, *more: str) -> None:
    crm.ok(["add", name, "--phone", phone, "--source", "expo", *more])


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """Without a task for every new lead, which would stand in front of what these tests are about."""
    crm.ok("config set task.info_pack 0")
    return crm


@pytest.fixture
def morning(crm: Crm) -> Crm:
    """Four customers: a broken promise, a cadence gone by, a fresh lead, and a promise for tomorrow."""
    crm.clock.set("2026-11-02 09:00")
    add(crm, "张伟", "13800138000", "--company", "北京示例科技有限公司", "--tag", "风险等级-高")
    add(crm, "智微（深圳）半导体科技集团股份有限公司华南分公司", "13900139000", "--contact", "李娜")
    add(crm, "王芳", "13700137000")
    crm.clock.set("2026-11-12 15:30")
    crm.ok("log 示例科技 同意报价,等老板签字 --via phone --next 11月20日前发送对比表 --stage quote")
    crm.ok("log 智微 要看两个同行业案例 --via wechat --stage intent")
    crm.clock.set("2026-11-22 18:00")
    crm.ok("log 王芳 约好看样品 --via wechat --next '2026-11-24 15:00 带样品'")
    add(crm, "Acme Industrial Automation and Control Systems GmbH", "021-62345678")
    crm.clock.set("2026-11-23 09:00")
    return crm


def test_the_most_urgent_come_first_with_their_reason_last_talk_and_next_step(morning: Crm) -> None:
    lines = morning.ok("due", terminal=True).out.splitlines()
    assert lines[0] == "Overdue · 2"
    first = re.split(r"\s{2,}", lines[1])
    assert first == ["1", "北京示例科技有限公司", "张伟", "13800138000", "Agreed for 11-20, 3 days late"]
    assert lines[2].strip() == "Last 11-12 Phone (11 days): 同意报价,等老板签字 → 发送对比表"
    assert "Interested: 11 days (every 3)" in lines[3]
    assert [line for line in lines if line.startswith(("Today", "Tomorrow"))] == ["Today · 1", "Tomorrow · 1"]


def test_bare_crm_is_the_due_list(morning: Crm) -> None:
    assert morning.ok("", terminal=True).out == morning.ok("due", terminal=True).out


def test_chinese_reads_as_chinese(morning: Crm) -> None:
    morning.lang = "zh"
    out = morning.ok("due", terminal=True).out
    assert out.startswith("逾期 · 2")
    assert "意向客户 3 天一跟，已 11 天" in morning.ok("due --json").out


def test_no_line_is_wider_than_the_terminal_and_phones_stay_whole(morning: Crm) -> None:
    for morning.lang, morning.width in product(("zh", "en"), (40, 80, 120)):
        out = morning.ok("due --why --days 9", terminal=True).out
        assert max(map(cells, out.splitlines())) <= morning.width
        assert all(phone in out for phone in ("13800138000", "13900139000", "021-62345678"))


def test_json_has_the_keys_of_the_contract_in_their_order(morning: Crm) -> None:
    rows = morning.ok("due --json").json()
    assert [list(row) for row in rows] == [KEYS] * 4
    assert [row["bucket"] for row in rows] == ["overdue", "overdue", "today", "tomorrow"]
    first = rows[0]
    assert (first["rule"], first["due_at"], first["days_overdue"]) == ("next_step", "2026-11-20", 3)
    assert (first["reason"], first["next_step"]) == ("Agreed for 11-20: 发送对比表, 3 days late", "发送对比表")
    assert (first["last_content"], first["status"], first["stage"]) == ("同意报价,等老板签字", "intent", "quote")


def test_a_pipe_gets_every_row_and_a_terminal_twenty(crm: Crm) -> None:
    for number in range(23):
        add(crm, f"客户{number:02}", f"138001380{number:02}")
    assert len(crm.ok("due").out.splitlines()) == 24
    out = crm.ok("due", terminal=True).out
    assert "3 more: add --all" in out
    assert "20  客户" in out
    assert "Tomorrow\n" in out  # how many are left out of a group is not known, so it has no number
    assert "23  客户" in crm.ok("due --all", terminal=True).out
    assert len(crm.ok("due --limit 5").out.splitlines()) == 6


def test_row_numbers_of_the_list_can_be_typed(morning: Crm) -> None:
    morning.ok("due", terminal=True)
    assert "智微" in morning.ok("show 2", terminal=True).out


def test_why_names_each_reason_and_points_that_add_up(morning: Crm) -> None:
    out = morning.ok("due 示例科技 --why", terminal=True).out
    assert "80 points: Agreed for 11-20: 发送对比表, 3 days late" in out
    assert "= broken promise 50 + status Interested 12 + high risk 8" in out
    assert "+ 3 days over 6" in out
    assert "Idea: Confirm the need, talk through the proposal" in out


def test_check_exits_with_1_when_somebody_is_overdue_and_shows_the_list(morning: Crm) -> None:
    late, fresh = morning("due --check"), morning("due 王芳 --check")
    assert (late.code, fresh.code) == (1, 0)
    assert "示例科技" in late.out


def test_a_filter_asks_about_some_only(morning: Crm) -> None:
    assert [row["customer_name"] for row in morning.ok("due stage:lead --json").json()] == [
        "Acme Industrial Automation and Control Systems GmbH", "王芳"
    ]  # fmt: skip


def test_what_was_done_today_is_said_attempts_apart(morning: Crm) -> None:
    morning.ok("log 示例科技 对比表已发送,等他们比较 --done")
    morning.ok("log 智微 --no-answer")
    out = morning.ok("due", terminal=True).out
    assert "Talked with 1 today: 北京示例科技有限公司" in out
    assert "Tried 1 today without an answer: 智微" in out
    assert "Talked" not in morning.ok("due 王芳", terminal=True).out


def test_idle_customers_without_a_row_are_one_line(crm: Crm) -> None:
    crm.clock.set("2026-11-18 09:00")
    add(crm, "甲科技有限公司", "13800138000")
    crm.ok("log 甲科技 想先看资料,月底再谈")
    crm.ok("config set due.prospect 30")
    crm.clock.set("2026-11-22 09:00")
    assert "1 other not followed up for more than 3 days: crm list is:idle" in crm.ok("due", terminal=True).out


def test_an_empty_file_says_how_to_begin(first_crm: Crm) -> None:
    out = first_crm.ok("due", terminal=True).out
    assert "No customers yet." in out
    assert "crm add" in out
    assert "crm demo" in out
    assert first_crm.ok("due --json").json() == []
    assert not first_crm.db.exists()


def test_nobody_due_says_who_comes_next(crm: Crm) -> None:
    add(crm, "王芳", "13700137000")
    crm.ok("log 王芳 要一份报价,十套")
    out = crm.ok("due", terminal=True).out
    assert "Nobody is due today or tomorrow." in out
    assert "Next comes 王芳 on 11-28: crm due --days 5" in out
    assert "王芳" in crm.ok("due --days 5").out


def test_a_week_ahead_is_a_group_of_its_own(crm: Crm) -> None:
    add(crm, "王芳", "13700137000")
    crm.ok("log 王芳 要一份报价,十套")
    assert "Next 7 days · 1" in crm.ok("due --days 7", terminal=True).out


@pytest.mark.parametrize("words", ["due --days -1", "due --days 99999999999", "due --limit 0", "due --limit x"])
def test_numbers_that_make_no_sense_are_refused(crm: Crm, words: str) -> None:
    assert crm(words).code == 2


def test_hostile_names_are_text_and_move_nothing(crm: Crm) -> None:
    for place, name in enumerate(HOSTILE):
        add(crm, f"{name}有限公司", f"1380013800{place}", "--contact", name)
    for form in ("table", "tsv", "csv", "md", "json"):
        result = crm.ok(["due", "-f", form], terminal=form == "table")
        assert "\x1b" not in result.out
        assert "\u202e" not in result.out or form in ("csv", "tsv")
        assert all(f"1380013800{place}" in result.out for place in range(len(HOSTILE)))


def test_a_name_of_ten_thousand_letters_leaves_the_table_whole(crm: Crm) -> None:
    add(crm, "北" * 9990 + "有限公司", "13800138000", "--contact", "赵" * 9000)
    for words in ("due --why", "due --days 3"):
        assert max(map(cells, crm.ok(words, terminal=True).out.splitlines())) <= 80
    assert len(json.loads(crm.ok("due --json").out)[0]["customer_name"]) == 9994


def test_every_agreed_sentence_has_a_shorter_one_for_the_table() -> None:
    from crmcli.commands._views.due_row import PROMISED

    for ahead in (-1, 0, 1, 2):
        for time in ("", "15:00"):
            assert _agreed({"title": "x", "day": "11-20", "time": time}, ahead).id in PROMISED


def test_who_has_no_phone_is_shown_with_the_wechat_id(crm: Crm) -> None:
    crm.ok("add 赵六 --wechat zhao_66 --source expo")
    crm.clock.set("2026-11-26 09:00")
    assert "zhao_66" in crm.ok("due -f table").out
    assert crm.ok("due --json").json()[0]["phone"] is None


def test_the_mark_idle_adds_a_term_and_yields_to_what_is_agreed(crm: Crm) -> None:
    crm.ok("config set task.info_pack 0")
    crm.ok("config set task.need_check 0")
    crm.ok("config set due.intent 0")
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    crm.ok("log 王芳 要看样品 --stage needs")
    crm.ok("task add 寄样品 -c 王芳 --due 11月27日")
    crm.clock.set("2026-11-26 09:00")
    assert crm.ok("due --json").json()[0]["score"] == 38  # the task 26, interested 12
    crm.clock.set("2026-11-27 09:00")
    out = crm.ok("due --why", terminal=True).out
    assert "Last 11-23 Phone (4 days): 要看样品" in out
    assert "42 points: 寄样品: today" in out
    assert "= task 26 + status Interested 12 + idle 4" in out
    crm.ok("config set score.idle 0")
    assert crm.ok("due --json").json()[0]["score"] == 38
    crm.ok("config unset score.idle")
    crm.ok("edit 王芳 next=12月1日演示")
    assert crm.ok("due --json").json()[0]["score"] == 38
    assert "days)" not in crm.ok("due", terminal=True).out


def test_a_clock_that_went_back_is_remarked_on_and_nothing_is_lost(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    crm.ok("log 王芳 要看样品 --stage needs --next 11月25日寄样品")
    crm.clock.set("2026-11-22 23:00")  # an hour west, or winter time
    assert "still to come" not in crm.ok("due", terminal=True).out
    crm.clock.set("2026-11-20 09:00")
    out = crm.ok("due --days 9 --why", terminal=True).out
    assert "Last entry: 2026-11-23 09:00, still to come. Is the computer's date right?" in out
    assert "Agreed for 11-25" in out
    assert " -" not in out.replace("-4 points", "")
    crm.ok("log 王芳 再问一次价格")
    crm.clock.set("2026-11-25 09:00")
    assert [(row["rule"], row["bucket"]) for row in crm.ok("due --json").json()] == [("next_step", "today")]


def test_birthdays_of_the_chinese_calendar_can_be_typed(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo --stage won")
    crm.ok("contact add 王芳 张敏 --birthday 农历十月十七")
    assert "born 10-17 (Chinese calendar)" in crm.ok("show 王芳").out
    rows = [row for row in crm.ok("due --json").json() if row["rule"] == "birthday"]
    assert [(row["due_at"], row["bucket"]) for row in rows] == [("2026-11-25", "upcoming")]
    crm.ok("contact edit 王芳 张敏 birthday=11-24")
    assert "(Chinese calendar)" not in crm.ok("show 王芳").out
    assert crm("contact edit 王芳 张敏 birthday=农历十三月初一").code == 2
