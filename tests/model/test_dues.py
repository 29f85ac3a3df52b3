"""The first rows of the due list, found without reading all of it, are the first rows of the whole list."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.due.settings import settings_from
from crmcli.model.dues import Question, most_urgent
from crmcli.model.migrations import m001
from tests.fuzzing import examples

TODAY = date(2026, 11, 23)
WEIGHTS = (14.0, 18.0, 30.0, 50.0, 50.5)
RULES = ("cadence", "idle", "first_touch", "next_step", "task", "contract")

# (customer, rule, ref, days from today, weight): few values, so that many are equal and the rest decides the order
reasons = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(RULES),
        st.integers(0, 2),
        st.integers(-14, 12),
        st.sampled_from(WEIGHTS),
    ),
    max_size=60,
    unique_by=lambda one: one[:3],
)
# customer -> how many days ago somebody last talked with it, and how many days ahead something is agreed
idle_since = st.dictionaries(st.integers(1, 12), st.tuples(st.integers(0, 9), st.none() | st.integers(-2, 2)))


Idle = dict[int, tuple[int, int | None]]


def make_file(rows: list[tuple[int, str, int, int, float]], idle: Idle | None = None) -> sqlite3.Connection:
    """A file that holds nothing but these reasons, and of each customer what facts keep of them."""
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    for step in m001.STEPS:
        db.executescript(step)
    known: dict[int, list[tuple[str, str]]] = {}
    for customer, rule, ref, ahead, weight in rows:
        due_at, late_at, day = times(rule, TODAY + timedelta(ahead))
        db.execute(
            "INSERT INTO dues(customer_id, rule, ref, due_at, late_at, weight, day) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (customer, rule, ref, due_at, late_at, weight, day),
        )
        known.setdefault(customer, []).append((due_at, late_at))
    for customer, found in known.items():
        ago, ahead_of = (idle or {}).get(customer, (None, None))
        base = None if ago is None else (TODAY - timedelta(ago)).isoformat()
        quiet = None if ahead_of is None else (TODAY + timedelta(ahead_of)).isoformat()
        db.execute(
            "INSERT INTO facts(customer_id, search, status, grade, interactions, attempts, open_deals, open_cents,"
            " stake_cents, orders, spend_cents, risk_high, idle_base, quiet_until, due_from, late_from, recent)"
            " VALUES (?, '', 'prospect', 'N', 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?, ?, '')",
            (customer, base, quiet, min(due for due, _ in found), min(late for _, late in found)),
        )
    return db


def times(rule: str, day: date) -> tuple[str, str, int]:
    """Due, late and the day days over count from: an idle row is late at once, a first touch a minute later."""
    if rule == "idle":
        return day.isoformat(), day.isoformat(), day.toordinal() - 1
    if rule == "first_touch":
        return f"{day} 11:00", f"{day} 11:01", day.toordinal()
    return day.isoformat(), (day + timedelta(1)).isoformat(), day.toordinal()


@settings(max_examples=examples(80))
@given(
    rows=reasons,
    idle=idle_since,
    limit=st.integers(1, 6),
    days=st.sampled_from([0, 1, 7]),
    slope=st.sampled_from([0, 2, 16]),
    points=st.sampled_from([0, 4, 40]),
)
def test_a_limited_list_is_the_beginning_of_the_whole_one(
    rows: list[tuple[int, str, int, int, float]], idle: Idle, limit: int, days: int, slope: int, points: int
) -> None:
    db = make_file(rows, idle)
    ask = Question(f"{TODAY} 12:00", TODAY, days, settings_from({"score.slope": slope, "score.idle": points}))
    whole = most_urgent(db, ask)
    assert most_urgent(db, ask, limit=limit) == whole._replace(rows=whole.rows[:limit])
    db.close()


def test_somebody_idle_is_lifted_from_behind_the_first_rows_of_a_day() -> None:
    rows = [(n, "next_step", 5, -20, 50.0) for n in range(1, 60)] + [(60, "next_step", 5, -20, 47.0)]
    db = make_file(rows, {60: (9, None)})
    ask = Question(f"{TODAY} 12:00", TODAY, 1, settings_from({}))
    found = most_urgent(db, ask, limit=2).rows
    assert [(row.customer_id, row.score, row.idle) for row in found] == [(60, 67.0, True), (1, 66.0, False)]
    assert found == most_urgent(db, ask).rows[:2]
    db.close()


def test_what_is_agreed_for_later_takes_the_mark_away() -> None:
    db = make_file([(1, "task", 5, 0, 26.0), (2, "task", 5, 0, 26.0)], {1: (9, 1), 2: (9, 0)})
    ask = Question(f"{TODAY} 12:00", TODAY, 1, settings_from({}))
    assert [(row.customer_id, row.score) for row in most_urgent(db, ask).rows] == [(2, 30.0), (1, 26.0)]
    db.close()


@pytest.mark.parametrize("limit", [1, 3])
def test_one_customer_with_very_many_tasks_does_not_hide_the_others(limit: int) -> None:
    rows = [(1, "task", ref, -20, 50.5) for ref in range(200)]
    rows += [(2, "cadence", 0, -20, 18.0), (3, "cadence", 0, -20, 14.0)]
    db = make_file(rows)
    ask = Question(f"{TODAY} 12:00", TODAY, 1, settings_from({}))
    found = most_urgent(db, ask, limit=limit)
    assert [row.customer_id for row in found.rows] == [1, 2, 3][:limit]
    assert (found.total, found.overdue) == (3, 3)
    db.close()


def test_promises_shown_further_ahead_than_the_rest_are_counted() -> None:
    db = make_file([(1, "next_step", 5, 4, 50.0), (2, "cadence", 0, 4, 14.0)])
    ask = Question(f"{TODAY} 12:00", TODAY, 1, settings_from({"due.task_ahead": 5}))
    found = most_urgent(db, ask, limit=5)
    assert [row.customer_id for row in found.rows] == [1]
    assert found.total == 1
    db.close()
