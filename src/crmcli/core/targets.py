"""Targets: what can be aimed at, and the periods it is aimed at for (R202, R105, R112, R135). Reports compare them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from crmcli.core.spans import Span, parse_span
from crmcli.errors import N_, BadValue

# What a target measures → how it is written: cents, a count, or a share in hundredths of a percent.
MEASURES: Final[dict[str, str]] = {
    "revenue": "money",  # booked orders of the period
    "orders": "count",
    "deals": "count",  # deals won in the period
    "customers": "count",  # customers who came in the period
    "interactions": "count",  # talks that reached somebody
    "growth": "rate",  # revenue against the period before
    "retention": "rate",
    "conversion": "rate",
    "completeness": "rate",
    "unified": "rate",
}


def read_target_period(text: str, *, now: datetime) -> str:
    """A month, quarter or year as it is kept: 2026-11, 2026Q4, 2026.

    Raises:
        BadValue: it cannot be read, or is no whole month, quarter or year.
    """
    span = parse_span(text, now=now)
    if span.first and span.last:
        for name in _names(date.fromisoformat(span.first)):
            if days_of(name) == span:
                return name
    raise BadValue(
        N_("“{text}” is no month, quarter or year."),
        N_("Write it like 2026-11, 2026Q4, 2026 or quarter."),
        text=text[:40],
    )


def days_of(period: str) -> Span:
    """The days of a period as it is kept."""
    year, month = int(period[:4]), 1
    months = 12
    if "Q" in period:
        month, months = int(period[5:]) * 3 - 2, 3
    elif "-" in period:
        month, months = int(period[5:]), 1
    last_month = month + months - 1
    first_after = date(year + last_month // 12, last_month % 12 + 1, 1) if year < 9999 or last_month < 12 else None
    last = date.fromordinal(first_after.toordinal() - 1) if first_after else date.max
    return Span(date(year, month, 1).isoformat(), last.isoformat())


def _names(day: date) -> tuple[str, str, str]:
    return f"{day.year:04}-{day.month:02}", f"{day.year:04}Q{(day.month + 2) // 3}", f"{day.year:04}"
