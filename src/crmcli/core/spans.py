"""Spans of days for filters and reports: 2026-11, 2026-11-01..2026-11-15, 2026Q3, ..2026-10, last-month, 本周."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from crmcli.core.date_parts import Frame, compact, shown
from crmcli.core.dates import LONGEST, read_one, split_range
from crmcli.core.periods import Period, read_period
from crmcli.errors import N_, BadValue
from crmcli.records.record import record


@record
class Span:
    """Whole days from `first` to `last`, both included.

    Args:
        first: ISO day, or None when open.
        last: ISO day, or None when open.
    """

    first: str | None
    last: str | None


def parse_span(text: str, *, now: datetime, ahead: bool = False) -> Span:
    """Read a span of days.

    A period is all its days (weeks run Monday to Sunday); `month`, `week`, `quarter`, `year` alone are the present
    ones; any date of core.dates is a span of one day. A range has `..`, `~`, 至 or 到 between its ends, and either may
    be missing. Dates and months without a year are the latest ones that have begun, or with `ahead` the next ones; the
    end of a range is then the first one after its start.

    Args:
        text: as typed.
        now: local time, without a zone.
        ahead: whether what leaves its year open lies ahead.

    Raises:
        BadValue: it cannot be read, is impossible or ambiguous, or ends before it starts.
    """
    if len(text) > LONGEST:
        raise _unreadable(text)
    folded = re.sub("(?<=[a-z])[-_](?=[a-z])", " ", compact(text))
    frame = Frame(now, past=not ahead)
    whole = _days(folded, frame)
    if whole is not None:
        return Span(whole.first.isoformat(), whole.last.isoformat())
    start, end = _ends(folded, text)
    first = _days(start, frame) if start else None
    last = _end(end, first, frame) if end else None
    if (start and first is None) or (end and last is None):
        raise _unreadable(text)
    if first and last and first.first > last.last:
        raise BadValue(N_("{text} ends before it starts."), N_("Put the earlier day first."), text=shown(text))
    return Span(first.first.isoformat() if first else None, last.last.isoformat() if last else None)


def _ends(folded: str, text: str) -> tuple[str, str]:
    open_end = re.fullmatch(r"(.*?) ?(?:\.\.|~) ?(.*)", folded)
    ends = (open_end[1], open_end[2]) if open_end else split_range(folded)
    if ends is None or not any(ends):
        raise _unreadable(text)
    return ends


def _days(text: str, frame: Frame) -> Period | None:
    period = read_period(text.removesuffix("内"), frame)
    if period is not None:
        if not period.assumed_year:
            return period
        gone = frame.today < period.first if frame.past else frame.today > period.last
        return read_period(text, frame, turn=-1 if frame.past else 1) if gone else period
    found = read_one(text, frame)
    if found is None:
        return None
    return Period(found.day, found.day, "m", assumed_year=found.assumed_year)


def _end(text: str, first: Period | None, frame: Frame) -> Period | None:
    """The end of a range; without its year, or a day alone (5月1日-3日), it is the next such one after the start."""
    last = _days(text, frame)
    leaves_open = last is not None and (last.assumed_year or re.fullmatch("[^月]+[日号]", text))
    if first is None or not leaves_open:
        return last
    return _days(text, Frame(_midnight(first.first)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _unreadable(text: str) -> BadValue:
    return BadValue(
        N_("Cannot read {text} as a period."),
        N_("Write it like 2026-11, 2026-11-01..2026-11-15, 2026Q3 or last-month."),
        text=shown(text),
    )
