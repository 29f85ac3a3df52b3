"""Birthdays as people type them: with or without the year, by the Chinese calendar where they say so.

When they come round is due/birthday.py's.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, NamedTuple

from crmcli.core.chinese_numbers import read_number
from crmcli.core.dates import parse_past
from crmcli.core.marks import narrow
from crmcli.errors import N_, BadValue

_MARK: Final = re.compile(r"[（(]?\s*(?:农历|阴历|旧历|夏历|農曆|lunar)\s*[)）]?[:：,，]?\s*", re.IGNORECASE)
_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12, "臘": 12}  # those with a name of their own
_MONTH: Final = r"(?P<leap>[闰閏])?(?P<month>正|冬|腊|臘|十[一二]?|[一二三四五六七八九]|0?[1-9]|1[0-2])"
_DAY: Final = (
    r"(?P<day>初?[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十"
    r"|0?[1-9]|[12]\d|30)[日号號]?"
)
_LUNAR: Final = re.compile(rf"(?:(?P<year>\d{{4}}|[〇零○一二三四五六七八九]{{4}})[年\-/.])?{_MONTH}[月\-/.]{_DAY}")
# words that only the Chinese calendar has
_TELLING: Final = re.compile(r"正月|[冬腊臘]月|[闰閏].{1,2}月|初[一二三四五六七八九十]|廿")
_MONTH_DAY: Final = re.compile(r"(0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12]\d|3[01])[日号號]?")


class Born(NamedTuple):
    """A birthday: "YYYY-MM-DD", or "MM-DD" without a year; by the Chinese calendar when `lunar`."""

    day: str
    lunar: bool


def read_birthday(text: str, *, now: datetime) -> Born:
    """Read a birthday such as `1985-03-15`, `8月15日`, `农历八月十五`, `1980年腊月廿三`.

    A leap month is kept as the month it follows, which is when most people celebrate.

    Args:
        text: as typed; not empty.
        now: local time: a birthday has been.

    Raises:
        BadValue: it cannot be read, or there is no such day.
    """
    plain = narrow(_MARK.sub("", text)).strip()
    if _MARK.search(text) or _TELLING.search(plain):
        return Born(_lunar(plain, text), True)
    if match := _MONTH_DAY.fullmatch(plain):
        day = f"{int(match[1]):02}-{int(match[2]):02}"
        parse_past(f"2000-{day}", now=now)  # a leap year: refuses 02-30 alone
        return Born(day, False)
    return Born(parse_past(plain, now=now).at[:10], False)


def is_lunar(text: str) -> bool:
    """Whether a text says that it means the Chinese calendar: 农历, 正月, 腊月, 初八, 廿三."""
    return bool(_MARK.search(text) or _TELLING.search(text))


def _lunar(plain: str, typed: str) -> str:
    match = _LUNAR.fullmatch(re.sub(r"\s", "", plain))
    if match is None:
        raise BadValue(
            N_("“{text}” is not a birthday of the Chinese calendar."),
            N_("Write it like 农历八月十五, 农历 08-15 or 1980年腊月廿三."),
            text=typed,
        )
    day = f"{_number(match['month']):02}-{_number(match['day']):02}"
    year = read_number((match["year"] or "").replace("○", "〇")) or ""
    return f"{year}-{day}" if year and _is_date(f"{year}-{day}") else day


def _number(word: str) -> int:
    """1 to 30 for 初一, 十五, 廿三, 三十, 正 or digits."""
    return _MONTHS.get(word) or read_number(word.removeprefix("初").replace("廿", "二十")) or 0


def _is_date(text: str) -> bool:
    """Days such as 02-30 are of the Chinese calendar alone: kept without the year, as no date of ours."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
