"""What the other tests of numbers leave out: the glance, grades and regions, answers, cadence today, worst ties."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from math import ceil
from typing import cast

import pytest

from crmcli.core.spans import Span
from crmcli.services.reporting import report
from crmcli.services.workspace import Workspace
from tests.reports.reading import BOOKED, NOVEMBER, PERIODS, SUMMER, TODAY, rate, table, talks_of, within
from tests.reports.sales import Sales

REGIONS = {"广东省": "地域-华南", "上海市": "地域-华东", None: ""}


def booked_by(one: Sales, days: Span) -> list[int]:
    """Cents of the orders of the period in the setting's currency."""
    return [order[1] for order in one.orders if order[3] in BOOKED and not order[2] and within(order[0], days)]


def new_leads(people: list[Sales], days: Span) -> list[Sales]:
    return [one for one in people if within(one.customer.created_at, days) and not one.customer.invalid]


@pytest.mark.parametrize("days", PERIODS)
def test_the_glance(ws: Workspace, people: list[Sales], days: Span) -> None:
    talks = [(one.customer.id, talk[3]) for one in people for talk in talks_of(one) if within(talk[0], days)]
    talks += [(one.customer.id, 0) for one in people for at, method, reached, _ in one.customer.talks
              if method == "event" and not reached and within(at, days)]  # fmt: skip
    moves = [(one.customer.id, to) for one in people for origin, to, _, at in one.customer.moves
             if origin and within(at, days)]  # fmt: skip
    counts = {key[0]: row["count"] for key, row in table(ws, "overview", days).items()}
    assert counts == {
        "new": len(new_leads(people, days)),
        "talks": sum(reached for _, reached in talks),
        "talked_to": len({who for who, reached in talks if reached}),
        "unanswered": sum(not reached for _, reached in talks),
        "moves": sum(to != "lost" for _, to in moves),
        "won": len({who for who, to in moves if to == "won"}),
        "lost": len({who for who, to in moves if to == "lost"}),
        "done": sum(task[2] == "done" and within(task[3] or "", days) for one in people for task in one.tasks),
    }


def test_the_trend_is_what_each_period_alone_would_say(ws: Workspace) -> None:
    week = Span("2026-11-09", "2026-11-15")
    trends = {key[0]: row["trend"] for key, row in table(ws, "overview", week).items()}
    for back in range(8):
        first, last = (date.fromisoformat(day).toordinal() - 7 * back for day in ("2026-11-09", "2026-11-15"))
        alone = table(ws, "overview", Span(date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()))
        for (measure,), row in alone.items():
            assert trends[measure] is None or trends[measure][7 - back] == row["count"]


@pytest.mark.parametrize("days", PERIODS)
def test_value_by_grade_region_and_source(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "value", days)
    grades = {row[0]: row[1] for row in ws.db.execute("SELECT customer_id, grade FROM facts")}
    here = [one for one in people if one.customer.created_at[:10] <= (days.last or "9999") and not one.customer.invalid]
    for grade in "ABCN":
        mine = [one for one in here if grades[one.customer.id] == grade]
        row = rows["grade", grade]
        assert (row["customers"], row["of"]) == (len(mine), len(here))
        assert row["amount"] == sum(sum(booked_by(one, days)) for one in mine)
    names = {"region": {one.customer.id: REGIONS[one.province] for one in here},
             "channel": {one.customer.id: one.customer.source or "" for one in here}}  # fmt: skip
    for section, name in names.items():
        for item in set(name.values()):
            mine = [one for one in here if name[one.customer.id] == item]
            high = sum(grades[one.customer.id] == "A" for one in mine)
            cents = sum(sum(booked_by(one, days)) for one in mine)
            if high or cents:
                row = rows[section, item]
                assert (row["customers"], row["of"], row["amount"]) == (high, len(mine), cents)
                assert row["share"] == rate(high, len(mine))


