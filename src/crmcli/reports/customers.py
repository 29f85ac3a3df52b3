"""How many customers there are, of which kind and status, and how many came each month (R200).

customers   those who had come by the end of the period, with the kind and status they have today; by month, at the end
            of that month. Who is in the trash or merged into another is none.
share       customers / of, all customers.
new         of them, created in the period; by month, in that month.

Months: those of the period; when it has no beginning the last twelve, from the first that has any; at most 120.
Leads lost as invalid are in none of the counts, only in the total `invalid` (product.md §1).
"""

from __future__ import annotations

from itertools import accumulate

from crmcli.core.stages import STATUSES, status_of
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import customers as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Part, Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._rates import rate

TITLE = N_("Customer numbers")
SUMMARY = N_("how many there are, by kind and status, and new ones by month")
COLUMNS = (
    Column("section", N_("Part")),
    Column("item", N_("Kind, status or month"), "msg", short=" ", share=1),
    Column("customers", N_("Customers"), "count"),
    Column("of", N_("Of"), "count"),
    Column("share", N_("Share"), "rate"),
    Column("new", N_("New"), "count"),
)
COMPARED = (("customers", N_("Customers before")), ("new", N_("New before")))
KINDS = ("company", "person")
MOST_MONTHS = 120
Row = tuple[Cell, ...]


def build(db: Connection, asked: Question) -> Report:
    """The customers asked about; `until` is the day they are counted on, `since` the day from which they are new."""
    everybody = [one for one in sql.everybody(db, asked) if one.there]
    people = [one for one in everybody if one.valid]
    total, new = sql.added(people)
    invalid = sum(one.many for one in everybody) - total
    kinds = [
        _row("kind", Word("customer_kind", kind), sql.added(one for one in people if one.kind == kind), total)
        for kind in KINDS
    ]
    statuses = [
        _row(
            "status", Word("status", status), sql.added(one for one in people if status_of(one.stage) == status), total
        )
        for status in STATUSES
    ]
    months = _months(db, asked, total)
    counted = Msg(N_("{n} customers"), {"n": total}, one=N_("{n} customer"))
    left_out = Msg(N_("{n} invalid leads are left out."), {"n": invalid}, one=N_("{n} invalid lead is left out."))
    return replace(
        Report(
            "customers", COLUMNS, (*kinds, *statuses, *months), {"customers": total, "new": new, "invalid": invalid}
        ),
        parts=(
            Part(0, "kind", Msg(N_("By kind"))),
            Part(len(kinds), "status", Msg(N_("By status"))),
            Part(len(kinds) + len(statuses), "month", Msg(N_("By month")), apart=True),
        ),
        compared=COMPARED,
        bars=("share", "new"),
        pictures=(
            Picture("pie", Msg(N_("Customers by status")), "item", ("customers",), "status"),
            Picture("column", Msg(N_("New customers by month")), "item", ("new",), "month"),
        ),
        shown=("item", "customers", "share", "new"),
        notes=(counted, left_out) if invalid else (counted,),
    )


def _row(section: str, item: Cell, counts: tuple[int, int], total: int) -> Row:
    return section, item, counts[0], total, rate(counts[0], total), counts[1]


def _months(db: Connection, asked: Question, total: int) -> list[Row]:
    """A row for each month, also for those in which nobody came."""
    last = _number(min(asked.until or asked.today, asked.today))
    first = max(_number(asked.since) if asked.since else last - 11, last - MOST_MONTHS + 1)
    names = [_name(number) for number in range(first, last + 1)]
    came = _came(db, asked, names[0]) if names else {}
    before = total - sum(came.values())
    if not before and not asked.since:
        names = names[next((place for place, name in enumerate(names) if name in came), len(names)) :]
    totals = list(accumulate((came.get(name, 0) for name in names), initial=before))[1:]
    return [("month", name, total, None, None, came.get(name, 0)) for name, total in zip(names, totals, strict=True)]


def _came(db: Connection, asked: Question, first: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, month), count in sql.by_month(db, asked, first=first).items():
        found[month] = found.get(month, 0) + count
    return found


def _number(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
