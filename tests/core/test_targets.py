"""Periods of targets: whole months, quarters and years."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.spans import Span
from crmcli.core.targets import days_of, read_target_period
from crmcli.errors import BadValue

NOW = datetime(2026, 11, 23, 9, 0)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024Q2", "2024Q2"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("quarter", "2026Q4"),
        ("本月", "2026-11"),
        ("今年", "2026"),
        ("2026-10-01..2026-12-31", "2026Q4"),
    ],
)
def test_a_period_is_kept_as_one_name(text: str, period: str) -> None:
    assert read_target_period(text, now=NOW) == period


@pytest.mark.parametrize("text", ["week", "2026-11-23", "..2026-10", "foo", "2026-01..2026-02"])
def test_what_is_no_whole_month_quarter_or_year_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_target_period(text, now=NOW)


def test_the_days_of_a_period() -> None:
    assert days_of("2026-02") == Span("2026-02-01", "2026-02-28")
    assert days_of("2026Q4") == Span("2026-10-01", "2026-12-31")
    assert days_of("9999") == Span("9999-01-01", "9999-12-31")
