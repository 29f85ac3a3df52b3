"""Birthdays as people type them, by either calendar."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.birthdays import read_birthday
from crmcli.errors import BadValue

NOW = datetime(2026, 11, 23, 9, 0)
DAYS = ("", *(f"初{one}" for one in "一二三四五六七八九十"), *(f"十{one}" for one in "一二三四五六七八九"), "二十",
        *(f"廿{one}" for one in "一二三四五六七八九"), "三十")  # fmt: skip
MONTHS = ("", "正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1985-03-15", "1985-03-15"),
        ("1985年3月15日", "1985-03-15"),
        ("03-15", "03-15"),
        ("8月15日", "08-15"),
        ("3/15", "03-15"),
        ("02-29", "02-29"),
        ("十月一日", None),
    ],
)
def test_a_solar_birthday_may_lack_its_year(text: str, day: str | None) -> None:
    born = read_birthday(text, now=NOW)
    assert not born.lunar
    assert born.day == day or day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("农历八月十五", "08-15"),
        ("农历 8月15", "08-15"),
        ("lunar 08-15", "08-15"),
        ("阴历08-15", "08-15"),
        ("8月15日（农历）", "08-15"),
        ("农历1985-08-15", "1985-08-15"),
        ("一九八〇年腊月廿三", "1980-12-23"),
        ("1980年农历腊月廿三", "1980-12-23"),
        ("正月初一", "01-01"),
        ("农历闰四月初三", "04-03"),
        ("冬月三十", "11-30"),
        ("农历十月十七", "10-17"),
        ("农历1985年二月三十", "02-30"),
        ("八月廿", "08-20"),
    ],
)
def test_a_birthday_of_the_chinese_calendar_is_known_by_its_words(text: str, day: str) -> None:
    assert read_birthday(text, now=NOW) == (day, True)


@pytest.mark.parametrize(
    "text", ["农历", "农历13-01", "农历八月三十一", "02-30", "明年", "农历八月", "2030-01-01", "正月"]
)
def test_what_is_no_birthday_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_birthday(text, now=NOW)


@given(st.integers(1, 12), st.integers(1, 30))
@settings(max_examples=60)
def test_words_and_digits_say_the_same_day(month: int, day: int) -> None:
    said = read_birthday(
        f"{MONTHS[month]}月{DAYS[day]}" if month in (1, 11, 12) else f"农历{MONTHS[month]}月{DAYS[day]}", now=NOW
    )
    assert said == read_birthday(f"农历 {month:02}-{day:02}", now=NOW) == (f"{month:02}-{day:02}", True)
