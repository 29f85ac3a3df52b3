"""Grades by spend (R196, R197) and the quarters they are given in (R198)."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.core.grading import Bounds, bounds_from, counted_after, grade_of, is_stale, quarter_of

BOUNDS = Bounds(100_000_00, 50_000_00)


@pytest.mark.parametrize(
    ("spend", "orders", "grade"),
    [
        (100_000_00, 1, "A"),
        (99_999_99, 3, "B"),
        (50_000_00, 1, "B"),
        (49_999_99, 1, "C"),
        (0, 1, "C"),
        (0, 0, "N"),
    ],
)
def test_a_boundary_belongs_to_the_higher_grade(spend: int, orders: int, grade: str) -> None:
    assert grade_of(spend, orders, bounds=BOUNDS) == grade


def test_a_strategic_partner_is_an_a_whatever_he_spent() -> None:
    assert grade_of(0, 0, strategic=True, bounds=BOUNDS) == "A"


def test_boundaries_are_settings_in_yuan() -> None:
    assert bounds_from({"grade.A": 100_000, "grade.B": 50_000}) == BOUNDS


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2026-11-23", 12, "2025-11-23"), ("2028-02-29", 12, "2027-02-28"), ("2026-01-31", 2, "2025-11-30")],
)
def test_spend_counts_from_the_day_after_the_same_day_so_many_months_ago(day: str, months: int, after: str) -> None:
    assert counted_after(date.fromisoformat(day), months) == after


def test_grades_are_stale_when_a_new_quarter_has_begun() -> None:
    assert quarter_of(date(2026, 12, 31)) == "2026Q4"
    assert is_stale(None, date(2026, 12, 31))
    assert is_stale("2026Q3", date(2026, 10, 1))
    assert not is_stale("2026Q4", date(2026, 12, 31))
    assert is_stale("2026Q4", date(2027, 1, 1))
