"""The one date parser: days and moments as people type them, in Chinese and in English. Spans are in core.spans.

Shapes and their rules: date_forms (3月15日, 12/1, May 1), date_words (明天, next fri, 月底), date_shifts (+3d, 三天后),
times (下午3点, 3pm). Cells of files are in core.cell_dates.
A deadline word around a date is passed over (3月15日前, by friday); of a range (5月1日~3日) the start is taken.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo

from crmcli.core.date_forms import read_forms, read_moment, read_with_dateutil
from crmcli.core.date_parts import (
    Found,
    Frame,
    Order,
    Precision,
    compact,
    shown,
    too_far,
    unreadable,
)
from crmcli.core.date_words import read_words
from crmcli.core.times import take_time
from crmcli.errors import N_, BadValue
from crmcli.records.record import record

# The longest date anyone writes is shorter; what is longer is text.
LONGEST = 80

# What comes after the first minute of the day belongs to the day: 今晚8点 is 今天晚上8点.
_SPELLED = (
    ("今晚", "今天晚上"),
    ("明晚", "明天晚上"),
    ("昨晚", "昨天晚上"),
    ("今早", "今天早上"),
    ("明早", "明天早上"),
    ("今夜", "今天晚上"),
)
_LEAD = "^(?:(?:by|before|on|until|till|due|from|no later than) |最迟|最晚|截止到?|截至|[于在从])"
_TAIL = "(?:之前|以前|前后|前|之内|以内|内|左右|截止)$"
_WEEKDAY_NOTE = r"(?<=[0-9日号])[ ,]?(?:\((?:周|星期|礼拜)[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天])$"
_RANGE = (
    r"(?P<a>.+?)(?:~|\.\.| ?- | to |(?<!截)[至到])(?P<b>.+)"
    r"|(?P<c>.*[0-9]月[0-9]+[日号]?|.*[0-9]/[0-9]+|.*[0-9]:[0-9]{2}|[0-9]{4}-[0-9]+-[0-9]+)-(?P<d>.+)"
)


@record
class When:
    """A day or a moment.

    Args:
        at: ISO day `YYYY-MM-DD`, or `YYYY-MM-DD HH:MM` when precision is "minute".
        assumed_year: whether the year was not written and the nearest fitting one was taken.
        precision: "week" and "month" stand at the first day meant.
    """

    at: str
    assumed_year: bool = False
    precision: Precision = "day"


def parse_when(
    text: str, *, now: datetime, order: Order | None = None, zone: tzinfo | None = None, country: str = "CN"
) -> When:
    """Read when something is to happen.

    What leaves its day open lies ahead, today included: 5/1 is the next 1 May, 周五 the coming Friday, 3pm today's or,
    when that has gone by, tomorrow's. What says its day is taken as said, even in the past: 2023-11-01, 昨天, 本周一.

    Args:
        text: as typed; width, case, traditional characters and spaces do not matter.
        now: local time, without a zone.
        order: reads 01/05/2024 as "dmy" or "mdy"; without it such a date is refused unless only one reading is a day.
        zone: the user's time zone, for texts with a zone; the machine's when None.
        country: whose working days are counted in 3个工作日后.

    Raises:
        BadValue: it is no date, an impossible one (2月30日), ambiguous, or outside the years 1900 to 9999.
    """
    frame = Frame(now, order=order, zone=zone, country=country)
    return _when(_require(text, frame), frame)


def parse_past(
    text: str, *, now: datetime, order: Order | None = None, zone: tzinfo | None = None, country: str = "CN"
) -> When:
    """Read when something happened: never in the future.

    What leaves its day open lies behind, today included: 5/1 is the last 1 May, 周五 the latest Friday, 3天 three days
    ago, 3pm today's or, when that is still to come, yesterday's.

    Args:
        text, now, order, zone, country: as in parse_when.

    Raises:
        BadValue: as parse_when, and when the text says a day or a time of today that is still to come.
    """
    frame = Frame(now, past=True, order=order, zone=zone, country=country)
    when = _when(_require(text, frame), frame)
    if when.at > now.strftime("%Y-%m-%d %H:%M" if when.precision == "minute" else "%Y-%m-%d"):
        raise BadValue(
            N_("{text} is still to come ({at})."),
            N_("Give the time at which it happened."),
            text=shown(text),
            at=when.at,
        )
    return when


def find_when(text: str, frame: Frame) -> When | None:
    """As parse_when, but None for text that is no date; BadValue for an impossible or ambiguous date."""
    found = read(text, frame)
    return None if found is None else _when(found, frame)


def read(text: str, frame: Frame) -> Found | None:
    """The day and minutes of a text, or None when it is no date; of a range its start.

    Raises:
        BadValue: it is a date, and impossible or ambiguous.
    """
    if len(text) > LONGEST:
        return None
    folded = compact(text)
    found = read_one(folded, frame)
    if found is not None:
        return found
    ends = split_range(folded)
    if ends is None or read_one(ends[1], frame) is None:
        return None
    return read_one(ends[0], frame)


def read_one(folded: str, frame: Frame) -> Found | None:
    """As `read`, of compact text that is no range."""
    for short, spelled in _SPELLED:
        folded = folded.replace(short, spelled)
    folded = folded.replace("tonight", "today evening").replace("last night", "yesterday evening")
    core = re.sub(_LEAD, "", folded)
    return _read_moment(core, frame) or _read_moment(re.sub(_TAIL, "", core), frame)


def split_range(folded: str) -> tuple[str, str] | None:
    """The two ends of a compact text such as `5月1日-3日` or `14:00~15:00`, or None."""
    match = re.fullmatch(_RANGE, folded)
    if match is None:
        return None
    return (match["a"] or match["c"]).strip(), (match["b"] or match["d"]).strip()


def _require(text: str, frame: Frame) -> Found:
    found = read(text, frame)
    if found is None:
        raise unreadable(text)
    return found


def _read_moment(text: str, frame: Frame) -> Found | None:
    if not text:
        return None
    found = _read_day(text, frame) or read_moment(text, frame)
    if found is not None:
        return found
    day, minutes = take_time(text)
    if day == text:
        return read_with_dateutil(text, frame)
    # A time alone is one of today; when that is over (or still to come), of the day beside it.
    found = _read_day(day, frame) if day else Found(frame.today, roll=1)
    if found is not None:
        return found._replace(minutes=found.minutes if minutes is None else minutes)
    return read_with_dateutil(text, frame)


def _read_day(text: str, frame: Frame) -> Found | None:
    return read_forms(text, frame) or read_words(text, frame) or _read_noted(text, frame)


def _read_noted(text: str, frame: Frame) -> Found | None:
    """A date that names its weekday as well: 12月1日(周二)."""
    plain = re.sub(_WEEKDAY_NOTE, "", text)
    return None if plain == text else read_forms(plain, frame)


def _when(found: Found, frame: Frame) -> When:
    if found.minutes is None:
        return When(found.day.isoformat(), found.assumed_year, found.precision)
    this_minute = frame.now.replace(second=0, microsecond=0)
    try:
        moment = datetime.combine(found.day, time()) + timedelta(minutes=found.minutes)
        if moment > this_minute if frame.past else moment < this_minute:
            moment += timedelta(days=-found.roll if frame.past else found.roll)
    except OverflowError:
        raise too_far(found.day.isoformat()) from None
    return When(moment.isoformat(" ", "minutes"), found.assumed_year, "minute")
