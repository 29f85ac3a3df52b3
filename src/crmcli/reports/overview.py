"""What happened in a period: new customers, talks, moves, won, lost, tasks done. Beside it the period before.

new         customers created in the period, without invalid leads.
talks       talks with somebody, being at an event aside; talked_to is the number of customers; unanswered the attempts.
moves       stage changes of customers, losses aside; won and lost count customers.
done        tasks closed as done.
trend       the same of the eight periods up to this one; empty for customers talked to, who do not add up by day, and
            for a period without both ends.
"""

from __future__ import annotations

from datetime import date

from crmcli.core.report_periods import days_before
from crmcli.core.spans import Span
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import overview as sql
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Column

TITLE = N_("At a glance")
SUMMARY = N_("what happened: new customers, talks, moves, won and lost")
LABELS = {
    "new": N_("new customers"),
    "talks": N_("talks"),
    "talked_to": N_("customers talked to"),
    "unanswered": N_("attempts without an answer"),
    "moves": N_("stage moves"),
    "won": N_("customers won"),
    "lost": N_("customers lost"),
    "done": N_("tasks done"),
}
COLUMNS = (
    Column("measure", N_("What happened"), share=1),
    Column("count", N_("Number"), "count"),
    Column("trend", N_("Trend"), "spark", drop=1),
)
COMPARED = (("count", N_("Period before")),)
PERIODS = 8


def build(db: Connection, asked: Question) -> Report:
    """What happened to the customers asked about."""
    counts = _counts(sql.happened(db, asked), sql.talked_to(db, asked))
    trend = _trend(db, asked)
    rows = tuple((measure, count, trend.get(measure)) for measure, count in counts.items())
    return replace(
        Report("overview", COLUMNS, rows, dict(counts)),
        compared=COMPARED,
        labels=LABELS,
        pictures=(Picture("bar", Msg(TITLE), "measure", ("count",)),),
    )


def _counts(happened: sql.Happened, talked_to: int) -> dict[str, int]:
    numbers = {**happened._asdict(), "talked_to": talked_to}
    return {measure: numbers[measure] for measure in LABELS}


def _trend(db: Connection, asked: Question) -> dict[str, tuple[int, ...]]:
    if asked.beside or not (asked.since and asked.until):
        return {}
    today = date.fromisoformat(asked.today)
    spans = [Span(asked.since, asked.until)]
    while len(spans) < PERIODS:
        spans.append(days_before(spans[-1], today=today))
    if len({span.first for span in spans}) < PERIODS:  # where days begin there is nothing before
        return {}
    each = [sql.happened(db, asked._replace(since=span.first, until=span.last)) for span in reversed(spans)]
    return dict(zip(sql.Happened._fields, zip(*each, strict=True), strict=True))
