"""`crm done` and `crm snooze`: a row of the due list is settled or put off, whatever made it."""

from __future__ import annotations

import pytest

from crmcli.model import dues
from crmcli.services.settling import DATED
from tests.running import Crm

NAME = "北京示例科技有限公司"


@pytest.fixture
def one(crm: Crm) -> Crm:
    """One interested customer with whom a step was agreed for today."""
    crm.ok("config set task.info_pack 0")
    crm.clock.set("2026-11-16 09:00")
    crm.ok(f"add 张伟 --company {NAME} --phone 13800138000 --source expo")
    crm.ok("log 示例科技 要三十个账号 --stage needs --next 2026-11-23发送报价")
    crm.clock.set("2026-11-23 09:00")
    return crm


def rules(crm: Crm, *more: str) -> list[str]:
    return [row["rule"] for row in crm.ok(["due", "--json", *more]).json()]


def contract(crm: Crm, ends_at: str) -> None:
    """A won deal with an end, as the deal commands write it."""
    import sqlite3

    with sqlite3.connect(crm.db) as db:
        db.execute(
            "INSERT INTO deals(customer_id, name, stage, state, won_at, ends_at, created_at, updated_at)"
            " VALUES (1, '年度合同', 'negotiation', 'won', '2026-01-01', ?, '2026-01-01', '2026-01-01')",
            (ends_at,),
        )
    db.close()
    crm.ok("edit 示例科技 note=有合同")  # facts follow


def birthday(crm: Crm, day: str) -> None:
    crm.ok(["contact", "edit", "示例科技", "张伟", f"birthday={day}"])


def test_done_closes_the_step_behind_a_row_and_writes_the_talk(one: Crm) -> None:
    one.ok("due", terminal=True)
    done = one.ok("done 1 报价已发,客户满意 --next 周五回访", terminal=True)
    assert done.err.splitlines() == [f"#4 · {NAME}", "Next step 11-27 Fri: 回访"]
    talk = one.ok("show 示例科技 --json").json()["interactions"][0]
    assert (talk["content"], talk["next_step"]) == ("报价已发,客户满意", "回访")
    assert rules(one) == []
    one.ok("undo --yes")
    assert rules(one) == ["next_step"]


def test_done_asks_what_happened_and_what_comes_next_on_a_terminal(one: Crm) -> None:
    done = one.ok("done 示例科技", terminal=True, stdin="报价已发\n+3d 回访\n")
    assert "What happened with it: " in done.err
    assert "Next step 11-26 Thu: 回访" in done.err


def test_done_without_a_text_needs_no_log_in_a_script(one: Crm) -> None:
    refused = one("done 示例科技")
    assert refused.code == 2
    assert "What happened? Done needs a text." in refused.err
    one.ok("done 示例科技 --no-log")
    assert len(one.ok("show 示例科技 --json").json()["interactions"]) == 1


def test_a_row_that_was_settled_meanwhile_says_so(one: Crm) -> None:
    one.ok("due", terminal=True)
    one.ok("done 1 报价已发", terminal=True, stdin="\n")
    again = one("done 1 报价已发", terminal=True, stdin="\n")
    assert again.code == 6
    assert "is closed already: Done" in again.err
    assert one("snooze 1 fri", terminal=True).code == 6


def test_a_row_of_a_rule_is_settled_by_a_talk_alone(one: Crm) -> None:
    one.ok("edit 示例科技 next=")
    assert rules(one) == ["cadence"]
    refused = one("done 示例科技 --no-log")
    assert (refused.code, "Only a talk settles this" in refused.err) == (6, True)
    one.ok("done 示例科技 客户在比较价格")
    assert rules(one) == []


def test_nothing_open_is_said(one: Crm) -> None:
    one.ok("done 示例科技 报价已发")
    refused = one("done 示例科技 报价已发")
    assert (refused.code, "Nothing is open" in refused.err) == (6, True)


def test_a_contract_and_a_birthday_are_settled_for_this_time_only(one: Crm) -> None:
    one.ok("done 示例科技 报价已发 --next +60d")
    contract(one, "2026-11-27")
    birthday(one, "1980-11-25")
    assert rules(one) == ["contract"]
    one.ok("done 示例科技 会续约")
    assert rules(one, "--days", "3") == ["birthday"]
    one.ok("done 示例科技 --no-log")
    assert rules(one, "--days", "3") == []
    one.clock.set("2027-11-24 09:00")
    assert "birthday" in [reason for reason in _every(one)]


