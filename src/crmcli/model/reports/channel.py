"""Where customers came from and what became of them, in SQL: by source and by event."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, BOUGHT, INVALID, bound
from crmcli.records.report import Question

# Each lead with where it came from; an attempt is a call, and being at an event is none. The LIMIT that limits nothing
# keeps SQLite from working out each mark anew for each sum.
_LEADS = f"""
SELECT {{item}} AS item, v.id, v.id IN ({INVALID}) AS invalid, v.status = 'won' OR v.id IN ({BOUGHT}) AS won,
  v.status = 'lost' AS lost,
  v.id NOT IN (SELECT customer_id FROM v_interactions WHERE method <> 'event') AS uncalled
FROM {{origin}}
WHERE {{at}} >= :since AND {{at}} < :night AND {AMONG.format("v.id")} LIMIT -1
"""  # noqa: S608 - only text of this package
_COUNTED = """
SELECT item, sum(NOT invalid), sum(invalid), sum(won AND NOT invalid), sum(lost AND NOT won AND NOT invalid),
  sum(uncalled AND NOT invalid) FROM ({}) GROUP BY item
"""
BY_SOURCE = _COUNTED.format(_LEADS.format(item="coalesce(v.source, '')", origin="v_customers v", at="v.created_at"))

# Who was at an event: those who first came by it, and all with whom it is noted; on its day where that is known.
_CAME = """
(SELECT event, id AS customer_id, min(at) AS at FROM (
  SELECT event, id, created_at AS at FROM v_customers WHERE event <> ''
  UNION ALL SELECT event, customer_id, at FROM v_interactions WHERE event <> '') GROUP BY event, id)
"""
BY_EVENT = _COUNTED.format(
    _LEADS.format(item="came.event", origin=f"{_CAME} came JOIN v_customers v ON v.id = came.customer_id", at="came.at")
)


class Leads(NamedTuple):
    """The leads of one source or event, and what became of them.

    Args:
        item: code of the source, or name of the event; '' is not known.
        customers: without the invalid ones; these are part of no other number.
        won: of them, who ever bought.
        lost: of them, lost without ever buying.
        uncalled: of them, never talked to nor tried.
    """

    item: str
    customers: int
    invalid: int
    won: int
    lost: int
    uncalled: int


def by_source(db: Connection, asked: Question) -> tuple[Leads, ...]:
    """Customers created in the period, by source."""
    return tuple(Leads(*row) for row in db.execute(BY_SOURCE, bound(asked)))


def by_event(db: Connection, asked: Question) -> tuple[Leads, ...]:
    """Customers who were at an event in the period, by event; whoever was at two counts at both."""
    return tuple(Leads(*row) for row in db.execute(BY_EVENT, bound(asked)))
