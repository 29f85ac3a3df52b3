"""Reports over some customers and some days, with the period before beside them when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli import reports
from crmcli.core.filter_spelling import spell
from crmcli.core.report_periods import ALL_TIME, days_before
from crmcli.core.spans import Span, parse_span
from crmcli.records.record import replace
from crmcli.records.report import Question, Report
from crmcli.services.listing import read_filter, select

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

OVERVIEW = "overview"


def report(
    ws: Workspace, name: str, tokens: Sequence[str] = (), *, days: Span = ALL_TIME, compare: bool = False
) -> Report:
    """One report.

    Args:
        ws: the open file.
        name: of the report.
        tokens: FILTER words; only these customers count.
        days: the period, see core.report_periods; all of time when both ends are open.
        compare: with the period before beside it; this month with the last, when no days are given.

    Raises:
        NotFound: there is no such saved view.
        UsageError, BadValue: no such report, a filter that cannot be read, or nothing to compare with.
    """
    made = reports.choose(name)
    if days == ALL_TIME and (usual := getattr(made, "PERIOD", "") or ("month" if compare else "")):
        days = parse_span(usual, now=ws.now())
    before = days_before(days, today=ws.now().date()) if compare else None
    wanted = read_filter(ws, tokens)
    among = select(ws, wanted, sort="code") if wanted.terms else None
    sections = getattr(made, "SECTIONS", ())
    asked = Question(days.first, days.last, ws.now().date().isoformat(), among, ws.settings, known={})

    def answer(maker: reports.Maker, *, compared: bool) -> Report:
        """One report; of a pack, one of its sections."""
        found = replace(maker.build(ws.db, asked), since=days.first, until=days.last, filter=spell(wanted))
        if not compared:
            return found
        from crmcli.reports._rates import beside

        earlier = before or days_before(days, today=ws.now().date())
        old = maker.build(ws.db, asked._replace(since=earlier.first, until=earlier.last, beside=True))
        return beside(found, replace(old, since=earlier.first, until=earlier.last))

    if not sections:
        return answer(made, compared=compare)
    always = made.BESIDE if days.first else ()  # type: ignore[attr-defined]  # a pack has it
    found = [answer(reports.choose(one), compared=compare or one in always) for one in sections]
    from crmcli.reports._pack import gathered

    whole = gathered(reports.name_of(made), found)
    previous = (before.first, before.last) if before else None
    return replace(whole, since=days.first, until=days.last, filter=spell(wanted), previous=previous)


def this_week(ws: Workspace) -> Report:
    """The overview of this week, Monday to Sunday, beside last week's."""
    return report(ws, OVERVIEW, days=parse_span("week", now=ws.now()), compare=True)


def title_of(name: str) -> str:
    """The heading of a report, an English id."""
    return reports.choose(name).TITLE


def summaries() -> dict[str, str]:
    """Name of each report to what it tells, an English id."""
    return {name: reports.choose(name).SUMMARY for name in reports.names()}
