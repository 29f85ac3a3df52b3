"""The rule `birthday`: on the day, and some days ahead; by the Chinese calendar where so marked (product.md §5).

Every year brings another one, and facts do not know the year. So no date is stored, but the day of the year as a key
(`08-15`, `L08-15`), and the list asks for the keys that the days ahead of it have: nothing stored ever grows stale.
A birthday is never overdue: after its day it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from crmcli.core.cadence import never_due
from crmcli.core.due.days import days_between
from crmcli.core.due.wording import day_text
from crmcli.core.urgency import weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "birthday"
LUNAR = "L"  # begins the keys of days of the Chinese calendar
YEAR = 366
JULIAN = 1721424.5  # Julian day number of the day before 0001-01-01, ordinal 0


def keys(state: State, settings: DueSettings) -> tuple[tuple[int, str, float], ...]:
    """Return what is stored of a customer's birthdays: (contact, key, weight)."""
    if not settings.birthday or never_due(state) or not state.birthdays:
        return ()
    points = weight(state, RULE)
    return tuple((one.contact_id, (LUNAR if one.lunar else "") + one.day, points) for one in state.birthdays)


def occurrences(today: date, ahead: int, *, lunar: bool) -> dict[str, str]:
    """Return the keys of the days from `today` to `ahead` days later, each with its first ISO day.

    Who was born on 29 February is congratulated on the 28th in other years; who was born on the 30th of a lunar month
    that has 29 days, on its last day. A leap month has no birthdays of its own: its twin came before it.

    Args:
        lunar: whether the Chinese calendar is needed; loading it takes a while.
    """
    found: dict[str, str] = {}
    for n in range(min(ahead, YEAR) + 1):
        day = today + timedelta(n)
        for key in (*_solar(day), *(_lunar(day) if lunar else ())):
            found.setdefault(key, day.isoformat())
    return found


def _solar(day: date) -> Iterator[str]:
    yield day.isoformat()[5:]
    if (day.month, day.day) == (2, 28) and (day + timedelta(1)).month == 3:
        yield "02-29"


def _lunar(day: date) -> Iterator[str]:
    number = day.toordinal()
    for month, first, days in _months(day.year):
        if month > 0 and first <= number < first + days:
            yield f"{LUNAR}{month:02}-{number - first + 1:02}"
            if days == 29 and number == first + 28:
                yield f"{LUNAR}{month:02}-30"


@lru_cache(maxsize=16)
def _months(year: int) -> tuple[tuple[int, int, int], ...]:
    """Return the lunar months of a solar year: (month, negative for a leap month; first day's ordinal; days)."""
    from lunar_python import LunarYear

    found = {}
    for one in (*LunarYear.fromYear(year - 1).getMonths(), *LunarYear.fromYear(year).getMonths()):
        first = int(one.getFirstJulianDay() - JULIAN)
        found[first] = (int(one.getMonth()), first, int(one.getDayCount()))
    return tuple(found.values())


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say whose birthday it is and when."""
    one = next(one for one in state.birthdays if one.contact_id == reason.ref)
    today = now.date().isoformat()
    ahead = days_between(today, reason.due_at)
    params = {"name": one.name, "day": day_text(reason.due_at, today)}
    if ahead == 0:
        return Msg(N_("Birthday of {name} today"), params)
    if ahead == 1:
        return Msg(N_("Birthday of {name} tomorrow"), params)
    return Msg(N_("Birthday of {name} on {day}"), params)
