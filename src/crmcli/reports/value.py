"""Where the money comes from: booked orders of the period in the setting's currency (product.md §1).

band      the best tenth, the best fifth, the better half of the buyers, and all of them: how much of the amount is
          theirs (R203, Pareto). The size of a band is rounded up.
top       the customers who spent most, by name.
again     buyers of the period, and those of them who have bought more than once by its end: the repurchase rate (R038).
grade     everybody by grade; customers / of, and what they spent (R196, R197).
rfm       buyers by recency (within `value.recent` days of the end), frequency (more than one order in the period) and
          amount (at least the average buyer's).
industry, region, channel   high-value customers (grade A, strategic ones too) of all customers, and what all of them
          spent (R128, R131, R148).

orders are those in that currency. share is customers / of; amount_share is the amount / amount_of, that of all buyers;
average is the amount / orders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crmcli.core.report_rules import RECENT, value_of
from crmcli.discovery import read_table
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import value as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.reports._lines import SECTION, parts_of
from crmcli.reports._money import left_out
from crmcli.reports._rates import Row, rate

TITLE = N_("Customer value")
SUMMARY = N_("who spends how much, repurchase, grades, where good ones are")
COLUMNS = (
    SECTION,
    Column("item", N_("Customers"), "msg", short=" ", share=2),
    Column("code", N_("Code"), drop=4),
    Column("customers", N_("Number"), "count"),
    Column("of", N_("Of"), "count", drop=2),
    Column("share", N_("Share"), "rate"),
    Column("orders", N_("Orders"), "count", drop=5),
    Column("amount", N_("Amount"), "money"),
    Column("amount_of", N_("Amount of all"), "money"),
    Column("amount_share", N_("Share of the amount"), "rate", short=N_("Of amount")),
    Column("average", N_("Average order"), "money", drop=6),
)
SHOWN = ("item", "customers", "of", "share", "orders", "amount", "amount_share")
COMPARED = (("customers", N_("Number before")), ("amount", N_("Amount before")))
TITLES = {
    "band": N_("The best customers"),
    "top": N_("Who spent most"),
    "again": N_("Repurchase"),
    "grade": N_("By grade"),
    "rfm": N_("Recency, frequency, amount"),
    "industry": N_("High value by industry"),
    "region": N_("High value by region"),
    "channel": N_("High value by source"),
}
LABELS = {
    "best_tenth": N_("the best tenth"),
    "best_fifth": N_("the best fifth"),
    "better_half": N_("the better half"),
    "all_buyers": N_("all buyers"),
    "bought_again": N_("bought again"),
    "rfm_7": N_("recent often much"),
    "rfm_6": N_("recent often little"),
    "rfm_5": N_("recent once much"),
    "rfm_4": N_("recent once little"),
    "rfm_3": N_("past often much"),
    "rfm_2": N_("past often little"),
    "rfm_1": N_("past once much"),
    "rfm_0": N_("past once little"),
    "": N_("not known"),
}
REGION = "地域"  # the dimension of the tags that are computed from the province
DICTIONARY = {"industry": "industry", "region": "tag_value", "channel": "channel"}
MOST_ROWS = 12  # industries, regions and sources that are shown


def build(db: Connection, asked: Question) -> Report:
    """The value of the customers asked about."""
    bands, groups = sql.bands(db, asked), sql.groups(db, asked)
    whole = bands[-1]
    rows = [_row("band", name, one, whole.customers, whole) for name, one in zip(LABELS, bands, strict=False)]
    rows += [
        _row("top", name, sql.Spent(1, orders, cents), None, whole, code=code)
        for code, name, orders, cents in sql.biggest(db, asked)
    ]
    buyers, again = sql.repurchase(db, asked)
    rows.append(("again", "bought_again", None, again, buyers, rate(again, buyers), *(None,) * 5))
    rows += _grades(groups, whole)
    segments = sql.segments(db, asked, value_of(RECENT, asked.settings))
    rows += [
        _row("rfm", f"rfm_{number}", segments[number], whole.customers, whole) for number in sorted(segments)[::-1]
    ]
    rows += [*_high("industry", groups, lambda one: one.industry or ""), *_high("region", groups, _region)]
    rows += _high("channel", groups, lambda one: one.source or "")
    foreign = sql.foreign(db, asked)
    return replace(
        Report("value", COLUMNS, tuple(rows), _totals(whole, buyers, again, foreign)),
        parts=parts_of(rows, TITLES, apart=("top",)),
        compared=COMPARED,
        bars=("amount_share",),
        shown=SHOWN,
        labels=LABELS,
        pictures=(
            Picture("bar", Msg(N_("Who spent most")), "item", ("amount",), "top"),
            Picture("pie", Msg(N_("Amount by grade")), "item", ("amount",), "grade"),
        ),
        notes=(_said(whole, buyers, again), *left_out(sum(number for _, number, _ in foreign))),
    )


def _row(section: str, item: Cell, one: sql.Spent, of: int | None, whole: sql.Spent, *, code: str | None = None) -> Row:
    average = round(one.cents / one.orders) if one.orders else None
    share = rate(one.customers, of) if of is not None else None
    return (
        *(section, item, code, one.customers, of, share, one.orders, one.cents, whole.cents),
        *(rate(one.cents, whole.cents), average),
    )


def _added(groups: Iterable[sql.Group]) -> sql.Spent:
    listed = list(groups)
    return sql.Spent(
        sum(one.customers for one in listed), sum(one.orders for one in listed), sum(one.cents for one in listed)
    )


def _grades(groups: tuple[sql.Group, ...], whole: sql.Spent) -> list[Row]:
    everybody = sum(one.customers for one in groups)
    return [
        _row("grade", Word("grade", grade), _added(one for one in groups if one.grade == grade), everybody, whole)
        for grade in ("A", "B", "C", "N")
    ]


def _region(one: sql.Group) -> str:
    regions = {row["short"][:2]: row["region"] for row in read_table("provinces")}
    name = regions.get((one.province or "")[:2])
    return f"{REGION}-{name}" if name else ""


def _high(section: str, groups: tuple[sql.Group, ...], key: Callable[[sql.Group], str]) -> list[Row]:
    """High-value customers of each, the most first; what all customers of it spent."""
    found: dict[str, list[sql.Group]] = {}
    for one in groups:
        found.setdefault(key(one), []).append(one)
    whole = _added(groups)
    rows: list[Row] = []
    for name, some in found.items():
        all_ = _added(some)
        high = sum(one.customers for one in some if one.grade == "A")
        if high or all_.cents:
            item = Word(DICTIONARY[section], name) if name else name
            rows.append(_row(section, item, all_._replace(customers=high), all_.customers, whole))
    return sorted(rows, key=lambda row: (-_number(row[3]), -_number(row[7]), str(row[1])))[:MOST_ROWS]


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _said(whole: sql.Spent, buyers: int, again: int) -> Msg:
    if not buyers:
        return Msg(N_("Nobody ordered anything then."))
    params = {"n": buyers, "again": again, "rate": Typed("rate", rate(again, buyers)),
              "amount": Typed("money", whole.cents), "orders": whole.orders}  # fmt: skip
    return Msg(
        N_("{n} customers bought for {amount} in {orders} orders; {again} of them have bought more than once: {rate}"),
        params,
        one=N_("{n} customer bought for {amount} in {orders} orders; {again} bought more than once: {rate}"),
    )


def _totals(whole: sql.Spent, buyers: int, again: int, foreign: tuple[tuple[str, int, int], ...]) -> dict[str, Cell]:
    return {
        "buyers": buyers,
        "orders": whole.orders,
        "amount": whole.cents,
        "bought_again": again,
        "repurchase": rate(again, buyers),
        "other_currencies": {
            currency: {"orders": number, "amount": Typed("money", cents)} for currency, number, cents in foreign
        },
    }
