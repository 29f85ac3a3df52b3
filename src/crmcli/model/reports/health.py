"""The health of each customer as a score, in SQL. What the parts mean and weigh is in core.health."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from crmcli.core.health import (
    CONTACT,
    FALL,
    MOOD,
    NEUTRAL,
    PURCHASE,
    TALKS,
    TALKS_ENOUGH,
    USUAL_CADENCE,
    Score,
)
from crmcli.core.orders import BOOKED
from crmcli.core.stages import STATUSES
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, DAY, end_of, run
from crmcli.records.report import Question

LOWEST = 10
_SCORED = STATUSES[:3]
_RANK = " ".join(f"WHEN '{status}' THEN {rank}" for rank, status in enumerate(_SCORED))
_STATES = ", ".join(repr(state) for state in BOOKED)
_AGO = f"(:end_day - {DAY})"
# Customer by customer through the index of their talks. The LIMIT that limits nothing keeps SQLite from working parts
# out again.
_RAW = f"""
SELECT v.id, v.status, coalesce(f.cadence_days, {USUAL_CADENCE}) AS allowed, f.open_deals,
  {_AGO.format("coalesce(max(CASE WHEN i.reached THEN i.at END), v.created_at)")} AS silent_for,
  coalesce(sum(i.reached AND i.at >= :quarter), 0) AS talks,
  avg(CASE WHEN i.at >= :year THEN i.satisfaction END) AS mood,
  {_AGO.format("b.last_at")} AS bought_ago,
  v.id IN (SELECT customer_id FROM v_tasks WHERE origin = 'complaint' AND state = 'open') AS angry
FROM v_standing v CROSS JOIN facts f ON f.customer_id = v.id
  LEFT JOIN (SELECT customer_id, max(at) AS last_at FROM v_orders WHERE +at < :night AND state IN ({_STATES})
    GROUP BY customer_id LIMIT -1) b ON b.customer_id = v.id
  LEFT JOIN v_interactions i ON i.customer_id = v.id AND i.at < :night
WHERE v.status <> 'lost' AND +v.created_at < :night AND {AMONG.format("v.id")} GROUP BY v.id LIMIT -1
"""  # noqa: S608 - only text of this package
_PARTS = f"""
SELECT id, status,
  CASE WHEN silent_for <= allowed THEN {CONTACT} WHEN silent_for >= {FALL + 1} * allowed THEN 0
    ELSE CAST({CONTACT} * (1.0 - (silent_for - allowed) * 1.0 / ({FALL} * allowed)) + 0.5 AS INTEGER) END AS contact,
  CASE WHEN talks >= {TALKS_ENOUGH} THEN {TALKS} ELSE CAST({TALKS} * talks * 1.0 / {TALKS_ENOUGH} + 0.5 AS INTEGER) END
    AS talks,
  CASE WHEN bought_ago <= 365 THEN {PURCHASE} WHEN bought_ago IS NOT NULL OR open_deals > 0 THEN {PURCHASE} / 2
    ELSE 0 END AS purchase,
  CASE WHEN angry THEN 0 WHEN mood IS NULL THEN {NEUTRAL}
    ELSE CAST({MOOD} * (mood - 1) / 4 + 0.5 AS INTEGER) END AS mood
FROM ({_RAW})
"""  # noqa: S608 - only text of this package
# Status and points as one number are quicker to count than five columns; and whose they are, of the buyers.
SQL = f"""
SELECT (((CASE status {_RANK} END * 100 + contact) * 100 + talks) * 100 + purchase) * 100 + mood AS kind, count(*),
  group_concat(CASE WHEN status = 'won' THEN id END) FROM ({_PARTS}) GROUP BY kind
"""  # noqa: S608 - only text of this package
NAME = "SELECT code, name FROM v_customers WHERE id = ?"


class Scored(NamedTuple):
    """So many customers of one status with the same points; `score` is their sum."""

    status: str
    score: int
    many: int
    parts: Score


class Named(NamedTuple):
    """A customer and the points of each part."""

    code: str
    name: str
    parts: Score


def scores(db: Connection, asked: Question) -> tuple[tuple[Scored, ...], tuple[Named, ...]]:
    """Everybody who is not lost, as of the end of the period; and those of the buyers who score lowest."""
    end = date.fromisoformat(end_of(asked))
    days = {"quarter": (end - timedelta(90)).isoformat(), "year": (end - timedelta(365)).isoformat()}
    found = [(*_score(kind), many, ids) for kind, many, ids in run(db, SQL, asked, **days)]
    counted = tuple(Scored(status, sum(points), many, points) for status, points, many, _ in found)
    named = [(db.execute(NAME, (one,)).fetchone(), points) for one, points in _worst(found)]
    return counted, tuple(Named(who[0], who[1], points) for who, points in named)


def _worst(found: Sequence[tuple[str, Score, int, str | None]]) -> Iterator[tuple[int, Score]]:
    """The ids of those who score lowest, of those that are given as a text, and their points."""
    worst: list[tuple[int, int, Score]] = []
    for _, points, _, ids in sorted((one for one in found if one[3]), key=lambda one: sum(one[1])):
        if len(worst) >= LOWEST and sum(points) > worst[-1][0]:
            break
        worst += [(sum(points), int(one), points) for one in (ids or "").split(",")]
        worst = sorted(worst)[:LOWEST]
    yield from ((one, points) for _, one, points in worst)


def _score(kind: int) -> tuple[str, Score]:
    rest, mood = divmod(kind, 100)
    rest, purchase = divmod(rest, 100)
    rest, talks = divmod(rest, 100)
    rank, contact = divmod(rest, 100)
    return _SCORED[rank], Score(contact, talks, purchase, mood)
