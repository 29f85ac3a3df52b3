"""Deals with their histories, worked out a second time in plain Python: open, won, lost, in several currencies."""

from __future__ import annotations

import random
import sqlite3
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from crmcli.core.due.settings import settings_from
from crmcli.core.spans import Span
from crmcli.model.facts.refreshing import refresh_all
from crmcli.services.settings import typed
from crmcli.services.workspace import Workspace, open_workspace
from tests.reports import figures
from tests.reports.figures import DAYS
from tests.reports.reading import PERIODS, end_of, rate, table, within
from tests.running import FixedClock

STAGES = ("needs", "quote", "negotiation")


@dataclass(frozen=True)
class Deal:
    """One deal and how it went; `moves` are (stage, at), the last one won or lost when it is decided."""

    customer: int
    cents: int | None
    currency: str | None
    chance: float | None
    competitor: str | None
    moves: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """open, won or lost."""
        last = self.moves[-1][0]
        return last if last in ("won", "lost") else "open"

    @property
    def decided(self) -> str:
        """When."""
        return self.moves[-1][1]

    @property
    def own(self) -> int | None:
        """Cents in the setting's currency."""
        return None if self.currency else self.cents


def invent(seed: int) -> list[Deal]:
    chance = random.Random(seed)
    return [_one(chance) for _ in range(160)]


def _one(chance: random.Random) -> Deal:
    dates = sorted(chance.choices(DAYS, k=5))
    path = [*STAGES[: chance.randrange(1, 4)], *chance.choice(((), (), ("won",), ("lost",)))]
    return Deal(
        *(chance.randrange(1, 41), chance.choice((None, chance.randrange(10**8))), chance.choice((None, None, "EUR"))),
        *(chance.choice((None, 0.25, 0.6)), chance.choice(("Rival", " ", None))),
        tuple((stage, f"{at} 10:30") for stage, at in zip(path, dates, strict=False)),
    )


@pytest.fixture(params=[11, 12])
def deals(request: pytest.FixtureRequest) -> list[Deal]:
    return invent(request.param)


@pytest.fixture
def ws(deals: list[Deal], database: Path, clock: FixedClock) -> Iterator[Workspace]:
    people = figures.invent(1, 40)
    for one in people:  # leads lost as invalid are in no stay; here everybody counts
        one.moves = one.moves[:1]
    figures.write(database, people)
    db = sqlite3.connect(database, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("BEGIN")
    for number, deal in enumerate(deals, 1):
        decided = {deal.state: deal.decided}
        last = [stage for stage, _ in deal.moves if stage in STAGES][-1]
        db.execute(
            "INSERT INTO deals(id, customer_id, name, amount, currency, probability, competitor, stage, state, won_at,"
            " lost_at, lost_reason, created_at, updated_at) VALUES (?, ?, 'd', ?, ?, ?, ?, ?, ?, ?, ?, 'price', ?, '')",
            (number, deal.customer, deal.cents, deal.currency, deal.chance, deal.competitor, last, deal.state,
             decided.get("won"), decided.get("lost"), deal.moves[0][1]),
        )  # fmt: skip
        origin = None
        for stage, at in deal.moves:
            db.execute(
                "INSERT INTO stage_events(customer_id, deal_id, from_stage, stage, at) VALUES (?, ?, ?, ?, ?)",
                (deal.customer, number, origin, stage, at),
            )
            origin = stage
    refresh_all(db, settings_from(typed({})))
    db.commit()
    db.close()
    with open_workspace(database, write=False, clock=clock) as workspace:
        yield workspace


def days_of(deal: Deal, days: Span) -> Iterator[tuple[str, int, bool]]:
    """(stage, whole days, left in the period) of each stay that ended in it or lasts at its end."""
    there = [move for move in deal.moves if move[1][:10] <= (days.last or "9999")]
    for (stage, at), later in zip(there, [*there[1:], None], strict=False):
        last = later[1] if later else end_of(days)
        if later is None or within(last, days):
            passed = (date.fromisoformat(last[:10]) - date.fromisoformat(at[:10])).days
            yield stage, max(0, passed), later is not None


@pytest.mark.parametrize("days", PERIODS)
def test_time_of_deals_in_each_stage(ws: Workspace, deals: list[Deal], days: Span) -> None:
    rows = table(ws, "dwell", days)
    found = [stay for deal in deals for stay in days_of(deal, days)]
    for stage in STAGES:
        left = sorted(length for name, length, ended in found if ended and name == stage)
        there = [length for name, length, ended in found if not ended and name == stage]
        row = rows.get(("deal", stage), {"stays": 0, "now": 0, "median": None, "p90": None})
        assert (row["stays"], row["now"]) == (len(left), len(there))
        assert row["median"] == (statistics.median(left) if left else None)
        assert row["p90"] == (left[-(-9 * len(left) // 10) - 1] if left else None)


@pytest.mark.parametrize("days", PERIODS)
def test_open_deals_of_the_funnel(ws: Workspace, deals: list[Deal], days: Span) -> None:
    rows = table(ws, "funnel", days)
    usual = {"needs": 0.3, "quote": 0.5, "negotiation": 0.8}
    for stage in STAGES:
        mine = [deal for deal in deals if deal.state == "open" and deal.moves[-1][0] == stage]
        known = [deal for deal in mine if deal.own is not None]
        row = rows[(stage,)]
        assert (row["deals"], row["amount"]) == (len(mine), sum(deal.own or 0 for deal in known) if known else None)
        exact = sum((deal.own or 0) * (usual[stage] if deal.chance is None else deal.chance) for deal in known)
        assert abs((row["weighted"] or 0) - exact) <= 1


@pytest.mark.parametrize("days", PERIODS[1:3])
def test_deals_won_of_those_decided(ws: Workspace, deals: list[Deal], days: Span) -> None:
    rows = table(ws, "kpi", days)
    won, lost = (sum(deal.state == state and within(deal.decided, days) for deal in deals) for state in ("won", "lost"))
    row = rows[("win_rate",)]
    assert (row["part"], row["whole"], row["value"]) == (won, won + lost, rate(won, won + lost))
    assert rows[("deals",)]["value"] == won


@pytest.mark.parametrize("days", PERIODS)
def test_lost_deals_by_reason_and_competitor(ws: Workspace, deals: list[Deal], days: Span) -> None:
    rows = table(ws, "lost", days)
    gone = [deal for deal in deals if deal.state == "lost" and within(deal.decided, days)]
    rivals = [deal for deal in gone if (deal.competitor or "").strip()]
    for key, some in ((("deal", "price"), gone), (("competitor", "Rival"), rivals)):
        row = rows.get(key, {"number": 0, "amount": 0})
        assert (row["number"], row["amount"]) == (len(some), sum(deal.own or 0 for deal in some))
        assert not some or (row["of"], row["share"]) == (len(gone) if key[0] == "deal" else len(rivals), 1)


def test_deals_without_a_date_are_in_the_forecast_as_such(ws: Workspace, deals: list[Deal]) -> None:
    row = table(ws, "forecast", Span(None, None))["open", "undated"]
    mine = [deal for deal in deals if deal.state == "open"]
    assert (row["deals"], row["amount"]) == (len(mine), sum(deal.own or 0 for deal in mine))
