"""Each due rule at its exact boundary, and how agreed dates, attempts and snoozes silence it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crmcli.core.due import reasons
from crmcli.core.due.buckets import bucket, days_ahead, days_over
from crmcli.core.due.idle import idle_base
from crmcli.core.due.settings import ALL_SETTINGS, settings_from
from crmcli.records.due import DueSettings, Reason, State

DEFAULTS = DueSettings()
LEAD = State("prospect", "lead", "2026-11-02 10:00")
TALKED = State("intent", "needs", "2026-10-01 09:00", interactions=1, last_contact_at="2026-11-02 16:00")
NEEDS_NEVER_TALKED = State("intent", "needs", "2026-11-02 10:00")


def when(state: State, moment: str, settings: DueSettings = DEFAULTS) -> dict[str, str | None]:
    """Return the bucket of each rule that speaks by tomorrow; `retry` is the next step without a task."""
    now = datetime.fromisoformat(moment)
    named = {("retry" if r.rule == "next_step" and not r.ref else r.rule): r for r in reasons(state, settings)}
    placed = {rule: bucket(r.due_at, r.late_at, now, 1) for rule, r in named.items()}
    return {rule: place for rule, place in placed.items() if place}


def only(state: State, rule: str, settings: DueSettings = DEFAULTS) -> Reason | None:
    return next((r for r in reasons(state, settings) if r.rule == rule), None)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-02 10:00", "tomorrow"),
        ("2026-11-02 23:59", "tomorrow"),
        ("2026-11-03 00:00", "today"),
        ("2026-11-03 09:59", "today"),
        ("2026-11-03 10:00", "today"),
        ("2026-11-03 10:01", "overdue"),
    ],
)
def test_a_new_lead_is_overdue_once_more_than_24_hours_have_passed(moment: str, expected: str) -> None:
    assert when(LEAD, moment)["first_touch"] == expected


def test_first_touch_is_for_leads_nobody_talked_with() -> None:
    assert only(LEAD, "first_touch")
    assert not only(LEAD._replace(interactions=1, last_contact_at="2026-11-02 11:00"), "first_touch")
    assert not only(LEAD._replace(stage="contact"), "first_touch")
    assert not only(LEAD._replace(attempts=1, retry_on="2026-11-03"), "first_touch")


def test_a_bare_lead_has_its_first_touch_and_no_cadence_yet() -> None:
    assert not only(LEAD, "cadence")


def test_never_contacted_but_no_longer_a_lead_counts_from_creation() -> None:
    reason = only(NEEDS_NEVER_TALKED, "cadence")
    assert reason is not None
    assert (reason.due_at, reason.late_at) == ("2026-11-05", "2026-11-06")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-03 23:59", None),
        ("2026-11-04 00:00", "tomorrow"),
        ("2026-11-05 00:00", "today"),
        ("2026-11-05 23:59", "today"),
        ("2026-11-06 00:00", "overdue"),
    ],
)
def test_cadence_is_due_on_day_n_and_overdue_the_day_after(moment: str, expected: str | None) -> None:
    assert when(TALKED, moment).get("cadence") == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2026-11-09 23:59", "tomorrow"), ("2026-11-10 00:00", "overdue"), ("2026-11-11 08:00", "overdue")],
)
def test_idle_is_overdue_at_once_from_day_8_and_not_on_day_7(moment: str, expected: str) -> None:
    assert when(TALKED, moment)["idle"] == expected


@pytest.mark.parametrize(
    ("status", "stage", "counts"),
    [("prospect", "contact", True), ("intent", "quote", True), ("won", "won", False), ("lost", "lost", False)],
)
def test_silence_counts_for_prospects_and_interested_customers_only(status: str, stage: str, counts: bool) -> None:
    state = TALKED._replace(status=status, stage=stage)
    assert (only(state, "idle") is not None) is counts
    assert idle_base(state) == ("2026-11-02" if counts else None)


STEP = TALKED._replace(next_at="2026-11-20 15:00", next_task_id=7, next_title="发送对比表")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-18 23:59", {}),
        ("2026-11-19 00:00", {"next_step": "tomorrow", "idle": "tomorrow"}),
        ("2026-11-20 00:00", {"next_step": "today", "idle": "today"}),
        ("2026-11-20 15:01", {"next_step": "today", "idle": "today"}),
        ("2026-11-20 23:59", {"next_step": "today", "idle": "today"}),
        ("2026-11-21 00:00", {"next_step": "overdue", "idle": "overdue"}),
    ],
)
def test_a_next_date_silences_the_others_until_it_is_reached(moment: str, expected: dict[str, str]) -> None:
    assert when(STEP, moment) == expected


def test_a_next_date_takes_the_place_of_the_cadence_even_when_it_is_sooner_or_past() -> None:
    assert not only(TALKED._replace(next_at="2026-11-03", next_task_id=7), "cadence")


def test_a_planned_first_talk_silences_the_first_touch_until_its_day() -> None:
    state = LEAD._replace(next_at="2026-11-09", next_task_id=3)
    assert when(state, "2026-11-04 12:00") == {}
    assert when(state, "2026-11-09 12:00")["first_touch"] == "today"
    assert when(state, "2026-11-10 00:00")["first_touch"] == "overdue"


def test_an_unanswered_attempt_is_due_again_on_the_next_working_day() -> None:
    state = LEAD._replace(attempts=1, retry_on="2026-11-05")
    assert when(state, "2026-11-03 18:00") == {}
    assert when(state, "2026-11-05 12:00") == {"retry": "today"}
    assert when(state, "2026-11-06 00:00") == {"retry": "overdue"}


def test_an_attempt_puts_off_the_step_it_was_made_for_as_one_reason() -> None:
    state = STEP._replace(attempts=1, retry_on="2026-11-23")
    assert when(state, "2026-11-20 18:00") == {}
    assert when(state, "2026-11-23 08:00") == {"next_step": "today", "idle": "today"}
    assert when(state, "2026-11-24 00:00") == {"next_step": "overdue", "idle": "overdue"}


def test_an_attempt_before_the_agreed_date_brings_its_own_retry() -> None:
    state = STEP._replace(attempts=1, retry_on="2026-11-17")
    assert when(state, "2026-11-17 08:00") == {"retry": "today"}
    assert when(state, "2026-11-20 08:00")["next_step"] == "today"


def test_a_retry_on_the_agreed_day_is_one_reason() -> None:
    assert when(STEP._replace(attempts=1, retry_on="2026-11-20"), "2026-11-20 08:00").keys() == {"next_step", "idle"}


@pytest.mark.parametrize("state", [TALKED, LEAD, STEP, STEP._replace(attempts=2, retry_on="2026-11-05")])
def test_a_snooze_silences_everything_until_its_day(state: State) -> None:
    snoozed = state._replace(snoozed_until="2026-12-01")
    assert when(snoozed, "2026-11-29 23:59") == {}
    assert set(when(snoozed, "2026-12-01 09:00").values()) == {"today"}
    assert set(when(snoozed, "2026-12-02 00:00").values()) == {"overdue"}


def test_a_snooze_that_is_over_changes_nothing() -> None:
    assert reasons(TALKED._replace(snoozed_until="2026-10-05"), DEFAULTS) == reasons(TALKED, DEFAULTS)


@pytest.mark.parametrize("rule", ["first_touch", "idle"])
def test_zero_switches_a_rule_off(rule: str) -> None:
    assert not only(LEAD, rule, settings_from({"due.first_touch": 0, "due.idle_alert": 0}))


def test_a_lead_follows_the_cadence_when_there_is_no_first_touch_rule() -> None:
    assert only(LEAD, "cadence", DEFAULTS._replace(first_touch=0))


def test_dates_of_rules_move_to_working_days_and_agreed_dates_stay() -> None:
    settings = DEFAULTS._replace(working_days=True)
    saturday = TALKED._replace(last_contact_at="2026-11-11 16:00")
    reason = only(saturday, "cadence", settings)
    assert reason is not None
    assert (reason.due_at, reason.late_at) == ("2026-11-16", "2026-11-17")
    friday_lead = only(LEAD._replace(created_at="2026-11-13 17:30"), "first_touch", settings)
    assert friday_lead is not None
    assert (friday_lead.due_at, friday_lead.late_at) == ("2026-11-16 17:30", "2026-11-16 17:31")
    agreed = only(saturday._replace(next_at="2026-11-14", next_task_id=1), "next_step", settings)
    assert agreed is not None
    assert agreed.due_at == "2026-11-14"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-20", "today"), ("2026-11-19", "tomorrow"), ("2026-11-13", "upcoming"), ("2026-11-12", None)],
)
def test_buckets_reach_as_many_days_ahead_as_asked(day: str, expected: str | None) -> None:
    assert bucket("2026-11-20 15:00", "2026-11-21", datetime.fromisoformat(f"{day} 08:00"), 7) == expected


def test_next_steps_are_shown_as_far_ahead_as_the_setting_says() -> None:
    settings = DEFAULTS._replace(task_ahead=3)
    assert days_ahead("next_step", 0, settings) == 3
    assert days_ahead("cadence", 0, settings) == 0
    assert days_ahead("next_step", 7, settings) == 7


@pytest.mark.parametrize(
    ("due_at", "late_at", "expected"),
    [
        ("2026-11-20", "2026-11-21", 0),
        ("2026-11-19 10:00", "2026-11-19 10:01", 1),
        ("2026-11-17", "2026-11-18", 3),
        ("2026-11-20", "2026-11-20", 1),
        ("2026-11-25", "2026-11-26", 0),
    ],
)
def test_days_over_count_from_the_day_it_was_due(due_at: str, late_at: str, expected: int) -> None:
    assert days_over(due_at, late_at, date(2026, 11, 20)) == expected


def test_settings_without_values_are_the_documented_defaults() -> None:
    assert settings_from({}) == DEFAULTS
    keys = {"silent_months" if s.key == "silent.months" else s.key.partition(".")[2].lower() for s in ALL_SETTINGS}
    assert keys == set(DEFAULTS._fields) - {"country"}


def test_settings_take_the_values_given_and_ignore_other_keys() -> None:
    settings = settings_from({"due.grade_A": 20, "score.cap": 5, "country": "HK", "mask": True})
    assert (settings.grade_a, settings.cap, settings.country) == (20, 5, "HK")
