"""Money, tags, quality, targets and costs, worked out a second time in plain Python."""

from __future__ import annotations

from collections import Counter
from math import ceil

import pytest

from crmcli.core.spans import Span
from crmcli.services.reporting import report
from crmcli.services.workspace import Workspace
from tests.reports import sales
from tests.reports.reading import BOOKED, BOUGHT, PERIODS, rate, table, within
from tests.reports.sales import Sales


@pytest.mark.parametrize("days", PERIODS)
def test_value(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "value", days)
    spent, own = {}, {}
    for one in people:
        booked = [order for order in one.orders if order[3] in BOOKED and within(order[0], days)]
        if booked:
            spent[one.customer.id] = sum(order[1] for order in booked if not order[2])
            own[one.customer.id] = sum(not order[2] for order in booked)
    ranked = sorted(spent, key=lambda who: (-spent[who], who))
    whole = sum(spent.values())
    for name, part in (("best_tenth", 10), ("best_fifth", 5), ("better_half", 2), ("all_buyers", 1)):
        some = ranked[: ceil(len(ranked) / part)]
        row = rows["band", name]
        assert (row["customers"], row["amount"], row["orders"]) == (
            len(some), sum(spent[who] for who in some), sum(own[who] for who in some)
        )  # fmt: skip
        assert row["amount_share"] == rate(sum(spent[who] for who in some), whole)
    again = [one for one in people if one.customer.id in spent
             and sum(o[3] in BOOKED and o[0] <= (days.last or "9999") for o in one.orders) > 1]  # fmt: skip
    assert (rows["again", "bought_again"]["customers"], rows["again", "bought_again"]["of"]) == (len(again), len(spent))
    here = [one for one in people if one.customer.created_at[:10] <= (days.last or "9999") and not one.customer.invalid]
    for industry in ("C", "I"):
        mine = [one for one in here if one.industry == industry]
        if ("industry", industry) in rows:
            assert rows["industry", industry]["of"] == len(mine)
            assert rows["industry", industry]["amount"] == sum(spent.get(one.customer.id, 0) for one in mine)


@pytest.mark.parametrize("days", PERIODS)
def test_tags(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "tags", days)
    here = [one for one in people if one.customer.created_at[:10] <= (days.last or "9999") and not one.customer.invalid]
    first = {one.customer.id: min((at for _, to, _, at in one.customer.moves if to in BOUGHT), default="")
             for one in here}  # fmt: skip
    won = [one for one in here if first[one.customer.id] and within(first[one.customer.id], days)]
    intent = [one for one in here if one.customer.status == "intent"]
    for dimension, value in sales.TAGS:
        tag = (dimension, value)
        everybody = sum(tag in one.tags for one in here)
        for section, group in (("won", won), ("intent", intent)):
            number = sum(tag in one.tags for one in group)
            row = rows.get((section, f"{dimension}-{value}"))
            assert (row["number"] if row else 0) == number
            if row:
                assert (row["of"], row["all"], row["all_of"]) == (len(group), everybody, len(here))
                assert row["lift"] == round((number / len(group)) / (everybody / len(here)), 2)


@pytest.mark.parametrize("days", PERIODS)
def test_what_high_value_customers_are_like(ws: Workspace, people: list[Sales], days: Span) -> None:
    rows = table(ws, "tags", days)
    grades = {row[0]: row[1] for row in ws.db.execute("SELECT customer_id, grade FROM facts")}
    here = [one for one in people if one.customer.created_at[:10] <= (days.last or "9999") and not one.customer.invalid]
    high = [one for one in here if grades[one.customer.id] == "A"]
    for dimension, value in sales.TAGS:
        number = sum((dimension, value) in one.tags for one in high)
        row = rows.get(("high", f"{dimension}-{value}"), {"number": 0, "of": len(high)})
        assert (row["number"], row["of"]) == (number, len(high))
    for industry in ("C", "I"):
        number, whole = (sum(one.industry == industry for one in some) for some in (high, here))
        if number:
            row = rows["industry", industry]
            assert (row["number"], row["of"]) == (number, sum(one.industry is not None for one in high))
            assert (row["all"], row["all_of"]) == (whole, sum(one.industry is not None for one in here))


def test_forecast(ws: Workspace, people: list[Sales]) -> None:
    rows = table(ws, "forecast", Span(None, None))
    assert [item for section, item in rows if section == "month"] == [
        "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"
    ]  # fmt: skip
    chances = {"needs": 0.3, "quote": 0.5, "negotiation": 0.8}
    deals = [deal for one in people for deal in one.deals]
    for item, close in (("2026-11", "2026-11-28"), ("2026-12", "2026-12-10"), ("2027-03", "2027-03-01")):
        mine = [deal for deal in deals if deal[4] == close]
        counted = [deal for deal in mine if deal[1] is not None and deal[2] is None]
        row = rows["month", item]
        assert (row["deals"], row["amount"]) == (len(mine), sum(deal[1] or 0 for deal in counted) or None)
        exact = sum((deal[1] or 0) * (chances[deal[0]] if deal[3] is None else deal[3]) for deal in counted)
        assert abs((row["weighted"] or 0) - exact) <= 1
    for item, day in {"late": "2026-09-15", "beyond": "2028-01-01", "undated": None}.items():
        assert rows["open", item]["deals"] == sum(deal[4] == day for deal in deals)
    november = sum(order[1] for one in people for order in one.orders
                   if order[0][:7] == "2026-11" and order[3] in BOOKED and not order[2])  # fmt: skip
    row = rows["month", "2026-11"]
    assert (row["booked"], row["target"], row["achieved"]) == (november, 10**8, rate(november, 10**8))
    quarter = sum(order[1] for one in people for order in one.orders
                  if order[0][:7] >= "2026-10" and order[3] in BOOKED and not order[2])  # fmt: skip
    assert (rows["target", "2026Q4"]["booked"], rows["target", "2026Q4"]["target"]) == (quarter, 10**9)


