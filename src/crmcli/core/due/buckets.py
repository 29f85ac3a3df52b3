"""Where a reason stands today: overdue, today, tomorrow, upcoming; and how many days it is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from crmcli.records.due import DueSettings

BUCKETS: Final = ("overdue", "today", "tomorrow", "upcoming")
# the rules behind which a task stands
PROMISED: Final = ("next_step", "task", "complaint", "deliver", "usage_visit", "need_check", "winback")


def bucket(due_at: str, late_at: str, now: datetime, days: int) -> str | None:
    """Return the bucket of a reason, or None when it lies further ahead than is asked for (product.md §5).

    Args:
        due_at: ISO day or moment; the day alone decides between today, tomorrow and later.
        late_at: ISO day or moment from which it is overdue.
        now: naive local time.
        days: how many days ahead are asked for; tomorrow is always shown.
    """
    if late_at <= now.isoformat(" ", "minutes"):
        return "overdue"
    today = now.date()
    day = due_at[:10]
    if day <= today.isoformat():
        return "today"
    if day == (today + timedelta(1)).isoformat():
        return "tomorrow"
    return "upcoming" if day <= (today + timedelta(days)).isoformat() else None


def days_ahead(rule: str, days: int, settings: DueSettings) -> int:
    """Return how many days ahead a rule's reasons are shown: promises at least `due.task_ahead` (R189)."""
    return max(days, settings.task_ahead) if rule in PROMISED else days


def days_over(due_at: str, late_at: str, today: date) -> int:
    """Return for how many days a reason has been over; 0 on its day and before.

    A reason that is overdue from its first moment (idle) counts that day as the first. In SQL:
    max(0, julianday(:today) - julianday(substr(due_at, 1, 10)) + (late_at = due_at)).
    """
    return max(0, (today - date.fromisoformat(due_at[:10])).days + (late_at == due_at))
