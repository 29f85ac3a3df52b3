"""`crm deal`: from the first need to the contract or the loss, and what becomes of the customer."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.core.stages import DEAL_STAGES, PROBABILITY
from tests.running import Crm, FixedClock

KEYS = """id customer_code customer_name name amount product stage probability expected_close_at competitor state
    lost_reason contract_no signed_at ends_at won_at lost_at created_at"""


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with one customer."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    return crm


def stage(crm: Crm, who: str = "示例科技") -> str:
    """The stage a customer is in."""
    return str(crm.ok(f"show {who} --json").json()["stage"])


def deals(crm: Crm, more: str = "") -> Any:
    """What `crm deal list` gives scripts."""
    return crm.ok(f"deal list {more} --json").json()


def test_a_deal_has_the_keys_that_scripts_know(crm: Crm) -> None:
    made = crm.ok(
        "deal add 示例科技 年度框架 --amount 8万 --product 软件 --close 2026-12 --competitor Acme --json"
    ).json()
    assert list(made)[:18] == KEYS.split()
    assert made["amount"] == 80000
    assert made["expected_close_at"] == "2026-12-31"
    assert (made["state"], made["stage"], made["probability"]) == ("open", "needs", 0.3)
    assert deals(crm) == [made]


def test_the_chance_is_that_of_the_stage_unless_the_deal_has_its_own(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --amount 100")
    crm.ok("deal move 1 negotiation")
    assert deals(crm)[0]["probability"] == 0.8
    crm.ok("config set probability.negotiation 70")
    assert deals(crm)[0]["probability"] == 0.7
    crm.ok("deal edit 1 chance=25%")
    assert deals(crm)[0]["probability"] == 0.25
    crm.ok("deal edit 1 概率=")
    assert deals(crm)[0]["probability"] == 0.7


def test_the_file_and_the_rules_know_the_same_chances(crm: Crm) -> None:
    for stage in DEAL_STAGES:
        assert crm.ok(f"deal add 示例科技 框架 --stage {stage} --json").json()["probability"] == PROBABILITY[stage]


def test_the_stake_of_the_due_list_follows_the_chance(crm: Crm, clock: FixedClock) -> None:
    crm.ok("deal add 示例科技 框架 --amount 100万")
    clock.set("2026-11-30 09:00")
    before = crm.ok("due --json").json()[0]["score"]
    crm.ok("config set probability.needs 100")
    assert crm.ok("due --json").json()[0]["score"] > before


def test_opening_a_deal_moves_the_customer_to_needs_at_least(crm: Crm) -> None:
    result = crm.ok("deal add 示例科技 框架")
    assert "Lead → Needs analysis" in result.err
    assert stage(crm) == "needs"


def test_the_customer_is_where_its_furthest_open_deal_is_and_never_goes_back(crm: Crm) -> None:
    crm.ok("deal add 示例科技 一期 --stage 报价")
    assert stage(crm) == "quote"
    crm.ok("deal add 示例科技 二期")
    crm.ok("deal move 2 谈判")
    assert stage(crm) == "negotiation"
    crm.ok("deal move 2 needs")
    assert stage(crm) == "negotiation"


def test_a_deal_begins_where_its_customer_is_when_it_is_the_only_one(crm: Crm) -> None:
    crm.ok("stage 示例科技 quote")
    assert crm.ok("deal add 示例科技 一期 --json").json()["stage"] == "quote"
    assert crm.ok("deal add 示例科技 二期 --json").json()["stage"] == "needs"


def test_a_lost_customer_with_a_new_deal_returns_to_needs(crm: Crm) -> None:
    crm.ok("stage 示例科技 lost --reason price")
    crm.ok("deal add 示例科技 再来")
    assert stage(crm) == "needs"


def test_winning_books_the_contract_moves_the_customer_and_makes_the_tasks(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --opened 2026-11-01")
    result = crm.ok("deal won 示例科技 --contract-no HT-1 --signed 2026-11-20 --ends 2027-11-30 --amount 8万 --json")
    won = result.json()
    assert (won["state"], won["contract_no"], won["signed_at"], won["ends_at"]) == (
        "won", "HT-1", "2026-11-20", "2027-11-30",
    )  # fmt: skip
    assert "Booked as order 1" in result.err
    order = crm.ok("order list --json").json()[0]
    assert (order["order_no"], order["amount"], order["at"], order["deal_id"]) == ("HT-1", 80000, "2026-11-20", 1)
    assert stage(crm) == "won"
    assert [one["origin"] for one in crm.ok("task list --json").json()] == ["deliver", "usage_visit"]


def test_a_contract_is_due_seven_days_before_it_ends(crm: Crm, clock: FixedClock) -> None:
    for key in ("task.deliver", "task.usage_visit", "due.won", "silent.months"):
        crm.ok(f"config set {key} 0")
    crm.ok("deal add 示例科技 框架 --amount 8万")
    crm.ok("deal won 1 --ends 2027-03-31")
    for day, bucket in (("2027-03-23", "tomorrow"), ("2027-03-24", "today"), ("2027-03-25", "overdue")):
        clock.set(f"{day} 09:00")
        assert [(one["rule"], one["bucket"]) for one in crm.ok("due --json").json()] == [("contract", bucket)]


def test_a_customer_who_bought_gets_tasks_for_the_next_contract_and_never_moves_back(crm: Crm) -> None:
    for name in ("一期", "二期"):
        crm.ok(f"deal add 示例科技 {name} --amount 100")
        crm.ok("deal won 示例科技")
    assert stage(crm) == "won"
    tasks = crm.ok("task list --json").json()
    assert [one["goal"] for one in tasks if one["origin"] == "deliver"] == [None, "二期"]


def test_won_becomes_after_sales_when_the_tasks_are_closed(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --amount 100")
    crm.ok("deal won 1")
    for one in crm.ok("task list --json").json():
        crm.ok(f"task done {one['id']} --no-log")
    assert stage(crm) == "after_sales"
    crm.ok("deal add 示例科技 续约 --amount 100")
    crm.ok("deal won 示例科技")
    assert stage(crm) == "after_sales"


def test_a_deal_is_won_once(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --amount 100")
    crm.ok("deal won 1")
    before = crm.db.read_bytes()
    result = crm("deal won 1")
    assert (result.code, "won already" in result.err) == (6, True)
    assert crm("deal won 示例科技").code == 6
    assert crm("deal lost 1 --reason price").code == 6
    assert crm("deal move 1 quote").code == 6
    assert crm.db.read_bytes() == before


def test_losing_needs_a_reason_of_the_dictionary(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架")
    before = crm.db.read_bytes()
    for words in ("deal lost 1", "deal lost 1 --reason 天气"):
        result = crm(words)
        assert (result.code, result.out) == (2, "")
        assert "Price" in result.err
    assert crm.db.read_bytes() == before
    assert crm.ok("deal lost 1 --reason 价格 --json").json()["lost_reason"] == "price"


def test_a_terminal_is_asked_for_the_reason(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架")
    result = crm.ok("deal lost 1 --json", stdin="2\n", terminal=True)
    assert '"lost_reason": "competitor"' in result.out


def test_losing_the_last_open_deal_suggests_to_give_up_and_does_not(crm: Crm) -> None:
    crm.ok("deal add 示例科技 一期")
    crm.ok("deal add 示例科技 二期")
    assert "crm stage" not in crm.ok("deal lost 1 --reason price").err
    assert "crm stage C20261123001 lost --reason price" in crm.ok("deal lost 2 --reason price").err
    assert stage(crm) == "needs"


def test_who_bought_is_not_given_up_with_a_lost_deal(crm: Crm) -> None:
    crm.ok("order add 示例科技 100")
    crm.ok("deal add 示例科技 续约")
    assert "crm stage" not in crm.ok("deal lost 示例科技 --reason price").err


def test_a_lost_customer_may_still_buy(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --amount 100")
    crm.ok("stage 示例科技 lost --reason price")
    crm.ok("deal won 1")
    assert stage(crm) == "won"


def test_a_lost_deal_is_open_again_when_it_is_moved(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架")
    crm.ok("deal lost 1 --reason price")
    moved = crm.ok("deal move 1 报价 --json").json()
    assert (moved["state"], moved["lost_reason"], moved["lost_at"]) == ("open", None, None)


def test_the_history_tells_how_long_a_deal_stayed_in_each_stage(crm: Crm, clock: FixedClock) -> None:
    crm.ok("deal add 示例科技 框架 --amount 100 --opened 2026-11-13")
    crm.ok("deal move 1 quote")
    clock.set("2026-11-27 10:00")
    shown = crm.ok("deal show 1 --json").json()
    assert [(one["stage"], one["days"]) for one in shown["history"]] == [("needs", 10), ("quote", 4)]
    assert shown["days_in_stage"] == 4
    crm.ok("deal won 1")
    shown = crm.ok("deal show 1 --json").json()
    assert [(one["stage"], one["days"]) for one in shown["history"]] == [("needs", 10), ("quote", 4), ("won", None)]


def test_currencies_stay_apart(crm: Crm) -> None:
    crm.ok("deal add 示例科技 一期 --amount 8万")
    crm.ok("deal add 示例科技 二期 --amount 'USD 5000'")
    crm.ok("deal add 示例科技 三期 --amount ￥2万")
    out = crm.ok("deal list", terminal=True).out
    assert "2 deals · ¥100,000 · weighted ¥30,000" in out
    assert "1 deal · USD 5,000 · weighted USD 1,500" in out
    assert [one["currency"] for one in deals(crm)] == [None, "USD", None]
    assert crm.ok("deal edit 2 amount=6000 --json").json()["currency"] == "USD"


def test_a_deal_is_named_by_number_customer_or_a_part_of_its_name(crm: Crm) -> None:
    crm.ok("deal add 示例科技 年度框架")
    for word in ("1", "d1", "示例", "8000", "年度"):
        assert crm.ok(f"deal show {word} --json").json()["id"] == 1
    crm.ok("deal add 示例科技 备件")
    several = crm("deal move 示例 quote")
    assert several.code == 3
    assert "1 年度框架, 2 备件" in several.err
    assert crm.ok("deal move 示例 quote --json", stdin="2\n", terminal=True).json()["id"] == 2
    assert crm("deal move 9 quote").code == 3
    assert crm("deal move 没有 quote").code == 3


def test_a_contract_number_counts_once(crm: Crm) -> None:
    crm.ok("order add 示例科技 8万 --no HT-1")
    crm.ok("deal add 示例科技 框架 --amount 9万")
    result = crm.ok("deal won 1 --contract-no 'ht-1'")
    assert "it counts once" in result.err
    assert "Its amount is not the deal's" in result.err
    assert [(one["amount"], one["deal_id"]) for one in crm.ok("order list --json").json()] == [(80000, 1)]
    crm.ok("add 样品贸易 --phone 13900139000 --source expo")
    crm.ok("deal add 样品贸易 采购 --amount 5")
    assert crm("deal won 2 --contract-no HT-1").code == 6
    assert len(crm.ok("order list --json").json()) == 1


def test_a_changed_contract_changes_its_order(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --amount 8万")
    crm.ok("deal won 1")
    crm.ok("deal edit 1 amount=7万 合同编号=HT-9")
    order = crm.ok("order list --json").json()[0]
    assert (order["amount"], order["order_no"]) == (70000, "HT-9")


def test_the_card_shows_deals_and_orders_with_their_currency(crm: Crm) -> None:
    crm.ok("deal add 示例科技 框架 --amount 'USD 5000'")
    crm.ok("order add 示例科技 1200 --no X-1")
    out = crm.ok("show 示例科技").out
    assert "1  框架 · USD 5,000 · Needs analysis 30.0%" in out
    assert "X-1 · ¥1,200 · Paid" in out
    assert "Deal: 框架 · USD 5,000 · Needs analysis" in out
    shown = crm.ok("show 示例科技 --json").json()
    assert [one["order_no"] for one in shown["orders"]] == ["X-1"]
    assert shown["deals"][0]["probability"] == 0.3


def test_chinese_words(crm: Crm) -> None:
    crm.lang = "zh"
    assert "商机 1 · 框架 · 80,000 元 · 需求分析" in crm.ok("deal add 示例科技 框架 --amount 8万").err
    result = crm("deal lost 1")
    assert result.code == 2
    assert "价格因素" in result.err
