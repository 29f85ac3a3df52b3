"""Customers and deals that were lost, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, WITHIN, run
from crmcli.records.report import Question

# The last loss in the period of each customer; SQLite takes the bare columns from the row that holds the maximum.
CUSTOMERS = f"""
SELECT coalesce(reason, 'other'), coalesce(from_stage, ''), bought, count(*) FROM (
  SELECT e.customer_id, e.reason, e.from_stage, max(e.at) AS at, EXISTS (SELECT 1 FROM v_stage_history w
      WHERE w.customer_id = e.customer_id AND w.deal_id IS NULL AND w.stage IN ('won', 'after_sales')
      AND w.at <= e.at) AS bought
  FROM v_stage_history e WHERE e.stage = 'lost' AND e.deal_id IS NULL AND {WITHIN.format("e.at")}
    AND {AMONG.format("e.customer_id")} GROUP BY e.customer_id LIMIT -1)
GROUP BY 1, 2, 3
"""  # noqa: S608 - only text of this package
DEALS = f"""
SELECT coalesce(lost_reason, 'other'), coalesce(trim(competitor), ''), count(*),
  sum(CASE WHEN currency IS NULL THEN amount END), sum(currency IS NOT NULL)
FROM v_deals WHERE state = 'lost' AND {WITHIN.format("coalesce(lost_at, created_at)")} AND {AMONG.format("customer_id")}
GROUP BY 1, 2
"""  # noqa: S608 - only text of this package


class Customers(NamedTuple):
    """Customers lost for one reason from one stage; `bought` before, or never."""

    reason: str
    stage: str
    bought: bool
    many: int


class Deals(NamedTuple):
    """Deals lost for one reason to one competitor ('' is not known); `foreign` of them have another currency."""

    reason: str
    competitor: str
    many: int
    cents: int | None
    foreign: int


def customers(db: Connection, asked: Question) -> tuple[Customers, ...]:
    """Each customer once, by the last loss of the period."""
    rows = run(db, CUSTOMERS, asked)
    return tuple(Customers(row[0], row[1], bool(row[2]), row[3]) for row in rows)


def deals(db: Connection, asked: Question) -> tuple[Deals, ...]:
    """Deals lost in the period."""
    return tuple(Deals(*row) for row in run(db, DEALS, asked))
