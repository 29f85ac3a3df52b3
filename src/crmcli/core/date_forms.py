"""Calendar dates: 2026-03-15, 2026年3月15日, 24/5/1, 3月15日, 12/1, 15 March, May 1, 2024; the rest by dateutil.

The day and month of 01/05/2024 are not guessed: unless one part is above 12 or `Frame.order` says which comes first,
the text is refused with both readings. A two-digit year may stand first (24/5/1, as in Chinese files) or last; readings
within five years of today win over farther ones. Without a year, a date is the nearest one in the direction of reading,
today included, and 5/1 is month/day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo

from crmcli.core.chinese_numbers import NUMBER, read_number
from crmcli.core.date_parts import Found, Frame, full_year, make_day, near_day, no_such_day, shown
from crmcli.core.month_names import MONTH, WEEKDAY, month_number
from crmcli.core.periods import YEAR, read_year
from crmcli.errors import N_, BadValue

_NEAR_YEARS = 5


def read_forms(text: str, frame: Frame) -> Found | None:
    """Read a calendar date.

    Args:
        text: folded text without a time of day, white space beside Chinese characters or deadline words.
        frame: where it is read.

    Returns:
        the day, or None when the text is not of this kind.

    Raises:
        BadValue: it is, and the calendar has no such day, or the day and the month cannot be told apart.
    """
    for read in (_iso, _chinese, _three_parts, _two_parts, _english):
        found = read(text, frame)
        if found is not None:
            return found
    return None


def read_moment(text: str, frame: Frame) -> Found | None:
    """An ISO moment, with a zone (2024-05-01T06:00:00Z) turned to local time; raises BadValue for an impossible one."""
    zone = "(?: ?z| ?[+-][0-9]{2}:?[0-9]{2})"
    if not re.fullmatch(f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:t[0-9:.]+{zone}?| [0-9:.]+{zone})", text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper().replace(" +", "+").replace(" -", "-").replace(" Z", "Z"))
        return _local(moment, frame)
    except (ValueError, OverflowError):
        raise no_such_day(text) from None


def _local(moment: datetime, frame: Frame) -> Found:
    local = moment.astimezone(frame.zone) if moment.tzinfo else moment
    make_day(local.year, local.month, local.day, text=local.isoformat())
    return Found(local.date(), minutes=local.hour * 60 + local.minute)


def _iso(text: str, _frame: Frame) -> Found | None:
    match = re.fullmatch(r"([0-9]{4})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{1,2})", text)
    if match is not None:
        return Found(make_day(int(match[1]), int(match[3]), int(match[4]), text=text))
    match = re.fullmatch("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", text)
    if match is None:
        return None
    try:  # eight digits may be any number: an impossible one is merely no date
        return Found(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


def _chinese(text: str, frame: Frame) -> Found | None:
    match = re.fullmatch(rf"(?:{YEAR})?(?P<month>{NUMBER})月(?P<day>{NUMBER})[日号]?", text)
    month, day = (read_number(match["month"]), read_number(match["day"])) if match else (None, None)
    if match is None or month is None or day is None:
        return None
    if match["year"]:
        return Found(make_day(read_year(match["year"], frame, whole=text), month, day, text=text))
    return Found(near_day(month, day, frame, text=text), assumed_year=True)


def _three_parts(text: str, frame: Frame) -> Found | None:
    """24/5/1, 5/1/24, 01/05/2024: of all readings that are days the one of the order, the only one or the near one."""
    match = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})", text)
    if match is None:
        return None
    readings = dict(_readings(match[1], match[3], match[4], today=frame.today))
    if frame.order in readings:
        return Found(readings[frame.order])
    days = sorted(set(readings.values()))
    near = [day for day in days if abs(day.year - frame.today.year) <= _NEAR_YEARS]
    days = near or days
    if not days:
        raise no_such_day(text)
    if len(days) > 1:
        raise BadValue(
            N_("{text} can be {first} or {second}."),
            N_("Write the year first, as in {first}."),
            text=shown(text),
            first=days[0].isoformat(),
            second=days[1].isoformat(),
        )
    return Found(days[0])


def _readings(first: str, second: str, third: str, *, today: date) -> Iterator[tuple[str, date]]:
    """Every order in which three numbers are a day; a two-digit year is written with two digits."""
    numbers = int(first), int(second), int(third)
    year_last = numbers[2] if len(third) == 4 else full_year(numbers[2], today)
    orders = (
        ("ymd", len(first) == 2 and len(third) < 3, (full_year(numbers[0], today), numbers[1], numbers[2])),
        ("mdy", len(third) > 1, (year_last, numbers[0], numbers[1])),
        ("dmy", len(third) > 1, (year_last, numbers[1], numbers[0])),
    )
    for name, possible, (year, month, day) in orders:
        try:
            reading = date(year, month, day) if possible and year >= 1900 else None
        except ValueError:
            continue
        if reading:
            yield name, reading


def _two_parts(text: str, frame: Frame) -> Found | None:
    """12/1, 12.1, 3-15: month and day, or day and month under that order or when only that is possible."""
    match = re.fullmatch("([0-9]{1,2})([-/.])([0-9]{1,2})", text)
    if match is None:
        return None
    month, day = int(match[1]), int(match[3])
    if (frame.order == "dmy" and day <= 12) or 12 < month <= 31:
        month, day = day, month
    if match[2] != "/" and not (1 <= month <= 12 and 1 <= day <= 31):
        return None  # 12.50 is a price, 3-40 a range
    return Found(near_day(month, day, frame, text=text), assumed_year=True)


def _english(text: str, frame: Frame) -> Found | None:
    text = re.sub(f"^{WEEKDAY},? (?=.*[0-9])", "", text)
    year = "(?:(?:,|[ -]|, )'?(?P<year>[0-9]{4}|(?<=[-'])[0-9]{2}))?"
    match = re.fullmatch(rf"(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<month>{MONTH}){year}", text)
    match = match or re.fullmatch(rf"(?P<month>{MONTH})[ -]?(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?{year}", text)
    if match is None:
        return None
    month, day = month_number(match["month"]), int(match["day"])
    if match["year"]:
        number = int(match["year"]) if len(match["year"]) == 4 else full_year(int(match["year"]), frame.today)
        return Found(make_day(number, month, day, text=text))
    return Found(near_day(month, day, frame, text=text), assumed_year=True)


def read_with_dateutil(text: str, frame: Frame) -> Found | None:
    """English shapes that no own pattern knows (Sat Oct 11 17:13:46 2003); only with a month's name and a whole year.

    dateutil fills what is missing from a default: two defaults that give two results show that something was missing.
    """
    if not (
        text.isascii() and re.search(rf"(?<![a-z]){MONTH}", text) and re.search("(?<![0-9])[0-9]{4}(?![0-9])", text)
    ):
        return None
    from dateutil import parser  # only here: common forms never pay for it

    try:
        first, second = (
            parser.parse(text, default=default, tzinfos=_known_zone)
            for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
        )
    except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError):  # what it raises on odd text
        return None
    if first != second:
        return None
    return _local(first, frame) if ":" in text else Found(make_day(first.year, first.month, first.day, text=text))


def _known_zone(name: str | None, offset: int | None) -> tzinfo | None:
    """The zone of a text, if it has one. Names other than UTC mean several zones each: ValueError."""
    if name is None and offset is None:
        return None
    if offset is None and name not in ("utc", "gmt", "UTC", "GMT"):
        raise ValueError(name)
    return timezone(timedelta(seconds=offset or 0))
