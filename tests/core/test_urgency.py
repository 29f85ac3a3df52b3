"""The score of the due list: its order of causes, its bounds, and that its terms add up."""

from __future__ import annotations

import pytest

from crmcli.core.due import reasons
from crmcli.core.urgency import RULE_POINTS, score, stake_points, terms, weight
from crmcli.records.due import DueSettings, Reason, State

SETTINGS = DueSettings()
PLAIN = State("prospect", "contact", "2026-11-02 10:00")


def test_between_equals_promises_come_first_and_cadence_and_information_packs_last() -> None:
    order = sorted(RULE_POINTS, key=lambda rule: -weight(PLAIN, rule))
    assert order[:4] == ["complaint", "next_step", "deliver", "first_touch"]
    assert order[-2:] == ["cadence", "info_pack"]
    assert [rule for rule in order if rule in ("first_touch", "retry", "idle")] == ["first_touch", "retry", "idle"]


@pytest.mark.parametrize("rule", ["first_touch", "retry", "idle", "cadence"])
def test_waiting_alone_never_outranks_a_promise(rule: str) -> None:
    assert score(weight(PLAIN, rule), 999, SETTINGS) < score(weight(PLAIN, "next_step"), 0, SETTINGS)


def test_an_interested_customer_outranks_a_prospect_and_a_lost_one() -> None:
    points = [weight(PLAIN._replace(status=status), "cadence") for status in ("intent", "won", "prospect", "lost")]
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 4


def test_a_strategic_customer_counts_as_grade_a() -> None:
    assert weight(PLAIN._replace(strategic=True), "cadence") == weight(PLAIN._replace(grade="A"), "cadence")


@pytest.mark.parametrize(
    ("yuan", "points"), [(-5, 0), (0, 0), (10_000, 1.5), (90_000, 5), (990_000, 10), (10_000_000, 15), (10**12, 15)]
)
def test_what_is_at_stake_counts_by_powers_of_ten_and_is_capped(yuan: int, points: float) -> None:
    assert stake_points(yuan * 100) == points


@pytest.mark.parametrize(("days", "points"), [(-3, 0), (0, 0), (1, 2), (7, 14), (8, 16), (9, 16), (400, 16)])
def test_days_over_count_two_points_each_up_to_the_cap(days: int, points: float) -> None:
    assert score(10, days, SETTINGS) == 10 + points


def test_the_terms_add_up_to_the_score_and_leave_out_what_is_nothing() -> None:
    state = State(
        "intent", "quote", "2026-10-01 09:00", grade="B", risk_high=True, stake_cents=9_000_000, open_deals=1,
        next_at="2026-11-20", next_task_id=4,
    )  # fmt: skip
    (step,) = [r for r in reasons(state, SETTINGS) if r.rule == "next_step"]
    found = terms(step, state, days_over=3, settings=SETTINGS)
    assert sum(term.points for term in found) == score(step.weight, 3, SETTINGS)
    assert [term.points for term in found] == [50, 12, 5, 8, 5, 6]
    assert found[0].name.id == "broken promise"


def test_a_promise_is_broken_only_once_its_day_is_over() -> None:
    step = Reason("next_step", 4, "2026-11-20", "2026-11-21", 50)
    assert terms(step, PLAIN, days_over=0, settings=SETTINGS)[0].name.id == "agreed next step"
    retry = Reason("next_step", 0, "2026-11-20", "2026-11-21", 24)
    assert terms(retry, PLAIN, days_over=2, settings=SETTINGS)[0].name.id == "no answer last time"


def test_a_plain_prospect_has_one_term() -> None:
    assert len(terms(Reason("cadence", 0, "2026-11-20", "2026-11-21", 14), PLAIN, days_over=0, settings=SETTINGS)) == 1
