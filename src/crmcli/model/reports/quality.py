"""How complete and how clean the customers' data is, in SQL."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.core.duplicates.reaching import FREE_MAIL
from crmcli.core.report_rules import COMPLETE_FIELDS
from crmcli.model.connection import Connection
from crmcli.model.reports.asking import AMONG, VALID, one
from crmcli.records.report import Question

_FILLED = {
    "phone": "v.mobile IS NOT NULL OR v.phone IS NOT NULL",
    "size": "v.company_size <> ''",
    "budget": "coalesce(v.budget_low, v.budget_high) IS NOT NULL",
}
_CELLS = ", ".join(f"sum(coalesce({_FILLED.get(name, f'v.{name} <> {chr(39) * 2}')}, 0))" for name in COMPLETE_FIELDS)
_LIVING = f"FROM v_customers v WHERE {VALID} AND +v.created_at < :night AND {AMONG.format('v.id')}"
FILLED = f"""
SELECT count(*), {_CELLS}, sum(v.incomplete),
  sum(coalesce(v.mobile, v.phone, v.email, v.wechat, v.qq) IS NULL),
  sum(max(coalesce(v.last_contact_at, ''), v.updated_at) < (SELECT date(:end, '-' || :stale || ' months')))
{_LIVING}
"""
# Customers that share a mobile, an address or a WeChat id, which one of them should not have; pairs that were said to
# be two are two.
SHARED = f"""
WITH points AS MATERIALIZED (SELECT DISTINCT kind, value, customer_id FROM v_shared_points
    WHERE kind IN ('mobile', 'email', 'wechat') AND NOT masked AND ended_at IS NULL)
SELECT count(DISTINCT a.customer_id) FROM points a
WHERE EXISTS (SELECT 1 FROM points b WHERE b.kind = a.kind AND b.value = a.value AND b.customer_id <> a.customer_id
  AND NOT EXISTS (SELECT 1 FROM v_different d WHERE d.left_id = min(a.customer_id, b.customer_id)
    AND d.right_id = max(a.customer_id, b.customer_id)))
  AND a.customer_id IN (SELECT v.id {_LIVING})
"""  # noqa: S608 - only text of this package
_FREE = f"""
CASE WHEN kind = 'email' THEN lower(substr(value, instr(value, '@') + 1)) IN ({", ".join(map(repr, sorted(FREE_MAIL)))})
  ELSE 0 END
"""
POINTS = f"""
SELECT sum(kind IN ('mobile', 'phone') AND NOT masked), sum(kind IN ('mobile', 'phone') AND masked),
  sum(kind = 'other'), sum(kind = 'email'), sum({_FREE})
FROM v_contact_points WHERE ended_at IS NULL AND +created_at < :night AND {AMONG.format("customer_id")}
"""  # noqa: S608 - only text of this package


class Filled(NamedTuple):
    """Of so many customers: how many have each field of COMPLETE_FIELDS, and what is amiss with how many."""

    customers: int
    fields: tuple[int, ...]
    incomplete: int
    unreachable: int
    stale: int


class Points(NamedTuple):
    """Valid and masked phone numbers, values that are no contact point of a known kind, e-mails, free ones of them."""

    phones: int
    masked: int
    unknown: int
    emails: int
    free: int


def filled(db: Connection, asked: Question, *, stale: int) -> Filled:
    """Everybody there was at the period's end; `stale` in months."""
    row = [number or 0 for number in one(db, FILLED, asked, stale=stale)]
    return Filled(row[0], tuple(row[1:-3]), *row[-3:])


def sharing(db: Connection, asked: Question) -> int:
    """How many customers share a mobile, an e-mail address or a WeChat id with another."""
    return int(one(db, SHARED, asked)[0])


def points(db: Connection, asked: Question) -> Points:
    """What contact points there are."""
    return Points(*(number or 0 for number in one(db, POINTS, asked)))
