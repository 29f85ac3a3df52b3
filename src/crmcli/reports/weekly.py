"""What a salesperson sends upwards at the end of a week: what happened, who moved, the funnel with sources, follow-up,
losses and what is to come (R028, R029, R030, R068, R149). Each part is the report of that name, of the same period.
"""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.records.report import Question, Report
from crmcli.reports import _pack

TITLE = N_("Weekly report")
SUMMARY = N_("the week in one page: numbers, moves, funnel, sources, losses")
PERIOD = "week"
SECTIONS = ("overview", "moves", "funnel", "channel", "followup", "lost", "forecast")
BESIDE = ("overview",)  # the period before stands beside these without being asked for


def build(db: Connection, asked: Question) -> Report:
    """All parts of the week, or of the period asked for."""
    return _pack.build("weekly", SECTIONS, db, asked)
