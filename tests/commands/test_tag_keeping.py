"""`crm tag rename`, `lint` and tags that are computed."""

from __future__ import annotations

import pytest

from tests.running import Crm


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with two customers."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    crm.ok("add 样例贸易 --phone 13900139000 --source expo")
    return crm


def tags(crm: Crm, customer: str = "示例科技") -> list[str]:
    return [row["tag"] for row in crm.ok(f"tag list {customer} --json").json()]


def test_a_renamed_tag_keeps_its_wearers_rules_and_views(crm: Crm) -> None:
    crm.ok("tag add vip source:expo -y")
    crm.ok("view save top tag:vip")
    crm.ok("tag rules add '近10天跟进≥9次 → vip' --name much")
    renamed = crm.ok("tag rename vip 重点")
    assert "Custom-vip → Custom-重点 · 2 customers" in renamed.err
    assert "much" in renamed.err
    assert tags(crm) == ["自定义-重点"]
    assert len(crm.ok("list @top --json").json()) == 2
    crm.ok("undo -y")
    assert tags(crm) == ["自定义-vip"]
    assert crm.ok("view --json").json()[0]["filter"] == "tag:vip"


def test_onto_one_that_is_there_the_two_become_one(crm: Crm) -> None:
    crm.ok("tag add vip source:expo -y")
    crm.ok("tag add 贵宾 示例科技")
    assert crm("tag rename 贵宾 vip").code == 2
    assert "Would change" in crm.ok("tag rename 贵宾 vip --dry-run").err
    crm.ok("tag rename 贵宾 vip -y")
    assert tags(crm) == ["自定义-vip"]
    assert [row["tag"] for row in crm.ok("tag list --json").json()] == ["自定义-vip"]
    crm.ok("undo -y")
    assert tags(crm) == ["自定义-vip", "自定义-贵宾"]


def test_renamed_to_a_risk_it_counts_as_one(crm: Crm) -> None:
    crm.ok("tag add 难缠 示例科技")
    crm.ok("tag rename 难缠 风险等级-高")
    assert [row["name"] for row in crm.ok("list tag:高风险 --json").json()] == ["示例科技"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("rename nothing x", 3),
        ("rename vip 成交", 6),
        ("rename vip vip", 2),
        ("rename vip 地域-华东", 6),
        ("rm vip", 6),
    ],
)
def test_what_cannot_be_renamed_is_explained(crm: Crm, words: str, code: int) -> None:
    crm.ok("tag add vip 示例科技")
    assert crm(f"tag {words}").code == code
    assert tags(crm) == ["自定义-vip"]


def test_an_unknown_dimension_is_refused_unless_it_is_ones_own(crm: Crm) -> None:
    refused = crm("tag add 热度-高 示例科技")
    assert refused.code == 2
    assert "crm dict add tag_dimension 热度" in refused.err
    crm.ok("tag add 热度-高 示例科技 --free")
    crm.ok("tag add follow-up 示例科技")
    assert tags(crm) == ["自定义-follow-up", "自定义-热度-高"]
    assert crm("tag add 自定义-意向客户 示例科技").code == 6


def test_the_same_word_in_other_letters_is_the_same_tag(crm: Crm) -> None:
    crm.ok("tag add VIP 示例科技")
    crm.ok("tag add vip 样例贸易")
    assert tags(crm, "样例贸易") == ["自定义-VIP"]


def test_lint_names_what_is_wrong_with_the_command_that_mends_it(crm: Crm) -> None:
    assert crm.ok("tag lint --check").code == 0
    (crm.folder / "a.csv").write_text(
        "客户名称,手机,标签\n甲木科技有限公司,13700137000,风险等级-高;风险等级-低;重点大客户;跟踪回访名单\n"
        "乙木科技有限公司,13700137001,重点大客户群;预算规模-50万以上\n",
        encoding="utf-8",
    )
    crm.ok("import a.csv --source expo --yes")
    crm.ok("tag add 试用 示例科技")
    crm.ok("tag rm 试用 示例科技")
    found = {row["kind"]: row for row in crm.ok("tag lint --json").json()}
    assert set(found) == {"two_values", "alike", "typed_computed", "unused"}
    assert "甲木" in found["two_values"]["who"]
    for row in crm.ok("tag lint --json").json():
        crm.ok(f"{row['command'].removeprefix('crm ')}{' -y' if row['kind'] != 'unused' else ''}")
    assert crm.ok("tag lint --json").json() == []
    assert "Nothing is wrong" in crm.ok("tag lint", terminal=True).out


def test_check_exits_with_one_when_something_is_found(crm: Crm) -> None:
    crm.ok("tag add 试用 示例科技")
    crm.ok("tag rm 试用 示例科技")
    assert crm("tag lint --check").code == 1


def test_region_size_budget_and_purchases_are_tags_that_nobody_types(crm: Crm) -> None:
    crm.ok("edit 示例科技 province=上海 company_size=small budget=50万")
    computed = ["企业规模-小型", "地域-华东", "预算规模-50万以上"]
    assert tags(crm) == computed
    assert [row["name"] for row in crm.ok("list tag:华东 --json").json()] == ["示例科技"]
    assert [row["name"] for row in crm.ok("list tag:预算规模 --json").json()] == ["示例科技"]
    assert crm.ok("export --columns name,tags --json").json()[0]["tags"] == computed
    assert "Region-East China" in crm.ok("show 示例科技").out
    crm.ok("edit 示例科技 budget=49万")
    assert "预算规模-10-50万" in tags(crm)
    assert crm("tag add 地域-华东 样例贸易").code == 6


def test_a_typed_tag_gives_way_to_the_one_that_is_computed(crm: Crm) -> None:
    (crm.folder / "a.csv").write_text(
        "客户名称,手机,标签\n甲木科技有限公司,13700137000,预算规模-50万以上\n", encoding="utf-8"
    )
    crm.ok("import a.csv --source expo --yes")
    assert tags(crm, "甲木") == ["预算规模-50万以上"]
    crm.ok("edit 甲木 budget=5万")
    assert tags(crm, "甲木") == ["预算规模-10万以下"]
