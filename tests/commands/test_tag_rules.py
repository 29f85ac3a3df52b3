"""`crm tag rules` and what rules do: tags come and go by themselves, and yield to what somebody typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Crm, FixedClock

ACTIVE = "活跃度-高活跃意向客户"


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with two customers."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    crm.ok("add 样例贸易 --phone 13900139000 --source expo")
    return crm


def tags(crm: Crm, customer: str = "示例科技") -> list[str]:
    return [row["tag"] for row in crm.ok(f"tag list {customer} --json").json() if row["origin"] != "computed"]


def rule(crm: Crm, name: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = crm.ok("tag rules --json").json()
    return next(row for row in rows if row["name"] == name)


def inquire(crm: Crm, n: int, customer: str = "示例科技") -> None:
    for one in range(n):
        crm.ok(f"log {customer} '问了第{one}个问题' -t 咨询")


def test_three_inquiries_within_thirty_days_make_a_customer_active(crm: Crm) -> None:
    inquire(crm, 2)
    assert tags(crm) == []
    third = crm.ok("log 示例科技 再问价格 -t 咨询")
    assert "Put on by the rule active_inquirer" in third.err
    assert crm.ok("tag list 示例科技 --json").json()[0]["rule"] == "active_inquirer"
    assert "(rule active_inquirer)" in crm.ok("show 示例科技").out
    assert rule(crm, "active_inquirer")["wearers"] == 1
    assert tags(crm, "样例贸易") == []


def test_undo_takes_the_tag_back_with_the_talk(crm: Crm) -> None:
    inquire(crm, 3)
    crm.ok("undo")
    assert tags(crm) == []
    crm.ok("redo")
    assert tags(crm) == [ACTIVE]


def test_an_older_talk_taken_back_takes_the_tag_too(crm: Crm) -> None:
    inquire(crm, 4)
    crm.ok("undo 3")
    assert tags(crm) == [ACTIVE]
    crm.ok("undo 4")
    assert tags(crm) == []


def test_time_alone_withdraws_it_with_the_first_write_of_a_day(crm: Crm, clock: FixedClock) -> None:
    inquire(crm, 3)
    clock.set("2026-12-24 09:00")
    crm.ok("due")
    assert tags(crm) == [ACTIVE]
    done = crm.ok("edit 样例贸易 city=苏州")
    assert tags(crm) == []
    assert "#6 ·" in done.err
    rows = crm.ok("history --json").json()
    assert [(row["operation"], row["user"]) for row in rows][:2] == [(7, "crm (rules)"), (6, "tester")]
    crm.ok("undo")
    assert crm.ok("list city:苏州 --json").json() == []  # the user's own last command, not what the rules did


def test_a_run_does_the_same_and_a_dry_run_writes_nothing(crm: Crm, clock: FixedClock) -> None:
    inquire(crm, 3)
    clock.set("2026-12-24 09:00")
    before = crm.db.read_bytes()
    assert "0 tags put on, 1 taken off" in crm.ok("tag run --dry-run").err
    assert crm.db.read_bytes() == before
    assert crm.ok("tag run --json").json() == [{"rule": "active_inquirer", "added": 0, "withdrawn": 1}]
    assert "Nothing changed" in crm.ok("tag run").err
    crm.ok("undo -y")
    assert tags(crm) == [ACTIVE]  # what a run did is taken back like anything else


def test_an_import_that_came_before_the_rules_ran_is_undone_whole(crm: Crm, clock: FixedClock) -> None:
    (crm.folder / "a.csv").write_text("客户名称,手机\n甲木科技有限公司,13700137000\n", encoding="utf-8")
    crm.ok("import a.csv --source expo --yes")
    crm.ok("tag rules add source:expo created:..today -T 老名单 --name old")
    clock.set("2026-11-24 09:00")
    crm.ok("edit 样例贸易 city=苏州")
    assert "自定义-老名单" in tags(crm, "甲木")
    crm.ok("undo 4 -y")
    crm.ok("batch undo 1 -y")
    assert crm("show 甲木").code == 3


def test_what_somebody_typed_is_never_withdrawn(crm: Crm, clock: FixedClock) -> None:
    crm.ok("tag add 高活跃 示例科技")
    inquire(crm, 3)
    clock.set("2026-12-24 09:00")
    crm.ok("tag run")
    assert tags(crm) == [ACTIVE]


def test_a_tag_of_a_rule_that_is_typed_as_well_becomes_ones_own(crm: Crm) -> None:
    inquire(crm, 3)
    crm.ok("tag add 高活跃 示例科技")
    crm.ok("tag rules off active_inquirer")
    assert tags(crm) == [ACTIVE]


def test_a_tag_of_a_rule_taken_off_by_hand_stays_away_until_it_is_typed(crm: Crm) -> None:
    inquire(crm, 3)
    crm.ok("tag rm 高活跃 示例科技")
    inquire(crm, 2)
    crm.ok("tag run")
    assert tags(crm) == []
    assert "Taken off by hand" in crm.ok("tag list 示例科技", terminal=True).out
    crm.ok("undo -y")
    crm.ok("tag add 高活跃 示例科技")
    assert tags(crm) == [ACTIVE]


def test_in_a_dimension_of_one_value_the_typed_one_wins(crm: Crm) -> None:
    crm.ok("tag add 风险等级-低 示例科技")
    crm.ok("log 示例科技 预算未审批，先等等")
    assert tags(crm) == ["风险等级-低"]


def test_a_budget_that_is_not_approved_is_a_high_risk_until_it_is(crm: Crm) -> None:
    crm.ok("log 示例科技 客户说预算未审批，先等等")
    assert tags(crm) == ["风险等级-高"]
    assert crm.ok("due --why", terminal=True).out.count("示例科技") >= 1
    crm.ok("log 示例科技 预算已审批，可以签了")
    assert tags(crm) == []
    crm.ok("edit 样例贸易 need='价格可以，预算未审批'")
    assert tags(crm, "样例贸易") == ["风险等级-高"]
    crm.ok("edit 样例贸易 need=价格可以")
    assert tags(crm, "样例贸易") == []


def test_asking_about_one_product_again_is_a_chance(crm: Crm) -> None:
    crm.ok("log 示例科技 问了A产品的价格 -t 咨询 --topic A产品")
    crm.ok("log 示例科技 问了B产品的价格 -t 咨询 --topic B产品")
    assert tags(crm) == []
    crm.ok("log 示例科技 又问A产品的交期 -t 咨询 --topic 'a 产品'")
    assert "意向-高潜客户" in tags(crm)


def test_rules_of_ones_own_are_added_changed_switched_and_forgotten(crm: Crm) -> None:
    added = crm.ok("tag rules add '近10天跟进≥1次 且 source:展会 → 意向-高意向' --name hot")
    assert "rule hot: within 10 days · a talk; source:expo → Intent-High intent" in added.err
    crm.ok("log 示例科技 谈了合同条款")
    assert tags(crm) == ["意向-高意向"]
    crm.ok("tag rules edit hot --tag 中意向")
    assert tags(crm) == ["意向-中意向"]
    crm.ok("tag rules edit hot stage:quote")
    assert tags(crm) == []
    crm.ok("stage 示例科技 报价")
    assert tags(crm) == ["意向-中意向"]
    assert "Nothing changed" in crm.ok("tag rules on hot").err
    crm.ok("tag rules rm hot")
    assert tags(crm) == []
    crm.ok("undo -y")
    assert tags(crm) == ["意向-中意向"]


def test_a_dry_run_of_a_rule_counts_and_writes_nothing(crm: Crm) -> None:
    before = crm.db.read_bytes()
    assert "expo: 2 tags put on" in crm.ok("tag rules add source:expo -T 展会客户 --name expo --dry-run").err
    assert crm.db.read_bytes() == before


def test_a_rule_of_the_package_that_was_changed_becomes_what_it_was(crm: Crm) -> None:
    crm.ok("tag rules edit active_inquirer 近30天咨询≥1次")
    inquire(crm, 1)
    assert tags(crm) == [ACTIVE]
    crm.ok("tag rules rm active_inquirer")
    assert tags(crm) == []
    assert crm("tag rules rm active_inquirer").code == 6


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("add 'stage:quote → 成交'", 6, "status"),
        ("add 'stage:quote → 自定义-意向客户'", 6, "status"),
        ("add 'stage:quote → 地域-华东'", 6, "computed"),
        ("add 'stage:quote → 热度-高'", 2, "dimension"),
        ("add 'stge:quote → x'", 2, "stage"),
        ("add '近x天咨询≥3次 → x'", 2, "type of talk"),
        ("add '→ x'", 2, "condition"),
        ("add stage:quote", 2, "no tag"),
        ("add 'a → b → c'", 2, "one arrow"),
        ("add '@nowhere → x'", 3, "@nowhere"),
        ("add 'tag:风险等级-高 → x'", 6, "which a rule puts on"),
        ("add '近30天咨询≥3次 → 高活跃'", 6, "the same"),
        ("add stage:quote -T x --name active_inquirer", 6, "already"),
        ("edit nothing stage:quote", 3, "nothing"),
        ("off nothing", 3, "crm tag rules"),
    ],
)
def test_what_cannot_be_a_rule_is_explained_and_nothing_written(crm: Crm, words: str, code: int, said: str) -> None:
    before = crm.db.read_bytes()
    result = crm(f"tag rules {words}")
    assert result.code == code
    assert said in result.err
    assert len(result.err.splitlines()) <= 2
    assert crm.db.read_bytes() == before


def test_a_rule_that_can_no_longer_be_read_is_said_and_its_tags_stay(crm: Crm) -> None:
    crm.ok("dict add channel 小红书")
    crm.ok("edit 示例科技 source=小红书")
    crm.ok("field add 等级2 --choices 金,银")
    crm.ok("tag rules add source:小红书 -T 种草 --name xhs")
    assert tags(crm) == ["自定义-种草"]
    crm.ok("dict rm channel 小红书")
    crm.ok("edit 示例科技 city=苏州")
    assert tags(crm) == ["自定义-种草"]


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    listed = crm.ok("tag rules", terminal=True).out
    assert "近30天咨询≥3次" in listed
    assert "预算未审批" in listed
