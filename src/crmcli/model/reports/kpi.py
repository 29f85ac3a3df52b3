"""The numbers behind the key figures that no other report counts, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, BOUGHT, VALID, WITHIN, one
from crmcli.model.reports.value import STATES
from crmcli.records.report import Question

_ORDERS = f"FROM v_orders WHERE {STATES} AND {AMONG.format('customer_id')}"
_FIRST_WON = """
SELECT customer_id FROM v_stage_history WHERE deal_id IS NULL AND stage IN ('won', 'after_sales') GROUP BY customer_id
"""
SQL = f"""
SELECT
  (SELECT count(*) {_ORDERS} AND {WITHIN.format("at")}),
  (SELECT count(*) FROM v_standing WHERE {WITHIN.format("created_at")} AND {VALID} AND {AMONG.format("id")}),
  (SELECT count(*) FROM v_standing WHERE {WITHIN.format("created_at")} AND {VALID} AND {AMONG.format("id")}
    AND id IN ({BOUGHT})),
  (SELECT count(*) FROM v_deals WHERE state = 'won' AND {WITHIN.format("coalesce(won_at, signed_at, created_at)")}
    AND {AMONG.format("customer_id")}),
  (SELECT count(*) FROM v_deals WHERE state = 'lost' AND {WITHIN.format("coalesce(lost_at, created_at)")}
    AND {AMONG.format("customer_id")}),
  (SELECT count(*) FROM ({_FIRST_WON} HAVING min(at) < :since) WHERE {AMONG.format("customer_id")}),
  (SELECT count(DISTINCT customer_id) FROM v_stage_history WHERE deal_id IS NULL AND stage = 'lost'
    AND {WITHIN.format("at")} AND {AMONG.format("customer_id")}
    AND customer_id IN ({_FIRST_WON} HAVING min(at) < :since))
"""  # noqa: S608 - only text of this package
REVENUE = f"SELECT coalesce(sum(CASE WHEN currency IS NULL THEN amount END), 0) {_ORDERS} AND {WITHIN.format('at')}"
# Of the buyers of the period before, those who bought in this one too.
KEPT = f"""
SELECT count(*), coalesce(sum(customer_id IN (SELECT customer_id {_ORDERS} AND {WITHIN.format("at")})), 0)
FROM (SELECT DISTINCT customer_id {_ORDERS} AND at >= :before AND at < :before_night)
"""  # noqa: S608 - only text of this package


class Counted(NamedTuple):
    """Numbers of one period.

    Args:
        orders: booked ones.
        new, won_new: customers who came, and those of them who have bought since.
        won, lost: deals decided.
        bought_before: who had bought before the period began.
        gone: of them, lost in it.
    """

    orders: int
    new: int
    won_new: int
    won: int
    lost: int
    bought_before: int
    gone: int


def counted(db: Connection, asked: Question) -> Counted:
    """What there is to count."""
    return Counted(*one(db, SQL, asked))


def revenue(db: Connection, asked: Question) -> int:
    """The money of the booked orders, in cents."""
    return int(one(db, REVENUE, asked)[0])


def kept(db: Connection, asked: Question, *, before: tuple[str, str]) -> tuple[int, int]:
    """(buyers of the period between two days, those of them who bought in this period too)."""
    row = one(db, KEPT, asked, before=before[0], before_night=f"{before[1]} 24")
    return row[0], row[1]
