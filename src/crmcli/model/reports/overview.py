"""What happened in a period, counted in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INSIDE, VALID, one
from crmcli.records.report import Question

# The indexes of the times hold all that is asked for here, so that they are gone through even for long periods.
NEW = f"SELECT count(*) FROM v_standing WHERE {INSIDE.format('created_at')} AND {VALID} AND {AMONG.format('id')}"  # noqa: S608
_TALKS = f"FROM v_interactions WHERE {INSIDE.format('at')} AND {AMONG.format('customer_id')}"
_SPOKE = "reached AND method <> 'event'"
TALKS = f"SELECT coalesce(sum({_SPOKE}), 0), coalesce(sum(NOT reached), 0) {_TALKS}"
TALKED_TO = f"SELECT count(DISTINCT customer_id) {_TALKS} AND {_SPOKE}"
MOVES = f"""
SELECT coalesce(sum(stage <> 'lost'), 0), count(DISTINCT CASE WHEN stage = 'won' THEN customer_id END),
  count(DISTINCT CASE WHEN stage = 'lost' THEN customer_id END)
FROM v_stage_history WHERE {INSIDE.format("at")} AND deal_id IS NULL AND from_stage IS NOT NULL
  AND {AMONG.format("customer_id")}
"""  # noqa: S608 - only text of this package
DONE = f"""
SELECT count(*) FROM v_tasks WHERE {INSIDE.format("closed_at")} AND state = 'done' AND {AMONG.format("customer_id")}
"""  # noqa: S608 - only text of this package


class Happened(NamedTuple):
    """Counts of one period; `lost` holds the invalid ones too, `new` does not."""

    new: int
    talks: int
    unanswered: int
    moves: int
    won: int
    lost: int
    done: int


def happened(db: Connection, asked: Question) -> Happened:
    """What happened in the period."""
    return Happened(*(number for sql in (NEW, TALKS, MOVES, DONE) for number in one(db, sql, asked)))


def talked_to(db: Connection, asked: Question) -> int:
    """Customers who were talked to in the period."""
    return int(one(db, TALKED_TO, asked)[0])
