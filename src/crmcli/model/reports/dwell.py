"""How long customers and deals stayed in each stage, in SQL: whole days, counted up."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.core.stages import STAGES
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, DAY, INVALID, run
from crmcli.records.report import Question

LONGEST = 10  # customers named as standing longest
_OPEN = STAGES[:5]
OPEN = f"({', '.join(map(repr, _OPEN))})"
_RANK = " ".join(f"WHEN '{stage}' THEN {rank}" for rank, stage in enumerate(_OPEN))
# Each stay begins with a change of stage and ends with the next one of the same customer or deal. Customers are by far
# the most, and an index has them in this order.
_STAY = f"""
SELECT {{1}} AS deal, customer_id, stage, at, lead(at) OVER (PARTITION BY {{0}} ORDER BY at, id) AS left_at
FROM v_stage_history WHERE deal_id IS {{2}} AND +at < :night AND {AMONG.format("customer_id")}
"""  # noqa: S608 - only text of this package
# Those that ended in the period, and those that last at its end: whose next change comes after it, or never. Deal,
# stage, whether it ended and days as one number are quicker to count than four columns.
SQL = f"""
SELECT (max(0, coalesce({DAY.format("left_at")}, :end_day) - {DAY.format("at")}) * 10 + CASE stage {_RANK} END * 2
  + (left_at IS NOT NULL)) * 2 + deal AS kind, count(*)
FROM (
  {_STAY.format("customer_id", 0, "NULL")} UNION ALL {_STAY.format("deal_id", 1, "NOT NULL")} LIMIT -1)
WHERE stage IN {OPEN} AND (left_at IS NULL OR left_at >= :since AND customer_id NOT IN ({INVALID})) GROUP BY kind
"""  # noqa: S608 - only text of this package
# From the oldest change on, until enough were found that none has followed.
NAMED = f"""
SELECT customer_code, customer_name, stage, max(0, :end_day - {DAY.format("at")}) FROM v_stage_history e
WHERE deal_id IS NULL AND stage IN {OPEN} AND at < :night AND {AMONG.format("customer_id")}
  AND NOT EXISTS (SELECT 1 FROM v_stage_history n WHERE n.customer_id = e.customer_id AND n.deal_id IS NULL
    AND (n.at, n.id) > (e.at, e.id) AND n.at < :night)
ORDER BY at, id LIMIT {LONGEST}
"""  # noqa: S608 - only text of this package


class Stays(NamedTuple):
    """Some stays in one stage: `many` of them lasted `days` whole days.

    Args:
        deal: of deals, or of customers.
        stage: code.
        ended: they ended in the period; the others last until its end.
    """

    deal: bool
    stage: str
    ended: bool
    days: int
    many: int


class Standing(NamedTuple):
    """A customer who has been in a stage for `days` days."""

    code: str
    name: str
    stage: str
    days: int


def stays(db: Connection, asked: Question) -> tuple[Stays, ...]:
    """All stays in open stages, by their length."""
    return tuple(_stays(kind, many) for kind, many in run(db, SQL, asked))


def _stays(kind: int, many: int) -> Stays:
    rest, deal = divmod(kind, 2)
    rest, ended = divmod(rest, 2)
    days, rank = divmod(rest, len(_OPEN))
    return Stays(bool(deal), _OPEN[rank], bool(ended), days, many)


def longest(db: Connection, asked: Question) -> tuple[Standing, ...]:
    """The customers who have been standing in an open stage longest, at the end of the period."""
    return tuple(Standing(*row) for row in run(db, NAMED, asked))
