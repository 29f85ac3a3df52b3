"""The due list in one query: reasons to buckets and scores, the most urgent one of each customer first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from crmcli.core.due.birthday import LUNAR, occurrences
from crmcli.core.due.buckets import PROMISED
from crmcli.core.urgency import score
from crmcli.model import dues_top as top
from crmcli.model.connection import Connection
from crmcli.records.due import DueSettings

# One number orders everything: the bucket in front, in steps of a million, then the score; what lies further ahead
# goes by its day first. SQLite takes bare columns from the row that holds the maximum, so one pass does it all.
KEY = """
CASE WHEN late_at <= :now THEN 3000000 + weight + min(:cap, :slope * (:today - day))
  WHEN due_at < :tomorrow THEN 2000000 + weight
  WHEN due_at < :after THEN 1500000 + weight
  ELSE 1000000 - 1000 * min(day - :today, 900) + weight END
"""
# Birthdays come round each year: the list asks for the keys of the days ahead of it (core.due.birthday), and leaves
# out those already settled.
BIRTHDAYS = """
SELECT b.customer_id, 'birthday' AS rule, b.contact_id AS ref, w.value AS due_at, date(w.value, '+1 day') AS late_at,
  b.weight, CAST(:today + julianday(w.value) - julianday(:first) AS INTEGER) AS day
FROM json_each(:birthdays) w CROSS JOIN birthdays b ON b.key = w.key
WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.customer_id = b.customer_id AND t.state <> 'withdrawn'
  AND t.about = 'birthday ' || b.contact_id || ' ' || w.value)
"""
# What was promised is shown at least `due.task_ahead` days before.
AHEAD = f"""
due_at < CASE WHEN rule IN ({", ".join(f"'{rule}'" for rule in PROMISED)}) THEN max(:end, :promised) ELSE :end END
"""
FOUND = f"""
SELECT customer_id, rule, ref, due_at, late_at, weight, day FROM dues WHERE {AHEAD} UNION ALL {BIRTHDAYS}
"""  # noqa: S608 - names of our own rules
# The mark idle (core.due.idle) is the customer's, whatever the reason: it adds the same to all of them, so it comes in
# when the most urgent one is known. `f` are the customer's facts.
IDLE = "(coalesce(f.idle_base, '9') < :idle_since AND coalesce(f.quiet_until, '') <= :first)"
STARTS = (3_000_000, 2_000_000, 1_500_000, 0)  # of the buckets 0 overdue, 1 today, 2 tomorrow, 3 later


class Scored(NamedTuple):
    """One reason of one customer as it stands today.

    Args:
        bucket: 0 overdue, 1 today, 2 tomorrow, 3 later.
        days_over: whole days since it was due.
        score: points; more is more urgent within a bucket.
        idle: whether the customer wears the mark idle, which is part of the score.
    """

    customer_id: int
    rule: str
    ref: int
    due_at: str
    late_at: str
    weight: float
    bucket: int
    days_over: int
    score: float
    idle: bool


class Question(NamedTuple):
    """What is asked of the due list.

    Args:
        now: naive local minute as text.
        today: the day buckets count from.
        days: how many days ahead to look; tomorrow is always included.
        numbers: the due settings.
        among: ids of the customers asked about; None for all.
    """

    now: str
    today: date
    days: int
    numbers: DueSettings
    among: tuple[int, ...] | None = None


class Urgent(NamedTuple):
    """The most urgent reason of each customer, up to a number, and how many there are in all and overdue."""

    rows: tuple[Scored, ...]
    total: int
    overdue: int


def most_urgent(db: Connection, ask: Question, *, limit: int | None = None) -> Urgent:
    """One reason for each customer who is due, best bucket first, then by score."""
    # facts keep one date for all reasons of a customer, so promises must not be shown further ahead than the rest
    if limit is not None and ask.among is None and ask.numbers.task_ahead <= max(ask.days, 1):
        first = top.first_rows(db, _times(db, ask), today=ask.today.toordinal(), limit=limit)
        if first is not None:
            return Urgent(tuple(_scored(ask, row) for row in first), *_totals(db, ask))
    sql = (
        f"SELECT d.customer_id, rule, ref, due_at, late_at, weight, day, key + :idle * {IDLE} AS key, {IDLE},"  # noqa: S608
        " count(*) OVER (), sum(key >= 3000000) OVER () FROM (SELECT customer_id, rule, ref, due_at, late_at, weight,"
        f" day, max({KEY}) AS key FROM ({FOUND}){_only(ask)} GROUP BY customer_id) d"
        " JOIN facts f ON f.customer_id = d.customer_id"
        " ORDER BY 8 DESC, due_at, d.customer_id LIMIT :limit"
    )
    rows = db.execute(sql, {**_times(db, ask), "limit": -1 if limit is None else limit}).fetchall()
    return Urgent(tuple(_scored(ask, row) for row in rows), *(tuple(rows[0])[9:] if rows else (0, 0)))


def _totals(db: Connection, ask: Question) -> tuple[int, int]:
    """How many customers are due within the list's days, and how many overdue, from what facts keep of each."""
    sql = (
        "SELECT (SELECT count(*) FROM facts WHERE due_from < :end) + (SELECT count(DISTINCT customer_id)"  # noqa: S608
        f" FROM ({BIRTHDAYS}) WHERE customer_id IN (SELECT customer_id FROM facts WHERE due_from >= :end)),"
        " (SELECT count(*) FROM facts WHERE late_from <= :now)"
    )
    row = db.execute(sql, _times(db, ask)).fetchone()
    return row[0], row[1]


