"""`crm order`: what was bought counts once, in its currency, and makes a customer."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.commands.sales_dump import differing, dump
from tests.running import Crm

KEYS = "id customer_code customer_name order_no at amount product quantity state deal_id note created_at"


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with one customer."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    return crm


def test_an_order_has_the_keys_that_scripts_know(crm: Crm) -> None:
    order = crm.ok("order add 示例科技 1.2万 --no X-1 --at 昨天 --product 软件 --quantity 3 --note 急 --json").json()
    assert list(order)[:12] == KEYS.split()
    assert (order["amount"], order["at"], order["quantity"], order["state"]) == (12000, "2026-11-22", 3, "paid")
    assert crm.ok("order list --json").json() == [order]


def test_who_orders_is_a_customer(crm: Crm) -> None:
    assert "Lead → Won" in crm.ok("order add 示例科技 100").err
    assert [one["origin"] for one in crm.ok("task list --json").json()] == ["deliver", "usage_visit"]


def test_an_order_that_is_not_paid_makes_no_customer_until_it_is(crm: Crm) -> None:
    crm.ok("order add 示例科技 100 --state pending")
    assert crm.ok("show 示例科技 --json").json()["stage"] == "lead"
    crm.ok("order edit 1 状态=已付款")
    assert crm.ok("show 示例科技 --json").json()["stage"] == "won"


def test_only_what_is_paid_is_added_up_and_currencies_stay_apart(crm: Crm) -> None:
    for words in ("100", "200", "'USD 50'", "900 --state refunded", "7 --state 待付款"):
        crm.ok(f"order add 示例科技 {words}")
    out = crm.ok("order list", terminal=True).out
    assert "2 orders · ¥300" in out
    assert "1 order · USD 50" in out
    assert "given back: 2" in out


def test_the_same_number_counts_once(crm: Crm) -> None:
    crm.ok("order add 示例科技 100 --no X-1")
    before = crm.db.read_bytes()
    assert crm("order add 示例科技 100 --no 'x-1'").code == 6
    crm.ok("order list")
    assert crm.db.read_bytes() == before


def test_a_second_one_of_the_same_day_and_amount_is_pointed_out(crm: Crm) -> None:
    crm.ok("order add 示例科技 100")
    assert "same day and amount" in crm.ok("order add 示例科技 100").err


def test_an_order_is_named_by_id_number_or_customer(crm: Crm) -> None:
    crm.ok("order add 示例科技 100 --no 2026081500001")
    for word in ("1", "2026081500001", "示例"):
        assert crm.ok(f"order edit {word} note={word} --json").json()["note"] == word
    crm.ok("order add 示例科技 200")
    assert crm("order edit 示例 note=x").code == 3
    assert crm("order edit 99 note=x").code == 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("order add 示例科技", 2),
        ("order add 示例科技 abc", 2),
        ("order add 示例科技 -5", 2),
        ("order add 示例科技 --amount -5", 2),
        ("order add 示例科技 5 --at 明天", 2),
        ("order add 示例科技 5 --state 飞了", 2),
        ("order add 示例科技 5 --quantity 0", 2),
        ("order add 示例科技 5 --amount 6", 2),
        ("order add 示例科技 5 --deal 9", 3),
        ("order add 没有 5", 3),
        ("order add 示例科技 5 --note 110101199003074477", 6),
        ("order rm 7", 3),
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(crm: Crm, words: str, code: int) -> None:
    before = crm.db.read_bytes()
    result = crm(words)
    assert (result.code, result.out) == (code, ""), result.err
    assert crm.db.read_bytes() == before


@pytest.mark.parametrize("words", ["order add 示例科技 5万 --no X-2", "order edit 1 amount=7 state=done", "order rm 1"])
def test_a_command_is_taken_back_without_a_trace(crm: Crm, words: str) -> None:
    crm.ok("order add 示例科技 100")
    before = dump(crm)
    crm.ok(words)
    assert differing(before, dump(crm))
    crm.ok("undo --yes")
    assert differing(before, dump(crm)) == []
    assert_replays(crm)


def test_a_filter_and_a_period_choose_the_orders(crm: Crm) -> None:
    crm.ok("add 样品贸易 --phone 13900139000 --source referral")
    crm.ok("order add 示例科技 1 --at 2026-10-31")
    crm.ok("order add 样品贸易 2")
    assert [one["amount"] for one in crm.ok("order list source:expo --json").json()] == [1]
    assert [one["amount"] for one in crm.ok("order list --period month --json").json()] == [2]
    assert crm.ok("order list --period 2020 --json").json() == []


def test_a_note_on_an_old_order_does_not_win_a_lost_customer_back(crm: Crm) -> None:
    crm.ok("order add 示例科技 100")
    crm.ok("stage 示例科技 lost --reason price")
    crm.ok("order edit 1 note=发票已开")
    assert crm.ok("show 示例科技 --json").json()["stage"] == "lost"
    crm.ok("order add 示例科技 200 --state pending")
    crm.ok("order edit 2 state=paid")
    assert crm.ok("show 示例科技 --json").json()["stage"] == "won"
