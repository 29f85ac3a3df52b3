"""Where customers come from and what becomes of them, by source and by event.

customers   by source: created in the period; by event: who was at it in the period, those who first came by it and
            those with whom it is noted alike; whoever was at two counts at both (R127).
share       customers / of, all of that part (R028, R069).
won         of them, who ever bought; conversion is won / customers (R074, R127).
lost        of them, lost without ever buying; win rate is won / (won + lost), by which rows are sorted (R072).
uncalled    of them, neither talked to nor tried; being at an event is no talk.
cost        what `crm cost` says was spent on it in the months of the period; a month that lies in it in part counts by
            its days. Empty with a FILTER, because costs are for everybody (R074).
cost_per_customer   cost / customers.
revenue     what these customers have spent until today, in the setting's currency.
roi         (revenue - cost) / cost (R127).
trend       by source: customers who came in each of the twelve months up to the end of the period.

Leads lost as invalid are counted apart, in `invalid`, and in no rate (product.md §1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from crmcli.core.report_rules import months_between
from crmcli.core.targets import days_of
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import channel as sql
from crmcli.model.reports import customers as coming
from crmcli.model.reports.asking import end_of
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Part, Picture, Question, Report
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.reports._money import left_out
from crmcli.reports._rates import rate

TITLE = N_("Channels")
SUMMARY = N_("customers, conversion and win rate by source and by event")
COLUMNS = (
    Column("section", N_("Part")),
    Column("item", N_("Source or event"), "msg", share=1),
    Column("customers", N_("Customers"), "count", short=N_("Number")),
    Column("of", N_("Of"), "count"),
    Column("share", N_("Share"), "rate"),
    Column("won", N_("Bought"), "count"),
    Column("conversion", N_("Conversion"), "rate", short=N_("Conv.")),
    Column("lost", N_("Not won"), "count", drop=2),
    Column("win_rate", N_("Win rate"), "rate"),
    Column("uncalled", N_("Never called"), "count", drop=1),
    Column("invalid", N_("Invalid"), "count", drop=3),
    Column("cost", N_("Cost"), "money"),
    Column("cost_per_customer", N_("Cost per customer"), "money", short=N_("Each"), drop=4),
    Column("roi", N_("Return on cost"), "rate", short=N_("Return")),
    Column("revenue", N_("Revenue"), "money", drop=5),
    Column("trend", N_("Twelve months"), "spark", drop=4),
)
SHOWN = ("item", "customers", "share", "won", "conversion", "lost", "win_rate", "uncalled", "invalid")
COSTLY = ("item", "customers", "conversion", "win_rate", "cost", "cost_per_customer", "revenue", "roi")
COMPARED = (
    ("customers", N_("Customers before")),
    ("conversion", N_("Conversion before")),
    ("win_rate", N_("Win rate before")),
)
LABELS = {"": N_("not known")}
MONTHS = 12


def build(db: Connection, asked: Question) -> Report:
    """Sources and events of the customers asked about."""
    sources, events = sql.by_source(db, asked), sql.by_event(db, asked)
    costs = _Costs(db, asked)
    trends = _trends(db, asked)
    first = _rows("source", _with_costs(sources, costs.of_source), costs, trends)
    second = _rows("event", _with_costs(events, costs.of_event), costs, {})
    parts = [Part(0, "source", Msg(N_("By source"))), Part(len(first), "event", Msg(N_("By event")))]
    return replace(
        Report("channel", COLUMNS, (*first, *second), {**_totals(sources), **_money(sum(one.cents for one in sources),
               sum(one.customers for one in sources), costs.whole)}),
        parts=tuple(part for part, any_ in zip(parts, (first, second), strict=True) if any_),
        compared=COMPARED,
        bars=("share",),
        shown=COSTLY if costs.of_source or costs.of_event else (*SHOWN, "trend") if trends else SHOWN,
        labels=LABELS,
        pictures=(
            Picture("pie", Msg(N_("Customers by source")), "item", ("customers",), "source"),
            Picture("bar", Msg(N_("Conversion and win rate")), "item", ("conversion", "win_rate"), "source"),
        ),
        notes=(
            _in_all(sources),
            Msg(N_("Win rate: won of all decided. Never called: no talk and no attempt yet.")),
            *left_out(costs.foreign),
        ),
    )  # fmt: skip


class _Costs:
    """What was spent in the period, by source and by event, in cents.

    Args:
        of_source, of_event: cents by code of the source and by name of the event.
        whole: all of it; None when nothing was noted or a filter leaves customers out.
        foreign: amounts in other currencies, which are in none of these.
    """

    def __init__(self, db: Connection, asked: Question) -> None:
        self.of_source: dict[str, int] = {}
        self.of_event: dict[str, int] = {}
        self.whole: int | None = None
        self.foreign = 0
        for one in sql.costs(db) if asked.among is None else ():
            cents = round(one.cents * _part_within(one.month, asked))
            if not cents:
                continue
            if one.currency:
                self.foreign += 1
                continue
            self.whole = (self.whole or 0) + cents
            if one.source:
                self.of_source[one.source] = self.of_source.get(one.source, 0) + cents
            if one.event:
                self.of_event[one.event] = self.of_event.get(one.event, 0) + cents


def _part_within(month: str, asked: Question) -> float:
    """Which part of a month's days lies in the period."""
    days = days_of(month)
    first, last = date.fromisoformat(days.first or ""), date.fromisoformat(days.last or "")
    low = max(first, date.fromisoformat(asked.since)) if asked.since else first
    high = min(last, date.fromisoformat(asked.until)) if asked.until else last
    return max(0, (high - low).days + 1) / ((last - first).days + 1)


