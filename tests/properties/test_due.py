"""Laws of the due rules, whatever the customer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.due import reasons
from crmcli.core.due.birthday import occurrences
from crmcli.core.due.buckets import BUCKETS, bucket, days_over
from crmcli.core.due.sentences import sentence
from crmcli.core.stages import STAGES, status_of
from crmcli.core.urgency import score, terms
from crmcli.records.base import Msg
from crmcli.records.due import Contract, DueSettings, Reason, State, Todo

DEFAULTS = DueSettings()
FIRST, LAST = datetime(2026, 1, 1), datetime(2026, 12, 31, 23, 59)
MOMENTS = st.datetimes(FIRST, LAST).map(lambda at: at.strftime("%Y-%m-%d %H:%M"))
DAYS = st.dates(FIRST.date(), LAST.date()).map(date.isoformat)
NOWS = st.datetimes(FIRST, LAST)


TODOS = st.builds(
    Todo,
    st.integers(20, 99),
    st.sampled_from(["manual", "import", "info_pack", "deliver", "usage_visit", "need_check", "winback", "complaint"]),
    st.sampled_from(["", "寄样品"]),
    DAYS | MOMENTS,
    st.sampled_from(["high", "mid", "low"]),
)
CONTRACTS = st.builds(Contract, st.integers(1, 9), st.just("年度合同"), DAYS)
# what neither a talk nor a snooze of the customer silences (product.md §5)
STAYING = ("next_step", "task", "deliver", "usage_visit", "need_check", "winback", "complaint", "contract")


@st.composite
def states(draw: st.DrawFn) -> State:
    stage = draw(st.sampled_from(STAGES))
    reached = draw(st.booleans())
    attempts = draw(st.integers(0, 6))
    next_at = draw(st.none() | DAYS | MOMENTS)
    return State(
        status=status_of(stage),
        stage=stage,
        created_at=draw(MOMENTS),
        lost_reason=draw(st.sampled_from(["price", "other", "invalid"])) if stage == "lost" else None,
        grade=draw(st.sampled_from("ABCN")),
        strategic=draw(st.booleans()),
        risk_high=draw(st.booleans()),
        do_not_contact=draw(st.sampled_from([False, False, False, True])),
        interactions=1 if reached else 0,
        attempts=attempts,
        retry_on=draw(DAYS) if attempts else None,
        last_contact_at=draw(MOMENTS) if reached else None,
        snoozed_until=draw(st.none() | DAYS),
        next_at=next_at,
        next_task_id=5 if next_at else None,
        next_title=draw(st.sampled_from(["", "send the quote"])),
        open_deals=draw(st.integers(0, 2)),
        stake_cents=draw(st.integers(0, 10**12)),
        todos=tuple(draw(st.lists(TODOS, max_size=3, unique_by=lambda one: one.id))),
        contracts=tuple(draw(st.lists(CONTRACTS, max_size=2, unique_by=lambda one: one.id))),
    )


@given(states())
@settings(max_examples=200)
def test_customers_not_to_be_contacted_and_invalid_leads_are_never_due(state: State) -> None:
    assert reasons(state._replace(do_not_contact=True), DEFAULTS) == ()
    invalid = state._replace(status="lost", stage="lost", lost_reason="invalid")
    assert reasons(invalid, DEFAULTS) == ()


@given(states(), NOWS)
@settings(max_examples=200)
def test_a_talk_today_clears_first_touch_cadence_and_idle(state: State, now: datetime) -> None:
    at = now.strftime("%Y-%m-%d %H:%M")
    talked = state._replace(interactions=state.interactions + 1, last_contact_at=at, attempts=0, retry_on=None)
    for reason in reasons(talked, DEFAULTS):
        if reason.rule not in STAYING:
            assert bucket(reason.due_at, reason.late_at, now, 1) not in ("overdue", "today")


@given(states(), NOWS, st.integers(0, 60 * 24 * 40), st.integers(0, 30))
@settings(max_examples=200)
def test_a_bucket_never_goes_back_as_time_goes_on(state: State, now: datetime, minutes: int, days: int) -> None:
    order = [*reversed((*BUCKETS, None))]
    for reason in reasons(state, DEFAULTS):
        before = bucket(reason.due_at, reason.late_at, now, days)
        after = bucket(reason.due_at, reason.late_at, now + timedelta(minutes=minutes), days)
        assert order.index(after) >= order.index(before)


@given(states(), NOWS, st.integers(0, 400))
@settings(max_examples=200)
def test_the_score_never_falls_as_days_go_by(state: State, now: datetime, later: int) -> None:
    for reason in reasons(state, DEFAULTS):
        first, then = (days_over(reason.due_at, reason.late_at, now.date() + timedelta(n)) for n in (0, later))
        assert score(reason.weight, first, DEFAULTS) <= score(reason.weight, then, DEFAULTS)
        assert score(reason.weight, then, DEFAULTS) <= reason.weight + DEFAULTS.cap


@given(states(), NOWS)
@settings(max_examples=200)
def test_the_terms_of_every_score_add_up(state: State, now: datetime) -> None:
    for reason in reasons(state, DEFAULTS):
        over = days_over(reason.due_at, reason.late_at, now.date())
        total = sum(term.points for term in terms(reason, state, days_over=over, settings=DEFAULTS))
        assert abs(total - score(reason.weight, over, DEFAULTS)) < 1e-9


@given(states(), NOWS)
@settings(max_examples=200)
def test_nothing_is_due_before_a_snooze_ends(state: State, now: datetime) -> None:
    snoozed = state._replace(snoozed_until=(now.date() + timedelta(3)).isoformat())
    silenced = [r for r in reasons(snoozed, DEFAULTS) if r.rule == "next_step" or r.rule not in STAYING]
    assert all(bucket(r.due_at, r.late_at, now, 2) is None for r in silenced)


@given(states(), DAYS, DAYS)
@settings(max_examples=200)
def test_nothing_silences_a_task_a_contract_or_a_complaint(state: State, next_at: str, snooze: str) -> None:
    packs = {one.id for one in state.todos if one.origin == "info_pack"}  # those yield, as a cadence does

    def staying(one: State) -> list[Reason]:
        return [r for r in reasons(one, DEFAULTS) if r.rule in STAYING[1:] and r.ref not in packs]

    assert staying(state._replace(next_at=next_at, next_task_id=5, snoozed_until=snooze)) == staying(state)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 400))
@settings(max_examples=60)
def test_every_solar_birthday_has_one_day_a_year(today: date, ahead: int) -> None:
    found = occurrences(today, ahead, lunar=False)
    assert all(today.isoformat() <= day for day in found.values())
    if ahead >= 365:
        assert len(found) == 366
    assert found[today.isoformat()[5:]] == today.isoformat()


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
@settings(max_examples=20)
def test_every_lunar_day_comes_within_a_year_and_a_month(today: date) -> None:
    found = {key for n in (0, 366) for key in occurrences(today + timedelta(n), 366, lunar=True) if key[0] == "L"}
    assert found == {f"L{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 31)}


@given(states())
@settings(max_examples=200)
def test_reasons_are_one_row_each_and_never_late_before_they_are_due(state: State) -> None:
    found = reasons(state, DEFAULTS)
    assert len({(r.rule, r.ref) for r in found}) == len(found)
    assert all(r.due_at <= r.late_at for r in found)


@given(states(), NOWS)
@settings(max_examples=200)
def test_every_reason_can_be_said_at_any_time(state: State, now: datetime) -> None:
    for reason in reasons(state, DEFAULTS):
        said = sentence(reason, state, now=now, settings=DEFAULTS)
        assert isinstance(said, Msg)
        said.id.format(**said.params)
