"""Grades by what a customer spent, and the quarters they are given in (product.md §1; R196–R198)."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from crmcli.errors import N_
from crmcli.records.base import Setting

GRADES: Final = ("A", "B", "C", "N")
ALL_SETTINGS: tuple[Setting, ...] = (
    Setting("grade.A", 100_000, "yuan", N_("who spent as much or more is an A")),
    Setting("grade.B", 50_000, "yuan", N_("who spent as much or more, and less than an A, is a B; below it a C")),
    Setting("grade.months", 12, "months", N_("the months back that spending counts for the grade")),
)


class Bounds(NamedTuple):
    """The lowest spend, in cents, of an A and of a B; each belongs to its grade."""

    a: int
    b: int


def bounds_from(settings: dict[str, int | str | bool]) -> Bounds:
    """The boundaries that the settings say, in cents."""
    return Bounds(int(settings["grade.A"]) * 100, int(settings["grade.B"]) * 100)


def grade_of(spend: int, orders: int, *, strategic: bool = False, bounds: Bounds) -> str:
    """The grade: A, B, C, or N.

    Args:
        spend: cents of the orders that count in the time that counts.
        orders: how many orders there ever were; none is N.
        strategic: a strategic partner is an A whatever he spent (R196).
        bounds: lower-inclusive, in cents.
    """
    if strategic or (orders and spend >= bounds.a):
        return "A"
    if not orders:
        return "N"
    return "B" if spend >= bounds.b else "C"


def counted_after(today: date, months: int) -> str:
    """The ISO day after which orders count: the same day so many months ago."""
    from crmcli.core.filter_times import months_away  # settings are declared here: every command imports this module

    return months_away(today, -months).isoformat()


def quarter_of(day: date) -> str:
    """The quarter of a day, such as 2026Q4."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def is_stale(last: str | None, today: date) -> bool:
    """Whether grades should be given anew: never given, or in an earlier quarter (R198).

    Args:
        last: quarter of the last run, None for never.
    """
    return last is None or last < quarter_of(today)