def all_reasons(db: Connection, ask: Question, ids: Sequence[int]) -> tuple[Scored, ...]:
    """Every reason of some customers, the most urgent of each first."""
    sql = (
        f"SELECT d.customer_id, rule, ref, due_at, late_at, weight, day, {KEY} AS key, {IDLE} FROM ({FOUND}) d"  # noqa: S608
        " JOIN facts f ON f.customer_id = d.customer_id"
        " WHERE d.customer_id IN (SELECT value FROM json_each(:ids)) ORDER BY d.customer_id, key DESC, due_at,"
        " rule, ref"
    )
    rows = db.execute(sql, {**_times(db, ask), "ids": json.dumps(list(ids))})
    return tuple(_scored(ask, row) for row in rows)


def _scored(ask: Question, row: Sequence[Any]) -> Scored:
    late_at, due_at, weight, day, key, idle = row[4], row[3], row[5], row[6], row[7], bool(row[8])
    bucket = next(n for n, start in enumerate(STARTS) if key >= start)
    days_over = max(0, ask.today.toordinal() - day) if bucket == 0 else 0
    points = score(weight, days_over, ask.numbers, idle=idle)
    return Scored(row[0], row[1], row[2], due_at, late_at, weight, bucket, days_over, points, idle)


def _only(ask: Question) -> str:
    return "" if ask.among is None else " WHERE customer_id IN (SELECT value FROM json_each(:among))"


def _times(db: Connection, ask: Question) -> dict[str, object]:
    def day(n: int) -> str:
        return (ask.today + timedelta(n)).isoformat()

    return {
        "now": ask.now,
        "today": ask.today.toordinal(),
        "first": day(0),
        "birthdays": birthdays(db, ask.today, max(ask.days, 1, ask.numbers.birthday)),
        "tomorrow": day(1),
        "after": day(2),
        "end": day(max(ask.days, 1) + 1),
        "promised": day(ask.numbers.task_ahead + 1),
        "slope": ask.numbers.slope,
        "cap": ask.numbers.cap,
        "idle": ask.numbers.idle,
        "idle_since": day(-ask.numbers.idle_notice),
        "among": json.dumps(ask.among),
    }


def count_idle(db: Connection, ask: Question) -> int:
    """How many wear the mark idle (core.due.idle) without a reason of their own within the list's days."""
    sql = f"SELECT count(*) FROM facts f WHERE due_from >= :end AND {IDLE}"  # noqa: S608
    since, end = ask.today - timedelta(ask.numbers.idle_notice), ask.today + timedelta(max(ask.days, 1) + 1)
    times = {"idle_since": since.isoformat(), "first": ask.today.isoformat(), "end": end.isoformat()}
    return int(db.execute(sql, times).fetchone()[0])


def birthdays(db: Connection, today: date, ahead: int) -> str:
    """The keys of birthdays from today to `ahead` days later, with their days, as JSON; see core.due.birthday."""
    lunar = db.execute("SELECT EXISTS (SELECT 1 FROM birthdays WHERE key >= ?)", (LUNAR,)).fetchone()[0]
    return json.dumps(occurrences(today, ahead, lunar=bool(lunar)))
