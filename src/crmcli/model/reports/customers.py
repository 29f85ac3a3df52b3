"""How many customers there are, of which kinds, and when they came, in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, run
from crmcli.records.report import Question

SQL = f"""
SELECT kind, status, substr(created_at, 1, 7) AS month, created_at >= :since AS new, {VALID} AS valid, count(*)
FROM v_customers WHERE +created_at < :night AND {AMONG.format("id")} GROUP BY kind, status, month, new, valid
"""  # noqa: S608 - only text of this package


class Alike(NamedTuple):
    """So many customers of one kind and status who came in one month, 'YYYY-MM'.

    Args:
        new: they came in the period.
        valid: they are no invalid leads.
    """

    kind: str
    status: str
    month: str
    new: bool
    valid: bool
    many: int


def there(db: Connection, asked: Question) -> tuple[Alike, ...]:
    """Everybody there was at the end of the period."""
    return tuple(Alike(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5]) for row in run(db, SQL, asked))


def added(some: Iterable[Alike]) -> tuple[int, int]:
    """(customers, new ones of them)."""
    listed = list(some)
    return sum(one.many for one in listed), sum(one.many for one in listed if one.new)
