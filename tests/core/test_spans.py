"""parse_span: the days of periods and ranges, seen from Friday 10 May 2024."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.spans import Span, parse_span
from crmcli.errors import BadValue

NOW = datetime(2024, 5, 10, 9, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026年11月", "2026-11-01", "2026-11-30"),
        ("2024.2", "2024-02-01", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2026Q3", "2026-07-01", "2026-09-30"),
        ("2026年第三季度", "2026-07-01", "2026-09-30"),
        ("2026-11-01..2026-11-15", "2026-11-01", "2026-11-15"),
        ("2026-10..2026-11", "2026-10-01", "2026-11-30"),
        ("2026年11月至2027年1月", "2026-11-01", "2027-01-31"),
        ("..2026-10", None, "2026-10-31"),
        ("2026-10..", "2026-10-01", None),
        ("..today", None, "2024-05-10"),
        ("today", "2024-05-10", "2024-05-10"),
        ("昨天", "2024-05-09", "2024-05-09"),
        ("本周", "2024-05-06", "2024-05-12"),
        ("this week", "2024-05-06", "2024-05-12"),
        ("last-week", "2024-04-29", "2024-05-05"),
        ("上周", "2024-04-29", "2024-05-05"),
        ("下周", "2024-05-13", "2024-05-19"),
        ("week", "2024-05-06", "2024-05-12"),
        ("last-month", "2024-04-01", "2024-04-30"),
        ("上个月", "2024-04-01", "2024-04-30"),
        ("month", "2024-05-01", "2024-05-31"),
        ("quarter", "2024-04-01", "2024-06-30"),
        ("上季度", "2024-01-01", "2024-03-31"),
        ("year", "2024-01-01", "2024-12-31"),
        ("去年", "2023-01-01", "2023-12-31"),
        ("去年12月", "2023-12-01", "2023-12-31"),
        ("3月", "2024-03-01", "2024-03-31"),
        ("11月", "2023-11-01", "2023-11-30"),
        ("march 2024", "2024-03-01", "2024-03-31"),
        ("5月1日-3日", "2024-05-01", "2024-05-03"),
        ("2024-5-1~5-3", "2024-05-01", "2024-05-03"),
        ("12-20..1-10", "2023-12-20", "2024-01-10"),
        ("周一..周三", "2024-05-06", "2024-05-08"),
    ],
)
def test_a_span_is_all_its_days(text: str, first: str | None, last: str | None) -> None:
    assert parse_span(text, now=NOW) == Span(first, last)


def test_ahead_takes_the_next_month_of_that_name() -> None:
    assert parse_span("3月", now=NOW, ahead=True) == Span("2025-03-01", "2025-03-31")
    assert parse_span("12/1", now=NOW, ahead=True) == Span("2024-12-01", "2024-12-01")


@pytest.mark.parametrize("text", ["..", "~", "", "foo", "foo..", "2026-11..bar", "a" * 10_000, "..".join("12345")])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="as a period"):
        parse_span(text, now=NOW)


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(BadValue, match="ends before it starts"):
        parse_span("2026-11..2026-10", now=NOW)


@given(now=st.datetimes(datetime(2000, 1, 1), datetime(2090, 12, 31)))
@pytest.mark.parametrize("name", ["week", "month", "quarter", "year"])
def test_periods_in_a_row_touch_and_the_present_one_holds_today(name: str, now: datetime) -> None:
    spans = [parse_span(f"{which}-{name}", now=now) for which in ("last", "this", "next")]
    (_, last_end), (first, end), (next_first, _) = ((span.first or "", span.last or "") for span in spans)
    assert last_end < first <= now.date().isoformat() <= end < next_first
    assert parse_span(f"{first}..{end}", now=now) == spans[1]
    day_after = datetime.fromisoformat(next_first).toordinal()
    assert day_after - datetime.fromisoformat(end).toordinal() == 1
