"""Weeks (Monday to Sunday), months, quarters and years by name: 下周, last month, 2026-11, 2026Q3, 5月, 明年."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from crmcli.core.chinese_numbers import NUMBER, read_number
from crmcli.core.date_parts import Frame, add_days, add_months, full_year, no_such_day, too_far
from crmcli.core.month_names import MONTH, month_number

Unit = Literal["w", "m", "q", "y"]

REL = {
    "上上": -2, "上": -1, "last": -1, "previous": -1, "这": 0, "本": 0, "当": 0, "this": 0, "current": 0,
    "下": 1, "next": 1, "下下": 2,
}  # fmt: skip
_YEAR_REL = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "当": 0, "这": 0, "明": 1, "下": 1, "后": 2}
_UNITS: dict[str, Unit] = {
    "周": "w", "星期": "w", "礼拜": "w", "week": "w", "月": "m", "month": "m",
    "季度": "q", "季": "q", "quarter": "q", "年": "y", "year": "y",
}  # fmt: skip

REL_ZH = "(?:上上|上|这|本|当|下下|下)个?"
_YEAR = rf"(?P<year>[0-9]{{4}}|(?:[0-9]{{2}}|[零〇一二三四五六七八九]{{4}}|民国{NUMBER}|[今本当明后去前])(?=年))"
YEAR = f"{_YEAR}年"


class Period(NamedTuple):
    """A span of whole days.

    Args:
        first: its first day.
        last: its last day.
        unit: week, month, quarter or year.
        open: whether which one it is was left open (月底, 5月, Q3), so that another one may be meant.
        assumed_year: whether it is a month or quarter written without its year.
    """

    first: date
    last: date
    unit: Unit
    open: bool = False
    assumed_year: bool = False


def read_period(text: str, frame: Frame, *, turn: int = 0) -> Period | None:
    """Read the name of a period.

    Args:
        text: folded text, without white space beside Chinese characters.
        frame: where it is read; its direction does not matter.
        turn: for names left open, how many periods (of 5月: years) from the present one.

    Returns:
        the period, or None when the text names none.

    Raises:
        BadValue: month 13, or a year that is not known.
    """
    relative = re.fullmatch(rf"(?P<rel>{REL_ZH})?(?P<unit>周|星期|礼拜|月|季度|季)", text) or re.fullmatch(
        "(?:the )?(?:(?P<rel>last|previous|this|current|next)[ -]?)?(?P<unit>week|month|quarter|year)", text
    )
    if relative is not None:
        rel = relative["rel"]
        shift = turn if rel is None else REL[rel.removesuffix("个")]
        return period(_UNITS[relative["unit"]], shift, frame, text=text)._replace(open=rel is None)
    if text == "年":
        return period("y", turn, frame, text=text)._replace(open=True)
    return _year(text, frame) or _month(text, frame, turn) or _quarter(text, frame, turn)


def period(unit: Unit, shift: int, frame: Frame, *, text: str) -> Period:
    """The week, month, quarter or year that lies `shift` of them from the present one; raises BadValue beyond 9999."""
    today = frame.today
    if unit == "w":
        monday = today - timedelta(days=today.weekday())
        first = add_days(monday, 7 * shift, text=text)
        return Period(first, add_days(first, 6, text=text), unit)
    months = {"m": 1, "q": 3, "y": 12}[unit]
    start = date(today.year, (today.month - 1) // months * months + 1, 1)
    return _from(add_months(start, shift * months, text=text), unit)


def read_year(text: str, frame: Frame, *, whole: str) -> int:
    """The year of the group `year` of YEAR: 2026, 26, 二〇二六, 民国115, 明.

    Raises:
        BadValue: it is before 1900.
    """
    if text in _YEAR_REL:
        return frame.today.year + _YEAR_REL[text]
    if text.startswith("民国"):
        year = (read_number(text[2:]) or 0) + 1911
    else:
        year = read_number(text) or 0
        year = full_year(year, frame.today) if len(text) == 2 else year
    if not 1900 <= year <= 9999:
        raise too_far(whole)
    return year


def _from(first: date, unit: Unit) -> Period:
    """The period that begins on `first`; the last one of 9999 ends where dates end."""
    months = {"m": 1, "q": 3, "y": 12}.get(unit, 1)
    ends = first.year == 9999 and first.month + months > 12
    last = date(9999, 12, 31) if ends else add_months(first, months, text="") - timedelta(days=1)
    return Period(first, last, unit)


def _year(text: str, frame: Frame) -> Period | None:
    match = re.fullmatch(f"{_YEAR}年?", text)
    if match is None:
        return None
    return _from(date(read_year(match["year"], frame, whole=text), 1, 1), "y")


def _month(text: str, frame: Frame, turn: int) -> Period | None:
    match = (
        re.fullmatch("(?P<year>(?:19|20|21)[0-9]{2})[-/.](?P<month>1[0-2]|0?[1-9])", text)
        or re.fullmatch(rf"(?:{YEAR})?(?P<month>{NUMBER})月份?", text)
        or re.fullmatch(rf"(?P<name>{MONTH})(?:,? ?(?P<year>[0-9]{{4}}))?", text)
    )
    if match is None:
        return None
    name = match.groupdict().get("name")
    month = month_number(name) if name else read_number(match["month"])
    if month is None or not 1 <= month <= 12:
        raise no_such_day(text)
    return _in_year(match["year"], month, "m", frame=frame, turn=turn, text=text)


def _quarter(text: str, frame: Frame, turn: int) -> Period | None:
    match = re.fullmatch(rf"(?:{_YEAR}年?[- ]?)?(?:q(?P<q>[1-4])|第?(?P<z>[一二三四1-4])季度)", text)
    if match is None:
        return None
    quarter = read_number(match["q"] or match["z"]) or 1
    return _in_year(match["year"], quarter * 3 - 2, "q", frame=frame, turn=turn, text=text)


def _in_year(year: str | None, month: int, unit: Unit, *, frame: Frame, turn: int, text: str) -> Period:
    number = read_year(year, frame, whole=text) if year else frame.today.year + turn
    if not 1900 <= number <= 9999:
        raise too_far(text)
    return _from(date(number, month, 1), unit)._replace(open=not year, assumed_year=not year)
