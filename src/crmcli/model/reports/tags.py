"""How many customers have each tag, in SQL: of all, of those who bought, are interested now, or are of high value."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, WITHIN, run
from crmcli.records.report import Question

# Who bought for the first time in the period.
_WON = f"""
SELECT customer_id FROM v_stage_history WHERE deal_id IS NULL AND stage IN ('won', 'after_sales')
GROUP BY customer_id HAVING {WITHIN.format("min(at)")}
"""  # noqa: S608 - only text of this package
_EVERYBODY = f"""
WITH everybody AS MATERIALIZED (SELECT id, status = 'intent' AS intent, id IN ({_WON}) AS won,
    id IN (SELECT customer_id FROM facts WHERE grade = 'A') AS high FROM v_standing
  WHERE +created_at < :night AND {VALID} AND {AMONG.format("id")})
"""  # noqa: S608 - only text of this package
# Who is how, in one pass: what is computed of a customer is there in v_computed, one dimension beside the other.
SQL = f"""
{_EVERYBODY}
SELECT 'typed', t.dimension, t.value, NULL, NULL, NULL, count(*), sum(e.won), sum(e.intent), sum(e.high)
FROM v_tags t JOIN everybody e ON e.id = t.customer_id WHERE t.origin <> 'computed' GROUP BY t.dimension, t.value
UNION ALL
SELECT 'computed', k.size, k.region, k.repurchase, k.ticket, k.budget, count(*), sum(e.won), sum(e.intent), sum(e.high)
FROM v_computed k JOIN everybody e ON e.id = k.customer_id GROUP BY 2, 3, 4, 5, 6
UNION ALL
SELECT 'industry', s.industry, NULL, NULL, NULL, NULL, count(*), 0, 0, sum(e.high)
FROM v_standing s JOIN everybody e ON e.id = s.id WHERE s.industry <> '' GROUP BY s.industry
UNION ALL
SELECT 'role', p.role, NULL, NULL, NULL, NULL, count(*), 0, 0, sum(e.high)
FROM v_contacts p JOIN everybody e ON e.id = p.customer_id WHERE p.role <> '' GROUP BY p.role
"""  # noqa: S608 - only text of this package
DIMENSIONS = ("企业规模", "地域", "复购", "客单价", "预算规模")


class Tagged(NamedTuple):
    """Customers with one tag: all, those who bought, those interested, the high-value ones."""

    dimension: str
    value: str
    customers: int
    won: int
    intent: int
    high: int


class Counted(NamedTuple):
    """How many there are with and without tags: all, bought in the period, interested now, of high value; and by tag.

    Args:
        profile: of ('industry' or 'role', code) all and the high-value ones; of roles these are contacts.
    """

    customers: int
    won: int
    intent: int
    high: int
    tags: tuple[Tagged, ...]
    profile: dict[tuple[str, str], tuple[int, int]]


def counted(db: Connection, asked: Question) -> Counted:
    """All customers; a tag that is typed and computed counts once for each."""
    found: dict[tuple[str, str], list[int]] = {}
    totals = [0, 0, 0, 0]
    profile = {}
    for kind, *names, customers, won, intent, high in run(db, SQL, asked):
        numbers = (customers, won, intent, high)
        if kind in ("industry", "role"):
            profile[kind, names[0]] = (customers, high)
            continue
        if kind == "computed":
            totals = [sum(pair) for pair in zip(totals, numbers, strict=True)]
            tags = [pair for pair in zip(DIMENSIONS, names, strict=True) if pair[1] is not None]
        else:
            tags = [(names[0], names[1])]
        for tag in tags:
            found[tag] = [sum(pair) for pair in zip(found.get(tag, [0, 0, 0, 0]), numbers, strict=True)]
    tagged = tuple(Tagged(*tag, *numbers) for tag, numbers in found.items())
    return Counted(totals[0], totals[1], totals[2], totals[3], tagged, profile)
