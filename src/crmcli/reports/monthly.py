"""What a salesperson sends upwards at the end of a month: the week's parts, and the key figures, the customers, who
brings the money and how healthy the ties are (R028, R068, R130, R150). Each part is the report of that name.
"""

from __future__ import annotations

from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.records.report import Question, Report
from crmcli.reports import _pack

TITLE = N_("Monthly report")
SUMMARY = N_("the month in one page, with key figures, value and health")
PERIOD = "month"
SECTIONS = (
    "overview",
    "kpi",
    "customers",
    "moves",
    "funnel",
    "channel",
    "value",
    "followup",
    "lost",
    "health",
    "forecast",
)
BESIDE = ("overview",)


def build(db: Connection, asked: Question) -> Report:
    """All parts of the month, or of the period asked for."""
    return _pack.build("monthly", SECTIONS, db, asked)
