"""The health of each customer as a score, in SQL. What the parts mean and weigh is in core.health."""

from __future__ import annotations

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
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, end_of, run
from crmcli.records.report import Question

LOWEST = 10
_STATES = ", ".join(repr(state) for state in BOOKED)
_AGO = "(julianday(:end) - julianday(substr({}, 1, 10)))"
# One pass over the talks up to the day; the LIMIT that limits nothing keeps SQLite from working parts out again.
_PARTS = f"""
WITH spoken AS MATERIALIZED (
  SELECT customer_id, max(CASE WHEN reached THEN at END) AS last_at, sum(reached AND at >= :quarter) AS talks,
    avg(CASE WHEN at >= :year THEN satisfaction END) AS mood
  FROM v_interactions WHERE +at < :night AND {AMONG.format("customer_id")} GROUP BY customer_id),
bought AS MATERIALIZED (
  SELECT customer_id, max(at) AS last_at, sum(currency IS NULL) AS n FROM v_orders
  WHERE +at < :night AND state IN ({_STATES}) AND {AMONG.format("customer_id")} GROUP BY customer_id),
angry AS MATERIALIZED (SELECT customer_id FROM v_tasks WHERE origin = 'complaint' AND state = 'open'),
raw AS (SELECT v.id, v.status, f.cadence_days AS allowed, s.talks, s.mood, f.open_deals,
    {_AGO.format("coalesce(s.last_at, v.created_at)")} AS silent_for, {_AGO.format("b.last_at")} AS bought_ago,
    v.id IN (SELECT customer_id FROM angry) AS angry
  FROM v_customers v JOIN facts f ON f.customer_id = v.id LEFT JOIN spoken s ON s.customer_id = v.id
  LEFT JOIN bought b ON b.customer_id = v.id
  WHERE v.status <> 'lost' AND {VALID} AND +v.created_at < :night AND {AMONG.format("v.id")} LIMIT -1),
parts AS MATERIALIZED (SELECT id, status,
    CAST(round({CONTACT} * max(0.0, min(1.0, 1.0 - (silent_for - coalesce(allowed, {USUAL_CADENCE}))
      / ({FALL} * coalesce(allowed, {USUAL_CADENCE}))))) AS INTEGER) AS contact,
    CAST(round({TALKS} * min(1.0, coalesce(talks, 0) * 1.0 / {TALKS_ENOUGH})) AS INTEGER) AS talks,
    CASE WHEN bought_ago <= 365 THEN {PURCHASE} WHEN bought_ago IS NOT NULL OR open_deals > 0 THEN {PURCHASE} / 2
      ELSE 0 END AS purchase,
    CASE WHEN angry THEN 0 WHEN mood IS NULL THEN {NEUTRAL} ELSE CAST(round({MOOD} * (mood - 1) / 4) AS INTEGER) END
      AS mood
  FROM raw)
"""  # noqa: S608 - only text of this package
_SCORES = """
SELECT status, contact + talks + purchase + mood AS score, count(*), sum(contact), sum(talks), sum(purchase), sum(mood),
  NULL FROM parts GROUP BY status, score
"""
_WORST = f"""
SELECT status, contact + talks + purchase + mood AS score, 1, contact, talks, purchase, mood, id FROM parts
WHERE status = 'won' ORDER BY score, id LIMIT {LOWEST}
"""  # noqa: S608 - only text of this package
SQL = f"{_PARTS} {_SCORES} UNION ALL SELECT * FROM ({_WORST})"  # noqa: S608 - only text of this package
NAME = "SELECT code, name FROM v_customers WHERE id = ?"


class Scored(NamedTuple):
    """Customers of one status with one score; of each part the sum of their points."""

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
    rows = list(run(db, SQL, asked, **days))
    counted = tuple(Scored(row[0], row[1], row[2], Score(*row[3:7])) for row in rows if row[7] is None)
    worst = [(db.execute(NAME, (row[7],)).fetchone(), Score(*row[3:7])) for row in rows if row[7] is not None]
    return counted, tuple(Named(who[0], who[1], parts) for who, parts in worst)
