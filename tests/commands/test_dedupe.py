"""`crm dedupe`: found and explained, merged by a script, reviewed a key at a time, remembered when different."""

from __future__ import annotations

from typing import Any

import pytest

from tests.running import Crm

ZHIWEI = "add 张伟 --company 深圳市智微科技有限公司 --phone 13800138000 --source expo"
AGAIN = "add 张总 --company 智微科技 --phone 13800138000 --email zw@zhiwei.com --source referral --new"
HENGDA = "add 李娜 --company 恒达贸易 --phone 13800138000 --source expo --new"
ONE, TWO, THREE = "C20261123001", "C20261123002", "C20261123003"


@pytest.fixture
def twice(crm: Crm) -> Crm:
    """One company twice, and another one behind the same number."""
    for line in (ZHIWEI, AGAIN, HENGDA):
        crm.ok(line)
    return crm


def pairs(crm: Crm, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = crm.ok(["dedupe", *options, "--json"]).json()
    return found


def walk(crm: Crm, keys: str, *options: str) -> str:
    done = crm.ok(["dedupe", *options], terminal=True, stdin="".join(f"{key}\n" for key in keys))
    return done.out + done.err


def codes(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["left"], one["right"], one["band"]) for one in found]


def test_pairs_come_with_band_score_and_reasons(twice: Crm) -> None:
    found = pairs(twice)
    assert codes(found) == [(ONE, TWO, "auto"), (ONE, THREE, "review"), (TWO, THREE, "review")]
    assert list(found[0])[:6] == ["group", "left", "right", "band", "score", "reasons"]
    assert found[0]["score"] == 1
    assert found[1]["reasons"] == ["+60 same mobile", "−12 another contact name", "−18 another company"]
    assert found[0]["group"] != found[1]["group"]


def test_chinese_says_it_in_one_line(twice: Crm) -> None:
    twice.lang = "zh"
    shown = twice.ok("dedupe -f table").out
    assert "+60 同手机 · −12 联系人不同 · −18 公司不同 = 30 → 待确认" in shown
    assert "深圳市智微科技有限公司" in shown


def test_the_threshold_limits_the_review_list_only(twice: Crm) -> None:
    assert codes(pairs(twice, "--threshold", "0.6")) == [(ONE, TWO, "auto")]
    assert len(pairs(twice, "--threshold", "0")) == 3


@pytest.mark.parametrize("bad", ["1.5", "-0.1", "nan", "60", "x"])
def test_a_threshold_out_of_range_is_refused(twice: Crm, bad: str) -> None:
    assert twice(["dedupe", f"--threshold={bad}"]).code == 2


def test_a_filter_keeps_the_pairs_it_touches(twice: Crm) -> None:
    assert codes(pairs(twice, "source:referral")) == [(ONE, TWO, "auto"), (TWO, THREE, "review")]
    assert twice("dedupe nokey:x").code == 2


def test_auto_merges_the_certain_ones_into_the_older_as_one_operation(twice: Crm) -> None:
    before = twice.ok("list --json").out
    assert codes(pairs(twice, "--auto", "--dry-run")) == [(ONE, TWO, "auto")]
    assert twice.ok("list --json").out == before
    done = twice.ok("dedupe --auto")
    assert "1 customer merged into another" in done.err
    assert "1 pair to review." in done.err
    assert twice.ok(f"show {TWO} --json").json()["code"] == ONE
    assert codes(pairs(twice)) == [(ONE, THREE, "review")]
    assert "Nothing changed" in twice.ok("dedupe --auto").err
    twice.ok("undo --yes")
    assert twice.ok("list --json").out == before


def test_only_looking_writes_nothing(twice: Crm) -> None:
    before = twice.db.read_bytes()
    twice.ok("dedupe")
    twice.ok("dedupe --list-dismissed")
    twice.ok("dedupe --auto --dry-run")
    assert twice.db.read_bytes() == before


def test_the_walk_merges_keeps_apart_and_leaves_for_later(twice: Crm) -> None:
    shown = walk(twice, "mdq")
    assert "1/3 · Automatic · score 1.00" in shown
    assert "+60 same mobile" in shown
    assert "2/3" in shown
    assert "1 merged · 1 kept apart" in shown
    assert pairs(twice) == []
    assert len(twice.ok("dedupe --list-dismissed --json").json()) == 1


