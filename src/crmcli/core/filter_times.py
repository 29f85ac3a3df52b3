"""Times in FILTER: ages (`7d`, `30d..`), days and periods, and when they are. Reading of dates is in core.spans."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from unicodedata import normalize

from crmcli.core.fold import fold, squeeze
from crmcli.core.patterns import lazily
from crmcli.errors import N_, BadValue

NEVER = "never"
_NEVER = ("never", "none", "从未", "从没", "没有", "无")

_UNITS = {
    "d": ("d", "day", "days", "天"),
    "w": ("w", "week", "weeks", "周", "星期", "礼拜"),
    "m": ("m", "mo", "month", "months", "个月"),
    "y": ("y", "yr", "year", "years"),
}
_UNIT = {name: unit for unit, names in _UNITS.items() for name in names}
# 1年 is an age, 26年 is a year.
_AGE = r"(?:\d{1,4}(?:" + "|".join(sorted(_UNIT, key=len, reverse=True)) + r")|\d年)"
_AGES = lazily(rf"(?:([<>]=?)?({_AGE})|(\d{{1,4}}|{_AGE})?(\.\.|~)({_AGE})?)")
_ISO = lazily(r"(\d{4}-\d\d-\d\d)?(\.\.)?(\d{4}-\d\d-\d\d)?", re.ASCII)
_SIGNED = lazily(r"([<>]=?)(.*)", re.DOTALL)


def canonical(text: str, *, ahead: bool, now: datetime) -> str:
    """One form for each meaning, read again by `resolve`: an age, ISO days, a relative period, or "never".

    Args:
        text: `7d`, `30d..`, `>3m`, `2026-11`, `2026-11-01..2026-11-15`, `last-month`, `never`…
        ahead: a date that leaves its year open lies in the future.
        now: local; only decides whether a period moves along with it. What moves stays in words.

    Raises:
        BadValue: it cannot be read.
    """
    folded = fold(text)
    if folded in _NEVER:
        return NEVER
    ages = _canonical_ages(folded)
    if ages is not None:
        return ages
    cleaned = squeeze(normalize("NFKC", text)).replace("~", "..")
    span = _days(cleaned, ahead=ahead, now=now)
    return cleaned if _moves(cleaned, span, ahead=ahead, now=now) else _spell(span)


def resolve(text: str, *, ahead: bool, now: datetime) -> tuple[str | None, str | None]:
    """First and last ISO day, both included, of a canonical text; None is open.

    Args:
        text: what `canonical` gave, other than "never".
        ahead: an age counts into the future (next) and not into the past (last, created…).
        now: local; where ages count from.
    """
    if _canonical_ages(text) is not None:
        first, last = (day.isoformat() if day else None for day in _age_days(text, ahead=ahead, today=now.date()))
        return first, last
    iso = _ISO.fullmatch(text)
    if iso and (iso[1] or iso[3]):
        return (iso[1], iso[3]) if iso[2] else (iso[1], iso[1])
    return _days(text, ahead=ahead, now=now)


def months_away(day: date, months: int) -> date:
    """The same day of another month, or that month's last day; clipped to the calendar's ends."""
    count = day.year * 12 + day.month - 1 + months
    if count < 12:
        return date.min
    if count >= 120_000:
        return date.max
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_away(day: date, days: int) -> date:
    """The day so many days later, or earlier when negative; clipped to the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def _canonical_ages(folded: str) -> str | None:
    match = _AGES.fullmatch(folded)
    if match is None:
        return None
    sign, age, low, dots, high = match.groups()
    if not dots:
        return f"{sign or ''}{_age(age)}"
    if not low and not high:
        return None
    if low and low.isdigit():  # 7..30d
        if not high:
            return None
        low += re.sub(r"\d", "", high)
    return f"{_age(low)}..{_age(high)}"


def _age(text: str | None) -> str:
    if not text:
        return ""
    unit = text.lstrip("0123456789")
    count = text[: -len(unit)]
    return f"{int(count)}{_UNIT.get(unit, 'y')}"


def _age_days(ages: str, *, ahead: bool, today: date) -> tuple[date | None, date | None]:
    """First and last day; written for the future, and turned round for the past."""
    sign = "".join(char for char in ages if char in "<>=")
    near, dots, far = ages.lstrip("<>=").partition("..")
    step = 1 if ahead else -1
    near_day, far_day = (_away(age, step, today) for age in (near, far))
    if near_day and far_day:
        return min(near_day, far_day), max(near_day, far_day)
    start: date | None = today if ahead else None
    nearer: date | None
    farther: date | None
    if dots:
        nearer, farther = near_day, far_day
    elif sign == ">" and near_day:
        nearer, farther = days_away(near_day, step), None
    elif sign == "<" and near_day:
        nearer, farther = start, days_away(near_day, -step)
    else:
        nearer, farther = (near_day, None) if sign == ">=" else (start, near_day)
    return (nearer, farther) if ahead else (farther, nearer)


def _away(age: str, step: int, today: date) -> date | None:
    if not age:
        return None
    count = int(age[:-1]) * step
    if age[-1] in "dw":
        return days_away(today, count * (7 if age[-1] == "w" else 1))
    return months_away(today, count * (12 if age[-1] == "y" else 1))


def _days(text: str, *, ahead: bool, now: datetime) -> tuple[str | None, str | None]:
    """The span that core.spans reads, with a sign before it taken into account."""
    from crmcli.core.spans import parse_span

    if any(re.fullmatch(_AGE, fold(side)) for side in re.split(r"\.\.|[<>]=?", text)):
        raise BadValue(
            N_("{text} mixes an age and a date."), N_("Write last:7d..30d or last:2026-10..2026-11."), text=text
        )
    signed = _SIGNED.fullmatch(text)
    span = parse_span(signed[2] if signed else text, now=now, ahead=ahead)
    if signed is None:
        return span.first, span.last
    if span.first is None or span.last is None:
        raise BadValue(
            N_("{text} is neither a comparison nor a range."),
            N_("Write one of them: last>30d or last:30d.. , created>2026-10 or created:2026-11.."),
            text=text,
        )
    first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
    if signed[1].startswith(">"):
        return (first if "=" in signed[1] else days_away(last, 1)).isoformat(), None
    return None, (last if "=" in signed[1] else days_away(first, -1)).isoformat()


def _moves(text: str, span: tuple[str | None, str | None], *, ahead: bool, now: datetime) -> bool:
    """Whether `text` means other days at another time: last-month does, 2026-10 does not."""
    years = 2 if now.year < 9000 else -2
    then = datetime.combine(months_away(now.date(), 12 * years), now.time()) + timedelta(days=35 * years)
    try:
        return _days(text, ahead=ahead, now=then) != span
    except BadValue:
        return True


def _spell(span: tuple[str | None, str | None]) -> str:
    first, last = span
    return first if first == last and first else f"{first or ''}..{last or ''}"
