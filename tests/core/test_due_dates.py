"""The due rules of tasks, complaints, contracts, silence and birthdays, at their exact boundaries."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crmcli.core.due import birthday, reasons
from crmcli.core.due.buckets import bucket, days_ahead
from crmcli.core.due.sentences import sentence, suggestion
from crmcli.core.urgency import terms
from crmcli.records.due import Birthday, Contract, DueSettings, Reason, State, Todo

DEFAULTS = DueSettings()
BUYER = State("won", "won", "2026-01-05 09:00", interactions=1, last_contact_at="2026-11-20 10:00")
TALKED = State("intent", "needs", "2026-05-01 09:00", interactions=1, last_contact_at="2026-08-20 16:00")


def only(state: State, rule: str, settings: DueSettings = DEFAULTS) -> Reason | None:
    return next((r for r in reasons(state, settings) if r.rule == rule), None)


def placed(state: State, rule: str, day: str, days: int = 1) -> str | None:
    reason = only(state, rule)
    assert reason is not None
    now = datetime.fromisoformat(f"{day} 09:00")
    return bucket(reason.due_at, reason.late_at, now, days_ahead(rule, days, DEFAULTS))


def said(state: State, rule: str, day: str, settings: DueSettings = DEFAULTS) -> str:
    reason = only(state, rule, settings)
    assert reason is not None
    msg = sentence(reason, state, now=datetime.fromisoformat(f"{day} 09:00"), settings=settings)
    shown = {key: getattr(value, "id", value) for key, value in msg.params.items()}
    return (msg.one if msg.one and msg.params.get("n") == 1 else msg.id).format(**shown)


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-11-22", None), ("2026-11-23", "tomorrow"), ("2026-11-24", "today"), ("2026-11-25", "overdue")],
)
def test_a_task_is_due_on_its_day_and_overdue_the_day_after(day: str, expected: str | None) -> None:
    state = BUYER._replace(todos=(Todo(4, "manual", "寄样品", "2026-11-24 15:00"),))
    assert placed(state, "task", day) == expected


@pytest.mark.parametrize(
    ("origin", "rule"),
    [("manual", "task"), ("import", "task"), ("info_pack", "task"), ("contract", "task"), ("birthday", "task"),
     ("deliver", "deliver"), ("usage_visit", "usage_visit"), ("need_check", "need_check"), ("winback", "winback"),
     ("complaint", "complaint")],
)  # fmt: skip
def test_a_task_speaks_under_the_rule_that_made_it_and_each_for_itself(origin: str, rule: str) -> None:
    state = BUYER._replace(todos=(Todo(4, origin, "", "2026-11-24"), Todo(5, origin, "", "2026-11-25")))
    assert [r.ref for r in reasons(state, DEFAULTS) if r.rule == rule] == [4, 5]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-21", "寄样品: on 11-24 at 15:00"),
        ("2026-11-23", "寄样品: tomorrow at 15:00"),
        ("2026-11-24", "寄样品: today at 15:00"),
        ("2026-11-26", "寄样品: due 11-24, {n} days late"),
    ],
)
def test_a_task_is_said_with_its_title_and_day(day: str, expected: str) -> None:
    state = BUYER._replace(todos=(Todo(4, "manual", "寄样品", "2026-11-24 15:00"),))
    assert said(state, "task", day) == expected


def test_a_need_check_waits_for_the_retry_after_no_answer_and_other_tasks_do_not() -> None:
    todos = (Todo(4, "need_check", "", "2026-11-20"), Todo(5, "manual", "寄样品", "2026-11-20"))
    state = TALKED._replace(todos=todos, attempts=1, retry_on="2026-11-24")
    assert placed(state, "need_check", "2026-11-24") == "today"
    assert placed(state, "task", "2026-11-23") == "overdue"


LEAD = State("prospect", "lead", "2026-11-02 10:00", todos=(Todo(4, "info_pack", "", "2026-11-03"),))


@pytest.mark.parametrize(
    ("state", "due_at", "late_at"),
    [
        (LEAD, "2026-11-03", "2026-11-04"),
        (LEAD._replace(next_at="2026-11-06 15:00", next_task_id=9), "2026-11-06", "2026-11-07"),
        (LEAD._replace(next_at="2026-11-03", next_task_id=9), "2026-11-03", "2026-11-04"),
        (LEAD._replace(attempts=1, retry_on="2026-11-04"), "2026-11-04", "2026-11-05"),
        (LEAD._replace(snoozed_until="2026-12-01"), "2026-12-01", "2026-12-02"),
        (LEAD._replace(interactions=1, last_contact_at="2026-11-02 11:00"), "2026-11-07", "2026-11-08"),
        (LEAD._replace(interactions=1, last_contact_at="2026-11-10 11:00", risk_high=True), "2026-11-12", "2026-11-13"),
    ],
)
def test_an_information_pack_waits_for_the_next_reason_to_call(state: State, due_at: str, late_at: str) -> None:
    reason = only(state, "task")
    assert reason is not None
    assert (reason.due_at, reason.late_at) == (due_at, late_at)


def test_an_information_pack_put_off_is_said_with_the_day_it_waits_for() -> None:
    state = LEAD._replace(next_at="2026-11-06", next_task_id=9)
    assert said(state, "task", "2026-11-06").endswith(": today")
    assert said(LEAD, "task", "2026-11-06").endswith(": due 11-03, {n} days late")


def test_an_information_pack_never_outranks_what_else_is_due() -> None:
    others = [
        LEAD,
        LEAD._replace(attempts=1, retry_on="2026-11-04"),
        LEAD._replace(next_at="2026-11-06", next_task_id=9),
        LEAD._replace(interactions=1, last_contact_at="2026-11-02 11:00"),
    ]
    for state in others:
        pack, *rest = sorted(reasons(state, DEFAULTS), key=lambda reason: reason.rule != "task")
        assert all(pack.weight + DEFAULTS.cap < other.weight for other in rest)
        points = terms(pack, state, days_over=3, settings=DEFAULTS)
        assert sum(term.points for term in points) == pack.weight + 6


def test_priority_moves_a_task_and_is_a_term_of_its_score() -> None:
    weights = {}
    for priority in ("high", "mid", "low"):
        state = BUYER._replace(todos=(Todo(4, "manual", "寄样品", "2026-11-24", priority),))
        reason = only(state, "task")
        assert reason is not None
        weights[priority] = reason.weight
        points = terms(reason, state, days_over=0, settings=DEFAULTS)
        assert sum(term.points for term in points) == reason.weight
    assert weights["high"] > weights["mid"] > weights["low"]


def test_a_complaint_is_due_at_once_and_stays_until_it_is_done() -> None:
    state = BUYER._replace(todos=(Todo(9, "complaint", "", "2026-11-20", "high"),), snoozed_until="2026-12-31")
    assert [placed(state, "complaint", day) for day in ("2026-11-20", "2026-11-21", "2026-12-20")] == [
        "today", "overdue", "overdue",
    ]  # fmt: skip
    assert said(state, "complaint", "2026-11-20") == "Complaint, to be settled today"
    assert said(state, "complaint", "2026-11-22") == "Complaint not settled, {n} days late"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-12-23", "tomorrow"), ("2026-12-24", "today"), ("2026-12-25", "overdue"), ("2027-01-02", "overdue")],
)
def test_a_contract_is_looked_at_7_days_before_its_end(day: str, expected: str) -> None:
    assert placed(BUYER._replace(contracts=(Contract(3, "年度合同", "2026-12-31"),)), "contract", day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-24", "Contract ends on 12-31, in {n} days"),
        ("2026-12-31", "Contract ends today"),
        ("2027-01-02", "Contract ended on 2026-12-31, {n} days ago"),
    ],
)
def test_a_contract_says_its_end(day: str, expected: str) -> None:
    assert said(BUYER._replace(contracts=(Contract(3, "年度合同", "2026-12-31"),)), "contract", day) == expected


def test_a_contract_is_over_with_a_talk_on_its_last_day_and_not_with_one_before() -> None:
    state = BUYER._replace(contracts=(Contract(3, "年度合同", "2026-12-31"),))
    assert only(state._replace(last_contact_at="2026-12-30 18:00"), "contract")
    assert not only(state._replace(last_contact_at="2026-12-31 09:00"), "contract")
    assert not only(state, "contract", DEFAULTS._replace(contract=0))


@pytest.mark.parametrize(
    ("last", "first_day"),
    [
        ("2026-08-20 16:00", "2026-11-21"),  # the 20th is exactly 3 months, not more
        ("2026-11-30", "2027-03-01"),  # 28 February looks back to 28 November
        ("2026-02-28", "2026-06-01"),  # 29 to 31 May look back to 28 February
        ("2025-11-29", "2026-03-01"),
    ],
)
def test_silence_is_strictly_more_than_3_calendar_months(last: str, first_day: str) -> None:
    reason = only(TALKED._replace(last_contact_at=last), "silent")
    assert reason is not None
    assert reason.due_at == first_day


def test_silence_counts_from_creation_where_nobody_ever_talked_and_never_for_lost_ones() -> None:
    lead = State("prospect", "lead", "2026-08-20 16:00")
    assert only(lead, "silent") == only(TALKED._replace(status="prospect", stage="lead"), "silent")
    assert not only(TALKED._replace(status="lost", stage="lost", lost_reason="price"), "silent")
    assert not only(TALKED, "silent", DEFAULTS._replace(silent_months=0))


@pytest.mark.parametrize(
    ("day", "stage", "expected"),
    [
        ("2026-11-21", "needs", "Over 3 months without a contact"),
        ("2027-02-20", "needs", "Over 5 months without a contact"),
        ("2027-02-21", "needs", "Over 6 months without a contact, lost?"),
        ("2027-02-21", "won", "Over 6 months without a contact"),
        ("2026-11-19", "needs", "3 months without a contact on 11-21"),
    ],
)
def test_long_silence_suggests_that_the_customer_is_lost(day: str, stage: str, expected: str) -> None:
    assert said(TALKED._replace(stage=stage, status="won" if stage == "won" else "intent"), "silent", day) == expected


def test_silence_yields_to_a_snooze_and_to_an_agreed_date() -> None:
    for held in (TALKED._replace(snoozed_until="2026-12-24"), TALKED._replace(next_at="2026-12-24", next_task_id=1)):
        reason = only(held, "silent")
        assert reason is not None
        assert reason.due_at == "2026-12-24"


@pytest.mark.parametrize(
    "state", [BUYER._replace(do_not_contact=True), BUYER._replace(status="lost", lost_reason="invalid")]
)
def test_who_is_not_to_be_contacted_has_no_task_contract_or_birthday(state: State) -> None:
    full = state._replace(
        todos=(Todo(1, "complaint", "", "2026-11-20", "high"),),
        contracts=(Contract(1, "x", "2026-12-01"),),
        birthdays=(Birthday(1, "张伟", "11-24"),),
    )
    assert reasons(full, DEFAULTS) == ()
    assert birthday.keys(full, DEFAULTS) == ()


def test_birthdays_are_kept_by_the_day_of_the_year() -> None:
    state = BUYER._replace(birthdays=(Birthday(7, "张伟", "11-24"), Birthday(8, "李娜", "08-15", lunar=True)))
    assert [(contact, key) for contact, key, _ in birthday.keys(state, DEFAULTS)] == [(7, "11-24"), (8, "L08-15")]
    assert birthday.keys(state, DEFAULTS._replace(birthday=0)) == ()


@pytest.mark.parametrize(
    ("today", "key", "day"),
    [
        ("2026-11-21", "11-24", "2026-11-24"),
        ("2026-12-30", "01-01", "2027-01-01"),
        ("2027-02-26", "02-29", "2027-02-28"),  # no leap year
        ("2028-02-26", "02-29", "2028-02-29"),
        ("2028-02-26", "02-28", "2028-02-28"),
    ],
)
def test_a_solar_birthday_falls_on(today: str, key: str, day: str) -> None:
    assert birthday.occurrences(date.fromisoformat(today), 3, lunar=False)[key] == day


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("L08-15", "2026-09-25"),  # mid-autumn
        ("L01-01", "2026-02-17"),  # new year
        ("L05-05", "2026-06-19"),  # dragon boat
        ("L12-30", "2026-02-16"),  # the last month of that year has 29 days
    ],
)
def test_a_lunar_birthday_falls_on(key: str, day: str) -> None:
    wanted = date.fromisoformat(day)
    assert birthday.occurrences(wanted, 0, lunar=True).get(key) == day
    before = birthday.occurrences(date.fromordinal(wanted.toordinal() - 2), 1, lunar=True)
    assert key not in before


def test_a_leap_month_has_no_birthdays_of_its_own() -> None:
    keys = birthday.occurrences(date(2025, 8, 1), 0, lunar=True)  # in the leap sixth month
    assert [key for key in keys if key.startswith("L")] == []


def test_a_birthday_is_said_with_the_name() -> None:
    state = BUYER._replace(birthdays=(Birthday(7, "张伟", "11-24"),))
    reason = Reason("birthday", 7, "2026-11-24", "2026-11-25", 30)
    days = ("2026-11-21", "2026-11-23", "2026-11-24")
    ids = [sentence(reason, state, now=datetime.fromisoformat(day), settings=DEFAULTS).id for day in days]
    assert ids == ["Birthday of {name} on {day}", "Birthday of {name} tomorrow", "Birthday of {name} today"]


def test_what_the_reason_asks_for_is_suggested_before_what_the_status_does() -> None:
    assert suggestion("won", "birthday").id == "Congratulate"
    assert suggestion("won", "cadence") == suggestion("won")
