"""Stages, talks, tasks, losses, health and behaviour, worked out a second time in plain Python."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil

import pytest

from crmcli.core.cadence import cadence_days
from crmcli.core.calendar import next_working_day
from crmcli.core.spans import Span
from crmcli.services.workspace import Workspace
from tests.reports.figures import Customer
from tests.reports.reading import BOOKED, BOUGHT, OPEN, PERIODS, TODAY, end_of, table, talks_of, within
from tests.reports.sales import Sales


def p90(values: list[int]) -> int | None:
    return sorted(values)[ceil(0.9 * len(values)) - 1] if values else None


def stays_of(one: Customer, days: Span) -> Iterator[tuple[str, int, bool]]:
    """(stage, whole days, left in the period) of each stay, or of the one that lasts at the end."""
    until = days.last or "9999"
    moves = sorted((at, place, to) for place, (_, to, _, at) in enumerate(one.moves) if at[:10] <= until)
    for (at, _, stage), later in zip(moves, [*moves[1:], None], strict=False):
        last = later[0] if later else end_of(days)
        length = max(0, (date.fromisoformat(last[:10]) - date.fromisoformat(at[:10])).days)
        if later is None or within(last, days):
            yield stage, length, later is not None


@pytest.mark.parametrize("days", PERIODS)
def test_time_in_stage(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "dwell", days)
    for stage in OPEN:
        left = [n for one in people if not one.customer.invalid
                for name, n, ended in stays_of(one.customer, days) if ended and name == stage]  # fmt: skip
        there = [n for one in people for name, n, ended in stays_of(one.customer, days) if not ended and name == stage]
        row, longest = rows["customer", stage], p90(left)
        assert (row["stays"], row["now"], row["p90"]) == (len(left), len(there), longest)
        assert row["median"] == (statistics.median(left) if left else None)
        assert row["stuck"] == (None if longest is None else sum(n > longest for n in there))
    named = [row["days"] for (section, _), row in rows.items() if section == "longest"]
    everybody = [n for one in people for name, n, ended in stays_of(one.customer, days) if not ended and name in OPEN]
    assert named == sorted(everybody, reverse=True)[:10]


@pytest.mark.parametrize("days", PERIODS)
def test_follow_up(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "followup", days)
    due = [task for one in people for task in one.tasks
           if within(task[1], days) and task[1] <= end_of(days) and task[2] != "withdrawn"]  # fmt: skip
    done = [task for task in due if task[2] == "done"]
    if due:
        assert (rows["task", "done"]["number"], rows["task", "done"]["of"]) == (len(done), len(due))
        assert rows["task", "on_time"]["number"] == sum((task[3] or "")[:10] <= task[1] for task in done)
        assert rows["task", "overdue"]["number"] == sum(task[2] == "open" and task[1] < TODAY for task in due)
    reasons = Counter(task[4] or "no_reason" for task in due if task[2] == "skipped")
    assert {key[1]: row["number"] for key, row in rows.items() if key[0] == "skipped"} == reasons
    talks = [talk for one in people for talk in talks_of(one) if within(talk[0], days)]
    spoken = [talk for talk in talks if talk[3]]
    methods = Counter(talk[2] for talk in spoken)
    assert {key[1]: row["number"] for key, row in rows.items() if key[0] == "talk" and key[1] != "no_answer"} == methods
    if talks:
        assert rows["talk", "no_answer"]["number"] == len(talks) - len(spoken)
        pairs = [[date.fromisoformat(at[:10]) for at in talk[:2]] for talk in talks]
        late = sum(entered > next_working_day(day) for day, entered in pairs)
        assert (rows["entry", "entered_late"]["number"], rows["entry", "entered_late"]["of"]) == (late, len(talks))
        assert rows["entry", "no_feedback"]["number"] == sum(not talk[5] for talk in spoken)
    marks = [talk[4] for talk in talks if talk[4]]
    if marks:
        assert rows["mark", "mean"]["value"] == round(statistics.mean(marks), 2)
        assert {int(key[1]): row["number"] for key, row in rows.items() if key[0] == "mark" and key[1] != "mean"} == {
            mark: marks.count(mark) for mark in range(1, 6)
        }


@pytest.mark.parametrize("days", PERIODS)
def test_first_answers(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "followup", days)
    new = [one for one in people if within(one.customer.created_at, days) and not one.customer.invalid]
    hours = []
    for one in new:
        known = [talk[0] for talk in talks_of(one) if talk[0][:10] <= (days.last or "9999")]
        if known:
            passed = datetime.fromisoformat(min(known)) - datetime.fromisoformat(one.customer.created_at)
            hours.append(max(0, ceil(passed.total_seconds() / 3600)))
    if new:
        assert rows["answer", "first_touch"]["of"] == len(new)
        assert rows["answer", "first_touch"]["number"] == sum(one <= 24 for one in hours)
        assert rows["answer", "within_7d"]["number"] == sum(72 < one <= 168 for one in hours)
        assert rows["answer", "not_yet"]["number"] == len(new) - len(hours)
        assert rows["answer", "median_hours"]["value"] == (statistics.median(hours) if hours else None)


@pytest.mark.parametrize("days", PERIODS)
def test_cadence(ws: Workspace, people: list[Sales], days: Span) -> None:
    from crmcli.model.facts.gathering import gather, state_of

    numbers = ws.due_settings()
    allowed = {g.row["id"]: cadence_days(state_of(g), numbers) for g in gather(ws.db, [o.customer.id for o in people])}
    rows = table(ws, "cadence", days)
    for status in ("prospect", "intent", "won", "lost"):
        mine = [one for one in people if one.customer.status == status and allowed[one.customer.id] is not None]
        gaps, contacts = [], 0
        for one in mine:
            n = allowed[one.customer.id] or 0
            dates = sorted([t[0] for t in one.customer.talks if t[2]] + [t[0] for t in one.talks if t[3]])
            contacts += sum(within(at, days) for at in dates)
            pairs = [(at, before) for before, at in pairwise(dates) if within(at, days)]
            gaps += [((date.fromisoformat(at[:10]) - date.fromisoformat(b[:10])).days, n) for at, b in pairs]
        row = rows[(status,)]
        assert (row["customers"], row["contacts"]) == (len(mine), contacts)
        assert (row["gaps"], row["kept"]) == (len(gaps), sum(gap <= n for gap, n in gaps))


@pytest.mark.parametrize("days", PERIODS)
def test_losses(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "lost", days)
    lost: dict[str, list[bool]] = {}
    for one in people:
        moves = [(at, place, move) for place, move in enumerate(one.customer.moves) for at in [move[3]]]
        losses = [found for found in moves if found[2][1] == "lost" and within(found[0], days)]
        if losses:
            at, _, (_, _, reason, _) = max(losses)
            bought = any(to in BOUGHT and when <= at for when, _, (_, to, _, _) in moves)
            lost.setdefault(str(reason), []).append(bought)
    lost.pop("invalid", None)
    found = {key[1]: row for key, row in rows.items() if key[0] == "reason"}
    assert {reason: (row["bought"], row["never"]) for reason, row in found.items()} == {
        reason: (sum(bought), len(bought) - sum(bought)) for reason, bought in lost.items()
    }
    deals = [deal for one in people for deal in one.lost_deals if within(deal[0], days)]
    for reason in ("price", "competitor"):
        count = sum(deal[1] == reason for deal in deals)
        assert rows.get(("deal", reason), {}).get("number", 0) == count
        assert rows.get(("deal", reason), {}).get("amount", 0) == 500 * count
    rivals = sum(deal[2] == "Rival" for deal in deals)
    assert rows.get(("competitor", "Rival"), {}).get("number", 0) == rivals


@pytest.mark.parametrize("days", PERIODS)
def test_health(ws: Workspace, people: list[Sales], days: Span) -> None:
    from crmcli.model.facts.gathering import gather, state_of

    numbers, end = ws.due_settings(), date.fromisoformat(end_of(days))
    allowed = {g.row["id"]: cadence_days(state_of(g), numbers) for g in gather(ws.db, [o.customer.id for o in people])}
    scores = []
    for one in people:
        until = days.last or "9999"
        if one.customer.status == "lost" or one.customer.created_at[:10] > until:
            continue
        talks = [(t[0], t[2], None) for t in one.customer.talks] + [(t[0], t[3], t[4]) for t in one.talks]
        talks = [talk for talk in talks if talk[0][:10] <= until]
        last = max((at for at, reached, _ in talks if reached), default=one.customer.created_at)
        n = allowed[one.customer.id] or 30
        silent = (end - date.fromisoformat(last[:10])).days
        contact = int(40 * max(0.0, min(1.0, 1 - (silent - n) / (2 * n))) + 0.5)
        recent = sum(at[:10] >= (end - timedelta(90)).isoformat() for at, reached, _ in talks if reached)
        spoke = int(20 * min(1.0, recent / 4) + 0.5)
        bought = [order[0] for order in one.orders if order[3] in BOOKED and order[0] <= until]
        fresh = bought and (end - date.fromisoformat(max(bought))).days <= 365
        purchase = 20 if fresh else 10 if bought or one.deals else 0
        marks = [mark for at, _, mark in talks if mark and at[:10] >= (end - timedelta(365)).isoformat()]
        mood = int(20 * (statistics.mean(marks) - 1) / 4 + 0.5) if marks else 10
        scores.append(contact + spoke + purchase + mood)
    rows = table(ws, "health", days)
    assert rows["band", "healthy"]["customers"] == sum(score >= 70 for score in scores)
    assert rows["band", "watch"]["customers"] == sum(40 <= score < 70 for score in scores)
    assert rows["band", "at_risk"]["customers"] == sum(score < 40 for score in scores)


@pytest.mark.parametrize("days", PERIODS)
def test_behaviour(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "behaviour", days)
    booked = {one.customer.id: sorted(o[0] for o in one.orders if o[3] in BOOKED) for one in people}
    counts = Counter(n for dates in booked.values() if (n := sum(within(at, days) for at in dates)))
    assert {int(key[1][-1]): row["number"] for key, row in rows.items() if key[0] == "frequency"} == counts
    gaps = [(date.fromisoformat(b) - date.fromisoformat(a)).days for dates in booked.values()
            for a, b in pairwise(dates) if within(b, days)]  # fmt: skip
    if gaps:
        row = rows["interval", "median_days"]
        assert (row["number"], row["value"]) == (len(gaps), statistics.median(gaps))
    spoken = [talk for one in people for talk in talks_of(one) if talk[3] and within(talk[0], days)]
    weekdays = Counter(f"weekday_{date.fromisoformat(talk[0][:10]).isoweekday()}" for talk in spoken)
    assert {k[1]: row["number"] for k, row in rows.items() if k[0] == "weekday" and row["number"]} == weekdays
    products = Counter(o[4] for one in people for o in one.orders if o[3] in BOOKED and o[4] and within(o[0], days))
    assert {key[1]: row["number"] for key, row in rows.items() if key[0] == "product"} == products
