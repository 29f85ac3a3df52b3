"""How healthy the ties to customers are: a score of 100 points for each who is not lost, as of the end of the period
(R150). `--period last-month --compare` shows a month beside the one before.

band      customers with 70 points or more, 40 to 69, below 40.
status    the mean score of each status; `points` of `most`.
part      what the score is made of (core.health): the mean of each part, of the most it can be.
worst     the customers who bought and score lowest.
"""

from __future__ import annotations

from collections.abc import Iterable

from crmcli.core.health import BANDS, MOST, Score, band_of
from crmcli.core.stages import STATUSES
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import health as sql
from crmcli.records.base import Msg, Word
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._lines import SECTION, parts_of
from crmcli.reports._rates import Row, rate

TITLE = N_("Customer health")
SUMMARY = N_("a score for every customer: contact, talks, purchases, mood")
COLUMNS = (
    SECTION,
    Column("item", N_("Customers"), "msg", short=" ", share=2),
    Column("code", N_("Code"), drop=1),
    Column("customers", N_("Number"), "count"),
    Column("of", N_("Of"), "count", drop=2),
    Column("share", N_("Share"), "rate", drop=3),
    Column("points", N_("Points"), "count"),
    Column("most", N_("Of at most"), "count", drop=4),
)
SHOWN = ("item", "customers", "of", "share", "points", "most")
COMPARED = (("customers", N_("Number before")), ("points", N_("Points before")))
TITLES = {
    "band": N_("By score"),
    "status": N_("Mean score by status"),
    "part": N_("What the score is made of"),
    "worst": N_("Buyers who are doing worst"),
}
LABELS = {
    "healthy": N_("healthy, 70 and more"),
    "watch": N_("to watch, 40 to 69"),
    "at_risk": N_("at risk, below 40"),
    "contact": N_("contact in time"),
    "talks": N_("talks of 90 days"),
    "purchase": N_("purchases, open deals"),
    "mood": N_("satisfaction"),
}


def build(db: Connection, asked: Question) -> Report:
    """The scores of the customers asked about."""
    scores, worst = sql.scores(db, asked)
    whole = sum(one.many for one in scores)
    bands = dict.fromkeys(BANDS, 0)
    for one in scores:
        bands[band_of(one.score)] += one.many
    rows: list[Row] = [
        ("band", name, None, count, whole, rate(count, whole), None, None) for name, count in bands.items()
    ]
    rows += [_status(status, [one for one in scores if one.status == status], whole) for status in STATUSES[:3]]
    sums = [sum(one.parts[place] * one.many for one in scores) for place in range(len(MOST))]
    rows += [
        ("part", name, None, None, None, None, _mean(points, whole), most)
        for name, points, most in zip(Score._fields, sums, MOST, strict=True)
    ]
    rows += [("worst", one.name, one.code, None, None, None, sum(one.parts), sum(MOST)) for one in worst]
    totals: dict[str, Cell] = {"customers": whole, "points": _mean(sum(sums), whole), **bands}
    return replace(
        Report("health", COLUMNS, tuple(rows), totals),
        parts=parts_of(rows, TITLES, apart=("worst",)),
        compared=COMPARED,
        bars=("share",),
        shown=SHOWN,
        labels=LABELS,
        pictures=(
            Picture("pie", Msg(N_("Customer health")), "item", ("customers",), "band"),
            Picture("bar", Msg(TITLES["part"]), "item", ("points", "most"), "part"),
        ),
        notes=(_said(whole, totals["points"]),),
    )


def _mean(points: int, count: int) -> float | None:
    return round(points / count, 1) if count else None


def _status(status: str, scores: Iterable[sql.Scored], whole: int) -> Row:
    listed = list(scores)
    count = sum(one.many for one in listed)
    points = _mean(sum(one.score * one.many for one in listed), count)
    return "status", Word("status", status), None, count, whole, rate(count, whole), points, sum(MOST)


def _said(whole: int, points: Cell) -> Msg:
    if not whole:
        return Msg(N_("No customers to score."))
    params = {"n": whole, "points": points}
    return Msg(N_("{n} customers, {points} of 100 points on average"), params,
               one=N_("{n} customer, {points} of 100 points"))  # fmt: skip
