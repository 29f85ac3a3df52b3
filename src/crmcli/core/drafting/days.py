"""Readers of dates and birthdays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.core.birthdays import is_lunar, read_birthday
from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.marks import narrow
from crmcli.core.nextstep import parse_next_step
from crmcli.core.patterns import lazily
from crmcli.errors import BadValue

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_MONTH_DAY = lazily(r"(?:-{2})?(0?[1-9]|1[0-2])[-/.月]?(0?[1-9]|[12]\d|3[01])[日号]?")
_YEAR = lazily(r"年|\d{4}|\d\D+\d+\D+\d")
_LONG_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


_QUARTER = lazily(
    r"(?:(20\d\d)\s?年?\s?[-/]?)?\s?(?:Q([1-4])|第?([一二三四1-4])季度?)(?:\s?[/-]?\s?(20\d\d))?(?:底|末)?"
)
_SAYS_YEAR = lazily(r"\s*(?:19|20)\d\d|\d{5}|.*[-/.](?:19|20)\d\d")


def behind(column: ColumnPlan, reading: Reading) -> Reader:
    """A date that has been: first contact, last contact, a talk, an order."""
    return _date(column, reading, past=True)


def any_day(column: ColumnPlan, reading: Reading) -> Reader:
    """A date on either side of today: next contact, expected close, end of a contract."""
    return _date(column, reading, past=False)


def _date(column: ColumnPlan, reading: Reading, *, past: bool) -> Reader:
    field = column.field or ""
    when = reading.past if past else reading.ahead
    quarters = field in ("expected_close_at", "ends_at")

    def read(row: Collected, text: str, cell: Cell) -> None:
        try:
            found = (_quarter(text, reading) if quarters else None) or when(text, cell)
        except BadValue as error:
            if field == "next_at" and _is_plan(text, reading):
                row.steps.append(text)  # 11月10日前回复: the day and what is to be done
            elif not is_empty(text):
                row.unread(field, column.header, text, error)
            return
        if field == "next_at" and not _SAYS_YEAR.match(text):
            row.texts.setdefault("next_raw", text)
        if found is not None and row.texts.setdefault(field, found) != found:
            row.keep(column.header, text)

    return read


def _is_plan(text: str, reading: Reading) -> bool:
    """Whether a text is a next step with its day, as people type it behind --next."""
    try:
        return parse_next_step(text, now=reading.base).due_at is not None
    except BadValue:
        return False


def _quarter(text: str, reading: Reading) -> str | None:
    """The last day of 2026Q4, Q4 2026 or 四季度; None for anything else."""
    match = _QUARTER.fullmatch(narrow(text).upper())
    if match is None:
        return None
    year = int(match[1] or match[4] or reading.base.year)
    said = match[2] or match[3]
    last = 3 * ("一二三四".find(said) + 1 or int(said))
    return f"{year}-{last:02}-{_LONG_MONTHS[last - 1]}"


def either(column: ColumnPlan, reading: Reading) -> Reader:
    """回访日期: up to today it is a talk that was, after it the next contact."""

    def read(row: Collected, text: str, cell: Cell) -> None:
        try:
            found = reading.ahead(text, cell)
        except BadValue as error:
            if not is_empty(text):
                row.unread(column.field or "", column.header, text, error)
            return
        if found:
            row.texts.setdefault("next_at" if found[:10] > reading.now.date().isoformat() else "last_contact_at", found)

    return read


def birthday(column: ColumnPlan, reading: Reading) -> Reader:
    """A birthday with or without its year; 农历 marks a lunar one. A year or month alone stays a custom value."""

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text):
            return
        plain = text.strip()
        try:
            if not text.isascii() and is_lunar(text):
                born = read_birthday(text, now=reading.now)
                row.person.setdefault("birthday", born.day)
                row.person.setdefault("birthday_lunar", born.lunar)
                return
            found = _month_day(plain) or reading.past(plain, cell)
        except BadValue as error:
            if re.fullmatch(r"(?:19|20)?\d\d年?|\d{4}[-/.年]\d{1,2}月?|\d{1,2}月份?", narrow(text)):
                row.custom.setdefault(column.header, text)
            else:
                row.unread("birthday", column.header, text, error)
            return
        if found is None:
            return
        if len(found) > 5 and isinstance(cell, str) and not _YEAR.search(plain):
            found = found[5:]  # 八月十五 and May 1 say no year
        row.person.setdefault("birthday", found[:10])

    return read


def _month_day(text: str) -> str | None:
    """8月15日, 08-15 and --0815 as MM-DD; None for anything else."""
    match = _MONTH_DAY.fullmatch(narrow(text))
    if match is None or (match[0].isdigit() and len(match[0]) < 4):
        return None
    month, day = int(match[1]), int(match[2])
    if day > _LONG_MONTHS[month - 1]:
        return None
    return f"{month:02}-{day:02}"


def satisfaction(column: ColumnPlan, reading: Reading) -> Reader:
    """1 to 5, stars, or 非常满意 … 非常不满意; any other answer in words is feedback."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        word = narrow(text).rstrip("分星 ").strip()
        points = _SATISFIED.get(word) or (len(word) if word and not word.strip("★⭐") else None)
        if points is None and word in ("1", "2", "3", "4", "5"):
            points = int(word)
        if points and points <= 5:
            row.texts.setdefault("satisfaction", str(points))
        elif any(map(str.isdigit, word)):
            row.keep(column.header, text)  # 95%, 8/10: of another scale
        elif not is_empty(text):
            row.texts.setdefault("feedback", text)

    return read


_SATISFIED = {"非常满意": 5, "很满意": 5, "满意": 4, "比较满意": 4, "一般": 3, "不满意": 2, "较差": 2, "非常不满意": 1}
