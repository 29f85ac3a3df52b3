"""The days a report or an export is about, and the days just before them. How spans are read is in core.spans."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from crmcli.core.spans import Span, parse_span
from crmcli.errors import N_, UsageError

ALL_TIME = Span(None, None)


def read_days(*, period: str = "", since: str = "", until: str = "", now: datetime) -> Span:
    """The days that --period or --since and --until mean; all of time when nothing is given.

    Args:
        period: week, last-week, month, last-month, quarter, year, 2026-10, 2026Q3, or any span of core.spans.
        since, until: a day, or a period, of which the first or the last day counts.
        now: local time, without a zone.

    Raises:
        UsageError: both ways at once, or the end before the start.
        BadValue: what cannot be read.
    """
    if period and (since or until):
        raise UsageError(N_("--period says both ends already."), N_("Leave --since and --until out, or --period."))
    if period:
        return parse_span(period, now=now)
    first = parse_span(since, now=now).first if since else None
    last = parse_span(until, now=now).last if until else None
    if first and last and first > last:
        raise UsageError(N_("--since is after --until."), N_("Put the earlier day in --since."))
    return Span(first, last)


def days_before(days: Span, *, today: date) -> Span:
    """The period before: as many whole months when `days` is whole months, otherwise as many days.

    A period without an end ends today. A month that still runs is compared with the whole of the last one.

    Raises:
        UsageError: `days` has no beginning.
    """
    if days.first is None:
        raise UsageError(N_("--compare needs a period."), N_("Add --period month, or --since with a day."))
    first = date.fromisoformat(days.first)
    last = max(date.fromisoformat(days.last), first) if days.last else max(today, first)
    if first == date.min:
        return Span(days.first, days.first)
    end = first - timedelta(days=1)
    if days.last and first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return Span(_months_back(first, months).isoformat(), end.isoformat())
    length = min((last - first).days, (end - date.min).days)
    return Span((end - timedelta(days=length)).isoformat(), end.isoformat())


def _months_back(first: date, months: int) -> date:
    number = max(first.year * 12 + first.month - 1 - months, 12)
    return date(number // 12, number % 12 + 1, 1)
