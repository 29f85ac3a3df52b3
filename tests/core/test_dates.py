"""parse_when and parse_past: every shape that people type, in both languages, seen from Friday 10 May 2024, 09:30."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime, timedelta, timezone

import pytest

from crmcli.core.dates import When, parse_past, parse_when
from crmcli.errors import BadValue

NOW = datetime(2024, 5, 10, 9, 30)
SHANGHAI = timezone(timedelta(hours=8))

DAYS = [
    # written out
    ("2024.5.1", "2024-05-01"),
    ("2024.05.01", "2024-05-01"),
    ("20240501", "2024-05-01"),
    ("2024年5月1日", "2024-05-01"),
    ("２０２４－０５－０１", "2024-05-01"),
    ("2024 年 5 月 1 日", "2024-05-01"),
    ("二〇二四年五月一日", "2024-05-01"),
    ("24/5/1", "2024-05-01"),
    ("99/5/1", "1999-05-01"),
    ("24年5月1日", "2024-05-01"),
    ("民国113年5月1日", "2024-05-01"),
    ("13/05/2024", "2024-05-13"),
    ("2026-12-01", "2026-12-01"),
    ("2026-12-01 (周二)", "2026-12-01"),
    ("2024-5-1~5-3", "2024-05-01"),
    ("May 1, 2024", "2024-05-01"),
    ("1-May-24", "2024-05-01"),
    ("15th of March 2025", "2025-03-15"),
    ("Fri, 15 Mar 2024", "2024-03-15"),
    ("明年3月15日", "2025-03-15"),
    # words
    ("今天", "2024-05-10"),
    ("昨天", "2024-05-09"),
    ("明天", "2024-05-11"),
    ("后天", "2024-05-12"),
    ("後天", "2024-05-12"),
    ("大后天", "2024-05-13"),
    ("明早", "2024-05-11"),
    ("tomorrow", "2024-05-11"),
    ("the day after tomorrow", "2024-05-12"),
    ("下午", "2024-05-10"),
    # distances
    ("3天前", "2024-05-07"),
    ("三天后", "2024-05-13"),
    ("两周后", "2024-05-24"),
    ("半个月后", "2024-05-25"),
    ("十天内", "2024-05-20"),
    ("过两天", "2024-05-12"),
    ("3日后", "2024-05-13"),
    ("1个工作日后", "2024-05-11"),  # a Saturday worked for the May holidays
    ("3个工作日内", "2024-05-14"),
    ("+3d", "2024-05-13"),
    ("+2w", "2024-05-24"),
    ("+1m", "2024-06-10"),
    ("+1年", "2025-05-10"),
    ("3d", "2024-05-13"),
    ("in 3 days", "2024-05-13"),
    ("within two weeks", "2024-05-24"),
    ("a week from now", "2024-05-17"),
    ("3 days ago", "2024-05-07"),
    # weekdays
    ("本周五", "2024-05-10"),
    ("本周一", "2024-05-06"),
    ("下周三", "2024-05-15"),
    ("下个星期三", "2024-05-15"),
    ("下週三", "2024-05-15"),
    ("下下周一", "2024-05-20"),
    ("周五", "2024-05-10"),
    ("周四", "2024-05-16"),
    ("星期天", "2024-05-12"),
    ("周末", "2024-05-11"),
    ("fri", "2024-05-10"),
    ("Thursday", "2024-05-16"),
    ("next fri", "2024-05-17"),
    ("friday next week", "2024-05-17"),
    ("this weekend", "2024-05-11"),
    ("last friday", "2024-05-03"),
    # edges of periods
    ("月底", "2024-05-31"),
    ("月底前", "2024-05-31"),
    ("月初", "2024-06-01"),
    ("下个月初", "2024-06-01"),
    ("下月底", "2024-06-30"),
    ("年底", "2024-12-31"),
    ("明年年底", "2025-12-31"),
    ("季度末", "2024-06-30"),
    ("下季度末", "2024-09-30"),
    ("本周内", "2024-05-12"),
    ("end of month", "2024-05-31"),
    ("end of next month", "2024-06-30"),
    ("eow", "2024-05-10"),
    ("下个月15号", "2024-06-15"),
    # days of a month without the month: the next one
    ("1号", "2024-06-01"),
    ("10号", "2024-05-10"),
    ("15日", "2024-05-15"),
    ("15日前", "2024-05-15"),
    ("by friday", "2024-05-10"),
]

YEARLESS = [
    ("5/1", "2025-05-01"),
    ("5/10", "2024-05-10"),
    ("12/1", "2024-12-01"),
    ("12.1", "2024-12-01"),
    ("12月1号", "2024-12-01"),
    ("十二月三十一号", "2024-12-31"),
    ("3月15日前", "2025-03-15"),
    ("15 March", "2025-03-15"),
    ("Mar 15", "2025-03-15"),
    ("15/3", "2025-03-15"),
    ("5月底", "2024-05-31"),
    ("3月底", "2025-03-31"),
    ("2月29日", "2028-02-29"),
]

MOMENTS = [
    ("2024-05-01 14:00", "2024-05-01 14:00"),
    ("2024-05-01T14:00", "2024-05-01 14:00"),
    ("2024-03-1014:00", "2024-03-10 14:00"),
    ("2024/5/1 下午2:30", "2024-05-01 14:30"),
    ("2024-05-01T06:00:00Z", "2024-05-01 14:00"),
    ("2024-05-01 06:00:00 +0000", "2024-05-01 14:00"),
    ("Sat Oct 11 17:13:46 2003", "2003-10-11 17:13"),
    ("friday 3pm", "2024-05-10 15:00"),
    ("3pm friday", "2024-05-10 15:00"),
    ("tomorrow 10am", "2024-05-11 10:00"),
    ("noon tomorrow", "2024-05-11 12:00"),
    ("tonight at 8", "2024-05-10 20:00"),
    ("周五下午3点", "2024-05-10 15:00"),
    ("周五 8点", "2024-05-17 08:00"),  # this Friday's eight o'clock is over
    ("周二十点", "2024-05-14 10:00"),
    ("周二二十点", "2024-05-14 20:00"),
    ("今晚8点", "2024-05-10 20:00"),
    ("明天上午十点半", "2024-05-11 10:30"),
    ("明天三点一刻", "2024-05-11 15:15"),
    ("中午12点", "2024-05-10 12:00"),
    ("晚上12点", "2024-05-11 00:00"),
    ("3pm", "2024-05-10 15:00"),
    ("8am", "2024-05-11 08:00"),
    ("+2h", "2024-05-10 11:30"),
    ("半小时后", "2024-05-10 10:00"),
]

PERIODS = [
    ("下周", "2024-05-13", "week"),
    ("next week", "2024-05-13", "week"),
    ("本周", "2024-05-10", "week"),
    ("下个月", "2024-06-01", "month"),
    ("本月", "2024-05-10", "month"),
    ("2026-11", "2026-11-01", "month"),
    ("2026年11月", "2026-11-01", "month"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read(text: str, day: str) -> None:
    assert parse_when(text, now=NOW) == When(day)


@pytest.mark.parametrize(("text", "day"), YEARLESS)
def test_a_day_without_its_year_is_the_next_one_and_says_so(text: str, day: str) -> None:
    assert parse_when(text, now=NOW) == When(day, assumed_year=True)


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_time_of_day_is_kept_to_the_minute(text: str, moment: str) -> None:
    assert parse_when(text, now=NOW, zone=SHANGHAI) == When(moment, precision="minute")


@pytest.mark.parametrize(("text", "day", "precision"), PERIODS)
def test_a_week_or_a_month_says_that_it_is_one(text: str, day: str, precision: str) -> None:
    when = parse_when(text, now=NOW)
    assert (when.at, when.precision) == (day, precision)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("昨天", "2024-05-09"),
        ("3天前", "2024-05-07"),
        ("3天", "2024-05-07"),
        ("3日前", "2024-05-07"),
        ("2 days ago", "2024-05-08"),
        ("上周五", "2024-05-03"),
        ("周五", "2024-05-10"),
        ("周六", "2024-05-04"),
        ("sat", "2024-05-04"),
        ("5/1", "2024-05-01"),
        ("12/1", "2023-12-01"),
        ("12月1日", "2023-12-01"),
        ("15号", "2024-04-15"),
        ("月底", "2024-04-30"),
        ("3pm", "2024-05-09 15:00"),
        ("9:00", "2024-05-10 09:00"),
        ("昨天下午3点", "2024-05-09 15:00"),
        ("周五 15:00", "2024-05-03 15:00"),
        ("刚才", "2024-05-10 09:30"),
        ("上个月", "2024-04-01"),
    ],
)
def test_what_happened_is_the_latest_such_day_or_time(text: str, at: str) -> None:
    assert parse_past(text, now=NOW).at == at


@pytest.mark.parametrize("text", ["明天", "+3d", "2024-05-11", "今天下午3点", "下周", "2026-01-01"])
def test_what_happened_cannot_be_still_to_come(text: str) -> None:
    with pytest.raises(BadValue, match="still to come"):
        parse_past(text, now=NOW)


@pytest.mark.parametrize("text", ["01/05/2024", "5/1/24", "01-05-2024"])
def test_day_and_month_that_could_be_either_are_refused_with_both_readings(text: str) -> None:
    with pytest.raises(BadValue, match="can be 2024-01-05 or 2024-05-01"):
        parse_when(text, now=NOW)
    assert parse_when(text, now=NOW, order="mdy").at in ("2024-01-05", "2024-05-01")
    assert parse_when(text, now=NOW, order="mdy") != parse_when(text, now=NOW, order="dmy")


def test_the_order_decides_between_day_and_month() -> None:
    assert parse_when("5/1/24", now=NOW, order="mdy").at == "2024-05-01"
    assert parse_when("01/05/2024", now=NOW, order="dmy").at == "2024-05-01"
    assert parse_when("3/4", now=NOW, order="dmy").at == "2025-04-03"
    assert parse_when("5/13/2024", now=NOW, order="dmy").at == "2024-05-13"


@pytest.mark.parametrize(
    "text", ["2月30日", "2024-02-30", "2024-13-01", "6月31日", "30 Feb", "32号", "2/30", "1900-01-00"]
)
def test_a_day_that_the_calendar_does_not_have_is_named(text: str) -> None:
    with pytest.raises(BadValue, match="There is no such day"):
        parse_when(text, now=NOW)


@pytest.mark.parametrize("text", ["25:00", "周五 12:75", "上午14点", "15pm"])
def test_a_time_that_no_clock_shows_is_named(text: str) -> None:
    with pytest.raises(BadValue, match="There is no such time"):
        parse_when(text, now=NOW)


@pytest.mark.parametrize("text", ["99999999999d", "+9999999m", "-9999999d", "0024-05-01", "99999999小时后", "9000年后"])
def test_a_date_beyond_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="too far away"):
        parse_when(text, now=NOW)


@pytest.mark.parametrize(
    "text",
    ["2O24-05-01", "国庆后", "春节前", "12.50", "2026", "10000-01-01", "😀", "a" * 10_000, "1" * 10_000, "month", "am"],
)
def test_what_is_no_date_is_refused_in_one_short_sentence(text: str) -> None:
    with pytest.raises(BadValue, match="Cannot read") as caught:
        parse_when(text, now=NOW)
    assert len(str(caught.value)) < 80


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_an_empty_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="empty"):
        parse_when(text, now=NOW)


def test_a_month_later_is_clamped_to_the_month_end() -> None:
    assert parse_when("+1m", now=datetime(2023, 1, 31, 8)).at == "2023-02-28"
    assert parse_when("一个月后", now=datetime(2024, 1, 31, 8)).at == "2024-02-29"


def test_the_31st_is_looked_for_in_the_next_month_that_has_one() -> None:
    assert parse_when("31号", now=datetime(2024, 6, 1)).at == "2024-07-31"
    assert parse_past("30号", now=datetime(2024, 3, 1)).at == "2024-01-30"


def test_the_common_forms_need_neither_dateutil_nor_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("dateutil", "holidays"):
        monkeypatch.setitem(sys.modules, package, None)  # importing it is an ImportError now
    for text in ("2026-12-01", "+3d", "下周三", "3月15日前", "fri", "Mar 15", "周五下午3点", "no date"):
        with contextlib.suppress(BadValue):
            parse_when(text, now=NOW)
