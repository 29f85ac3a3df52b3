"""Days that the rules share: how long a customer is left in peace, and when a date of a rule is due and late.

Not here: sorting into overdue, today and tomorrow (buckets.py), which needs to know today.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from crmcli.records.due import DueSettings, State


def later(day: str, days: int) -> str:
    """Return the ISO day `days` after the ISO day or moment `day`."""
    return _later(day[:10], days)


@lru_cache(maxsize=4096)  # a whole file is judged after an import, and its customers share few days
def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def days_between(first: str, last: str) -> int:
    """Return how many days lie from the day of `first` to the day of `last`; hours do not matter."""
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def rule_day(day: str, settings: DueSettings) -> str:
    """Return the ISO day a rule's date falls on: itself, or the next working day when the user asked for that.

    Only dates that a rule computes are moved; a date the user agreed on stays.
    """
    if not settings.working_days:
        return day
    from crmcli.core.calendar import shift_to_working

    return shift_to_working(date.fromisoformat(day), country=settings.country).isoformat()


def quiet_until(state: State) -> str | None:
    """Return the ISO day until which cadence, first touch and idle are silent, or None.

    It is the latest of the snooze, the retry after an unanswered attempt and the agreed next date.
    """
    snooze, retry, step = state.snoozed_until, state.retry_on, state.next_at
    if not (snooze or retry or step):
        return None
    return max(day[:10] for day in (snooze, retry, step) if day)


def held(due_at: str, late_at: str, quiet: str | None) -> tuple[str, str]:
    """Return (due_at, late_at) put off to the day `quiet` when that is later; it is late the day after.

    Facts do not know today, so silence is said by a later date. On the day itself the customer is a matter for
    today, however long ago the rule's own date was: that is what the user put it off to.
    """
    if quiet is None or quiet <= due_at[:10]:
        return due_at, late_at
    return quiet, later(quiet, 1)
