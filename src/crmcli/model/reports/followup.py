"""Tasks, first answers, talks, entries and satisfaction of a period, counted in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INSIDE, VALID, WITHIN, is_long, one, run
from crmcli.records.report import Question

MOST_REASONS = 20
# Tasks whose day has come in the period; those that a rule took back were never asked for.
_TASKS = f"""
FROM v_tasks WHERE {WITHIN.format("due_at")} AND substr(due_at, 1, 10) <= :end AND state <> 'withdrawn'
  AND {AMONG.format("customer_id")}
"""
TASKS = f"""
SELECT origin, count(*), sum(state = 'done'), sum(state = 'done' AND substr(closed_at, 1, 10) <= substr(due_at, 1, 10)),
  sum(state = 'skipped'), sum(state = 'open' AND substr(due_at, 1, 10) < :today)
{_TASKS} GROUP BY origin ORDER BY origin
"""
SKIPPED = f"""
SELECT coalesce(trim(skip_reason), ''), count(*) {_TASKS} AND state = 'skipped'
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_REASONS}
"""

# Hours begun from the entry of a lead to the first talk or attempt with it; a talk noted as earlier counts as none.
# Looked up lead by lead when the period is short, sorted otherwise.
_FIRST = f"""
SELECT CAST((max(0, round((julianday(first_at) - julianday(created_at)) * 1440)) + 59) / 60 AS INTEGER) AS hours,
  count(*)
FROM (SELECT v.created_at, {{}} WHERE {WITHIN.format("v.created_at")} AND {VALID} AND {AMONG.format("v.id")} LIMIT -1)
GROUP BY hours ORDER BY hours
"""  # noqa: S608 - only text of this package
_OWN = "i.method <> 'event' AND NOT i.imported AND +i.at < :night"
LOOKED_UP = _FIRST.format(f"""(SELECT i.at FROM v_interactions i WHERE i.customer_id = v.id AND {_OWN}
    ORDER BY i.at LIMIT 1) AS first_at FROM v_standing v""")  # noqa: S608 - only text of this package
SORTED = _FIRST.format(f"""t.first_at FROM v_standing v LEFT JOIN (SELECT customer_id, min(at) AS first_at
    FROM v_interactions i WHERE {_OWN} GROUP BY customer_id) t ON t.customer_id = v.id""")  # noqa: S608 - as above

_OWN_TALKS = f"""
FROM v_interactions WHERE {INSIDE.format("at")} AND NOT imported AND method <> 'event' AND {AMONG.format("customer_id")}
"""
TALKS = f"""
SELECT method, reached + 2 * coalesce(satisfaction, 0) AS kind, count(*) {_OWN_TALKS} GROUP BY method, kind
"""
FEEDBACK = f"SELECT count(*) {_OWN_TALKS} AND feedback <> '' AND reached"
# What was entered on a later day than it happened: pairs of days, of which few are late by the working calendar.
ENTERED = f"""
SELECT substr(at, 1, 10) AS day, substr(created_at, 1, 10) AS entered, count(*) {_OWN_TALKS}
  AND created_at > substr(at, 1, 10) || ' 24' GROUP BY day, entered
"""


class Tasks(NamedTuple):
    """Tasks of one origin: how many came due, and what became of them."""

    origin: str
    due: int
    done: int
    on_time: int
    skipped: int
    overdue: int


class Talks(NamedTuple):
    """So many talks (reached) or attempts by one method and with one mark."""

    method: str
    reached: bool
    satisfaction: int | None
    many: int


def tasks(db: Connection, asked: Question) -> tuple[Tasks, ...]:
    """By origin."""
    return tuple(Tasks(*row) for row in run(db, TASKS, asked))


def skipped(db: Connection, asked: Question) -> tuple[tuple[str, int], ...]:
    """Why tasks were skipped, in the user's words; the most frequent reasons."""
    return tuple((row[0], row[1]) for row in run(db, SKIPPED, asked))


def first_answers(db: Connection, asked: Question) -> dict[int | None, int]:
    """Hours begun until the first talk or attempt → leads that came in the period; None: not yet."""
    return {row[0]: row[1] for row in run(db, SORTED if is_long(asked) else LOOKED_UP, asked)}


def talks(db: Connection, asked: Question) -> tuple[Talks, ...]:
    """What was entered as it happened; imports and being at an event are no follow-up."""
    return tuple(Talks(row[0], bool(row[1] & 1), row[1] >> 1 or None, row[2]) for row in run(db, TALKS, asked))


def with_feedback(db: Connection, asked: Question) -> int:
    """Talks of which somebody noted what the customer said."""
    return int(one(db, FEEDBACK, asked)[0])


def entered_later(db: Connection, asked: Question) -> tuple[tuple[str, str, int], ...]:
    """(day of the talk, later day of its entry, how many)."""
    return tuple((row[0], row[1], row[2]) for row in run(db, ENTERED, asked))
