"""How often a task comes again, as typed, and when."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.recurrence import in_days, next_due, parse_every, turn_begins
from crmcli.errors import BadValue


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1w", "1w"), ("2 weeks", "2w"), ("weekly", "1w"), ("every week", "1w"), ("10d", "10d"), ("daily", "1d"),
     ("1mo", "1m"), ("monthly", "1m"), ("1y", "1y"), ("每周", "1w"), ("每两周", "2w"), ("每2周", "2w"), ("每天", "1d"),
     ("每月", "1m"), ("每个月", "1m"),
     ("3个月", "3m"), ("每季度", "3m"), ("半年", "6m"), ("每年", "1y"), ("１周", "1w")],
)  # fmt: skip
def test_a_rhythm_is_read(text: str, expected: str) -> None:
    assert parse_every(text) == expected


@pytest.mark.parametrize("text", ["", "0d", "soon", "每", "1x", "w1", "-1w", "1.5w", "1000d", "五"])
def test_what_is_no_rhythm_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_every(text)


@pytest.mark.parametrize(
    ("due_at", "every", "after", "expected"),
    [
        ("2026-11-09", "1w", "2026-11-09", "2026-11-16"),
        ("2026-11-09", "1w", "2026-11-05", "2026-11-16"),  # done early: still from the due date
        ("2026-11-09", "1w", "2026-11-30", "2026-12-07"),  # done late: not overdue at once
        ("2026-11-09 15:30", "2d", "2026-11-09", "2026-11-11 15:30"),
        ("2026-01-31", "1m", "2026-01-31", "2026-02-28"),
        ("2026-01-31", "1m", "2026-03-01", "2026-03-31"),
        ("2028-02-29", "1y", "2028-03-01", "2029-02-28"),
    ],
)
def test_the_next_date_counts_from_the_due_date(due_at: str, every: str, after: str, expected: str) -> None:
    assert next_due(due_at, every, after=after) == expected


@given(st.dates(), st.integers(1, 50), st.sampled_from("dwm"), st.integers(0, 200))
@settings(max_examples=100)
def test_the_next_date_always_lies_ahead(start: object, n: int, unit: str, late: int) -> None:
    from datetime import date, timedelta

    assert isinstance(start, date)
    if not 10 < start.year < 9000:
        return
    after = (start + timedelta(late)).isoformat()
    assert next_due(start.isoformat(), f"{n}{unit}", after=after) > after


def test_a_turn_begins_with_the_date_before() -> None:
    assert turn_begins("2026-11-16", "1w") == "2026-11-09"
    assert [in_days(n) for n in (7, 14, 10)] == ["1w", "2w", "10d"]
