"""The declared settings of what reminds outside the due list: alarms of calendars, the weekly review, messages."""

from __future__ import annotations

from typing import Final

from crmcli.errors import N_
from crmcli.records.base import Setting

ALL_SETTINGS: tuple[Setting, ...] = (
    Setting("review.days", 7, "days", N_("each customer of yours is reviewed every so many days (0: never)")),
    Setting("alarm.hour", 9, "hours", N_("hour of the day at which a calendar reminds of a day's entry (0 to 23)")),
    Setting("alarm.before", 15, "minutes", N_("minutes before a moment at which a calendar reminds of it")),
    Setting("notify.limit", 20, "count", N_("customers named in a message of crm notify at most")),
)
LAST_HOUR: Final = 23


def alarm_minutes(at: str, *, hour: int, before: int) -> int:
    """Return when a calendar reminds: minutes from the beginning of an ISO day, or from a moment (then below 0)."""
    return -before if len(at) > len("2026-11-21") else 60 * min(hour, LAST_HOUR)