@pytest.mark.parametrize("days", PERIODS)
def test_who_spent_most_and_how_lately(ws: Workspace, people: list[Sales], days: Span) -> None:
    made = report(ws, "value", days=days)
    keys = [column.key for column in made.columns]
    every = [dict(zip(keys, row, strict=True)) for row in made.rows]
    buyers = [one for one in people if any(o[3] in BOOKED and within(o[0], days) for o in one.orders)]
    amounts = {f"C{one.customer.id:04}": sum(booked_by(one, days)) for one in buyers}
    best = sorted(amounts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
    assert [(row["code"], row["amount"]) for row in every if row["section"] == "top"] == best
    end = date.fromisoformat(min(days.last or TODAY, TODAY))
    average = statistics.mean(amounts.values()) if amounts else 0
    segments: Counter[str] = Counter()
    for one in buyers:
        dates = [o[0] for o in one.orders if o[3] in BOOKED and within(o[0], days)]
        recent = (end - date.fromisoformat(max(dates))).days <= 90
        much = amounts[f"C{one.customer.id:04}"] >= average
        segments[f"rfm_{recent * 4 + (len(dates) > 1) * 2 + much}"] += 1
    assert {row["item"]: row["customers"] for row in every if row["section"] == "rfm"} == segments
    foreign = Counter(o[2] for one in people for o in one.orders if o[2] and o[3] in BOOKED and within(o[0], days))
    told = made.totals["other_currencies"]
    assert isinstance(told, dict)
    assert {currency: cast(dict[str, int], one)["orders"] for currency, one in told.items()} == foreign


@pytest.mark.parametrize("days", [SUMMER, NOVEMBER])
def test_service_among_the_key_figures(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "kpi", days)
    talks = [talk for one in people for talk in talks_of(one) if within(talk[0], days)]
    assert rows[("interactions",)]["value"] == sum(talk[3] for talk in talks)
    marks = [talk[4] for talk in talks if talk[4]]
    assert (rows[("satisfaction",)]["part"], rows[("satisfaction",)]["whole"]) == (
        sum(mark >= 4 for mark in marks), len(marks)
    )  # fmt: skip
    in_time = 0
    for one in new_leads(people, days):
        known = [talk[0] for talk in talks_of(one) if talk[0][:10] <= (days.last or "9999")]
        if known:
            passed = datetime.fromisoformat(min(known)) - datetime.fromisoformat(one.customer.created_at)
            in_time += ceil(passed.total_seconds() / 3600) <= 24
    row = rows[("first_answer",)]
    assert (row["part"], row["whole"]) == (in_time, len(new_leads(people, days)))
    orders = [o for one in people for o in one.orders if o[3] in BOOKED and within(o[0], days)]
    assert rows[("orders",)]["value"] == len(orders)
    assert rows[("customers",)]["value"] == len(new_leads(people, days))


def test_cadence_today_and_a_week(ws: Workspace, people: list[Sales]) -> None:
    from crmcli.core.cadence import cadence_days
    from crmcli.model.facts.gathering import gather, state_of

    numbers = ws.due_settings()
    allowed = {g.row["id"]: cadence_days(state_of(g), numbers) for g in gather(ws.db, [o.customer.id for o in people])}
    rows = table(ws, "cadence", SUMMER)
    for status in ("prospect", "intent", "won", "lost"):
        mine = [one for one in people if one.customer.status == status and allowed[one.customer.id] is not None]
        in_time, made, gaps = 0, 0, []
        for one in mine:
            dates = sorted([t[0] for t in one.customer.talks if t[2]] + [t[0] for t in one.talks if t[3]])
            last = date.fromisoformat((dates[-1] if dates else one.customer.created_at)[:10])
            in_time += last.toordinal() + (allowed[one.customer.id] or 0) >= date.fromisoformat(TODAY).toordinal()
            made += sum(within(at, SUMMER) for at in dates)
            gaps += [(date.fromisoformat(at[:10]) - date.fromisoformat(before[:10])).days
                     for before, at in pairwise(dates) if within(at, SUMMER)]  # fmt: skip
        row = rows[(status,)]
        assert (row["in_time"], row["in_time_rate"]) == (in_time, rate(in_time, len(mine)))
        assert row["median"] == (statistics.median(gaps) if gaps else None)
        assert row["per_week"] == (round(made / len(mine) / (61 / 7), 2) if mine else None)


@pytest.mark.parametrize("days", PERIODS)
def test_losses_by_stage(ws: Workspace, people: list[Sales], days: Span) -> None:
    found: Counter[str] = Counter()
    for one in people:
        losses = [(at, n, origin, reason) for n, (origin, to, reason, at) in enumerate(one.customer.moves)
                  if to == "lost" and within(at, days)]  # fmt: skip
        if losses and max(losses)[3] != "invalid":
            found[str(max(losses)[2])] += 1
    assert {key[1]: row["number"] for key, row in table(ws, "lost", days).items() if key[0] == "stage"} == found


@pytest.mark.parametrize("days", PERIODS)
def test_the_buyers_who_do_worst_are_named_and_the_parts_add_up(ws: Workspace, people: list[Sales], days: Span) -> None:
    made = report(ws, "health", days=days)
    parts = [row for row in made.rows if row[0] == "part"]
    points = [row[6] for row in parts if isinstance(row[6], int | float)]
    if made.totals["customers"]:
        assert isinstance(made.totals["points"], float)
        assert abs(sum(points) - made.totals["points"]) <= 0.2  # each part is rounded
    worst = [row[6] for row in made.rows if row[0] == "worst"]
    assert worst == sorted(worst, key=lambda cell: float(str(cell)))
    here = [one for one in people if one.customer.status == "won"
            and one.customer.created_at[:10] <= (days.last or "9999")]  # fmt: skip
    assert len(worst) == min(10, len(here))


def test_months_of_a_channel(ws: Workspace, people: list[Sales]) -> None:
    rows = table(ws, "channel", NOVEMBER)
    for (section, source), row in rows.items():
        if section == "source":
            mine = [one.customer.created_at[:7] for one in people
                    if (one.customer.source or "") == source and not one.customer.invalid]  # fmt: skip
            assert row["trend"][-6:] == tuple(mine.count(f"2026-{month:02}") for month in range(6, 12))
