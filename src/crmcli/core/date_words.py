"""Days named from today: 明天, 下周三, next fri, 15号, 月底, 下个月15号, end of May. No calendar dates (date_forms).

Weeks run from Monday to Sunday. 本周X and `this fri` are in this week even when gone by, 下周X and `next fri` in the
next one, 上周X and `last fri` in the one before. A weekday or a day of the month alone is the coming one (today
counts), or read backwards the latest one. A period stands at its first day, or at today when it has begun and is read
forwards; with 内 it stands at its last day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from crmcli.core import periods
from crmcli.core.chinese_numbers import NUMBER, read_number
from crmcli.core.date_parts import Found, Frame, add_days, add_months, make_day, no_such_day
from crmcli.core.date_shifts import at_moment, read_shift
from crmcli.core.month_names import WEEKDAY, weekday_number

_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨": -1, "今天": 0, "今日": 0, "今": 0, "当天": 0,
    "明天": 1, "明日": 1, "明": 1, "后天": 2, "大后天": 3,
    "yesterday": -1, "day before yesterday": -2, "today": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1,
    "day after tomorrow": 2,
}  # fmt: skip
_NOW = ("现在", "刚才", "刚刚", "now", "just now", "right now")


def read_words(text: str, frame: Frame) -> Found | None:
    """Read a day named from today.

    Args:
        text: folded text without a time of day, white space beside Chinese characters or deadline words (前, by).
        frame: where it is read.

    Returns:
        the day, or None when the text is not of this kind.

    Raises:
        BadValue: it is, and there is no such day, or it is outside the years 1900 to 9999.
    """
    plain = text.removeprefix("the ")
    if plain in _DAYS:
        return Found(add_days(frame.today, _DAYS[plain], text=text))
    if text in _NOW:
        return at_moment(frame.now)
    for read in (read_shift, _weekday_zh, _weekday_en, _day_of_month, _edge, _whole_period):
        found = read(text, frame)
        if found is not None:
            return found
    return None


def _weekday_zh(text: str, frame: Frame) -> Found | None:
    match = re.fullmatch(f"({periods.REL_ZH})?(?:周|星期|礼拜)([一二三四五六日天末1-7])", text)
    if match is None:
        return None
    names = "一二三四五六日天" if match[2] in "一二三四五六日天" else "1234567"
    index = 5 if match[2] == "末" else min(names.index(match[2]), 6)
    return _weekday(match[1], index, frame, weekend=match[2] == "末")


def _weekday_en(text: str, frame: Frame) -> Found | None:
    rel = "last|this|next|coming"
    match = (
        re.fullmatch(f"(?:the )?(?:(?P<rel>{rel}) )?(?P<day>{WEEKDAY}|weekend)", text)
        or re.fullmatch(f"(?P<day>{WEEKDAY}),? (?:of )?(?P<rel>{rel}) week", text)
        or re.fullmatch(f"(?P<rel>{rel}) week,? (?:on )?(?P<day>{WEEKDAY})", text)
    )
    if match is None:
        return None
    weekend = match["day"] == "weekend"
    index = 5 if weekend else weekday_number(match["day"])
    return _weekday(None if match["rel"] == "coming" else match["rel"], index, frame, weekend=weekend)


def _weekday(rel: str | None, index: int, frame: Frame, *, weekend: bool) -> Found:
    today = frame.today
    if rel is not None:
        shift = periods.REL[rel.removesuffix("个")] * 7 + index - today.weekday()
        return Found(add_days(today, shift, text=rel))
    if weekend and today.weekday() == 6:
        return Found(today, roll=7)
    shift = -((today.weekday() - index) % 7) if frame.past else (index - today.weekday()) % 7
    return Found(add_days(today, shift, text=""), roll=7)


def _day_of_month(text: str, frame: Frame) -> Found | None:
    """15日, 1号: the next such day (parse_past: the latest one); 下个月15号."""
    match = re.fullmatch(f"(?:({periods.REL_ZH})月)?({NUMBER})[日号]", text)
    day = read_number(match[2]) if match else None
    if match is None or day is None:
        return None
    if match[1]:
        first = periods.period("m", periods.REL[match[1].removesuffix("个")], frame, text=text).first
        return Found(make_day(first.year, first.month, day, text=text))
    if not 1 <= day <= 31:
        raise no_such_day(text)
    candidates = (_in_month(frame.today, turn, day) for turn in ((0, -1, -2) if frame.past else (0, 1, 2)))
    return Found(next(found for found in candidates if found and frame.fits(found)))


def _in_month(today: date, turn: int, day: int) -> date | None:
    first = add_months(today.replace(day=1), turn, text="")
    try:
        return first.replace(day=day)
    except ValueError:
        return None


def _edge(text: str, frame: Frame) -> Found | None:
    """月底, 下个月初, 12月中旬, 年底, 季度末, 本周内, end of next month, eom."""
    text = text.replace("年年", "年")  # 明年年底
    match = re.fullmatch("(.+?)(初|上旬|中旬|下旬|中|底|末|之内|以内|内)", text)
    if match is not None:
        return _edge_of(match[1], match[2], frame)
    short = re.fullmatch("eo([wmqy])|(week|month|quarter|year)[ -]?end", text)
    if short is not None:
        name = short[2] or {"w": "week", "m": "month", "q": "quarter", "y": "year"}[short[1]]
        return _edge_of(name, "end", frame)
    match = re.fullmatch("(?:the )?(end|start|beginning|middle) (?:of )?(?:the )?(.+)", text)
    return _edge_of(match[2], match[1], frame) if match else None


def _edge_of(name: str, edge: str, frame: Frame) -> Found | None:
    """The edge of the named period; of the next one over, if it was left open and this one's has gone by."""
    found: Found | None = None
    for turn in (0, -1 if frame.past else 1):
        period = periods.read_period(name, frame, turn=turn)
        day = _edge_day(period, edge) if period else None
        if period is None or day is None:
            return None
        found = Found(day, "week" if edge.endswith("旬") else "day", assumed_year=period.assumed_year)
        if not period.open or frame.fits(day):
            break
    return found


def _edge_day(period: periods.Period, edge: str) -> date | None:
    if edge in ("初", "start", "beginning"):
        return period.first
    if edge.endswith("旬"):
        return period.first + timedelta(days=("上中下".index(edge[0])) * 10) if period.unit == "m" else None
    if edge in ("中", "middle"):
        return period.first + timedelta(days={"w": 2, "m": 14, "q": 45, "y": 180}[period.unit])
    # The week's work ends on Friday; what is done within the week may take its Sunday too.
    return period.last - timedelta(days=2) if edge == "end" and period.unit == "w" else period.last


def _whole_period(text: str, frame: Frame) -> Found | None:
    """下周, 下个月, 2026-11, 5月, next quarter. A bare year or the word month alone are no dates."""
    if text.isdecimal():
        return None
    period = periods.read_period(text, frame)
    if period is None or (period.open and not period.assumed_year):
        return None
    if period.assumed_year and not (frame.fits(period.first) or frame.fits(period.last)):
        period = periods.read_period(text, frame, turn=-1 if frame.past else 1) or period
    begun = period.first <= frame.today <= period.last and not frame.past
    day = frame.today if begun else period.first
    return Found(day, "week" if period.unit == "w" else "month", assumed_year=period.assumed_year)
