"""Where customers came from and what became of them, in SQL: by source and by event."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, BOUGHT, VALID, WITHIN, is_long, run
from crmcli.records.report import Question

# Each lead with where it came from; an attempt is a call, and being at an event is none. The LIMIT that limits nothing
# keeps SQLite from working out each mark anew for each sum. What was done with them is looked up lead by lead when the
# period is short, in a list otherwise.
_LEADS = f"""
SELECT {{item}} AS item, v.id, NOT ({VALID}) AS invalid,
  v.status = 'won' OR {{bought}} AS won, v.status = 'lost' AS lost, NOT {{called}} AS uncalled,
  (SELECT f.spend_cents FROM facts f WHERE f.customer_id = v.id) AS cents
FROM {{origin}}
WHERE {{within}} AND {AMONG.format("v.id")} LIMIT -1
"""  # noqa: S608 - only text of this package
_COUNTED = """
SELECT item, sum(NOT invalid), sum(invalid), sum(won AND NOT invalid), sum(lost AND NOT won AND NOT invalid),
  sum(uncalled AND NOT invalid), sum(CASE WHEN invalid THEN 0 ELSE cents END) FROM ({}) GROUP BY item
"""
_LISTED = {
    "bought": f"v.id IN ({BOUGHT})",
    "called": "v.id IN (SELECT customer_id FROM v_interactions WHERE method <> 'event')",
}
_LOOKED_UP = {
    "bought": f"EXISTS ({BOUGHT} AND customer_id = v.id)",
    "called": "EXISTS (SELECT 1 FROM v_interactions i WHERE i.customer_id = v.id AND i.method <> 'event')",
}


def _counting(item: str, origin: str, at: str) -> tuple[str, str]:
    """The question for a short period and for a long one."""
    short, long = (
        _COUNTED.format(_LEADS.format(item=item, origin=origin, within=WITHIN.format(at), **how))
        for how in (_LOOKED_UP, _LISTED)
    )
    return short, long


BY_SOURCE = _counting("coalesce(v.source, '')", "v_standing v", "v.created_at")

# Who was at an event: those who first came by it, and all with whom it is noted; on its day where that is known.
_CAME = """
(SELECT event, id AS customer_id, min(at) AS at FROM (
  SELECT event, id, created_at AS at FROM v_standing WHERE event <> ''
  UNION ALL SELECT event, customer_id, at FROM v_interactions WHERE event <> '') GROUP BY event, id)
"""
BY_EVENT = _counting("came.event", f"{_CAME} came JOIN v_standing v ON v.id = came.customer_id", "came.at")

COSTS = "SELECT coalesce(source, ''), coalesce(event, ''), month, amount, currency FROM v_costs ORDER BY month, id"


class Cost(NamedTuple):
    """What was spent on a source, on an event, or on an event of a source, in one month; cents."""

    source: str
    event: str
    month: str
    cents: int
    currency: str | None


class Leads(NamedTuple):
    """The leads of one source or event, and what became of them.

    Args:
        item: code of the source, or name of the event; '' is not known.
        customers: without the invalid ones; these are part of no other number.
        won: of them, who ever bought.
        lost: of them, lost without ever buying.
        uncalled: of them, never talked to nor tried.
        cents: what they have spent until today.
    """

    item: str
    customers: int
    invalid: int
    won: int
    lost: int
    uncalled: int
    cents: int


def by_source(db: Connection, asked: Question) -> tuple[Leads, ...]:
    """Customers created in the period, by source."""
    return tuple(Leads(*row) for row in run(db, BY_SOURCE[is_long(asked)], asked))


def by_event(db: Connection, asked: Question) -> tuple[Leads, ...]:
    """Customers who were at an event in the period, by event; whoever was at two counts at both."""
    return tuple(Leads(*row) for row in run(db, BY_EVENT[is_long(asked)], asked))


def costs(db: Connection) -> tuple[Cost, ...]:
    """All that was spent, whatever the period."""
    return tuple(Cost(*row) for row in db.execute(COSTS))
