"""Grades as tables: how the customers are spread, what a run changes, the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet, Typed
from crmcli.services.grading import Graded, Overview, Run

SPENT = Column("spend", N_("Spent"), "money")
GRADE = Column("grade", N_("Grade"), "code", "grade")
SPREAD = (GRADE, Column("customers", N_("Customers"), "count"), Column("share", N_("Share"), "rate"), SPENT)
BAR = Column("bar", " ", "bar", drop=9)
CHANGES = (
    Column("customer_code", N_("Code")),
    Column("customer_name", N_("Customer"), share=2, style="strong"),
    Column("old", N_("Before"), "code", "grade"),
    Column("new", N_("Now"), "code", "grade"),
    SPENT,
    Column("orders", N_("Orders"), "count"),
    Column("strategic", N_("Strategic"), "yesno"),
)
GIVEN = (
    Column("period", N_("Quarter")),
    GRADE,
    SPENT,
    Column("origin", N_("Origin"), "code", "tag_origin"),
    Column("created_at", N_("When"), "moment"),
)
QUARTERS = (
    Column("period", N_("Quarter")), GRADE, Column("customers", N_("Customers"), "count"), SPENT,
)  # fmt: skip


def overview_sheet(seen: Overview, *, bars: bool) -> Sheet:
    """How many customers have each grade, and what they spent in the time that counts.

    Args:
        bars: people look at it.
    """
    total = sum(number for _, number, _ in seen.rows)
    shares = [number / total if total else None for _, number, _ in seen.rows]
    rows = [(*row[:2], share, row[2]) for row, share in zip(seen.rows, shares, strict=True)]
    if bars and total:
        drawn = tuple((*row, share) for row, share in zip(rows, shares, strict=True))
        return Sheet((*SPREAD, BAR), drawn, notes=tuple(_notes(seen)))
    return Sheet(SPREAD, tuple(rows), notes=tuple(_notes(seen)))


def _notes(seen: Overview) -> Iterable[Msg]:
    a, b = (Typed("money", cents) for cents in seen.bounds)
    yield Msg(
        N_("A: {a} or more in {months} months, or strategic. B: {b} or more. C: ordered. N: never ordered."),
        {"a": a, "b": b, "months": seen.months},
    )
    if seen.last is None:
        yield Msg(N_("Never given yet. To give them: crm grade run"))
    elif seen.stale:
        yield Msg(N_("Last given in {quarter}; a new quarter has begun: crm grade run"), {"quarter": seen.last[0]})
    else:
        yield Msg(N_("Last given in {quarter}, on {day}."), {"quarter": seen.last[0], "day": seen.last[1][:10]})
    if seen.pending and seen.last is not None:
        params = {"n": seen.pending}
        yield Msg(N_("A run would change {n} customers now."), params, one=N_("A run would change {n} customer now."))


def run_sheet(done: Run) -> Sheet:
    """Whose grade a run changes."""
    return Sheet(
        CHANGES,
        tuple(graded_row(one) for one in done.changed),
        shown=("customer_code", "customer_name", "old", "new", "spend"),
        empty=Msg(N_("No grade is another one now.")),
    )


def graded_row(one: Graded) -> tuple[str | int | bool, ...]:
    """The cells of one customer's new grade."""
    return one.code, one.name, one.old, one.new, one.spend, one.orders, one.strategic


def run_line(done: Run) -> Msg:
    """What a run came to, in one line."""
    counts = {grade: sum(one.new == grade for one in done.graded) for grade in "ABC"}
    params: dict[str, object] = {"quarter": done.quarter, "n": len(done.changed), **counts}
    return Msg(N_("{quarter} · {A} A, {B} B, {C} C · {n} changed"), params)


def history_sheet(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """The grades that one customer was given, the latest first."""
    cells = tuple(
        tuple("rule" if one.key == "origin" and row["origin"] == "run" else row[one.key] for one in GIVEN)
        for row in rows
    )
    return Sheet(GIVEN, cells, empty=Msg(N_("No grade was given yet.")))


def quarters_sheet(rows: Sequence[tuple[str, str, int, int]]) -> Sheet:
    """How many customers had each grade, quarter by quarter."""
    return Sheet(QUARTERS, tuple(rows), empty=Msg(N_("Never given yet. To give them: crm grade run")))
