"""`crm cost` and `crm target`: what channels cost, and what is aimed at."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.commands.sales_dump import differing, dump
from tests.running import Crm


def test_a_cost_is_of_a_source_and_a_month(crm: Crm) -> None:
    crm.ok("cost 线上广告 12000 --month 2024-05")
    result = crm.ok("cost add ads 500 --month 2024-05")
    assert "¥12,500" in result.err
    rows = crm.ok("cost list --json").json()
    assert [(one["source"], one["month"], one["amount"]) for one in rows] == [
        ("ads", "2024-05", 12000), ("ads", "2024-05", 500),
    ]  # fmt: skip


def test_the_cost_of_an_event_counts_for_the_source_its_customers_came_by(crm: Crm) -> None:
    crm.ok("add 示例科技 --phone 13800138000 --source expo --event 2026广交会")
    row = crm.ok("cost add 3万 --event 2026广交会 --json").json()
    assert (row["source"], row["event"], row["month"]) == ("expo", "2026广交会", "2026-11")
    assert crm.ok("cost add 3万 --event 别的 --json").json()["source"] is None


def test_costs_are_changed_taken_out_and_taken_back(crm: Crm) -> None:
    crm.ok("cost ads 100")
    before = dump(crm)
    for words in ("cost edit 1 金额=200 月份=2026-10", "cost rm 1", "cost expo 5"):
        crm.ok(words)
        assert differing(before, dump(crm)) == ["channel_costs"]
        crm.ok("undo --yes")
        assert differing(before, dump(crm)) == []
    assert_replays(crm)


def test_costs_of_several_currencies_stay_apart(crm: Crm) -> None:
    crm.ok("cost ads 100")
    crm.ok("cost ads 'USD 30'")
    out = crm.ok("cost", terminal=True).out
    assert "Together ¥100" in out
    assert "Together USD 30" in out


def test_costs_of_a_period(crm: Crm) -> None:
    crm.ok("cost ads 1 --month 2026-09")
    crm.ok("cost ads 2")
    assert [one["amount"] for one in crm.ok("cost list --period quarter --json").json()] == [2]
    assert [one["amount"] for one in crm.ok("cost list --source 线上广告 --json").json()] == [2, 1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("cost foo 12", 2),
        ("cost ads", 2),
        ("cost ads abc", 2),
        ("cost ads -5", 2),
        ("cost ads 5 --month 2027-01", 2),
        ("cost ads 5 --month 2026Q1", 2),
        ("cost edit 9 amount=1", 3),
        ("cost rm x", 2),
        ("target set foo 3", 2),
        ("target set week 3", 2),
        ("target set 2026 abc", 2),
        ("target set 2026 -3", 2),
        ("target set 2026 0", 2),
        ("target set 2026 'USD 5'", 2),
        ("target set 2026 2.5 --measure customers", 2),
        ("target set 2026 5 --measure foo", 2),
        ("target set 2026 120% --measure unified", 2),
        ("target rm 2026", 3),
    ],
)
def test_what_cannot_be_is_refused_and_writes_nothing(crm: Crm, words: str, code: int) -> None:
    before = crm.db.read_bytes()
    result = crm(words)
    assert (result.code, result.out) == (code, ""), result.err
    assert crm.db.read_bytes() == before


def test_a_target_shows_what_is_reached(crm: Crm) -> None:
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    crm.ok("order add 示例科技 12万 --at 2026-10-08")
    crm.ok("order add 示例科技 5万 --at 2026-09-30")
    crm.ok("target set 2026Q4 50万")
    crm.ok("target set 2026-11 20 --measure 新客户")
    crm.ok("target set 2026 95% --measure unified")
    rows = {one["measure"]: one for one in crm.ok("target --json").json()}
    assert (rows["revenue"]["target"], rows["revenue"]["reached"], rows["revenue"]["share"]) == (500000, 120000, 0.24)
    assert (rows["customers"]["target"], rows["customers"]["reached"]) == (20, 1)
    assert (rows["unified"]["target"], rows["unified"]["reached"]) == (0.95, None)


def test_a_target_is_replaced_forgotten_and_taken_back(crm: Crm) -> None:
    crm.ok("target set 2026Q4 50万")
    before = dump(crm)
    for words in ("target set quarter 60万", "target rm 2026Q4"):
        crm.ok(words)
        assert differing(before, dump(crm)) == ["targets"]
        crm.ok("undo --yes")
        assert differing(before, dump(crm)) == []
