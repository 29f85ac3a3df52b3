"""How often a task comes again: reading `1w`, `每两周`, `monthly`, and the next date. Nothing is made here."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from crmcli.core.fold import fold
from crmcli.errors import N_, BadValue

MOST: Final = 999
_UNITS: Final = {
    "d": ("d", "day", "days", "天", "日", "daily"),
    "w": ("w", "week", "weeks", "周", "星期", "礼拜", "个星期", "weekly"),
    "m": ("m", "mo", "month", "months", "月", "个月", "monthly"),
    "y": ("y", "yr", "year", "years", "年", "yearly"),
}
_UNIT: Final = {name: unit for unit, names in _UNITS.items() for name in names}
_EVERY: Final = re.compile(r"(?:every|每隔?)?(\d{1,3}|[一两二三四六半])?(\D+)")
_NUMBERS: Final = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "六": 6}
_SPECIAL: Final = {"季度": "3m", "quarter": "3m", "quarterly": "3m", "半年": "6m", "biweekly": "2w"}


def parse_every(text: str) -> str:
    """Return a rhythm as it is stored: a number and one of d, w, m, y, such as `1w`.

    Args:
        text: `1w`, `2 weeks`, `weekly`, `每周`, `每两周`, `每季度`.

    Raises:
        BadValue: it cannot be read.
    """
    folded = fold(text)
    plain = re.sub(r"^(?:every|每)个?", "", folded)
    if plain in _SPECIAL:
        return _SPECIAL[plain]
    found = _EVERY.fullmatch(folded)
    number, unit = (found[1], _UNIT.get(found[2])) if found else (None, None)
    n = _NUMBERS.get(number or "一") or int(number if number and number.isdecimal() else 0)
    if unit is None or not 1 <= n <= MOST:
        raise BadValue(N_("“{text}” is no rhythm."), N_("Write it as 1w, 10d, 2m, 1y or 每周."), text=text)
    return f"{n}{unit}"


def next_due(due_at: str, every: str, *, after: str, from_done: bool = False) -> str:
    """Return when a recurring task is due again: counted from its due date, the first that lies after a day.

    Args:
        due_at: ISO day or moment; its time of day is kept.
        every: as stored, such as `1w`.
        after: ISO day on which it was done; a task done late does not come back overdue.
        from_done: count from the day it was done instead.
    """
    start = date.fromisoformat(after[:10] if from_done else due_at[:10])
    turn = 1
    while (day := _step(start, every, turn).isoformat()) <= after[:10]:
        turn += 1
    return day + due_at[10:]


def turn_begins(due_at: str, every: str) -> str:
    """Return the ISO day of the turn before: what is due weekly on the 9th has its week from the 2nd on."""
    return _step(date.fromisoformat(due_at[:10]), every, -1).isoformat()


def in_days(n: int) -> str:
    """Return every so many days as it is stored; whole weeks are weeks."""
    return f"{n}d" if n % 7 else f"{n // 7}w"


def _step(start: date, every: str, turn: int) -> date:
    """Return the day after so many turns; the 31st of a shorter month is its last day."""
    n, unit = int(every[:-1]) * turn, every[-1]
    if unit in "dw":
        return start + timedelta(n * (7 if unit == "w" else 1))
    from crmcli.core.filter_times import months_away

    return months_away(start, n * (12 if unit == "y" else 1))
