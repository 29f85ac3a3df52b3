"""`crm merge` and `crm split` as typed: what they say, what they ask, what they refuse; and the import that follows."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.running import Crm

A, B = "C20261123001", "C20261123002"


@pytest.fixture
def two(crm: Crm) -> Crm:
    """One firm entered twice."""
    crm.ok("add 示例科技有限公司 --contact 张伟 --phone 13800138000 --source expo --industry 制造 --note tea")
    crm.ok("add 北京示例科技 --contact 张总 --phone 13800138000 --email z@example.com --source referral --new")
    crm.ok(f"edit {B} need=20人用")
    return crm


def test_it_says_what_wins_what_is_kept_beside_and_what_goes_over(two: Crm) -> None:
    said = two.ok(f"merge {A} {B}").err
    assert f"{B} · 北京示例科技 becomes part of {A} · 示例科技有限公司" in said
    assert "also kept: 北京示例科技" in said
    assert "One person: 张总 is 张伟" in said
    assert "Need: 20人用, from B" in said
    shown = two.ok(f"show {B}").out
    assert "Other values, kept from merges" in shown
    assert "Referral · C20261123002" in shown
    assert two.ok(f"show {B} --json").json()["alternates"][0] == {
        "field": "name", "value": "北京示例科技", "contact": None, "code": B,
    }  # fmt: skip
    assert_replays(two)


def test_the_losing_code_works_in_every_command(two: Crm) -> None:
    two.ok(f"merge {A} {B}")
    for line in ("log {} 'the price is agreed'", "tag add vip {}", "stage {} quote", "edit {} city=苏州", "history {}"):
        two.ok(line.format(B))
    for term in (f"code:{B}", f"code:{A}"):
        assert [one["code"] for one in two.ok(f"list {term} --json").json()] == [A]
    assert [one["stage"] for one in two.ok("list --json").json()] == ["quote"]


def test_a_dry_run_writes_nothing(two: Crm) -> None:
    before = two.db.read_bytes()
    assert "Goes over" in two.ok(f"merge {A} {B} --dry-run").out
    planned = two.ok(f"merge {A} {B} --dry-run --json").json()
    assert (planned["operation"], planned["survivor"], planned["loser"]) == (None, A, B)
    assert planned["moved"]["contact_points"] == 1
    assert two.db.read_bytes() == before


def test_on_a_terminal_it_asks_and_no_changes_nothing(two: Crm) -> None:
    before = two.db.read_bytes()
    asked = two(f"merge {A} {B}", stdin="n\n", terminal=True)
    assert (asked.code, "Merge them?" in asked.err) == (1, True)
    assert two.db.read_bytes() == before
    assert two(f"merge {A} {B}", stdin="y\n", terminal=True).code == 0
    assert len(two.ok("list --json").json()) == 1


def test_sides_are_named_in_either_language(two: Crm) -> None:
    two.ok(f"merge {A} {B} --keep 名称=B,来源=b --keep note=left")
    found = two.ok(f"show {A} --json").json()
    assert (found["name"], found["source"], found["note"]) == ("北京示例科技", "referral", "tea")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (f"merge {A} {A}", 6, "cannot be merged with itself"),
        (f"merge {A} C20261123009", 3, "C20261123009"),
        (f"merge {A}", 2, ""),
        (f"merge {A} {B} --keep name=C", 2, "Type one of: A, B, both"),
        (f"merge {A} {B} --keep name", 2, "--keep name=B"),
        (f"merge {A} {B} --keep nosuch=A", 2, "nosuch"),
        (f"merge {A} {B} --keep address=B", 2, "do not differ"),
        (f"merge {A} {B} --keep industry=B", 2, "do not differ"),
        (f"split {A}", 1, "not merged with anybody"),
        ("split C20261123009", 3, "C20261123009"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_a_sentence(two: Crm, line: str, code: int, said: str) -> None:
    if "industry=B" in line:
        two.ok(f"edit {B} industry=制造")
    before = two.db.read_bytes()
    refused = two(line)
    assert refused.code == code
    assert said in refused.err
    assert two.db.read_bytes() == before


def test_a_merged_code_cannot_be_merged_again(two: Crm) -> None:
    two.ok(f"merge {A} {B}")
    for line in (f"merge {A} {B}", f"merge {B} {A}"):
        refused = two(line)
        assert refused.code == 6
        assert f"{B} was merged into {A} already" in refused.err
    assert f"crm split {B}" in two(f"merge {A} {B}").err


def test_the_history_of_both_codes_tells_of_it(two: Crm) -> None:
    two.ok(f"merge {A} {B}")
    for code in (A, B):
        told = two.ok(f"history {code} -f table").out
        assert f"{B} 北京示例科技 became part of {A} 示例科技有限公司" in told
    assert "is apart from" in two.ok("undo --yes").err
    assert two.ok(f"show {B} --json").json()["contact"] == "张总"
    assert_replays(two)


def test_a_split_names_what_went_back_and_what_stays(two: Crm) -> None:
    two.ok(f"merge {A} {B}")
    two.ok(f"log {A} 'the price is agreed'")
    two.ok(f"edit {A} need=30人用")
    assert two("undo 4 --yes").code == 6
    assert "would leave" in two.ok(f"split {B} --dry-run").out
    done = two.ok(f"split {B}")
    assert f"Back with {B}" in done.err
    assert f"stays with {A}: 1 talk" in done.err
    assert "30人用" in done.err
    found = {one["code"]: one for one in two.ok("list --json").json()}
    assert (found[A]["need"], found[B]["need"]) == ("30人用", "20人用")
    assert two.ok("history --json").json()[0]["command"] == f"crm split {B}"
    assert_replays(two)


def test_the_old_spelling_imported_again_finds_the_survivor(two: Crm) -> None:
    two.ok(f"edit {B} contact=赵明远")
    two.ok(f"merge {A} {B} --keep name=A")
    two.ok(f"edit {A} phone=13900139000")
    sheet = two.folder / "old.csv"
    sheet.write_text(
        "公司,联系人,手机,客户编号\n北京示例科技,赵明远,,\n,赵明远,13800138000,\n北京示例科技,,,C20261123002\n"
    )
    done = two.ok(f"import {sheet.name} --yes --json").json()
    assert done["counts"]["new"] == 0
    assert {one["customer_code"] for one in done["rows"]} == {A}
    assert [one["code"] for one in two.ok("list --json").json()] == [A]
    assert two("add 北京示例科技 --phone 13911112222 --source expo").code == 6


def test_a_file_imported_before_the_merge_is_unchanged_after_it(crm: Crm) -> None:
    sheet = crm.folder / "both.csv"
    sheet.write_text("公司,联系人,手机\n示例科技有限公司,张伟,13800138000\n远山贸易有限公司,李娜,13700137000\n")
    crm.ok(f"import {sheet.name} --yes")
    crm.ok(f"merge {A} {B}")
    again = crm.ok(f"import {sheet.name} --yes --tag 老客户 --json").json()
    assert again["counts"]["new"] == 0
    assert {one["customer_code"] for one in again["rows"]} == {A}
    assert len(crm.ok("list --json").json()) == 1
    assert_replays(crm)


def test_contacts_are_made_one_by_hand(two: Crm) -> None:
    two.ok(f"contact add {A} 大卫 --email d@example.com")
    said = two.ok(f"contact merge {A} 张伟 大卫").err
    assert "One person: 大卫 is 张伟" in said
    assert two(f"contact merge {A} 张伟 张伟").code == 2
    assert "One person: 张总 is 张大为" in two.ok(f"contact add {B} 张大为 --phone 13800138000").err


def test_it_speaks_chinese(two: Crm) -> None:
    two.lang = "zh"
    said = two.ok(f"merge {A} {B}").err
    assert f"并入 {A}" in said
    assert "同一个人：张总 就是 张伟" in said
    assert "已从" in two.ok(f"split {B}").err
