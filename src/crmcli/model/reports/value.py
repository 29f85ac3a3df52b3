"""Who spends how much, in SQL: bands, repurchase, grades, recency with frequency and amount, and where they come from.

Money is booked orders in the setting's currency; those in another are counted by `foreign` and never added.
"""

from __future__ import annotations

from typing import NamedTuple

from crmcli.core.orders import BOOKED
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, WITHIN, one, run
from crmcli.records.report import Question

BIGGEST = 10
STATES = f"state IN ({', '.join(repr(state) for state in BOOKED)})"
_ORDERS = f"FROM v_orders WHERE {STATES} AND {AMONG.format('customer_id')}"
# An order in another currency makes a buyer, and a frequent one, all the same; it is in no amount, so not in `own`.
_BUYERS = f"""
WITH buyers AS MATERIALIZED (SELECT customer_id, count(*) AS orders, sum(currency IS NULL) AS own, max(at) AS last_at,
    coalesce(sum(CASE WHEN currency IS NULL THEN amount END), 0) AS cents
  {_ORDERS} AND {WITHIN.format("at")} GROUP BY customer_id)
"""
BANDS = f"""
{_BUYERS}, ranked AS (SELECT cents, own, row_number() OVER (ORDER BY cents DESC, customer_id) AS place,
  count(*) OVER () AS of FROM buyers)
SELECT
  sum(place <= (of + 9) / 10), sum(CASE WHEN place <= (of + 9) / 10 THEN own ELSE 0 END),
  sum(CASE WHEN place <= (of + 9) / 10 THEN cents ELSE 0 END),
  sum(place <= (of + 4) / 5), sum(CASE WHEN place <= (of + 4) / 5 THEN own ELSE 0 END),
  sum(CASE WHEN place <= (of + 4) / 5 THEN cents ELSE 0 END),
  sum(place <= (of + 1) / 2), sum(CASE WHEN place <= (of + 1) / 2 THEN own ELSE 0 END),
  sum(CASE WHEN place <= (of + 1) / 2 THEN cents ELSE 0 END),
  count(*), sum(own), sum(cents)
FROM ranked
"""  # noqa: S608 - only text of this package
TOP = f"""
{_BUYERS} SELECT v.code, v.name, b.own, b.cents FROM buyers b JOIN v_customers v ON v.id = b.customer_id
ORDER BY b.cents DESC, v.code LIMIT {BIGGEST}
"""  # noqa: S608 - only text of this package
AGAIN = f"""
{_BUYERS} SELECT count(*),
  sum((SELECT count(*) {_ORDERS} AND +at < :night AND v_orders.customer_id = b.customer_id) > 1)
FROM buyers b
"""  # noqa: S608 - only text of this package
# R: bought within so many days of the end. F: more than one order. M: at least the average buyer's amount.
RFM = f"""
{_BUYERS} SELECT (julianday(:end) - julianday(substr(last_at, 1, 10)) <= :recent) * 4 + (orders > 1) * 2
  + (cents >= (SELECT avg(cents) FROM buyers)) AS segment, count(*), sum(own), sum(cents)
FROM buyers GROUP BY segment
"""  # noqa: S608 - only text of this package
GROUPS = f"""
{_BUYERS} SELECT v.grade, v.industry, v.province, v.source, count(*), count(b.customer_id), coalesce(sum(b.own), 0),
  coalesce(sum(b.cents), 0)
FROM v_customers v LEFT JOIN buyers b ON b.customer_id = v.id
WHERE {VALID} AND +v.created_at < :night AND {AMONG.format("v.id")} GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - only text of this package
FOREIGN = f"""
SELECT currency, count(*), sum(amount) {_ORDERS} AND {WITHIN.format("at")} AND currency IS NOT NULL
GROUP BY currency ORDER BY currency
"""


class Spent(NamedTuple):
    """Customers, their orders of the period in the setting's currency, and the money of these in cents."""

    customers: int
    orders: int
    cents: int


class Group(NamedTuple):
    """Customers alike in grade, industry, province and source, those of them who bought, and what."""

    grade: str
    industry: str | None
    province: str | None
    source: str | None
    customers: int
    buyers: int
    orders: int
    cents: int


def bands(db: Connection, asked: Question) -> tuple[Spent, Spent, Spent, Spent]:
    """The best tenth of the buyers, the best fifth, the better half, and all of them."""
    row = [number or 0 for number in one(db, BANDS, asked)]
    return Spent(*row[:3]), Spent(*row[3:6]), Spent(*row[6:9]), Spent(*row[9:])


def biggest(db: Connection, asked: Question) -> tuple[tuple[str, str, int, int], ...]:
    """(code, name, orders, cents) of those who spent most."""
    return tuple((row[0], row[1], row[2], row[3]) for row in run(db, TOP, asked))


def repurchase(db: Connection, asked: Question) -> tuple[int, int]:
    """(buyers of the period, those of them who have bought more than once by its end)."""
    row = one(db, AGAIN, asked)
    return row[0], row[1] or 0


def segments(db: Connection, asked: Question, recent: int) -> dict[int, Spent]:
    """Recency × 4 + frequency × 2 + amount, each 0 or 1 → the buyers; `recent` in days."""
    rows = run(db, RFM, asked, recent=recent)
    return {row[0]: Spent(*tuple(row)[1:]) for row in rows}


def groups(db: Connection, asked: Question) -> tuple[Group, ...]:
    """Everybody, put together by what they have in common."""
    return tuple(Group(*row) for row in run(db, GROUPS, asked))


def foreign(db: Connection, asked: Question) -> tuple[tuple[str, int, int], ...]:
    """(currency, orders, cents) of the orders that are in no sum."""
    return tuple((row[0], row[1], row[2]) for row in run(db, FOREIGN, asked))
