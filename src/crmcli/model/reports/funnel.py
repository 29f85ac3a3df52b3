"""Who stands in which stage, open deals by stage, and the cohorts of the funnel, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.core.stages import STAGES
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INSIDE, INVALID, is_long, one, run
from crmcli.records.report import Question

DEALS = f"""
SELECT stage, count(*), sum(CASE WHEN currency IS NULL THEN amount END),
  CAST(round(sum(CASE WHEN currency IS NULL THEN amount * probability END)) AS INTEGER), sum(currency IS NOT NULL)
FROM v_deals WHERE state = 'open' AND {AMONG.format("customer_id")} GROUP BY stage
"""  # noqa: S608 - only text of this package

# Each step of a customer with the stages it enters, those above `low` up to `rank`: skipped ones count as passed.
# Where a customer begins, and where a lost one returns to, it enters that stage alone. Losing has no rank, and a step
# back enters nothing. `place` orders the steps of a customer. The LIMIT that limits nothing keeps SQLite from working
# out the ranks anew for each of the sums.
_RANKS = " ".join(f"WHEN '{stage}' THEN {rank}" for rank, stage in enumerate(STAGES[:7]))
_STEPS = f"""
SELECT e.customer_id, CASE e.stage {_RANKS} END AS rank,
  coalesce(CASE e.from_stage {_RANKS} END, CASE e.stage {_RANKS} END - 1) AS low,
  CAST(julianday(e.at) * 1440 + 0.5 AS INTEGER) * 1000000000 + e.id AS place, {INSIDE.format("e.at")} AS inside
FROM v_stage_history e
WHERE e.deal_id IS NULL AND e.stage <> 'lost' AND e.customer_id NOT IN ({INVALID}) AND {AMONG.format("e.customer_id")}
  AND {{}} LIMIT -1
"""  # noqa: S608 - only text of this package
# Of each customer and stage: the step that first entered it in the period, and the last one that led beyond it. Who was
# beyond it at that step or after it went on.
_EACH = ", ".join(
    f"min(CASE WHEN low < {rank} AND rank >= {rank} AND inside THEN place END) AS into_{rank},"
    f" max(CASE WHEN rank > {rank} THEN place END) AS beyond_{rank}"
    for rank in range(6)
)
_ANY = "min(CASE WHEN low < 4 AND rank > low AND inside THEN place END) AS into_any"  # any of the open stages
_COUNTED = "count(into_{0}), coalesce(sum(beyond_{1} >= into_{0}), 0)"
_COHORTS = f"""
SELECT {", ".join(_COUNTED.format(rank, rank) for rank in range(6))}, {_COUNTED.format("any", 4)}
FROM (SELECT {_EACH}, {_ANY} FROM ({{}}) GROUP BY customer_id)
"""  # noqa: S608 - only text of this package
# Of a short period only those to whom something happened in it; of a long one that would be nearly all.
_TOUCHED = f"e.customer_id IN (SELECT customer_id FROM v_stage_history WHERE {INSIDE.format('at')})"  # noqa: S608
SHORT, LONG = _COHORTS.format(_STEPS.format(_TOUCHED)), _COHORTS.format(_STEPS.format("TRUE"))
COHORT_OF = (*STAGES[:6], "")


class Deals(NamedTuple):
    """Open deals of one stage: how many, their amounts and the amounts times their chances, in cents or None.

    Of them `foreign` are in another currency than the setting's; their amounts are not added up.
    """

    number: int
    cents: int | None
    weighted: int | None
    foreign: int = 0


def deals(db: Connection, asked: Question) -> dict[str, Deals]:
    """Stage to its open deals; a deal without a chance of its own has that of its stage."""
    return {row[0]: Deals(*tuple(row)[1:]) for row in run(db, DEALS, asked)}


def cohorts(db: Connection, asked: Question) -> dict[str, tuple[int, int]]:
    """Stage to (customers who entered it in the period, those of them who later went further).

    The stage '' holds everybody who entered an open stage, and those of them who later bought.
    """
    row = one(db, LONG if is_long(asked) else SHORT, asked)
    return {stage: (row[2 * place], row[2 * place + 1]) for place, stage in enumerate(COHORT_OF)}
