"""Open deals by the month they are to close in, booked orders by month, and targets, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, run
from crmcli.model.reports.value import STATES
from crmcli.records.report import Question

_MONEY = "CASE WHEN currency IS NULL THEN amount END"
DEALS = f"""
SELECT coalesce(substr(expected_close_at, 1, 7), ''), count(*), sum({_MONEY}),
  CAST(round(sum({_MONEY} * probability)) AS INTEGER),
  sum(currency IS NOT NULL), sum(amount IS NULL)
FROM v_deals WHERE state = 'open' AND {AMONG.format("customer_id")} GROUP BY 1 ORDER BY 1
"""  # noqa: S608 - only text of this package
BOOKED = f"""
SELECT substr(at, 1, 7), count(*), sum({_MONEY}), sum(currency IS NOT NULL) FROM v_orders
WHERE {STATES} AND at >= :first AND at < :night_of AND {AMONG.format("customer_id")} GROUP BY 1
"""  # noqa: S608 - only text of this package


class Open(NamedTuple):
    """Open deals to close in one month ('' is not known): amounts and amounts × chances in cents, None for no amount.

    `foreign` of them are in another currency, `without` have no amount; neither is in the sums.
    """

    month: str
    deals: int
    cents: int | None
    weighted: int | None
    foreign: int
    without: int


class Booked(NamedTuple):
    """Orders of one month and their money; `foreign` of them are in another currency and in no sum."""

    month: str
    orders: int
    cents: int | None
    foreign: int


def open_deals(db: Connection, asked: Question) -> tuple[Open, ...]:
    """By the month they are expected to close in."""
    return tuple(Open(*row) for row in run(db, DEALS, asked))


def booked(db: Connection, asked: Question, *, first: str, last: str) -> tuple[Booked, ...]:
    """By month, from the day `first` to the day `last`."""
    rows = run(db, BOOKED, asked, first=first, night_of=f"{last} 24")
    return tuple(Booked(*row) for row in rows)


def targets(db: Connection, measure: str) -> dict[str, int]:
    """Period as it is kept (2026-11, 2026Q4, 2026) → what is aimed at for a measure."""
    rows = db.execute("SELECT period, amount FROM v_targets WHERE name = ? ORDER BY period", (measure,))
    return {row[0]: row[1] for row in rows}