def test_quality(ws: Workspace, people: list[Sales]) -> None:
    rows = table(ws, "quality", Span(None, None))
    here = [one for one in people if not one.customer.invalid]
    filled = {
        "phone": sum(one.mobile is not None for one in here), "industry": sum(one.industry is not None for one in here),
        "province": sum(one.province is not None for one in here), "owner": sum(one.owner is not None for one in here),
        "source": sum(one.customer.source is not None for one in here), "contact": 0, "size": 0, "need": 0,
    }  # fmt: skip
    assert {key[1]: row["number"] for key, row in rows.items() if key[0] == "field"} == filled
    complete = rows["whole", "complete"]
    assert (complete["number"], complete["of"]) == (sum(filled.values()), 8 * len(here))
    mobiles = Counter(one.mobile for one in people if one.mobile)
    shared = sum(one.mobile is not None and mobiles[one.mobile] > 1 for one in here)
    assert (rows["whole", "unified"]["number"], rows["whole", "unified"]["of"]) == (len(here) - shared, len(here))
    assert rows["amiss", "unreachable"]["number"] == sum(one.mobile is None for one in here)


def test_key_figures(ws: Workspace, people: list[Sales]) -> None:
    days, before = Span("2026-11-01", "2026-11-30"), Span("2026-10-01", "2026-10-31")
    rows = table(ws, "kpi", days)

    def revenue(span: Span) -> int:
        return sum(o[1] for one in people for o in one.orders if o[3] in BOOKED and not o[2] and within(o[0], span))

    def buyers(span: Span) -> set[int]:
        return {one.customer.id for one in people if any(o[3] in BOOKED and within(o[0], span) for o in one.orders)}

    assert (rows[("revenue",)]["value"], rows[("revenue",)]["target"]) == (revenue(days), 10**8)
    assert rows[("growth",)]["value"] == rate(revenue(days) - revenue(before), revenue(before))
    kept = buyers(days) & buyers(before)
    assert (rows[("retention",)]["part"], rows[("retention",)]["whole"]) == (len(kept), len(buyers(before)))
    new = [one.customer for one in people if within(one.customer.created_at, days) and not one.customer.invalid]
    row = rows[("conversion",)]
    assert (row["part"], row["whole"], row["target"]) == (sum(one.bought for one in new), len(new), 0.25)
    assert row["met"] == ((row["value"] or 0) >= 0.25 if new else None)
    had = [one.customer for one in people
           if any(to in BOUGHT and at < "2026-11-01" for _, to, _, at in one.customer.moves)]  # fmt: skip
    gone = [one for one in had if any(to == "lost" and within(at, days) for _, to, _, at in one.moves)]
    assert (rows[("churn",)]["part"], rows[("churn",)]["whole"]) == (len(gone), len(had))
    lost = sum(within(deal[0], days) for one in people for deal in one.lost_deals)
    assert (rows[("win_rate",)]["part"], rows[("win_rate",)]["whole"]) == (0, lost)
    assert rows[("completeness",)]["target"] == 0.9


def test_costs_of_channels(ws: Workspace, people: list[Sales]) -> None:
    """August's cost counts whole in August, by days in a part of it, and not in another month."""
    for days, cents in ((Span("2026-08-01", "2026-08-31"), 3100000), (Span("2026-08-01", "2026-08-10"), 1000000)):
        row = table(ws, "channel", days)["source", "expo"]
        mine = [one for one in people if one.customer.source == "expo" and within(one.customer.created_at, days)
                and not one.customer.invalid]  # fmt: skip
        spent = sum(o[1] for one in mine for o in one.orders if o[3] in BOOKED and not o[2])
        assert (row["cost"], row["customers"], row["revenue"]) == (cents, len(mine), spent)
        assert row["cost_per_customer"] == (round(cents / len(mine)) if mine else None)
        assert row["roi"] == rate(spent - cents, cents)
    september = table(ws, "channel", Span("2026-09-01", "2026-09-30"))
    assert all(row["cost"] is None for row in september.values())
    assert table(ws, "channel", Span("2026-10-01", "2026-10-31"))["event", "Maker Fair"]["cost"] == 70000
    filtered = report(ws, "channel", ["source:expo"], days=Span("2026-08-01", "2026-08-31"))
    assert filtered.totals["cost"] is None


@pytest.mark.parametrize("days", PERIODS[1:3])
def test_stage_changes_and_the_trend(ws: Workspace, people: list[Sales], days: Span) -> None:
    made = report(ws, "moves", days=days)
    moved = [(origin, to) for one in people for origin, to, _, at in one.customer.moves if origin and within(at, days)]
    assert made.totals["number"] == len(moved)
    counted = {(row[1], row[2]): row[7] for row in made.rows if row[0] == "count"}
    assert counted == Counter(moved)
    rows = table(ws, "overview", days)
    assert rows[("moves",)]["count"] == sum(to != "lost" for _, to in moved)
    trend = rows[("new",)]["trend"]
    assert len(trend) == 8
    assert trend[-1] == rows[("new",)]["count"]
    made_before = report(ws, "overview", days=days, compare=True)
    assert trend[-2] == made_before.rows[0][3]
