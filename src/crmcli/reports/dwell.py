"""How long customers and deals stay in a stage, and who stands still (R192).

stays     customers, or deals, that left the stage in the period; on the same day counts as 0 days.
median, p90   of their whole days in it: half of them, nine tenths of them (nearest rank) stayed no longer.
now       who stands in it at the end of the period.
stuck     of those, who has been there for longer than p90; empty when nobody left and there is nothing to compare with.
share     stuck / now.

Leads lost as invalid are in no stay. The last part names the customers who have been standing longest.
"""

from __future__ import annotations

from collections.abc import Iterable

from crmcli.core.stages import DEAL_STAGES, STAGES
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import dwell as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._lines import SECTION, parts_of, spread
from crmcli.reports._rates import Row, rate

TITLE = N_("Time in stage")
SUMMARY = N_("how long customers and deals stay in each stage, and who is stuck")
COLUMNS = (
    SECTION,
    Column("item", N_("Stage or customer"), "msg", share=2, short=" "),
    Column("code", N_("Code"), drop=1),
    Column("stays", N_("Left it"), "count"),
    Column("median", N_("Median days"), "count", short=N_("Median")),
    Column("p90", N_("Days of nine in ten"), "count", short=N_("9 in 10")),
    Column("now", N_("There now"), "count", short=N_("Now")),
    Column("stuck", N_("Stuck"), "count"),
    Column("share", N_("Share stuck"), "rate", short=N_("Share")),
    Column("days", N_("Days there"), "count", short=N_("Days")),
    Column("stage", N_("Stage"), "code", "stage", drop=3),
)
SHOWN = ("item", "stays", "median", "p90", "now", "stuck", "share", "days", "stage")
COMPARED = (("stays", N_("Left it before")), ("median", N_("Median days before")))
TITLES = {"customer": N_("Stages of customers"), "deal": N_("Stages of deals"), "longest": N_("Longest in one stage")}


def build(db: Connection, asked: Question) -> Report:
    """Stays that ended in the period, and who stands where at its end."""
    stays, longest = sql.stays(db, asked), sql.longest(db, asked)
    rows = [_row("customer", stage, [one for one in stays if not one.deal]) for stage in STAGES[:5]]
    if deals := [one for one in stays if one.deal]:
        rows += [_row("deal", stage, deals) for stage in DEAL_STAGES]
    named = [_standing(one) for one in longest]
    everybody = [one for one in stays if not one.deal]
    return replace(
        Report("dwell", COLUMNS, (*rows, *named), _totals(everybody)),
        parts=parts_of((*rows, *named), TITLES, apart=("longest",)),
        compared=COMPARED,
        bars=("share",),
        shown=SHOWN,
        pictures=(Picture("bar", Msg(N_("Median days in each stage")), "item", ("median", "p90"), "customer"),),
        notes=(Msg(N_("Stuck: there for longer than nine in ten of those who left the stage then.")),),
    )


def _days(stays: Iterable[sql.Stays], *, ended: bool) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in stays:
        if one.ended == ended:
            found[one.days] = found.get(one.days, 0) + one.many
    return found


def _row(section: str, stage: str, stays: list[sql.Stays]) -> Row:
    mine = [one for one in stays if one.stage == stage]
    left, there = _days(mine, ended=True), _days(mine, ended=False)
    longest = spread(left, 0.9)
    now = sum(there.values())
    stuck = None if longest is None else sum(count for days, count in there.items() if days > longest)
    return (
        *(section, Word("stage", stage), None, sum(left.values()), spread(left, 0.5), longest),
        *(now, stuck, rate(stuck, now), None, None),
    )


def _standing(one: sql.Standing) -> Row:
    return "longest", one.name, one.code, None, None, None, None, None, None, one.days, one.stage


def _totals(stays: list[sql.Stays]) -> dict[str, Cell]:
    left = _days(stays, ended=True)
    return {
        "stays": sum(left.values()),
        "median": spread(left, 0.5),
        "p90": spread(left, 0.9),
        "now": sum(_days(stays, ended=False).values()),
    }
