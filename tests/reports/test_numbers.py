"""The numbers of the reports, worked out a second time in plain Python from the same stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crmcli.core.spans import Span
from crmcli.services.reporting import report
from crmcli.services.workspace import Workspace, open_workspace
from tests.reports import figures
from tests.reports.figures import STAGES, Customer
from tests.running import FixedClock

PERIODS = [Span(None, None), Span("2026-08-01", "2026-09-30"), Span("2026-11-01", None), Span(None, "2026-07-15")]


@pytest.fixture(params=[1, 2, 3])
def people(request: pytest.FixtureRequest) -> list[Customer]:
    return figures.invent(request.param)


@pytest.fixture
def ws(people: list[Customer], database: Path, clock: FixedClock) -> Iterator[Workspace]:
    figures.write(database, people)
    with open_workspace(database, write=False, clock=clock) as workspace:
        yield workspace


def within(at: str, days: Span) -> bool:
    return (days.first or "") <= at[:10] <= (days.last or "9999")


def table(ws: Workspace, name: str, days: Span, tokens: list[str] | None = None) -> list[dict[str, Any]]:
    made = report(ws, name, tokens or [], days=days)
    keys = [column.key for column in made.columns]
    return [dict(zip(keys, row, strict=True)) for row in made.rows]


def entered(one: Customer, stage: str, days: Span) -> tuple[bool, bool]:
    """Whether a customer entered a stage in the period, and whether it has gone further since; step by step."""
    rank, came, further = STAGES.index(stage), False, False
    for origin, target, _, at in one.moves:
        if target == "lost":
            continue
        to = STAGES.index(target)
        low = STAGES.index(origin) if origin in STAGES else to - 1
        came = came or (low < rank <= to and within(at, days))
        further = further or (came and to > rank)
    return came, further


@pytest.mark.parametrize("days", PERIODS)
def test_the_funnel(ws: Workspace, people: list[Customer], days: Span) -> None:
    rows = {row["stage"]: row for row in table(ws, "funnel", days)}
    assert list(rows) == [*STAGES, "lost"]
    for stage in rows:
        assert rows[stage]["customers"] == sum(one.stage == stage for one in people)
    for stage in STAGES[:5]:
        both = [entered(one, stage, days) for one in people if not one.invalid]
        came, further = (sum(one[place] for one in both) for place in (0, 1))
        assert (rows[stage]["entered"], rows[stage]["converted"]) == (came, further)
        assert rows[stage]["conversion"] == (round(further / came, 4) if came else None)


@pytest.mark.parametrize("days", PERIODS)
def test_the_channels(ws: Workspace, people: list[Customer], days: Span) -> None:
    rows = {row["item"] if isinstance(row["item"], str) else row["item"].code: row for row in table(ws, "channel", days)
            if row["section"] == "source"}  # fmt: skip
    new = [one for one in people if within(one.created_at, days)]
    assert set(rows) == {one.source or "" for one in new}
    valid = [one for one in new if not one.invalid]
    for source, row in rows.items():
        mine = [one for one in valid if (one.source or "") == source]
        won, lost = sum(one.bought for one in mine), sum(one.stage == "lost" and not one.bought for one in mine)
        assert (row["customers"], row["of"], row["won"], row["lost"]) == (len(mine), len(valid), won, lost)
        assert row["win_rate"] == (round(won / (won + lost), 4) if won + lost else None)
        assert row["uncalled"] == sum(all(method == "event" for _, method, _, _ in one.talks) for one in mine)
        assert row["invalid"] == sum((one.source or "") == source for one in new if one.invalid)


@pytest.mark.parametrize("days", PERIODS)
def test_the_events(ws: Workspace, people: list[Customer], days: Span) -> None:
    rows = {row["item"]: row for row in table(ws, "channel", days) if row["section"] == "event"}
    for event in ("2026广交会", "Maker Fair"):
        came = []
        for one in people:
            dates = [at for at, _, _, name in one.talks if name == event] + [one.created_at] * (one.event == event)
            if dates and within(min(dates), days):
                came.append(one)
        assert rows.get(event, {}).get("customers", 0) == sum(not one.invalid for one in came)
        assert rows.get(event, {}).get("won", 0) == sum(one.bought and not one.invalid for one in came)


@pytest.mark.parametrize("days", PERIODS)
def test_the_customers(ws: Workspace, people: list[Customer], days: Span) -> None:
    made = report(ws, "customers", days=days)
    here = [one for one in people if one.created_at[:10] <= (days.last or "9999") and not one.invalid]
    assert made.totals["customers"] == len(here)
    rows = {getattr(row[1], "code", row[1]): row for row in made.rows}
    for status in ("prospect", "intent", "won", "lost"):
        mine = [one for one in here if one.status == status]
        assert rows[status][2:] == (
            len(mine), len(here), round(len(mine) / len(here), 4), sum(within(one.created_at, days) for one in mine)
        )  # fmt: skip
    for row in made.rows:
        if row[0] == "month":
            assert row[5] == sum(one.created_at[:7] == row[1] for one in here)
            assert row[2] == sum(one.created_at[:7] <= str(row[1]) for one in here)


def test_a_filter_leaves_the_others_out(ws: Workspace, people: list[Customer]) -> None:
    rows = {row["stage"]: row for row in table(ws, "funnel", Span(None, None), ["source:expo"])}
    assert sum(row["customers"] for row in rows.values()) == sum(one.source == "expo" for one in people)


def test_the_period_before_stands_beside_as_that_period_alone_would(ws: Workspace) -> None:
    days, before = Span("2026-08-01", "2026-08-31"), Span("2026-07-01", "2026-07-31")
    for name in ("funnel", "channel"):
        both = report(ws, name, days=days, compare=True)
        keys = [column.key for column in both.columns]
        alone = report(ws, name, days=before)
        width = 1 if name == "funnel" else 2
        known = {row[:width]: row for row in alone.rows}
        assert {row[:width] for row in both.rows} >= set(known)
        for row in both.rows:
            for key, _ in both.compared:
                place = [column.key for column in alone.columns].index(key)
                expected = known[row[:width]][place] if row[:width] in known else None
                assert (row[keys.index(key + "_before")] or 0) == (expected or 0)
