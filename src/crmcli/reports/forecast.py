"""What is to come in, month by month, against the targets (R193, R202).

month     the months of the period; without one this month and the five that follow.
deals, amount, weighted   open deals expected to close in it; weighted is amount × chance. Empty without an amount.
booked    orders of the month, whatever deal they come from.
target    `crm target set` for revenue; achieved is booked / target, expected (booked + weighted) / target.

Open deals expected before the first month shown, or before this month, are in `late`, those without a date in
`undated`. Quarters and years with a target that touch the months shown have rows of their own, for all of their months.
Amounts in another currency than the setting's are in no sum. With a FILTER the targets, which are for everybody, are
left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.core.report_rules import months_between
from crmcli.core.targets import days_of
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import forecast as sql
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._lines import SECTION, parts_of
from crmcli.reports._money import left_out
from crmcli.reports._rates import Row, rate

TITLE = N_("Forecast")
SUMMARY = N_("open deals by month with their chances, against targets")
COLUMNS = (
    SECTION,
    Column("item", N_("Month or period"), short=N_("Month")),
    Column("deals", N_("Open deals"), "count", short=N_("Deals")),
    Column("amount", N_("Amount"), "money"),
    Column("weighted", N_("Weighted amount"), "money", short=N_("Weighted")),
    Column("booked", N_("Booked"), "money"),
    Column("target", N_("Target"), "money", drop=1),
    Column("achieved", N_("Achieved"), "rate", drop=2),
    Column("expected", N_("Expected to achieve"), "rate", short=N_("Expected"), drop=3),
)
COMPARED = (("booked", N_("Booked before")),)
TITLES = {"open": N_("Not in these months"), "month": N_("By month"), "target": N_("Quarters and years")}
LABELS = {"late": N_("should have closed"), "undated": N_("no date"), "beyond": N_("later")}
MONTHS = 6
MOST_MONTHS = 60


def build(db: Connection, asked: Question) -> Report:
    """Deals, orders and targets of the customers asked about."""
    months = _months(asked)
    targets = {} if asked.among is not None else sql.targets(db, "revenue")
    wholes = [name for name in targets if "-" not in name and _touches(name, months)]
    every = sorted({*months, *(month for name in wholes for month in _of(name))})
    first, last = f"{every[0]}-01", days_of(every[-1]).last or ""
    booked = {one.month: one for one in sql.booked(db, asked, first=first, last=last)}
    deals = sql.open_deals(db, asked)
    current = asked.today[:7]
    placed = {one.month: one for one in deals if one.month >= max(months[0], current) and one.month <= months[-1]}
    rows = [_month(month, placed.get(month), booked.get(month), targets.get(month)) for month in months]
    rows += _others(deals, months, current)
    ahead = {one.month: one for one in deals if one.month >= current}
    rows += [_whole(name, ahead, booked, targets[name]) for name in wholes]
    foreign = sum(one.foreign for one in deals) + sum(booked[month].foreign for month in months if month in booked)
    return replace(
        Report("forecast", COLUMNS, tuple(rows), _totals(deals, [booked[m] for m in months if m in booked])),
        parts=parts_of(rows, TITLES),
        compared=COMPARED,
        bars=("achieved",) if targets else ("weighted",),
        labels=LABELS,
        pictures=(
            Picture("column", Msg(N_("Booked and expected")), "item", ("booked", "weighted", "target"), "month"),
        ),
        notes=(
            Msg(N_("Weighted: amount × chance. Booked: orders of the month.")),
            *_without(deals),
            *left_out(foreign),
        ),
    )


def _months(asked: Question) -> tuple[str, ...]:
    if asked.since is None and asked.until is None:
        number = int(asked.today[:4]) * 12 + int(asked.today[5:7]) - 1 + MONTHS - 1
        return months_between(asked.today, f"{min(number // 12, 9999):04}-{number % 12 + 1:02}-01")
    first = asked.since or min(asked.today, asked.until or asked.today)
    return months_between(first, max(asked.until or asked.today, first))[:MOST_MONTHS]


def _of(name: str) -> tuple[str, ...]:
    days = days_of(name)
    return months_between(days.first or "", days.last or "")


def _touches(name: str, months: tuple[str, ...]) -> bool:
    return not set(_of(name)).isdisjoint(months)


def _month(name: str, deals: sql.Open | None, booked: sql.Booked | None, target: int | None) -> Row:
    there = deals or sql.Open(name, 0, None, None, 0, 0)
    cents = booked.cents if booked else None
    return "month", name, *there[1:4], cents, *_against(target, cents, there.weighted)


def _against(target: int | None, booked: int | None, weighted: int | None) -> Row:
    if target is None:
        return None, None, None
    return target, rate(booked or 0, target), rate((booked or 0) + (weighted or 0), target)


def _others(deals: tuple[sql.Open, ...], months: tuple[str, ...], current: str) -> list[Row]:
    """Open deals that are in no month shown: by now they should have closed, they come later, or nobody knows."""
    groups: Mapping[str, list[sql.Open]] = {
        "late": [one for one in deals if one.month and one.month < max(months[0], current)],
        "beyond": [one for one in deals if one.month > months[-1] and one.month >= current],
        "undated": [one for one in deals if not one.month],
    }
    return [("open", name, *_added(some), None, None, None, None) for name, some in groups.items() if some]


def _added(some: list[sql.Open]) -> tuple[int, int | None, int | None]:
    return sum(one.deals for one in some), _sum([one.cents for one in some]), _sum([one.weighted for one in some])


def _sum(amounts: list[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None


def _whole(name: str, deals: Mapping[str, sql.Open], booked: Mapping[str, sql.Booked], target: int) -> Row:
    months = _of(name)
    number, cents, weighted = _added([deals[month] for month in months if month in deals])
    income = _sum([booked[month].cents for month in months if month in booked])
    return "target", name, number, cents, weighted, income, *_against(target, income, weighted)


def _totals(deals: tuple[sql.Open, ...], booked: list[sql.Booked]) -> dict[str, Cell]:
    number, cents, weighted = _added(list(deals))
    return {"deals": number, "amount": cents, "weighted": weighted, "booked": _sum([one.cents for one in booked])}


def _without(deals: tuple[sql.Open, ...]) -> tuple[Msg, ...]:
    number = sum(one.without for one in deals)
    if not number:
        return ()
    said = Msg(N_("{n} open deals have no amount."), {"n": number}, one=N_("{n} open deal has no amount."))
    return (said,)
