"""How each reason reads, before, on and after its day."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.due import reasons
from crmcli.core.due.sentences import sentence, suggestion
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueSettings, State

SETTINGS = DueSettings()
NEEDS = State("intent", "needs", "2026-10-01 09:00", interactions=1, last_contact_at="2026-11-02 16:00")
LEAD = State("prospect", "lead", "2026-11-02 10:00")
STEP = NEEDS._replace(next_at="2026-11-20", next_task_id=7, next_title="send the comparison")


def english(part: object) -> str:
    if isinstance(part, Word):
        return part.code
    if not isinstance(part, Msg):
        return str(part)
    text = part.one if part.one and part.params.get("n") == 1 else part.id
    return text.format(**{name: english(value) for name, value in part.params.items()})


def says(state: State, rule: str, moment: str) -> str:
    """Return the sentence of the first reason of a rule, at a moment."""
    reason = next(r for r in reasons(state, SETTINGS) if r.rule == rule)
    return english(sentence(reason, state, now=datetime.fromisoformat(moment), settings=SETTINGS))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-03 09:00", "intent: every 3 days, again on 11-05"),
        ("2026-11-04 09:00", "intent: every 3 days, tomorrow again"),
        ("2026-11-05 09:00", "intent: every 3 days, today again"),
        ("2026-11-11 09:00", "intent: every 3 days, 9 days now"),
    ],
)
def test_a_cadence_names_its_number_and_the_days_that_passed(moment: str, expected: str) -> None:
    assert says(NEEDS, "cadence", moment) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"risk_high": True}, "High risk: every 2 days, 40 days now"),
        ({"status": "won", "stage": "won", "grade": "B"}, "Grade B customer: every 14 days, 40 days now"),
        ({"status": "won", "stage": "won"}, "won: every 30 days, 40 days now"),
        ({"status": "won", "stage": "won", "open_deals": 1}, "Customer with an open deal: every 3 days, 40 days now"),
    ],
)
def test_a_cadence_says_what_it_comes_from(changes: dict[str, object], expected: str) -> None:
    assert says(NEEDS._replace(**changes), "cadence", "2026-12-12 09:00") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-02 12:00", "New lead, first contact by 10:00 tomorrow"),
        ("2026-11-03 09:00", "New lead, first contact by 10:00 today"),
        ("2026-11-03 10:01", "New lead, not contacted for 24 hours"),
        ("2026-11-03 12:30", "New lead, not contacted for 26 hours"),
        ("2026-11-04 10:00", "New lead, not contacted for 2 days"),
        ("2026-11-12 08:00", "New lead, not contacted for 10 days"),
    ],
)
def test_a_new_lead_says_how_long_it_has_waited(moment: str, expected: str) -> None:
    assert says(LEAD, "first_touch", moment) == expected


@pytest.mark.parametrize(
    ("next_at", "moment", "expected"),
    [
        ("2026-11-20", "2026-11-23 09:00", "Agreed for 11-20: send the comparison, 3 days late"),
        ("2026-11-20", "2026-11-21 00:00", "Agreed for 11-20: send the comparison, 1 day late"),
        ("2026-11-20", "2026-11-20 23:59", "Agreed for today: send the comparison"),
        ("2026-11-20 15:00", "2026-11-20 16:00", "Agreed for today at 15:00: send the comparison"),
        ("2026-11-20", "2026-11-19 09:00", "Agreed for tomorrow: send the comparison"),
        ("2026-11-20 15:00", "2026-11-19 09:00", "Agreed for tomorrow at 15:00: send the comparison"),
        ("2026-11-20", "2026-11-16 09:00", "Agreed for 11-20: send the comparison"),
        ("2027-01-05 08:30", "2026-11-16 09:00", "Agreed for 2027-01-05 at 08:30: send the comparison"),
    ],
)
def test_an_agreed_step_names_its_day_and_how_late_it_is(next_at: str, moment: str, expected: str) -> None:
    assert says(STEP._replace(next_at=next_at), "next_step", moment) == expected


def test_a_step_without_a_title_is_following_up() -> None:
    assert says(STEP._replace(next_title=""), "next_step", "2026-11-20 09:00") == "Agreed for today: follow up"


@pytest.mark.parametrize(
    ("attempts", "expected"), [(1, "No answer last time, try again"), (2, "No answer 2 times, try again")]
)
def test_a_retry_says_how_often_nobody_answered(attempts: int, expected: str) -> None:
    state = NEEDS._replace(attempts=attempts, retry_on="2026-11-06")
    assert says(state, "next_step", "2026-11-06 09:00") == expected


def test_a_step_that_was_tried_says_so() -> None:
    state = STEP._replace(attempts=2, retry_on="2026-11-23")
    expected = "Agreed for 11-20: send the comparison; no answer 2 times, try again"
    assert says(state, "next_step", "2026-11-23 09:00") == expected


def test_idle_says_how_long_nobody_followed_up() -> None:
    assert says(NEEDS, "idle", "2026-11-10 09:00") == "8 days without a follow-up"


@pytest.mark.parametrize("status", ["prospect", "intent", "won", "lost"])
def test_every_status_has_a_suggestion(status: str) -> None:
    assert suggestion(status).id
