"""Whether customers are contacted as often as their cadence asks (R059, R060, R061, R199).

customers   those who have a cadence, by the status they have today.
in_time     of them, whose next contact is not past its day today: last contact (or entry) + cadence; in_time_rate is
            in_time / customers.
gaps        contacts of the period that had one before; kept are those no more days after it than the cadence that the
            customer has today; kept_rate is kept / gaps.
median      of the days between.
contacts    of the period, first ones too; per_week is contacts / customers / weeks of the period (R061: two a week for
            interested customers), empty for a period without both ends.
"""

from __future__ import annotations

from datetime import date

from crmcli.core.stages import STATUSES
from crmcli.errors import N_
from crmcli.model.connection import Connection
from crmcli.model.reports import cadence as sql
from crmcli.model.reports.asking import end_of
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.records.report import Picture, Question, Report
from crmcli.records.sheet import Cell, Column
from crmcli.reports._lines import spread
from crmcli.reports._rates import Row, rate

TITLE = N_("Cadence")
SUMMARY = N_("whether customers are contacted as often as they should be")
COLUMNS = (
    Column("status", N_("Status"), "code", "status"),
    Column("customers", N_("Customers"), "count"),
    Column("in_time", N_("In time today"), "count", short=N_("In time")),
    Column("in_time_rate", N_("Share in time"), "rate", short=N_("Share")),
    Column("gaps", N_("Contacts again"), "count", short=N_("Again"), drop=2),
    Column("kept", N_("Kept"), "count"),
    Column("kept_rate", N_("Share kept"), "rate", short=N_("Share")),
    Column("median", N_("Median days between"), "count", short=N_("Median days"), drop=1),
    Column("contacts", N_("Contacts made"), "count", short=N_("Made"), drop=3),
    Column("per_week", N_("Contacts a week each"), "count", short=N_("A week each"), drop=4),
)
COMPARED = (("gaps", N_("Contacts again before")), ("kept", N_("Kept before")), ("kept_rate", N_("Share kept before")))


def build(db: Connection, asked: Question) -> Report:
    """The cadence of the customers asked about."""
    standing, gaps = sql.standing(db, asked), sql.gaps(db, asked)
    weeks = _weeks(asked)
    rows = [_row(status, standing, [one for one in gaps if one.status == status], weeks) for status in STATUSES]
    everybody = standing.values()
    whole = {"": sql.Standing("", sum(one.customers for one in everybody), sum(one.in_time for one in everybody))}
    total = _row("", whole, list(gaps), weeks)
    return replace(
        Report("cadence", COLUMNS, tuple(rows), _named(total)),
        compared=COMPARED,
        bars=("kept_rate",),
        pictures=(Picture("bar", Msg(N_("Cadence kept")), "status", ("kept_rate",)),),
        notes=(Msg(N_("Kept: contacted again within the days that the cadence allows. In time: as of today.")),),
    )


def _named(row: Row) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(COLUMNS[1:], row[1:], strict=True)}


def _weeks(asked: Question) -> float | None:
    if not (asked.since and asked.until):
        return None
    return ((date.fromisoformat(end_of(asked)) - date.fromisoformat(asked.since)).days + 1) / 7


def _row(status: str, standing: dict[str, sql.Standing], gaps: list[sql.Gaps], weeks: float | None) -> Row:
    there = standing.get(status, sql.Standing(status, 0, 0))
    contacts = sum(one.many for one in gaps)
    known = [one for one in gaps if one.days is not None]
    kept = sum(one.many for one in known if (one.days or 0) <= one.allowed)
    again = sum(one.many for one in known)
    days: dict[int, int] = {}
    for one in known:
        days[one.days or 0] = days.get(one.days or 0, 0) + one.many
    per_week = round(contacts / there.customers / weeks, 2) if weeks and weeks > 0 and there.customers else None
    return (
        *(status, there.customers, there.in_time, rate(there.in_time, there.customers)),
        *(again, kept, rate(kept, again), spread(days, 0.5), contacts, per_week),
    )
