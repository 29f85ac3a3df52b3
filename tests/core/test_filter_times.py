"""Times in FILTER: which days they are, and which of them move along with today."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.filter_times import resolve
from crmcli.core.filters import parse_filter
from crmcli.core.words import standard
from crmcli.records.filter import Filter, OneOf

NOW = datetime(2026, 11, 21, 9, 30)


def read(*tokens: str) -> Filter:
    return parse_filter(tokens, now=NOW, words=standard())


@pytest.mark.parametrize(
    ("text", "ahead", "days"),
    [
        ("7d", False, ("2026-11-14", None)),
        ("0d", False, ("2026-11-21", None)),
        ("30d..", False, (None, "2026-10-22")),
        ("..7d", False, ("2026-11-14", None)),
        ("7d..30d", False, ("2026-10-22", "2026-11-14")),
        ("30d..7d", False, ("2026-10-22", "2026-11-14")),
        (">30d", False, (None, "2026-10-21")),
        (">=30d", False, (None, "2026-10-22")),
        ("<7d", False, ("2026-11-15", None)),
        ("<=7d", False, ("2026-11-14", None)),
        (">3m", False, (None, "2026-08-20")),
        ("9m", False, ("2026-02-21", None)),
        ("2w", False, ("2026-11-07", None)),
        ("1y..", False, (None, "2025-11-21")),
        ("9999y..", False, (None, "0001-01-01")),
        ("7d", True, ("2026-11-21", "2026-11-28")),
        ("<7d", True, ("2026-11-21", "2026-11-27")),
        ("..7d", True, (None, "2026-11-28")),
        ("7d..", True, ("2026-11-28", None)),
        (">7d", True, ("2026-11-29", None)),
        ("9999y", True, ("2026-11-21", "9999-12-31")),
        ("2026-11-01..2026-11-15", False, ("2026-11-01", "2026-11-15")),
        ("2026-11-01", True, ("2026-11-01", "2026-11-01")),
        ("..2026-11-01", False, (None, "2026-11-01")),
    ],
)
def test_ages_count_back_for_the_past_and_ahead_for_the_future(
    text: str, ahead: bool, days: tuple[str | None, str | None]
) -> None:
    assert resolve(text, ahead=ahead, now=NOW) == days


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert resolve("3m..", ahead=False, now=datetime(2026, 5, 31)) == (None, "2026-02-28")


def test_a_relative_period_moves_along_and_a_named_one_does_not() -> None:
    moving, fixed = read("created:last-month").terms[0], read("created:2026-10").terms[0]
    assert isinstance(moving, OneOf)
    assert isinstance(fixed, OneOf)
    assert resolve(moving.values[0], ahead=False, now=NOW) == ("2026-10-01", "2026-10-31")
    assert resolve(moving.values[0], ahead=False, now=datetime(2027, 2, 3)) == ("2027-01-01", "2027-01-31")
    assert resolve(fixed.values[0], ahead=False, now=datetime(2027, 2, 3)) == ("2026-10-01", "2026-10-31")
