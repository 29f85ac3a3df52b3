"""What happened in a period, counted in SQL: all of it, and day by day."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, WITHIN, one, run
from crmcli.records.report import Question

MEASURES = ("new", "talks", "talked_to", "unanswered", "moves", "won", "lost", "done")
_NEW = f"FROM v_customers WHERE {WITHIN.format('created_at')} AND {VALID} AND {AMONG.format('id')}"
_TALKS = f"FROM v_interactions WHERE {WITHIN.format('at')} AND {AMONG.format('customer_id')}"
_MOVED = f"""
FROM v_stage_history e WHERE {WITHIN.format("e.at")} AND e.deal_id IS NULL AND e.from_stage IS NOT NULL
  AND {AMONG.format("e.customer_id")}
"""
_DONE = f"FROM v_tasks WHERE state = 'done' AND {WITHIN.format('closed_at')} AND {AMONG.format('customer_id')}"
_SPOKE = "reached AND method <> 'event'"
NEW = f"SELECT count(*) {_NEW}"
TALKS = f"""
SELECT coalesce(sum({_SPOKE}), 0), count(DISTINCT CASE WHEN {_SPOKE} THEN customer_id END),
  coalesce(sum(NOT reached), 0) {_TALKS}
"""
MOVES = f"""
SELECT coalesce(sum(stage <> 'lost'), 0), count(DISTINCT CASE WHEN stage = 'won' THEN customer_id END),
  count(DISTINCT CASE WHEN stage = 'lost' THEN customer_id END) {_MOVED}
"""
DONE = f"SELECT count(*) {_DONE}"
# Day → numbers; who was won or lost twice within a period counts twice here.
DAILY = {
    ("new",): f"SELECT substr(created_at, 1, 10) AS day, count(*) {_NEW} GROUP BY day",
    ("talks", "talked_to", "unanswered"): f"""
SELECT substr(at, 1, 10) AS day, sum({_SPOKE}), NULL, sum(NOT reached) {_TALKS} GROUP BY day""",
    ("moves", "won", "lost"): f"SELECT substr(at, 1, 10) AS day, sum(stage <> 'lost'),"
    f" sum(stage = 'won'), sum(stage = 'lost') {_MOVED} GROUP BY day",
    ("done",): f"SELECT substr(closed_at, 1, 10) AS day, count(*) {_DONE} GROUP BY day",
}


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
    found = [number for sql in (NEW, TALKS, MOVES, DONE) for number in one(db, sql, asked)]
    return Happened(*found)


def daily(db: Connection, asked: Question) -> dict[str, dict[str, int]]:
    """Measure → day → how often; customers talked to cannot be added up by day and are not there."""
    found: dict[str, dict[str, int]] = {}
    for measures, sql in DAILY.items():
        for day, *numbers in run(db, sql, asked):
            for measure, number in zip(measures, numbers, strict=True):
                if number:
                    found.setdefault(measure, {})[day] = number
    return found
