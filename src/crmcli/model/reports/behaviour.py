"""How customers behave, in SQL: how often they order and what, when and how they talk, how content they are."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, WITHIN, run
from crmcli.model.reports.value import STATES
from crmcli.records.report import Question

PRODUCTS = 10
_ORDERS = f"FROM v_orders WHERE {STATES} AND {AMONG.format('customer_id')}"
FREQUENCY = f"""
SELECT min(orders, 6), count(*)
FROM (SELECT count(*) AS orders {_ORDERS} AND {WITHIN.format("at")} GROUP BY customer_id)
GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - only text of this package
# Whole days between two orders of a customer, of which the later one lies in the period.
INTERVALS = f"""
SELECT CAST(julianday(substr(at, 1, 10)) - julianday(substr(before_at, 1, 10)) AS INTEGER) AS days, count(*)
FROM (SELECT at, lag(at) OVER (PARTITION BY customer_id ORDER BY at) AS before_at {_ORDERS} AND +at < :night)
WHERE before_at IS NOT NULL AND {WITHIN.format("at")} GROUP BY days ORDER BY days
"""  # noqa: S608 - only text of this package
BOUGHT = f"""
SELECT trim(product), count(*), count(DISTINCT customer_id) {_ORDERS} AND {WITHIN.format("at")} AND trim(product) <> ''
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {PRODUCTS}
"""
TALKS = f"""
SELECT substr(at, 1, 10) AS day, coalesce(type, '') AS type, count(*), sum(satisfaction), count(satisfaction)
FROM v_interactions WHERE {WITHIN.format("at")} AND reached AND method <> 'event' AND {AMONG.format("customer_id")}
GROUP BY day, type
"""  # noqa: S608 - only text of this package


class Talks(NamedTuple):
    """So many talks of one day and type, the sum of their marks and how many had one."""

    day: str
    type: str
    many: int
    marks: int
    marked: int


def frequency(db: Connection, asked: Question) -> dict[int, int]:
    """Orders in the period (6 for more) → customers with so many."""
    return {row[0]: row[1] for row in run(db, FREQUENCY, asked)}


def intervals(db: Connection, asked: Question) -> dict[int, int]:
    """Days between two orders → how often."""
    return {row[0]: row[1] for row in run(db, INTERVALS, asked)}


def bought(db: Connection, asked: Question) -> tuple[tuple[str, int, int], ...]:
    """(product, orders, customers), the most ordered first."""
    return tuple((row[0], row[1], row[2]) for row in run(db, BOUGHT, asked))


def talks(db: Connection, asked: Question) -> tuple[Talks, ...]:
    """By day and type."""
    return tuple(Talks(row[0], row[1], row[2], row[3] or 0, row[4]) for row in run(db, TALKS, asked))
