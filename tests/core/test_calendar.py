"""Working days: weekends, holidays and the moved working days of China."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.calendar import add_working_days, is_working_day, next_working_day, shift_to_working
from crmcli.errors import BadValue


def test_holidays_are_off_and_moved_weekend_days_are_worked() -> None:
    assert not is_working_day(date(2024, 5, 1))
    assert not is_working_day(date(2024, 5, 5))
    assert is_working_day(date(2024, 5, 11))  # a Saturday worked for the May holidays
    assert is_working_day(date(2026, 10, 10))
    assert not is_working_day(date(2024, 5, 12))


def test_the_next_working_day_is_after_the_break() -> None:
    assert next_working_day(date(2024, 4, 30)) == date(2024, 5, 6)
    assert next_working_day(date(2024, 5, 10)) == date(2024, 5, 11)


def test_a_day_is_moved_only_when_nobody_works_on_it() -> None:
    assert shift_to_working(date(2024, 5, 3)) == date(2024, 5, 6)
    assert shift_to_working(date(2024, 5, 6)) == date(2024, 5, 6)


@pytest.mark.parametrize("country", ["XX", "", "中国", "cn "])
def test_an_unknown_country_has_weekends_and_a_known_one_is_known_in_any_case(country: str) -> None:
    assert is_working_day(date(2024, 5, 1), country=country) is (country != "cn ")
    assert not is_working_day(date(2024, 5, 12), country=country)


@pytest.mark.parametrize("year", [1900, 1948, 2099, 2150, 9998])
def test_a_year_without_a_published_calendar_still_has_weekends(year: int) -> None:
    week = [date(year, 6, 1) + timedelta(days=turn) for turn in range(7)]
    assert sum(is_working_day(day) for day in week) in range(3, 6)
    assert next_working_day(date(year, 12, 31)) > date(year, 12, 31)


def test_too_many_working_days_are_refused() -> None:
    with pytest.raises(BadValue):
        add_working_days(date(2024, 5, 10), 1001)
    with pytest.raises(BadValue):
        add_working_days(date(9999, 12, 31), 1)


@given(day=st.dates(date(2015, 1, 1), date(2035, 12, 31)), count=st.integers(1, 30))
def test_there_and_back_again_lands_on_the_working_day_at_or_before(day: date, count: int) -> None:
    there = add_working_days(day, count)
    assert is_working_day(there)
    assert there >= day + timedelta(days=count)
    back = add_working_days(there, -count)
    assert back == day if is_working_day(day) else back < day
