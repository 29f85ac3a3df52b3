"""Whether customers were contacted as often as their cadence asks, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, DAY, WITHIN, is_long, run
from crmcli.records.report import Question

STANDING = f"""
SELECT f.status, count(*), sum({DAY.format("coalesce(f.last_contact_at, v.created_at)")} + f.cadence_days
  >= :today_day)
FROM v_standing v JOIN facts f ON f.customer_id = v.id
WHERE f.cadence_days IS NOT NULL AND {AMONG.format("v.id")} GROUP BY f.status
"""  # noqa: S608 - only text of this package
# Each contact of the period with the one before it. Looked up one by one when the period is short, sorted otherwise.
_BEFORE = """
(SELECT max(p.at) FROM v_interactions p WHERE p.customer_id = i.customer_id AND p.reached
  AND p.at <= i.at AND (p.at < i.at OR p.id < i.id))
"""
_GAPS = f"""
SELECT f.status, {DAY.format("c.at")} - {DAY.format("c.before_at")} AS gap, f.cadence_days, count(*)
FROM ({{}}) c JOIN facts f ON f.customer_id = c.customer_id
WHERE f.cadence_days IS NOT NULL GROUP BY f.status, gap, f.cadence_days
"""  # noqa: S608 - only text of this package
LOOKED_UP = _GAPS.format(
    f"SELECT i.customer_id, i.at, {_BEFORE} AS before_at FROM v_interactions i WHERE {WITHIN.format('i.at')}"  # noqa: S608
    f" AND i.reached AND {AMONG.format('i.customer_id')}"
)
_SORTED = f"""
SELECT * FROM (SELECT customer_id, at, lag(at) OVER (PARTITION BY customer_id ORDER BY at) AS before_at
  FROM v_interactions WHERE +at < :night AND reached AND {AMONG.format("customer_id")}) WHERE at >= :since
"""  # noqa: S608 - only text of this package
SORTED = _GAPS.format(_SORTED)


class Standing(NamedTuple):
    """Customers of one status who have a cadence, and those of them whose next contact is not past its day."""

    status: str
    customers: int
    in_time: int


class Gaps(NamedTuple):
    """So many contacts with customers of one status, `days` after the one before; None for a first contact."""

    status: str
    days: int | None
    allowed: int
    many: int


def standing(db: Connection, asked: Question) -> dict[str, Standing]:
    """By status, as it is today."""
    return {row[0]: Standing(*row) for row in run(db, STANDING, asked)}


def gaps(db: Connection, asked: Question) -> tuple[Gaps, ...]:
    """The contacts of the period."""
    sql = SORTED if is_long(asked) else LOOKED_UP
    return tuple(Gaps(*row) for row in run(db, sql, asked))
