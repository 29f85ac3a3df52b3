"""What every reader of dates shares: the frame they read in, folding, day arithmetic, and the ways to refuse.

No words or shapes of dates here (date_words, date_forms, periods, times).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal, NamedTuple

from crmcli.errors import N_, BadValue
from crmcli.records.record import record

Precision = Literal["minute", "day", "week", "month"]
Order = Literal["dmy", "mdy"]

FIRST_YEAR = 1900

# One character for one character, so that places in the folded text are places in the typed text.
_FOLDED = (
    {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
    | {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}
    | {letter: letter - 0xFEE0 + 32 for letter in range(0xFF21, 0xFF3B)}
    | str.maketrans("\t\n\r\f\v\xa0\u3000–—〜−‐‑’", "       ~~~---'")
    | str.maketrans("週號點後後個兩內禮時間鐘過國當這際", "周号点后后个两内礼时间钟过国当这际")
)
_NUMBERED_WEEKDAY = "(?:(?<=周)|(?<=星期)|(?<=礼拜))[1-7](?![0-9.:/-])"
_WEEKDAYS = " 一二三四五六日"
_CJK = "[\u2e80-\u9fff]"
_SHOWN = 40


class Found(NamedTuple):
    """A day that was read.

    Args:
        day: the day; the first one of a week or month.
        precision: how exactly it was said.
        assumed_year: whether the year was not written.
        roll: days to move on (or back) when the time of day has gone by already; 0 = stay.
        minutes: minutes since midnight, when the reader knows them.
    """

    day: date
    precision: Precision = "day"
    assumed_year: bool = False
    roll: int = 0
    minutes: int | None = None


@record
class Frame:
    """Where a text is read from.

    Args:
        now: naive local time.
        past: whether what is meant has happened already.
        order: how 01/05/2024 is to be read; None = refuse when both readings are possible.
        zone: time zone of the user for texts with a zone; None = the machine's.
        country: whose working days are counted.
    """

    now: datetime
    past: bool = False
    order: Order | None = None
    zone: tzinfo | None = None
    country: str = "CN"

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    def fits(self, day: date) -> bool:
        """Whether `day` lies in the direction of reading; today does in both."""
        return day <= self.today if self.past else day >= self.today


def fold(text: str) -> str:
    """Lower-case ASCII, half width, simplified date characters, 周五 for 周5; every character keeps its place."""
    return re.sub(_NUMBERED_WEEKDAY, lambda match: _WEEKDAYS[int(match[0])], text.translate(_FOLDED))


def compact(text: str) -> str:
    """Fold, strip, and drop the spaces beside Chinese characters, as in `12 月 1 日`."""
    folded = re.sub(" {2,}", " ", fold(text).strip())
    return re.sub(f"(?<={_CJK}) | (?={_CJK})", "", folded) if " " in folded else folded


def make_day(year: int, month: int, day: int, *, text: str) -> date:
    """Build a day.

    Raises:
        BadValue: there is no such day, or it is before 1900.
    """
    if year < FIRST_YEAR:
        raise too_far(text)
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise no_such_day(text) from None


def near_day(month: int, day: int, frame: Frame, *, text: str) -> date:
    """The nearest such day in the direction of reading; 29 February finds the nearest leap year.

    Raises:
        BadValue: no year has that day.
    """
    step = -1 if frame.past else 1
    for year in range(frame.today.year, frame.today.year + 9 * step, step):
        try:
            found = date(year, month, day)
        except (ValueError, OverflowError):
            continue
        if frame.fits(found):
            return found
    raise no_such_day(text)


def full_year(two_digits: int, today: date) -> int:
    """The year that 24 or 99 stands for: at most twenty years ahead, else in the century before."""
    year = 2000 + two_digits
    return year if year <= today.year + 20 else year - 100


def add_days(day: date, count: int, *, text: str) -> date:
    """`count` days on; raises BadValue outside the years 1900 to 9999."""
    try:
        return _known(day + timedelta(days=count), text)
    except OverflowError:
        raise too_far(text) from None


def add_months(day: date, count: int, *, text: str) -> date:
    """`count` months on, at the month's end at most (31 January + 1 = 28 February); raises BadValue as add_days."""
    if abs(count) > 120_000:
        raise too_far(text)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not FIRST_YEAR <= year <= 9999:
        raise too_far(text)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def _known(day: date, text: str) -> date:
    if day.year < FIRST_YEAR:
        raise too_far(text)
    return day


def shown(text: str) -> str:
    """The text as a sentence may quote it: one line, not longer than 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def unreadable(text: str) -> BadValue:
    """It is no date that we know."""
    if not text.strip():
        return BadValue(N_("The date is empty."), HINT)
    return BadValue(N_("Cannot read {text} as a date."), HINT, text=shown(text))


def no_such_day(text: str) -> BadValue:
    """It is a date, and the calendar does not have it."""
    return BadValue(N_("There is no such day: {text}."), N_("Check the day and the month."), text=shown(text))


def no_such_time(text: str) -> BadValue:
    """It is a time of day, and the clock does not have it."""
    return BadValue(N_("There is no such time: {text}."), N_("Write it like 15:30 or 3pm."), text=shown(text))


def too_far(text: str) -> BadValue:
    """It is a date outside the years 1900 to 9999."""
    return BadValue(N_("{text} is too far away."), N_("Years from 1900 to 9999 can be used."), text=shown(text))


HINT = N_("Write it like 2026-03-15, Mar 15, next fri or +3d.")