def _with_costs(leads: Sequence[sql.Leads], costs: Mapping[str, int]) -> list[sql.Leads]:
    """Sources and events that cost something though nobody came by them are rows too."""
    known = {one.item for one in leads}
    return [*leads, *(sql.Leads(item, 0, 0, 0, 0, 0, 0) for item in costs if item not in known)]


def _trends(db: Connection, asked: Question) -> dict[str, tuple[int, ...]]:
    last = end_of(asked)
    number = int(last[:4]) * 12 + int(last[5:7]) - 1 - (MONTHS - 1)
    if number < 12:
        return {}
    months = months_between(f"{number // 12:04}-{number % 12 + 1:02}-01", last)
    found = coming.by_month(db, asked, first=months[0])
    sources = {source for source, _ in found}
    return {source: tuple(found.get((source, month), 0) for month in months) for source in sources}


def _money(cents: int, customers: int, cost: int | None) -> dict[str, Cell]:
    per = round(cost / customers) if cost is not None and customers else None
    gain = rate(cents - cost, cost) if cost is not None else None
    return {"cost": cost, "cost_per_customer": per, "roi": gain, "revenue": cents}


def _in_all(leads: Iterable[sql.Leads]) -> Msg:
    totals = _totals(leads)
    ratio = totals["win_rate"]
    if not isinstance(ratio, float):
        return Msg(
            N_("{n} customers, none decided yet"), {"n": totals["customers"]}, one=N_("{n} customer, not decided")
        )
    params = {"n": totals["customers"], "won": totals["won"], "lost": totals["lost"]}
    return Msg(N_("{n} customers: {won} won, {lost} lost, win rate {rate}"), {**params, "rate": Typed("rate", ratio)})


def _rows(
    section: str, leads: Sequence[sql.Leads], costs: _Costs, trends: Mapping[str, tuple[int, ...]]
) -> list[tuple[Cell, ...]]:
    whole = sum(one.customers for one in leads)
    spent = costs.of_source if section == "source" else costs.of_event
    rows = [_row(section, one, whole, (spent.get(one.item), trends.get(one.item))) for one in leads]
    return sorted(rows, key=lambda row: _order(row[8], row[2], row[1]))


def _row(
    section: str, one: sql.Leads, whole: int, extra: tuple[int | None, tuple[int, ...] | None]
) -> tuple[Cell, ...]:
    item = Word("channel", one.item) if section == "source" and one.item else one.item
    cost, trend = extra
    return (section, item, *_numbers(one, whole), *_money(one.cents, one.customers, cost).values(), trend)


def _numbers(one: sql.Leads, whole: int) -> tuple[Cell, ...]:
    decided = one.won + one.lost
    shares = (one.customers, whole, rate(one.customers, whole))
    return (
        *(*shares, one.won, rate(one.won, one.customers), one.lost, rate(one.won, decided)),
        *(one.uncalled, one.invalid),
    )


def _order(win_rate: Cell, customers: Cell, item: Cell) -> tuple[float, int, str]:
    known = win_rate if isinstance(win_rate, float) else -1.0
    return -known, -(customers if isinstance(customers, int) else 0), str(item)


def _totals(leads: Iterable[sql.Leads]) -> dict[str, Cell]:
    numbers = list(leads)
    added = [sum(column) for column in zip(*(one[1:] for one in numbers), strict=True)] or [0] * 6
    keys = [column.key for column in COLUMNS[2:11]]
    return dict(zip(keys, _numbers(sql.Leads("", *added), added[0]), strict=True))
