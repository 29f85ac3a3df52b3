"""Who stands in which stage, open deals by stage, and the cohorts of the funnel, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.core.stages import PROBABILITY, STAGES
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, INVALID, bound
from crmcli.records.report import Question

CUSTOMERS = f"SELECT stage, count(*) FROM v_customers WHERE {AMONG.format('id')} GROUP BY stage"  # noqa: S608

CHANCE = " ".join(f"WHEN '{stage}' THEN {chance}" for stage, chance in PROBABILITY.items())
DEALS = f"""
SELECT stage, count(*), sum(CASE WHEN currency IS NULL THEN amount END),
  CAST(round(sum(CASE WHEN currency IS NULL THEN amount * coalesce(probability, CASE stage {CHANCE} ELSE 0 END) END))
    AS INTEGER)
FROM v_deals WHERE state = 'open' AND {AMONG.format("customer_id")} GROUP BY stage
"""  # noqa: S608 - only text of this package

# Each step of a customer with the stages it enters, those above `low` up to `rank`: skipped ones count as passed.
# Where a customer begins, and where a lost one returns to, it enters that stage alone. Losing has no rank, and a step
# back enters nothing. `furthest` is the furthest stage reached by this step or a later one.
_RANKS = " ".join(f"WHEN '{stage}' THEN {rank}" for rank, stage in enumerate(STAGES[:7]))
_STEPS = f"""
SELECT e.customer_id, e.at, CASE e.stage {_RANKS} END AS rank,
  coalesce(CASE e.from_stage {_RANKS} END, CASE e.stage {_RANKS} END - 1) AS low,
  max(CASE e.stage {_RANKS} END) OVER (PARTITION BY e.customer_id ORDER BY e.at DESC, e.id DESC) AS furthest
FROM v_stage_history e
WHERE e.deal_id IS NULL AND e.stage <> 'lost' AND e.customer_id NOT IN ({INVALID}) AND {AMONG.format("e.customer_id")}
"""  # noqa: S608 - only text of this package
_ENTERED = "SELECT '{}', count(*), coalesce(sum(furthest > {}), 0) FROM ({}) "
_CUSTOMERS = "SELECT max(furthest) AS furthest FROM entering WHERE low < {0} AND rank > {1} GROUP BY customer_id"
_ENTERING = f"WITH entering AS (SELECT * FROM ({_STEPS}) WHERE at >= :since AND at < :night)"  # noqa: S608
COHORTS = _ENTERING + " UNION ALL ".join(
    [
        *(_ENTERED.format(stage, rank, _CUSTOMERS.format(rank, rank - 1)) for rank, stage in enumerate(STAGES[:6])),
        _ENTERED.format("", 4, _CUSTOMERS.format(4, "low")),  # any of the open stages, and who bought after it
    ]
)


class Deals(NamedTuple):
    """Open deals of one stage: how many, their amounts and the amounts times their chances, in cents or None.

    Amounts in another currency than the setting's are counted among the deals, and not added up.
    """

    number: int
    cents: int | None
    weighted: int | None


def customers(db: Connection, asked: Question) -> dict[str, int]:
    """Stage to the number of customers who stand in it now."""
    return {row[0]: row[1] for row in db.execute(CUSTOMERS, bound(asked))}


def deals(db: Connection, asked: Question) -> dict[str, Deals]:
    """Stage to its open deals; a deal without a chance of its own has that of its stage."""
    return {row[0]: Deals(*tuple(row)[1:]) for row in db.execute(DEALS, bound(asked))}


def cohorts(db: Connection, asked: Question) -> dict[str, tuple[int, int]]:
    """Stage to (customers who entered it in the period, those of them who later went further).

    The stage '' holds everybody who entered an open stage, and those of them who later bought.
    """
    return {row[0]: (row[1], row[2]) for row in db.execute(COHORTS, bound(asked))}