def test_what_was_decided_before_an_interruption_stays_and_does_not_return(twice: Crm) -> None:
    walk(twice, "m")  # the input ends in the middle of the walk
    assert codes(pairs(twice)) == [(ONE, THREE, "review")]
    shown = walk(twice, "s")
    assert "1/1" in shown
    assert "That was the whole list." in shown
    assert codes(pairs(twice)) == [(ONE, THREE, "review")]


def test_a_side_is_chosen_for_each_field(twice: Crm) -> None:
    shown = walk(twice, "rbm")  # the name of the right one; of the source only one fits, so the default stays
    assert ": [l]eft [r]ight · [m]erge" in shown
    assert "Only one of them fits" in shown
    assert twice.ok(f"show {ONE} --json").json()["name"] == "智微科技"


def test_a_walk_can_take_back_its_last_step(twice: Crm) -> None:
    walk(twice, "muq")
    assert len(pairs(twice)) == 3


def test_different_is_remembered_until_they_have_more_in_common(twice: Crm) -> None:
    twice.ok(f"dedupe --different {ONE} {THREE}")
    assert (ONE, THREE, "review") not in codes(pairs(twice))
    twice.ok(f"edit {THREE} address=别处")
    assert (ONE, THREE, "review") not in codes(pairs(twice))
    twice.ok(f"edit {ONE} email+=a@example.com")
    twice.ok(f"edit {THREE} email+=a@example.com")
    assert (ONE, THREE, "review") in codes(pairs(twice))


def test_a_dismissal_is_listed_and_revoked(twice: Crm) -> None:
    twice.ok(f"dedupe --different {ONE} {THREE}")
    listed = twice.ok("dedupe --list-dismissed --json").json()
    assert (listed[0]["left"], listed[0]["right"]) == (ONE, THREE)
    assert "1 pair may be a duplicate again" in twice.ok(f"dedupe --revoke {THREE} {ONE}").err
    assert (ONE, THREE, "review") in codes(pairs(twice))
    assert twice(f"dedupe --revoke {ONE}").code == 3


def test_a_dismissed_pair_is_not_joined_through_a_third(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13800138000 --source expo")
    crm.ok("add 王芳 --phone 13800138000 --email wf@example.com --source expo --new")
    crm.ok("add 王芳 --phone 13800138000 --email wf@example.com --source expo --new")
    crm.ok(f"dedupe --different {ONE} {TWO}")
    crm.ok("dedupe --auto")
    assert crm.ok(f"show {ONE} --json").json()["code"] == ONE
    assert len(crm.ok("list --json").json()) == 2


def test_bad_input_is_told_what_is_wrong(twice: Crm) -> None:
    assert twice("dedupe --auto --revoke").code == 2
    assert twice(f"dedupe --different {ONE}").code == 2
    assert twice(f"dedupe --different {ONE} {ONE}").code == 2
    assert twice(f"dedupe --different {ONE} C20269999999").code == 3
    assert twice("dedupe --revoke").code == 2


def test_a_number_that_very_many_share_is_reported_and_compared_with_nobody(crm: Crm) -> None:
    rows = "".join(
        f"公司{n}号贸易有限公司,联系{n},13800138000\n" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    )
    crm.ok(["import", "-", "--yes", "--on-match", "new"], stdin=f"公司,姓名,手机\n{rows}")
    done = crm.ok("dedupe --json")
    assert done.json() == []
    assert "13800138000 is shared by 22 customers and proves nothing." in done.err


def test_nobody_twice_says_so(crm: Crm) -> None:
    crm.ok(ZHIWEI)
    assert "No duplicates were found." in walk(crm, "q")
    assert crm.ok("dedupe --json").json() == []


def test_adding_scores_as_dedupe_does(crm: Crm) -> None:
    crm.ok(ZHIWEI)
    refused = crm("add 李娜 --company 恒达贸易 --phone 13800138000 --source expo")
    assert refused.code == 6
    assert "+60 same mobile · −12 another contact name · −18 another company" in refused.err
