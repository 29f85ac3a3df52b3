"""`crm report`: the week at a glance and the list of reports; with a NAME that report, over some customers and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._days import Period, Since, Until
from crmcli.commands._globals import session
from crmcli.commands._output import pick_format, to_terminal
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.report import Report

SUMMARY = N_("Show a report; alone, this week and the list of reports.")
DETAILS = N_(
    "Rates leave invalid leads out and stand beside their counts. Weeks run Monday to Sunday.\n"
    "\n"
    "  crm report\n"
    "  crm report funnel --period quarter\n"
    "  crm report channel source:expo --period last-month --compare\n"
    "  crm report customers -o customers.csv\n"
    "  crm report weekly -o week.html"
)
ALSO = ("xlsx", "html")

Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("Which report: crm report lists them."))]
Filter = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILTER"), help=N_("Which customers; none for all of them."))
]
Compare = Annotated[bool, typer.Option("--compare", help=N_("The period before beside it."))]
Reveal = Annotated[bool, typer.Option("--reveal", help=N_("Phone numbers in full, on a page made to be shared too."))]


def command(
    ctx: typer.Context,
    name: Name = "",
    terms: Filter = None,
    period: Period = "",
    since: Since = "",
    until: Until = "",
    compare: Compare = False,
    reveal: Reveal = False,
) -> None:
    """Show a report."""
    from crmcli.core.report_periods import read_days
    from crmcli.services.reporting import report, summaries, this_week

    current = session(ctx)
    drawn = pick_format(current.options, default="", also=ALSO, card=False)  # refused before anything is worked out
    if drawn == "html" and not reveal:
        current.options.mask = True  # a page is made to be shared (product.md §8)
    days = read_days(period=period, since=since, until=until, now=current.now())
    with current.reader() as workspace:
        if name or days.first or days.last or compare:
            made = report(workspace, name or "overview", terms or [], days=days, compare=compare)
        else:
            made = this_week(workspace)
    notes = () if name else _list(summaries())
    _show(current, made, notes=notes)


def _show(current: Session, made: Report, *, notes: tuple[Msg, ...]) -> None:
    from crmcli.commands._views.report import report_object, report_pages, report_rows, report_text
    from crmcli.services.reporting import title_of

    default = "" if to_terminal(current.options) else "csv"
    drawn = pick_format(current.options, default=default, also=ALSO, card=False)
    if drawn in ("table", "md"):
        current.show(report_text(made, title_of, notes=notes if drawn == "table" else ()), also=ALSO)
    elif drawn in ("html", "xlsx") and not current.options.codes:
        current.show(report_pages(made, title_of, rows=drawn == "xlsx"), also=ALSO)
    elif drawn == "json":
        current.show(report_object(made))
    else:
        current.show(report_rows(made, codes=current.options.codes or drawn == "jsonl"), default="csv", also=ALSO)


def _list(summaries: dict[str, str]) -> tuple[Msg, ...]:
    width = max(map(len, summaries))
    lines = [
        Msg("{name}  {summary}", {"name": name.ljust(width), "summary": Msg(summaries[name])}) for name in summaries
    ]
    return (Msg(N_("The reports, each with: crm report NAME")), *lines)
