"""Where customers come from and what becomes of them, by source and by event.

customers   by source: created in the period; by event: who was at it in the period, those who first came by it and
            those with whom it is noted alike; whoever was at two counts at both (R127).
share       customers / of, all of that part (R028, R069).
won         of them, who ever bought; conversion is won / customers (R074, R127).
lost        of them, lost without ever buying; win rate is won / (won + lost), by which rows are sorted (R072).
uncalled    of them, neither talked to nor tried; being at an event is no talk.
cost, cost_per_customer, roi   null until costs are kept (R074).

Leads lost as invalid are counted apart, in `invalid`, and in no rate (product.md §1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import channel as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Part, Question, Report
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.reports._rates import rate

TITLE = N_("Channels")
SUMMARY = N_("customers, conversion and win rate by source and by event")
COLUMNS = (
    Column("section", N_("Part")),
    Column("item", N_("Source or event"), "msg", share=1),
    Column("customers", N_("Customers"), "count"),
    Column("of", N_("Of"), "count"),
    Column("share", N_("Share"), "rate"),
    Column("won", N_("Bought"), "count"),
    Column("conversion", N_("Conversion"), "rate"),
    Column("lost", N_("Not won"), "count", drop=2),
    Column("win_rate", N_("Win rate"), "rate"),
    Column("uncalled", N_("Never called"), "count", drop=1),
    Column("invalid", N_("Invalid"), "count", drop=3),
    Column("cost", N_("Cost"), "money"),
    Column("cost_per_customer", N_("Cost per customer"), "money"),
    Column("roi", N_("Return on cost"), "rate"),
)
SHOWN = ("item", "customers", "share", "won", "conversion", "lost", "win_rate", "uncalled", "invalid")
COMPARED = (
    ("customers", N_("Customers before")),
    ("conversion", N_("Conversion before")),
    ("win_rate", N_("Win rate before")),
)
LABELS = {"": N_("not known")}


def build(db: Connection, asked: Question) -> Report:
    """Sources and events of the customers asked about."""
    sources, events = sql.by_source(db, asked), sql.by_event(db, asked)
    first = _rows("source", sources)
    parts = [Part(0, "source", Msg(N_("By source"))), Part(len(first), "event", Msg(N_("By event")))]
    return replace(
        Report("channel", COLUMNS, (*first, *_rows("event", events)), _totals(sources)),
        parts=tuple(part for part, any_ in zip(parts, (sources, events), strict=True) if any_),
        compared=COMPARED,
        bars=("share",),
        shown=SHOWN,
        labels=LABELS,
        notes=(_in_all(sources), Msg(N_("Win rate: won of all decided. Never called: no talk and no attempt yet."))),
    )


def _in_all(leads: Iterable[sql.Leads]) -> Msg:
    totals = _totals(leads)
    ratio = totals["win_rate"]
    if not isinstance(ratio, float):
        return Msg(
            N_("{n} customers, none decided yet"), {"n": totals["customers"]}, one=N_("{n} customer, not decided")
        )
    params = {"n": totals["customers"], "won": totals["won"], "lost": totals["lost"]}
    return Msg(N_("{n} customers: {won} won, {lost} lost, win rate {rate}"), {**params, "rate": Typed("rate", ratio)})


def _rows(section: str, leads: Sequence[sql.Leads]) -> list[tuple[Cell, ...]]:
    whole = sum(one.customers for one in leads)
    rows = [_row(section, one, whole) for one in leads]
    return sorted(rows, key=lambda row: _order(row[8], row[2], row[1]))


def _row(section: str, one: sql.Leads, whole: int) -> tuple[Cell, ...]:
    item = Word("channel", one.item) if section == "source" and one.item else one.item
    return (section, item, *_numbers(one, whole), None, None, None)


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
    added = [sum(column) for column in zip(*(one[1:] for one in numbers), strict=True)] or [0] * 5
    keys = [column.key for column in COLUMNS[2:11]]
    return dict(zip(keys, _numbers(sql.Leads("", *added), added[0]), strict=True))
