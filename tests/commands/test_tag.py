"""`crm tag`: tags on one customer and on many, and the lists of them."""

from __future__ import annotations

import pytest

from tests.running import Crm


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with three customers, two of them from an expo."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    crm.ok("add 样例贸易 --phone 13900139000 --source expo")
    crm.ok("add 李娜 --phone 13700137000 --source referral")
    return crm


def test_a_known_value_gets_its_dimension_and_another_one_is_free(crm: Crm) -> None:
    assert "示例科技 · Intent-High intent" in crm.ok("tag add 高意向 示例科技").err
    assert crm.ok("tag add vip 示例科技 --json").json()["tags"] == ["意向-高意向", "自定义-vip"]


def test_several_plain_words_are_one_customer(crm: Crm) -> None:
    crm.ok("add 'Example Trading' --kind company --phone 13600136000 --source expo")
    assert crm.ok("tag add vip Example Trading --json").json()["name"] == "Example Trading"


def test_who_names_the_customer_first_is_told_the_order(crm: Crm) -> None:
    swapped = crm("tag add 示例科技 风险等级-高")
    assert swapped.code == 3
    assert "The tag comes first" in swapped.err
    assert "crm list" in crm("tag add vip 无此公司").err


def test_a_tag_twice_changes_nothing(crm: Crm) -> None:
    crm.ok("tag add vip 示例科技")
    before = crm.db.read_bytes()
    assert "Nothing changed" in crm.ok("tag add vip 示例科技").err
    assert crm.db.read_bytes() == before


def test_many_are_asked_for_and_then_tagged_as_one_operation(crm: Crm) -> None:
    assert crm("tag add vip source:展会").code == 2
    result = crm.ok("tag add vip source:展会", stdin="y\n", terminal=True)
    assert "Put Custom-vip on 2 customers?" in result.err
    assert "#4 · 2 customers · Custom-vip" in result.err
    assert crm.ok("tag list --json").json()[0]["customers"] == 2


def test_no_is_no(crm: Crm) -> None:
    assert crm("tag add vip source:展会", stdin="n\n", terminal=True).code == 1
    assert crm.ok("tag list --json").json() == []


def test_yes_answers_beforehand_and_data_lists_whom_it_touched(crm: Crm) -> None:
    rows = crm.ok("tag add vip source:展会 -y --json").json()
    assert {row["name"] for row in rows} == {"示例科技", "样例贸易"}
    assert "1 customer ·" in crm.ok("tag add vip missing:email not:source:expo -y").err


def test_a_dry_run_writes_nothing(crm: Crm) -> None:
    before = crm.db.read_bytes()
    assert "Would change: 2 customers" in crm.ok("tag add vip source:展会 --dry-run").err
    assert "Would change: 示例科技" in crm.ok("tag add vip 示例科技 --dry-run").err
    assert crm.db.read_bytes() == before


def test_a_leading_sign_excludes(crm: Crm) -> None:
    assert "1 customer ·" in crm.ok("tag add vip -source:expo -y").err


def test_a_tag_is_taken_off(crm: Crm) -> None:
    crm.ok("tag add vip source:展会 -y")
    assert "#5 · 示例科技" in crm.ok("tag rm vip 示例科技").err
    assert "Nothing changed" in crm.ok("tag rm vip 示例科技").err
    assert "1 customer ·" in crm.ok("tag rm vip created:today -y").err
    assert crm("tag rm never 示例科技").code == 3


def test_the_list_is_grouped_by_dimension_and_one_customer_has_its_own(crm: Crm) -> None:
    crm.ok("tag add vip source:展会 -y")
    crm.ok("tag add 高意向 李娜")
    assert [(row["tag"], row["customers"]) for row in crm.ok("tag list --json").json()] == [
        ("意向-高意向", 1),
        ("自定义-vip", 2),
    ]
    assert crm.ok("tag list", terminal=True).out.count("Intent") == 1
    assert [row["tag"] for row in crm.ok("tag list 李娜 --json").json()] == ["意向-高意向"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("add 成交 示例科技", 6, "crm stage"),
        ("add vip nobody", 3, "nobody"),
        ("add vip stge:quote -y", 2, "stage"),
        ("add vip last", 2, ">30d"),
        ("add '' 示例科技", 2, "tag"),
        ("add '－' 示例科技", 2, "tag"),
        ("add 意向- 示例科技", 2, "意向-"),
        ("add vip", 2, "CUSTOMER"),
        (["add", "x" * 10_000, "示例科技"], 2, "tag"),
    ],
)
def test_what_cannot_be_done_is_explained(crm: Crm, words: str | list[str], code: int, said: str) -> None:
    result = crm(f"tag {words}" if isinstance(words, str) else ["tag", *words])
    assert result.code == code
    assert said in result.err
    assert len(result.err) < 500


def test_an_id_card_number_is_no_tag(crm: Crm) -> None:
    result = crm("tag add 11010519491231002X 示例科技")
    assert result.code == 6
    assert "1949" not in result.err


@pytest.mark.parametrize("tag", ["'; DROP TABLE tags", "[red]x[/red]", "😀"])
def test_odd_tags_are_text(crm: Crm, tag: str) -> None:
    crm(["tag", "add", tag, "示例科技"])
    assert len(crm.ok("list --json").json()) == 3


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    assert "2 位客户 · 自定义-vip" in crm.ok("tag add vip 来源:展会 -y").err


def test_taking_a_tag_off_does_not_read_like_putting_it_on(crm: Crm) -> None:
    crm.ok("tag add vip 示例科技")
    assert "示例科技 · Custom-vip taken off" in crm.ok("tag rm vip 示例科技").err
