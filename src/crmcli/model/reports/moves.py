"""Changes of stage in a period, in SQL: how many of each kind, and the last ones by name."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, WITHIN, run
from crmcli.records.report import Question

MOST = 50
_MOVED = f"""
FROM v_stage_history WHERE deal_id IS NULL AND from_stage IS NOT NULL AND {WITHIN.format("at")}
  AND {AMONG.format("customer_id")}
"""
COUNTED = f"SELECT from_stage, stage, count(*) {_MOVED} GROUP BY from_stage, stage"
NAMED = f"""
SELECT at, customer_code, customer_name, from_stage, stage, reason {_MOVED} ORDER BY at DESC, id DESC LIMIT {MOST}
"""


class Move(NamedTuple):
    """One customer's change of stage."""

    at: str
    code: str
    name: str
    origin: str
    stage: str
    reason: str | None


def counted(db: Connection, asked: Question) -> dict[tuple[str, str], int]:
    """(from, to) → how many."""
    return {(row[0], row[1]): row[2] for row in run(db, COUNTED, asked)}


def named(db: Connection, asked: Question) -> tuple[Move, ...]:
    """The newest first."""
    return tuple(Move(*row) for row in run(db, NAMED, asked))
