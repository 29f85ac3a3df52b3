"""Who moved from which stage to which in the period (R149); beginnings are no moves.

count       how many moved so.
customer    the last fifty moves by name, the newest first, with the reason of a loss.
"""

from __future__ import annotations

from crmcli.core.stages import STAGES
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import moves as sql
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Question, Report
from crmcli.records.sheet import Column
from crmcli.reports._lines import SECTION, parts_of
from crmcli.reports._rates import Row

TITLE = N_("Stage changes")
SUMMARY = N_("who moved from which stage to which")
COLUMNS = (
    SECTION,
    Column("from", N_("From"), "code", "stage"),
    Column("stage", N_("To"), "code", "stage"),
    Column("code", N_("Code"), drop=2),
    Column("name", N_("Customer"), share=1, drop=1),
    Column("at", N_("When"), "moment", drop=3),
    Column("reason", N_("Reason"), "code", "lost_reason", drop=4),
    Column("number", N_("Number"), "count", drop=5),
)
COMPARED = (("number", N_("Number before")),)
TITLES = {"count": N_("How many"), "customer": N_("Who")}


def build(db: Connection, asked: Question) -> Report:
    """The stage changes of the customers asked about."""
    counted, named = sql.counted(db, asked), sql.named(db, asked)
    order = {stage: place for place, stage in enumerate(STAGES)}
    pairs = sorted(counted, key=lambda pair: (order.get(pair[0], 99), order.get(pair[1], 99)))
    rows: list[Row] = [("count", *pair, None, None, None, None, counted[pair]) for pair in pairs]
    rows += [("customer", one.origin, one.stage, one.code, one.name, one.at, one.reason, None) for one in named]
    whole = sum(counted.values())
    notes = []
    if whole > len(named):
        notes.append(Msg(N_("The last {n} of {total} are named."), {"n": len(named), "total": whole}))
    return replace(
        Report("moves", COLUMNS, tuple(rows), {"number": whole}),
        parts=parts_of(rows, TITLES, apart=("customer",)),
        compared=COMPARED,
        bars=("number",),
        notes=tuple(notes),
    )
