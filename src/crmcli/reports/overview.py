"""What happened in a period: new customers, talks, moves, won, lost, tasks done. Beside it the period before.

new         customers created in the period, without invalid leads.
talks       talks with somebody, being at an event aside; talked_to is the number of customers; unanswered the attempts.
moves       stage changes of customers, losses aside; won and lost count customers.
done        tasks closed as done.
"""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import overview as sql
from crmcli.records.record import replace
from crmcli.records.report import Question, Report
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
)
COMPARED = (("count", N_("Period before")),)


def build(db: Connection, asked: Question) -> Report:
    """What happened to the customers asked about."""
    counts = sql.happened(db, asked)._asdict()
    return replace(Report("overview", COLUMNS, tuple(counts.items()), dict(counts)), compared=COMPARED, labels=LABELS)
