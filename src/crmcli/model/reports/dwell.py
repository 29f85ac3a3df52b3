"""How long customers and deals stayed in each stage, in SQL: whole days, counted up."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INVALID, WITHIN, run
from crmcli.records.report import Question

LONGEST = 10  # customers named as standing longest
OPEN = "('lead', 'contact', 'needs', 'quote', 'negotiation')"
_DAYS = "CAST(max(0, julianday(substr({}, 1, 10)) - julianday(substr(at, 1, 10))) AS INTEGER)"
# Each stay begins with a change of stage and ends with the next one of the same customer or deal. Customers are by far
# the most, and an index has them in this order.
_STAY = f"""
SELECT deal_id, customer_id, stage, at, lead(at) OVER (PARTITION BY {{0}} ORDER BY at, id) AS left_at
FROM v_stage_history WHERE deal_id IS {{1}} AND +at < :night AND {AMONG.format("customer_id")}
"""  # noqa: S608 - only text of this package
_STAYS = f"""
WITH stays AS MATERIALIZED (
  {_STAY.format("customer_id", "NULL")} UNION ALL {_STAY.format("deal_id", "NOT NULL")})
"""
_FINISHED = f"""
SELECT deal_id IS NOT NULL AS deal, stage, 1, {_DAYS.format("left_at")} AS days, count(*), NULL FROM stays
WHERE stage IN {OPEN} AND left_at IS NOT NULL AND {WITHIN.format("left_at")} AND customer_id NOT IN ({INVALID})
GROUP BY deal, stage, days
"""  # noqa: S608 - only text of this package
# Who stands there still at the end: whose next change comes after it, or never.
_STANDING = f"""
SELECT deal_id IS NOT NULL AS deal, stage, 0, {_DAYS.format(":end")} AS days, count(*), NULL FROM stays
WHERE stage IN {OPEN} AND left_at IS NULL GROUP BY deal, stage, days
"""  # noqa: S608 - only text of this package
_LONGEST = f"""
SELECT 0, stage, 2, {_DAYS.format(":end")} AS days, 1, customer_id FROM stays
WHERE stage IN {OPEN} AND left_at IS NULL AND deal_id IS NULL ORDER BY days DESC, customer_id LIMIT {LONGEST}
"""  # noqa: S608 - only text of this package
SQL = f"{_STAYS} {_FINISHED} UNION ALL {_STANDING} UNION ALL SELECT * FROM ({_LONGEST})"  # noqa: S608 - only text of this package
NAME = "SELECT code, name FROM v_customers WHERE id = ?"


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


def stays(db: Connection, asked: Question) -> tuple[tuple[Stays, ...], tuple[Standing, ...]]:
    """All stays in open stages, by their length; and the customers who have been standing in one longest."""
    rows = list(run(db, SQL, asked))
    counted = tuple(Stays(bool(row[0]), row[1], bool(row[2]), row[3], row[4]) for row in rows if row[5] is None)
    named = [(row, db.execute(NAME, (row[5],)).fetchone()) for row in rows if row[5] is not None]
    return counted, tuple(Standing(who[0], who[1], row[1], row[3]) for row, who in named)
