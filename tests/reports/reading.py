"""What the tests of reports share: periods, rows by name, and what counts as a talk."""

from __future__ import annotations

from typing import Any

from crmcli.core.spans import Span
from crmcli.services.reporting import report
from crmcli.services.workspace import Workspace
from tests.reports.sales import Sales

TODAY = "2026-11-23"
SUMMER, NOVEMBER = Span("2026-08-01", "2026-09-30"), Span("2026-11-01", "2026-11-30")
PERIODS = [Span(None, None), SUMMER, NOVEMBER, Span(None, "2026-07-15")]
BOOKED = ("paid", "shipped", "done")
BOUGHT = ("won", "after_sales")
OPEN = ("lead", "contact", "needs", "quote", "negotiation")


def within(at: str, days: Span) -> bool:
    return (days.first or "") <= at[:10] <= (days.last or "9999")


def end_of(days: Span) -> str:
    return min(days.last or TODAY, TODAY)


def code(cell: Any) -> Any:
    """What a cell says in no language."""
    return getattr(cell, "code", getattr(cell, "value", cell))


def table(ws: Workspace, name: str, days: Span) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows by section and item, or by their first cell."""
    made = report(ws, name, days=days)
    keys = [column.key for column in made.columns]
    found = {}
    for row in made.rows:
        cells = {key: code(cell) for key, cell in zip(keys, row, strict=True)}
        found[(cells["section"], cells["item"]) if "section" in cells else (cells[keys[0]],)] = cells
    return found


def rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def talks_of(one: Sales) -> list[tuple[str, str, str, int, int | None, str | None]]:
    """Talks and attempts, those of the story with those in detail; being at an event is none."""
    told = [(at, at, method, reached, None, None) for at, method, reached, _ in one.customer.talks if method != "event"]
    return [*told, *one.talks]
