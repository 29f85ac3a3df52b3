"""Working days: weekends, public holidays and the moved working days (调休) of a country. No due rules.

The days come from the `holidays` package. For a country or a year that it does not know, and for the 调休 of a
Chinese year not published yet, weekends (and the statutory holidays, where known) are all that is off.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta

from crmcli.errors import N_, BadValue

# No holiday is longer: beyond it something is wrong with the table, and a loop must end.
_LONGEST_BREAK = 60
# Four years of working days: what is further away is a slip of the keyboard.
_MOST_WORKING_DAYS = 1000


def is_working_day(day: date, *, country: str = "CN") -> bool:
    """Say whether people work on `day`.

    Args:
        day: any day.
        country: ISO 3166 code of two letters; an unknown one has weekends only.
    """
    off, worked = _exceptions(country.strip().upper(), day.year)
    if day.weekday() >= 5:
        return day in worked
    return day not in off


def is_known(country: str) -> bool:
    """Say whether the holidays of a country (ISO 3166, two letters) are known."""
    import holidays

    return country.strip().upper() in holidays.list_supported_countries()


def next_working_day(day: date, *, country: str = "CN") -> date:
    """The first working day strictly after `day` (arguments as in is_working_day)."""
    return add_working_days(day, 1, country=country)


def shift_to_working(day: date, *, country: str = "CN") -> date:
    """`day` itself when people work on it, else the first working day after it (arguments as in is_working_day)."""
    return day if is_working_day(day, country=country) else next_working_day(day, country=country)


def add_working_days(day: date, count: int, *, country: str = "CN") -> date:
    """The `count`-th working day after `day`; before it when negative; `day` itself when 0.

    Args:
        day: where to count from; it is not counted itself.
        count: working days, from -1000 to 1000.
        country: as in is_working_day.

    Raises:
        BadValue: more working days than that, or beyond the years a date can have.
    """
    if abs(count) > _MOST_WORKING_DAYS:
        raise _too_far(count)
    step = timedelta(days=1 if count > 0 else -1)
    try:
        for _ in range(abs(count)):
            day = _step(day, step, country)
    except OverflowError:
        raise _too_far(count) from None
    return day


def _step(day: date, step: timedelta, country: str) -> date:
    for _ in range(_LONGEST_BREAK):
        day += step
        if is_working_day(day, country=country):
            break
    return day


def _too_far(count: int) -> BadValue:
    return BadValue(
        N_("{n} working days are too many."), N_("Up to {most} are counted."), n=count, most=_MOST_WORKING_DAYS
    )


@functools.lru_cache(maxsize=64)
def _exceptions(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Weekdays off and weekend days worked in one year of one country; both empty when unknown."""
    import holidays  # 120 ms: only who asks for working days pays for it

    try:
        table = holidays.country_holidays(country, years=year)
    except (NotImplementedError, KeyError):  # a country it does not have
        return frozenset(), frozenset()
    return frozenset(table), frozenset(getattr(table, "weekend_workdays", ()))
