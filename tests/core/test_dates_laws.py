"""Laws of the date parser that hold for any day and any text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.cell_dates import parse_any
from crmcli.core.dates import parse_past, parse_when
from crmcli.core.nextstep import parse_next_step
from crmcli.core.spans import parse_span
from crmcli.errors import BadValue

DAYS = st.dates(date(1900, 1, 1), date(9999, 12, 31))
NOWS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 12, 31))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
MONTH_NAMES = (*MONTHS, "December")

# What people write, broken up: much nearer to the edges of the patterns than arbitrary letters.
PIECES = st.sampled_from(
    (
        *"一二两十半百年月日号周下上本个天点分前后内底初末到至每:：-/.,~+dwmh()TZ😀%",
        *("1", "2", "3", "12", "15", "30", "31", "2024", "99999999999", "星期", "今天", "明天", "上午", "下午", "民国"),
        *("am", "pm", "fri", "next", "last", "week", "month", "in", "of", "ago", "end", "may", "march", "noon", "at"),
        *("by", "Q3", "负责", "工作日", "季度"),
    )
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=7).map("".join), st.lists(PIECES, max_size=7).map(" ".join)
)


@given(day=DAYS, now=NOWS)
def test_an_iso_day_reads_as_itself(day: date, now: datetime) -> None:
    assert parse_when(day.isoformat(), now=now).at == day.isoformat()
    span = parse_span(day.isoformat(), now=now)
    assert (span.first, span.last) == (day.isoformat(), day.isoformat())


@given(moment=st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)), now=NOWS)
def test_an_iso_minute_reads_as_itself(moment: datetime, now: datetime) -> None:
    text = moment.isoformat(" ", "minutes")
    assert parse_when(text, now=now).at == text


@given(day=DAYS, now=NOWS)
@pytest.mark.parametrize(
    "shape", ["{y}年{m}月{d}日", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}", "{d} {name} {y}", "{name} {d}, {y}"]
)
def test_every_way_to_write_a_whole_date_reads_as_that_day(shape: str, day: date, now: datetime) -> None:
    text = shape.format(y=day.year, m=day.month, d=day.day, name=MONTH_NAMES[day.month - 1])
    assert parse_when(text, now=now).at == day.isoformat()
    assert parse_when(text.upper(), now=now).at == day.isoformat()


@given(day=DAYS, now=NOWS)
@pytest.mark.parametrize("shape", ["{m}月{d}日", "{m}/{d}", "{m}月{d}号前", "{d} {name}", "{name} {d}"])
def test_a_date_without_its_year_is_the_nearest_one_in_its_direction(shape: str, day: date, now: datetime) -> None:
    text = shape.format(m=day.month, d=day.day, name=MONTH_NAMES[day.month - 1][:3])
    ahead, behind = parse_when(text, now=now), parse_past(text, now=now)
    assert ahead.assumed_year
    assert behind.assumed_year
    assert behind.at <= now.date().isoformat() <= ahead.at
    assert ahead.at[5:] == behind.at[5:] == f"{day.month:02}-{day.day:02}"
    if ahead.at[5:] != "02-29":
        assert int(ahead.at[:4]) - int(behind.at[:4]) == (0 if ahead.at == behind.at else 1)


@given(now=NOWS, count=st.integers(0, 400))
@pytest.mark.parametrize("shape", ["{n}天后", "+{n}d", "in {n} days", "过{n}天", "{n}d"])
def test_days_ahead_are_counted(shape: str, count: int, now: datetime) -> None:
    expected = now.date() + timedelta(days=count)
    assert parse_when(shape.format(n=count), now=now).at == expected.isoformat()


@given(now=NOWS)
@pytest.mark.parametrize(
    "text",
    [
        "明天", "周三", "sun", "周末", "1号", "30日", "31号", "月底", "月初", "年底", "季度末", "3月", "5月底",
        "下周", "本周", "本月", "下个月", "下周一", "next fri", "9:30", "下午3点", "周五 9:00", "end of month",
        "eow", "2月29日", "12.31",
    ],
)  # fmt: skip
def test_what_leaves_its_day_open_never_lies_in_the_past(text: str, now: datetime) -> None:
    when = parse_when(text, now=now)
    if when.precision == "minute" and not when.assumed_year:
        assert when.at >= now.isoformat(" ", "minutes")
    assert when.at >= now.date().isoformat()


@given(now=NOWS, index=st.integers(0, 6))
def test_the_weekdays_of_a_week_lie_in_that_week(now: datetime, index: int) -> None:
    monday = now.date() - timedelta(days=now.weekday())
    name = "一二三四五六日"[index]
    for prefix, weeks in (("上", -1), ("本", 0), ("下", 1), ("下下", 2)):
        expected = monday + timedelta(days=7 * weeks + index)
        assert parse_when(f"{prefix}周{name}", now=now).at == expected.isoformat()


@given(text=TEXTS, now=NOWS)
@pytest.mark.parametrize("parse", [parse_when, parse_past, parse_span, parse_any, parse_next_step])
def test_any_text_is_read_or_refused_with_a_whole_sentence(
    parse: Callable[..., object], text: str, now: datetime
) -> None:
    refusal = ""
    try:
        parse(text, now=now)
    except BadValue as error:
        refusal = error.message.format(**error.params)
    assert not refusal or refusal.endswith(".")


@given(text=TEXTS, now=NOWS)
def test_what_happened_is_never_in_the_future(text: str, now: datetime) -> None:
    try:
        when = parse_past(text, now=now)
    except BadValue:
        return
    assert when.at <= now.isoformat(" ", "minutes")
