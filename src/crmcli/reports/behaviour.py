"""What customers do: how often they order and what, when and about what they talk, how content they are (R130, R151).

frequency   buyers of the period by the number of their orders in it.
interval    whole days between two orders of a customer of which the later lies in the period: the median, and the
            number of intervals.
product     orders by product, the most ordered ones; of all orders that name one of these.
type        talks by type; those without one aside in `no_type`.
weekday     talks by day of the week.
month       talks of each month; the value is the mean satisfaction of those that have a mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import behaviour as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell
from crmcli.reports._lines import COLUMNS, COMPARED, counted, line, parts_of, spread
from crmcli.reports._rates import Row

TITLE = N_("Customer behaviour")
SUMMARY = N_("how often customers order and talk, when, and how content they are")
TITLES = {
    "frequency": N_("Orders of a customer"),
    "interval": N_("Between two orders"),
    "product": N_("Products ordered"),
    "type": N_("What talks are about"),
    "weekday": N_("When people talk"),
    "month": N_("Talks by month, with satisfaction"),
}
WEEKDAYS = ("weekday_1", "weekday_2", "weekday_3", "weekday_4", "weekday_5", "weekday_6", "weekday_7")
LABELS = {
    "orders_1": N_("one order"),
    "orders_2": N_("two orders"),
    "orders_3": N_("three orders"),
    "orders_4": N_("four orders"),
    "orders_5": N_("five orders"),
    "orders_6": N_("six orders and more"),
    "median_days": N_("median days"),
    "no_type": N_("no type"),
    "weekday_1": N_("Monday"),
    "weekday_2": N_("Tuesday"),
    "weekday_3": N_("Wednesday"),
    "weekday_4": N_("Thursday"),
    "weekday_5": N_("Friday"),
    "weekday_6": N_("Saturday"),
    "weekday_7": N_("Sunday"),
}
MOST_MONTHS = 24


def build(db: Connection, asked: Question) -> Report:
    """The behaviour of the customers asked about."""
    orders, intervals, talks = sql.frequency(db, asked), sql.intervals(db, asked), sql.talks(db, asked)
    rows = counted("frequency", {f"orders_{number}": count for number, count in orders.items()})
    if intervals:
        rows.append(line("interval", "median_days", sum(intervals.values()), value=spread(intervals, 0.5)))
    products = sql.bought(db, asked)
    ordered = sum(number for _, number, _ in products)
    rows += [line("product", name, number, ordered) for name, number, _ in products]
    rows += [*_types(talks), *_weekdays(talks), *_months(talks)]
    return replace(
        Report("behaviour", COLUMNS, tuple(rows), _totals(orders, intervals, talks)),
        parts=parts_of(rows, TITLES, apart=("month",)),
        compared=COMPARED,
        bars=("share", "number"),
        labels=LABELS,
        pictures=(
            Picture("column", Msg(TITLES["weekday"]), "item", ("number",), "weekday"),
            Picture("line", Msg(N_("Talks by month")), "item", ("number",), "month"),
        ),
    )


def _types(talks: tuple[sql.Talks, ...]) -> list[Row]:
    found: dict[str, int] = {}
    for one in talks:
        found[one.type] = found.get(one.type, 0) + one.many
    whole = sum(found.values())
    return [
        line("type", Word("interaction_type", name) if name else "no_type", count, whole)
        for name, count in sorted(found.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    ]


def _weekdays(talks: tuple[sql.Talks, ...]) -> list[Row]:
    found = dict.fromkeys(WEEKDAYS, 0)
    for one in talks:
        found[WEEKDAYS[date.fromisoformat(one.day).weekday()]] += one.many
    return counted("weekday", found) if talks else []


def _months(talks: tuple[sql.Talks, ...]) -> list[Row]:
    found: dict[str, list[int]] = {}
    for one in talks:
        sums = found.setdefault(one.day[:7], [0, 0, 0])
        for place, number in enumerate((one.many, one.marks, one.marked)):
            sums[place] += number
    return [
        line("month", month, count, value=round(marks / marked, 2) if marked else None)
        for month, (count, marks, marked) in sorted(found.items())[-MOST_MONTHS:]
    ]


def _totals(orders: Mapping[int, int], intervals: Mapping[int, int], talks: tuple[sql.Talks, ...]) -> dict[str, Cell]:
    marked = sum(one.marked for one in talks)
    return {
        "buyers": sum(orders.values()),
        "median_days": spread(intervals, 0.5),
        "talks": sum(one.many for one in talks),
        "satisfaction": round(sum(one.marks for one in talks) / marked, 2) if marked else None,
    }
