"""What happened in a period, counted in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INVALID, bound
from crmcli.records.report import Question

_IN = "{0} >= :since AND {0} < :night"
_MOVED = f"""
FROM v_stage_history e WHERE {_IN.format("e.at")} AND e.deal_id IS NULL AND e.from_stage IS NOT NULL
  AND {AMONG.format("e.customer_id")}
"""
SQL = f"""
SELECT
  (SELECT count(*) FROM v_customers WHERE {_IN.format("created_at")} AND {AMONG.format("id")}
    AND id NOT IN ({INVALID})),
  (SELECT count(*) FROM v_interactions WHERE {_IN.format("at")} AND reached AND method <> 'event'
    AND {AMONG.format("customer_id")}),
  (SELECT count(DISTINCT customer_id) FROM v_interactions WHERE {_IN.format("at")} AND reached AND method <> 'event'
    AND {AMONG.format("customer_id")}),
  (SELECT count(*) FROM v_interactions WHERE {_IN.format("at")} AND NOT reached AND {AMONG.format("customer_id")}),
  (SELECT count(*) {_MOVED} AND e.stage <> 'lost'),
  (SELECT count(DISTINCT e.customer_id) {_MOVED} AND e.stage = 'won'),
  (SELECT count(DISTINCT e.customer_id) {_MOVED} AND e.stage = 'lost'),
  (SELECT count(*) FROM v_tasks WHERE state = 'done' AND {_IN.format("closed_at")} AND {AMONG.format("customer_id")})
"""  # noqa: S608 - only text of this package


class Happened(NamedTuple):
    """Counts of one period; `lost` holds the invalid ones too, `new` does not."""

    new: int
    talks: int
    talked_to: int
    unanswered: int
    moves: int
    won: int
    lost: int
    done: int


def happened(db: Connection, asked: Question) -> Happened:
    """What happened in the period."""
    return Happened(*db.execute(SQL, bound(asked)).fetchone())
