"""Days and moments counted from now: +3d, 三天后, 半个月后, in 3 days, 2小时后, 3个工作日内, 3 days ago.

Months are clamped: 31 January + 1 month is 28 or 29 February; half a month (半个月) is 15 days.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from crmcli.core.chinese_numbers import NUMBER, read_number
from crmcli.core.date_parts import Found, Frame, add_days, add_months, too_far

UNIT_ZH = "(?:个?工作日|个?(?:小时|钟头)|分钟|个月|个?(?:星期|礼拜)|[天周年])"
UNIT_EN = (
    "(?:(?:working|business) days?|workdays?|days?|d|weeks?|wks?|w|months?|mo|m(?!in)|years?|y|hours?|hrs?|h"
    "|min(?:ute)?s?)"
)
LATER = "(?:之后|以后|过后|后|之内|以内|内)"

# Canonical: d day, w week, m month, y year, b working day, h hour, n minute. Longer beginnings first.
_UNITS = (
    ("工作日", "b"), ("working", "b"), ("business", "b"), ("workday", "b"), ("小时", "h"), ("钟头", "h"), ("分钟", "n"),
    ("星期", "w"), ("礼拜", "w"), ("天", "d"), ("日", "d"), ("周", "w"), ("月", "m"), ("年", "y"), ("min", "n"),
    ("d", "d"), ("w", "w"), ("m", "m"), ("y", "y"), ("h", "h"),
)  # fmt: skip
_HALVES = {"m": (15, "d"), "y": (6, "m"), "h": (30, "min")}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_NUMBERS, start=1)}
ENGLISH_COUNTS = "|".join(_ENGLISH)


def read_shift(text: str, frame: Frame) -> Found | None:
    """Read a distance from now; arguments and errors as in date_words.read_words."""
    return _signed(text, frame) or _chinese(text, frame) or _english(text, frame)


def at_moment(moment: datetime) -> Found:
    """The day and the minute of a local time."""
    return Found(moment.date(), minutes=moment.hour * 60 + moment.minute)


def _signed(text: str, frame: Frame) -> Found | None:
    """+3d, -2w, +1个月."""
    match = re.fullmatch(f"([+-]) ?({NUMBER}) ?({UNIT_ZH}|{UNIT_EN}|月)", text)
    if match is None:
        return None
    return _move(frame, read_number(match[2]), match[3], back=match[1] == "-", text=text)


def _chinese(text: str, frame: Frame) -> Found | None:
    """三天后, 半个月后, 10天内, 过两天, 3天前; 3天 alone counts in the direction of reading, 3日 is the third."""
    match = re.fullmatch(f"(再?过)?({NUMBER}|半)({UNIT_ZH}|日)({LATER}|之前|以前|前)?", text)
    if match is None:
        return None
    after, count, unit, way = match.groups()
    back = frame.past if not after and not way else bool(way) and way.endswith("前")
    # 15日前 looks forward to the 15th, and only what is over can be 15 days ago.
    if unit == "日" and (not way or (back and not frame.past)):
        return None
    if count == "半":
        half = _HALVES.get(_unit(unit))
        return _move(frame, half[0], half[1], back=back, text=text) if half else None
    return _move(frame, read_number(count), unit, back=back, text=text)


def _english(text: str, frame: Frame) -> Found | None:
    """In 3 days, within two weeks, a week ago, 3 days from now; alone (3d) it counts in the direction of reading."""
    count = f"([0-9]+) ?|({ENGLISH_COUNTS}) (?=[a-z]{{3}})"  # `a week`, but am is no month
    way_after = "( ago| before| later| from now| from today| after)?"
    match = re.fullmatch(f"(in |within |after )?(?:the next )?(?:{count})({UNIT_EN}){way_after}", text)
    if match is None:
        return None
    lead, digits, word, unit, way = match.groups()
    back = way in (" ago", " before") if lead or way else frame.past
    return _move(frame, int(digits) if digits else _ENGLISH[word], unit, back=back, text=text)


def _unit(text: str) -> str:
    return next(unit for name, unit in _UNITS if text.removeprefix("个").startswith(name))


def _move(frame: Frame, count: int | None, unit: str, *, back: bool, text: str) -> Found | None:
    if count is None:
        return None
    if count > 9_999_999:
        raise too_far(text)
    count = -count if back else count
    kind = _unit(unit)
    if kind in "hn":
        return at_moment(_later(frame.now, count * (60 if kind == "h" else 1), text=text))
    if kind == "b":
        from crmcli.core.calendar import add_working_days

        return Found(add_working_days(frame.today, count, country=frame.country))
    if kind in "dw":
        return Found(add_days(frame.today, count * (7 if kind == "w" else 1), text=text))
    return Found(add_months(frame.today, count * (12 if kind == "y" else 1), text=text))


def _later(now: datetime, minutes: int, *, text: str) -> datetime:
    try:
        later = now + timedelta(minutes=minutes)
    except OverflowError:
        raise too_far(text) from None
    add_days(later.date(), 0, text=text)
    return later
