"""The funnel: who and how much money stands in each stage, and how many went on.

customers   those who stand in the stage now, whatever the period (R070).
deals, amount, weighted   open deals in the stage now; weighted is amount × chance (R193). Empty without an amount.
entered     customers who entered the stage in the period. A stage that was skipped counts as entered and passed at that
            moment; where a customer begins, and where a lost one returns to, only that stage counts; a step back, as
            `crm stage` allows, enters nothing. Each customer counts once per stage.
converted   of those, who by now have reached a further stage. Losing is not advancing (product.md §7).
conversion  converted / entered (R029, R202).

Totals: entered are all who entered an open stage in the period, converted those of them who bought.
Leads lost as invalid are in no cohort (product.md §1); after-sales is behind the funnel and has no cohort.
"""

from __future__ import annotations

from crmcli.core.stages import STAGES
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import customers as standing
from crmcli.model.reports import funnel as sql
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column, Typed
from crmcli.reports._money import left_out
from crmcli.reports._rates import rate

TITLE = N_("Funnel")
SUMMARY = N_("customers and open deals by stage, and how many went on")
COLUMNS = (
    Column("stage", N_("Stage"), "code", "stage"),
    Column("customers", N_("Customers now"), "count", short=N_("Now")),
    Column("deals", N_("Open deals"), "count", short=N_("Deals"), drop=3),
    Column("amount", N_("Amount"), "money", drop=2),
    Column("weighted", N_("Weighted amount"), "money", short=N_("Weighted"), drop=4),
    Column("entered", N_("Entered"), "count"),
    Column("converted", N_("Went on"), "count"),
    Column("conversion", N_("Conversion"), "rate", short=N_("Rate")),
)
COMPARED = (
    ("entered", N_("Entered before")),
    ("converted", N_("Went on before")),
    ("conversion", N_("Conversion before")),
)
AFTER = STAGES[6:]  # behind the funnel
PASSED = STAGES[:5]  # the stages one can go on from


def build(db: Connection, asked: Question) -> Report:
    """The funnel of the customers asked about; `since` and `until` choose the cohorts."""
    people, deals, cohorts = _standing(db, asked), sql.deals(db, asked), sql.cohorts(db, asked)
    rows = [_row(stage, people, deals, cohorts) for stage in STAGES]
    return replace(
        Report("funnel", COLUMNS, tuple(rows), _totals(people, deals, cohorts)),
        compared=COMPARED,
        bars=("customers",),
        pictures=(
            Picture("bar", Msg(N_("Customers by stage")), "stage", ("customers",), leave_out=("lost",)),
            Picture("bar", Msg(N_("Entered and went on")), "stage", ("entered", "converted"), leave_out=AFTER),
        ),
        notes=(
            _bought(cohorts),
            Msg(N_("Went on: of those who entered then, who has reached a further stage since.")),
            *left_out(sum(one.foreign for one in deals.values())),
        ),
    )


def _standing(db: Connection, asked: Question) -> dict[str, int]:
    """Stage → customers who stand in it now."""
    found: dict[str, int] = {}
    for one in standing.everybody(db, asked):
        found[one.stage] = found.get(one.stage, 0) + one.many
    return found


def _bought(cohorts: dict[str, tuple[int, int]]) -> Msg:
    entered, bought = cohorts.get("", (0, 0))
    if not entered:
        return Msg(N_("Nobody entered the funnel then."))
    params = {"entered": entered, "bought": bought, "rate": Typed("rate", rate(bought, entered))}
    return Msg(N_("{entered} entered the funnel, {bought} of them bought: {rate}"), params)


def _row(
    stage: str, people: dict[str, int], deals: dict[str, sql.Deals], cohorts: dict[str, tuple[int, int]]
) -> tuple[Cell, ...]:
    entered, converted = cohorts.get(stage, (0, 0))
    if stage not in PASSED:
        cohort: tuple[Cell, ...] = (entered if stage == "won" else None, None, None)
    else:
        cohort = (entered, converted, rate(converted, entered))
    return stage, people.get(stage, 0), *deals.get(stage, sql.Deals(0, None, None))[:3], *cohort


def _totals(
    people: dict[str, int], deals: dict[str, sql.Deals], cohorts: dict[str, tuple[int, int]]
) -> dict[str, Cell]:
    entered, bought = cohorts.get("", (0, 0))
    return {
        "customers": sum(people.values()),
        "deals": sum(one.number for one in deals.values()),
        "amount": _sum([one.cents for one in deals.values()]),
        "weighted": _sum([one.weighted for one in deals.values()]),
        "entered": entered,
        "converted": bought,
        "conversion": rate(bought, entered),
    }


def _sum(amounts: list[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None
