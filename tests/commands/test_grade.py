"""`crm grade`: A, B and C by what was spent, given by the quarter, kept as history."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.commands.sales_dump import differing, dump
from tests.running import Crm, FixedClock

SPENT = {"甲公司": "10万", "乙公司": "99999.99", "丙公司": "5万", "丁公司": "49999.99"}


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with a customer at each boundary, and one who never ordered."""
    for number, (name, amount) in enumerate(SPENT.items()):
        crm.ok(f"add {name} --phone 1380013800{number} --source expo")
        crm.ok(f"order add {name} {amount}")
    crm.ok("add 戊公司 --phone 13800138009 --source expo")
    return crm


def grades(crm: Crm) -> dict[str, str]:
    """Name to grade."""
    return {one["name"]: one["grade"] for one in crm.ok("list --sort code --json").json()}


def test_a_run_gives_grades_whose_boundaries_belong_to_the_higher_one(crm: Crm) -> None:
    crm.ok("grade run --yes")
    assert grades(crm) == {"甲公司": "A", "乙公司": "B", "丙公司": "B", "丁公司": "C", "戊公司": "N"}


def test_only_the_last_twelve_months_and_one_currency_count(crm: Crm) -> None:
    crm.ok("order add 丁公司 50万 --at 2025-11-23")
    crm.ok("order add 丁公司 'USD 500000'")
    crm.ok("order add 丁公司 50万 --state refunded")
    crm.ok("grade run --yes")
    assert grades(crm)["丁公司"] == "C"
    crm.ok("order add 丁公司 1 --at 2025-11-24")
    crm.ok("grade run --yes")
    assert grades(crm)["丁公司"] == "B"


def test_a_run_is_one_operation_and_undo_takes_all_of_it_back(crm: Crm) -> None:
    before = dump(crm)
    crm.ok("grade run --yes")
    after = dump(crm)
    crm.ok("undo --yes")
    assert differing(before, dump(crm)) == []
    crm.ok("redo --yes")
    assert differing(after, dump(crm)) == []
    assert_replays(crm)


def test_a_dry_run_writes_nothing(crm: Crm) -> None:
    before = crm.db.read_bytes()
    out = crm.ok("grade run --dry-run --json").json()
    assert {one["customer_name"]: one["new"] for one in out} == {
        "甲公司": "A",
        "乙公司": "B",
        "丙公司": "B",
        "丁公司": "C",
    }
    assert crm.db.read_bytes() == before


def test_a_script_must_agree_to_a_change_of_many(crm: Crm) -> None:
    before = crm.db.read_bytes()
    assert crm("grade run").code == 2
    assert crm.db.read_bytes() == before


def test_a_second_run_in_a_quarter_changes_nothing_and_one_in_the_next_is_kept_beside(
    crm: Crm, clock: FixedClock
) -> None:
    crm.ok("grade run --yes")
    assert "Nothing changed" in crm.ok("grade run --yes").err
    clock.set("2027-11-23 09:00")
    assert "2026Q4" in crm.ok("grade", terminal=True).out
    crm.ok("grade run --yes")
    assert set(grades(crm).values()) == {"C", "N"}
    given = crm.ok("grade history 甲公司 --json").json()
    assert [(one["period"], one["grade"]) for one in given] == [("2027Q4", "C"), ("2026Q4", "A")]
    quarters = crm.ok("grade history --json").json()
    assert (quarters[-3]["grade"], quarters[-3]["customers"]) == ("A", 1)


def test_the_cadence_follows_the_grade(crm: Crm, clock: FixedClock) -> None:
    for one in crm.ok("task list --json").json():
        crm.ok(f"task done {one['id']} --no-log")
    for name in SPENT:
        crm.ok(["log", name, "同意报价"])
    crm.ok("grade run --yes")
    clock.set("2026-12-08 09:00")
    assert [one["customer_name"] for one in crm.ok("due --json").json() if one["rule"] == "cadence"] == [
        "乙公司",
        "丙公司",
    ]


def test_strategic_is_an_a_by_hand_and_stays(crm: Crm) -> None:
    crm.ok("grade set 戊公司 战略")
    crm.ok("grade run --yes")
    assert grades(crm)["戊公司"] == "A"
    crm.ok("grade set 戊公司 N")
    assert grades(crm)["戊公司"] == "N"


def test_a_letter_by_hand_holds_until_the_next_run(crm: Crm) -> None:
    assert "until the next" in crm.ok("grade set 丁公司 A").err
    assert grades(crm)["丁公司"] == "A"
    crm.ok("grade run --yes")
    assert grades(crm)["丁公司"] == "C"
    assert [one["origin"] for one in crm.ok("grade history 丁公司 --json").json()] == ["rule", "manual"]


def test_a_grade_that_no_order_speaks_of_is_kept(crm: Crm) -> None:
    crm.ok("edit 戊公司 grade=B")
    assert "Kept" in crm.ok("grade run --yes").err
    assert grades(crm)["戊公司"] == "B"


def test_boundaries_are_settings(crm: Crm) -> None:
    crm.ok("config set grade.A 99999")
    crm.ok("grade run --yes")
    assert grades(crm)["乙公司"] == "A"


def test_the_overview_counts_and_says_what_is_to_be_done(crm: Crm) -> None:
    assert "crm grade run" in crm.ok("grade", terminal=True).out
    crm.ok("grade run --yes")
    rows = crm.ok("grade --json").json()
    assert [(one["grade"], one["customers"], one["share"]) for one in rows] == [
        ("A", 1, 0.2), ("B", 2, 0.4), ("C", 1, 0.2), ("N", 1, 0.2),
    ]  # fmt: skip
    assert rows[0]["spend"] == 100000


@pytest.mark.parametrize(
    ("words", "code"), [("grade set 甲公司 Z", 2), ("grade set 没有 A", 3), ("grade history 没有", 3)]
)
def test_what_cannot_be_is_refused(crm: Crm, words: str, code: int) -> None:
    before = crm.db.read_bytes()
    assert crm(words).code == code
    assert crm.db.read_bytes() == before


def test_an_empty_file_has_no_grades(first_crm: Crm) -> None:
    assert [one["customers"] for one in first_crm.ok("grade --json").json()] == [0, 0, 0, 0]
    assert not first_crm.db.exists()
