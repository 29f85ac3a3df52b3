"""The due list in one query: reasons to buckets and scores, the most urgent one of each customer first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.records.due import DueSettings

# 0 overdue, 1 today, 2 tomorrow, 3 later; what was promised is shown at least :ahead days before
SCORED = """
SELECT d.customer_id, d.rule, d.ref, d.due_at, d.late_at, d.weight,
  CASE WHEN d.late_at <= :now THEN 0 WHEN d.due_at < :tomorrow THEN 1 WHEN d.due_at < :after THEN 2 ELSE 3 END
    AS bucket,
  max(0, julianday(:today) - julianday(substr(d.due_at, 1, 10)) + (d.late_at = d.due_at)) AS days_over
FROM dues d
WHERE d.due_at < CASE WHEN d.rule IN ('next_step', 'task') THEN max(:end, :promised) ELSE :end END
"""
POINTS = "weight + min(:cap, :slope * days_over)"


class Scored(NamedTuple):
    """One reason of one customer as it stands today.

    Args:
        bucket: 0 overdue, 1 today, 2 tomorrow, 3 later.
        days_over: whole days since it was due.
        score: points; more is more urgent within a bucket.
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


def most_urgent(db: Connection, ask: Question, *, limit: int | None = None) -> tuple[Scored, ...]:
    """One reason for each customer who is due, best bucket first, then by score."""
    # SQLite takes bare columns from the row that holds the maximum, so this is one pass and one sort
    sql = (
        "SELECT customer_id, rule, ref, due_at, late_at, weight, bucket, days_over, score FROM ("  # noqa: S608
        " SELECT customer_id, rule, ref, due_at, late_at, weight, bucket, CAST(days_over AS INTEGER) AS days_over,"
        f" {POINTS} AS score, max((3 - bucket) * 1000000 + {POINTS}) FROM ({SCORED}{_only(ask)}) GROUP BY customer_id)"
        " ORDER BY bucket, score DESC, due_at, customer_id LIMIT :limit"
    )
    rows = db.execute(sql, {**_times(ask), "limit": -1 if limit is None else limit})
    return tuple(Scored(*row) for row in rows)


def counts(db: Connection, ask: Question) -> dict[int, int]:
    """How many customers are due: bucket -> count."""
    sql = (
        "SELECT bucket, count(*) FROM (SELECT min(bucket) AS bucket"  # noqa: S608 - parameters are bound
        f" FROM ({SCORED}{_only(ask)}) GROUP BY customer_id) GROUP BY bucket"
    )
    return {row[0]: row[1] for row in db.execute(sql, _times(ask))}


def all_reasons(db: Connection, ask: Question, ids: Sequence[int]) -> tuple[Scored, ...]:
    """Every reason of some customers, the most urgent of each first."""
    sql = (
        "SELECT customer_id, rule, ref, due_at, late_at, weight, bucket, CAST(days_over AS INTEGER),"  # noqa: S608
        f" {POINTS} AS score FROM ({SCORED}) WHERE customer_id IN (SELECT value FROM json_each(:ids))"
        " ORDER BY customer_id, bucket, score DESC"
    )
    return tuple(Scored(*row) for row in db.execute(sql, {**_times(ask), "ids": json.dumps(list(ids))}))


def _only(ask: Question) -> str:
    return "" if ask.among is None else " AND d.customer_id IN (SELECT value FROM json_each(:among))"


def _times(ask: Question) -> dict[str, object]:
    def day(n: int) -> str:
        return (ask.today + timedelta(n)).isoformat()

    return {
        "now": ask.now,
        "today": day(0),
        "tomorrow": day(1),
        "after": day(2),
        "end": day(max(ask.days, 1) + 1),
        "promised": day(ask.numbers.task_ahead + 1),
        "slope": ask.numbers.slope,
        "cap": ask.numbers.cap,
        "among": json.dumps(ask.among),
    }


def count_beside(db: Connection, ask: Question, where: str, params: Sequence[object]) -> int:
    """How many customers `where` holds for that have no reason within the list's days.

    Args:
        where, params: a condition over `customers c JOIN facts f`, made by model.filtering.
    """
    sql = (
        "SELECT count(*) FROM customers c JOIN facts f ON f.customer_id = c.id"  # noqa: S608 - parameters are bound
        f" WHERE {where} AND c.id NOT IN (SELECT customer_id FROM dues WHERE due_at < ?)"
    )
    return int(db.execute(sql, (*params, _times(ask)["end"])).fetchone()[0])