def _every(crm: Crm) -> list[str]:
    out = crm.ok("due -f table --why").out
    return ["birthday"] if "Birthday of 张伟 tomorrow" in out else []


@pytest.mark.parametrize("rule", DATED)
def test_a_contract_or_birthday_put_off_is_a_task_of_that_day(one: Crm, rule: str) -> None:
    one.ok("done 示例科技 报价已发 --next +60d")
    if rule == "contract":
        contract(one, "2026-11-27")
    else:
        birthday(one, "11-23")
    assert rules(one) == [rule]
    one.ok("snooze 示例科技 2026-11-26")
    assert rules(one) == []
    one.clock.set("2026-11-26 09:00")
    assert "task" in rules(one)
    assert ("Contract ends" if rule == "contract" else "Birthday") in one.ok("due -f table --why").out
    one.ok("done 示例科技 --no-log")
    assert rule not in rules(one)


def test_a_snoozed_customer_comes_back_on_the_day(one: Crm) -> None:
    one.ok("edit 示例科技 next=")
    said = one.ok("snooze 示例科技 下周一").err
    assert "Back on 11-30 Mon" in said
    assert rules(one, "--days", "6") == ["need_check"]
    one.clock.set("2026-11-30 09:00")
    assert "Interested" in one.ok("due -f table --why").out


def test_a_snoozed_step_gets_the_new_date(one: Crm) -> None:
    one.ok("due", terminal=True)
    one.ok("snooze 1 2026-11-25", terminal=True)
    assert [row["due_at"] for row in one.ok("task list --json").json() if row["origin"] == "next_step"] == [
        "2026-11-25"
    ]


def test_a_snooze_of_the_customer_does_not_silence_a_task_or_a_complaint(one: Crm) -> None:
    one.ok("edit 示例科技 next=")
    one.ok("snooze 示例科技 2026-12-30")
    one.ok("log 示例科技 发货太慢 --type complaint")
    one.ok("task add 寄样品 -c 示例科技 --due 2026-11-23")
    reasons = one.ok("due -f table --why").out
    assert "Complaint, to be settled today" in reasons
    assert "寄样品: today" in reasons
    assert "Interested: every" not in reasons


@pytest.mark.parametrize("when", ["yesterday", "2026-11-23", "2026-11-23 08:00", "someday"])
def test_nothing_is_put_off_into_the_past(one: Crm, when: str) -> None:
    assert one(["snooze", "示例科技", when]).code == 2
    assert rules(one) == ["next_step"]


def test_what_else_is_due_is_said(one: Crm) -> None:
    one.ok("task add 寄样品 -c 示例科技 --due 2026-11-22")
    assert "Still due: Agreed for today: 发送报价" in one.ok("done 示例科技 样品已寄出").err


def test_an_unknown_task_or_row_is_not_found(one: Crm) -> None:
    assert one("done t99 报价已发").code == 3
    assert one("done 7 报价已发").code == 3


def test_a_birthday_is_due_without_its_year_and_by_the_filter(one: Crm) -> None:
    one.ok("done 示例科技 报价已发 --next +60d")
    birthday(one, "11-23")
    assert one.ok("list is:due --json").json()[0]["name"] == NAME
    assert one.ok("due --json").json()[0]["task_id"] is None


def test_a_lunar_birthday_is_due_on_its_solar_day(one: Crm) -> None:
    import sqlite3

    with sqlite3.connect(one.db) as db:
        db.execute("UPDATE contacts SET birthday = '1980-10-15', birthday_lunar = 1")
    db.close()
    one.ok("done 示例科技 报价已发 --next +60d")
    row = one.ok("due --json").json()[0]
    assert (row["rule"], row["due_at"]) == ("birthday", "2026-11-23")
    assert one.ok("list is:due --json").json()[0]["name"] == NAME


def test_the_list_is_one_query_however_many_rules_there_are() -> None:
    assert dues.FOUND.count("FROM dues") == 1
