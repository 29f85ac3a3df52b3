"""Which days a report is about, and which days lie just before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.report_periods import days_before, read_days
from crmcli.core.spans import Span
from crmcli.errors import BadValue, UsageError

NOW = datetime(2026, 11, 18, 9, 0)  # a Wednesday
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("period", "first", "last", "before"),
    [
        ("week", "2026-11-16", "2026-11-22", ("2026-11-09", "2026-11-15")),
        ("last-week", "2026-11-09", "2026-11-15", ("2026-11-02", "2026-11-08")),
        ("month", "2026-11-01", "2026-11-30", ("2026-10-01", "2026-10-31")),
        ("last-month", "2026-10-01", "2026-10-31", ("2026-09-01", "2026-09-30")),
        ("quarter", "2026-10-01", "2026-12-31", ("2026-07-01", "2026-09-30")),
        ("year", "2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-10", "2026-10-01", "2026-10-31", ("2026-09-01", "2026-09-30")),
        ("2026Q3", "2026-07-01", "2026-09-30", ("2026-04-01", "2026-06-30")),
        ("上月", "2026-10-01", "2026-10-31", ("2026-09-01", "2026-09-30")),
        ("2026-11-01..2026-11-15", "2026-11-01", "2026-11-15", ("2026-10-17", "2026-10-31")),
    ],
)
def test_a_period_has_one_of_its_own_kind_before_it(
    period: str, first: str, last: str, before: tuple[str, str]
) -> None:
    days = read_days(period=period, now=NOW)
    assert days == Span(first, last)
    assert days_before(days, today=TODAY) == Span(*before)


def test_ends_may_be_given_alone_and_a_month_gives_its_own_end() -> None:
    assert read_days(since="2026-10", until="2026-11", now=NOW) == Span("2026-10-01", "2026-11-30")
    assert read_days(since="2026-11-16", now=NOW) == Span("2026-11-16", None)
    assert read_days(now=NOW) == Span(None, None)


def test_a_period_without_an_end_ends_today_for_comparing() -> None:
    assert days_before(Span("2026-11-16", None), today=TODAY) == Span("2026-11-13", "2026-11-15")


@pytest.mark.parametrize(
    "given",
    [{"period": "month", "since": "2026-11-01"}, {"since": "2026-11-02", "until": "2026-11-01"}, {"period": "soon"}],
)
def test_what_contradicts_itself_or_cannot_be_read_is_refused(given: dict[str, str]) -> None:
    with pytest.raises((UsageError, BadValue)):
        read_days(**given, now=NOW)


def test_all_of_time_has_nothing_before_it() -> None:
    with pytest.raises(UsageError):
        days_before(Span(None, "2026-11-30"), today=TODAY)


@given(st.dates(date(2, 1, 1)), st.integers(0, 800))
def test_the_days_before_end_where_the_period_begins(first: date, length: int) -> None:
    last = first + timedelta(days=min(length, (date.max - first).days))
    before = days_before(Span(first.isoformat(), last.isoformat()), today=TODAY)
    assert before.last == (first - timedelta(days=1)).isoformat()
    assert before.first is not None
    assert before.first <= before.last
