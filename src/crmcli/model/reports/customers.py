"""How many customers there are, of which kinds, and when they came, in SQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from crmcli.core.stages import STAGES
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, run
from crmcli.records.report import Question

# Kind, stage and marks as one number are quicker to count than five columns.
_KINDS = ("company", "person")
_RANK = " ".join(f"WHEN '{stage}' THEN {rank}" for rank, stage in enumerate(STAGES))
SQL = f"""
SELECT (CASE stage {_RANK} END * 2 + (kind = 'person')) * 8 + (created_at < :night) * 4 + (created_at >= :since) * 2
  + ({VALID}) AS alike, count(*)
FROM v_standing WHERE {AMONG.format("id")} GROUP BY alike
"""  # noqa: S608 - only text of this package
BY_MONTH = f"""
SELECT coalesce(source, '') AS origin, substr(created_at, 1, 7) AS month, count(*) FROM v_standing
WHERE +created_at >= :first AND +created_at < :night AND {VALID} AND {AMONG.format("id")} GROUP BY month, origin
"""  # noqa: S608 - only text of this package


class Alike(NamedTuple):
    """So many customers of one kind who stand in one stage.

    Args:
        there: they had come by the end of the period.
        new: they came after its beginning.
        valid: they are no invalid leads.
    """

    kind: str
    stage: str
    there: bool
    new: bool
    valid: bool
    many: int


def everybody(db: Connection, asked: Question) -> tuple[Alike, ...]:
    """Everybody there is, as they stand today."""
    return tuple(
        Alike(_KINDS[alike >> 3 & 1], STAGES[alike >> 4], bool(alike & 4), bool(alike & 2), bool(alike & 1), many)
        for alike, many in run(db, SQL, asked)
    )


def by_month(db: Connection, asked: Question, *, first: str) -> dict[tuple[str, str], int]:
    """(code of the source, month 'YYYY-MM') → customers who came, from the month `first` on."""
    rows = run(db, BY_MONTH, asked, first=f"{first}-01")
    return {(row[0], row[1]): row[2] for row in rows}


def added(some: Iterable[Alike]) -> tuple[int, int]:
    """(customers, new ones of them)."""
    listed = list(some)
    return sum(one.many for one in listed), sum(one.many for one in listed if one.new)
