"""Which number of days applies to which customer: the whole precedence of product.md §5."""

from __future__ import annotations

import pytest

from crmcli.core.cadence import basis, cadence_days, never_due
from crmcli.records.due import DueSettings, State

STAGE = {"prospect": "contact", "intent": "quote", "won": "won", "lost": "lost"}


@pytest.mark.parametrize(
    ("status", "risk_high", "open_deals", "grade", "days"),
    [
        ("prospect", False, 0, "N", 5),
        ("prospect", False, 1, "A", 5),
        ("prospect", True, 0, "N", 2),
        ("intent", False, 0, "N", 3),
        ("intent", False, 2, "C", 3),
        ("intent", True, 1, "A", 2),
        ("won", False, 0, "N", 30),
        ("won", False, 0, "A", 30),
        ("won", False, 0, "B", 14),
        ("won", False, 0, "C", 90),
        ("won", False, 1, "A", 3),
        ("won", False, 1, "N", 3),
        ("won", True, 0, "C", 2),
        ("won", True, 1, "A", 2),
        ("lost", False, 0, "N", 90),
        ("lost", True, 0, "A", 90),
        ("lost", False, 1, "B", 90),
    ],
)
def test_days_between_contacts_follow_the_precedence(
    status: str, risk_high: bool, open_deals: int, grade: str, days: int
) -> None:
    state = State(
        status, STAGE[status], "2026-11-02 10:00", grade=grade, risk_high=risk_high, open_deals=open_deals
    )  # fmt: skip
    assert cadence_days(state, DueSettings()) == days


def test_a_lost_customer_is_won_back_and_an_invalid_lead_never_called() -> None:
    lost = State("lost", "lost", "2026-11-02 10:00", lost_reason="price")
    assert cadence_days(lost, DueSettings()) == 90
    assert cadence_days(lost._replace(lost_reason="invalid"), DueSettings()) is None


def test_a_revived_customer_is_due_whatever_it_was_once_lost_for() -> None:
    assert not never_due(State("intent", "needs", "2026-11-02 10:00", lost_reason="invalid"))


def test_who_asked_not_to_be_contacted_has_no_cadence() -> None:
    assert cadence_days(State("won", "won", "2026-11-02 10:00", do_not_contact=True), DueSettings()) is None


def test_zero_days_mean_never_and_for_risk_that_the_tag_changes_nothing() -> None:
    risky = State("intent", "needs", "2026-11-02 10:00", risk_high=True)
    assert cadence_days(risky, DueSettings(risk_high=0)) == 3
    assert cadence_days(risky, DueSettings(risk_high=0, intent=0)) is None


def test_the_setting_behind_the_number_is_named() -> None:
    assert basis(State("won", "won", "2026-11-02 10:00", grade="B"), DueSettings()) == "grade_b"
