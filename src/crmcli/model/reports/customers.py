"""How many customers there are, of which kinds, and when they came, in SQL."""

from __future__ import annotations

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INVALID, bound
from crmcli.records.report import Question

_EVERYBODY = f"""
SELECT kind, status, created_at FROM v_customers
WHERE created_at < :night AND id NOT IN ({INVALID}) AND {AMONG.format("id")}
"""  # noqa: S608 - only text of this package
BY_TYPE = f"SELECT kind, status, count(*), sum(created_at >= :since) FROM ({_EVERYBODY}) GROUP BY kind, status"  # noqa: S608
BY_MONTH = f"SELECT substr(created_at, 1, 7) AS month, count(*) FROM ({_EVERYBODY}) GROUP BY month ORDER BY month"  # noqa: S608
LEFT_OUT = f"""
SELECT count(*) FROM v_customers
WHERE created_at < :night AND id IN ({INVALID}) AND {AMONG.format("id")}
"""  # noqa: S608 - only text of this package


def by_type(db: Connection, asked: Question) -> dict[tuple[str, str], tuple[int, int]]:
    """(kind, status) to how many customers there were at the period's end, and how many of them were new in it."""
    return {(row[0], row[1]): (row[2], row[3]) for row in db.execute(BY_TYPE, bound(asked))}


def by_month(db: Connection, asked: Question) -> dict[str, int]:
    """Month as 'YYYY-MM' to the customers who came in it; every month up to the period's end that has any."""
    return {row[0]: row[1] for row in db.execute(BY_MONTH, bound(asked))}


def left_out(db: Connection, asked: Question) -> int:
    """How many invalid leads there are besides."""
    return int(db.execute(LEFT_OUT, bound(asked)).fetchone()[0])
