"""`crm grade`: customers by what they spent, given anew each quarter."""

from __future__ import annotations

from typing import Annotated

import typer

from crmcli.commands._arguments import Customer, DryRun, Yes
from crmcli.commands._customer import look_at, resolve
from crmcli.commands._globals import session
from crmcli.commands._output import pick_format
from crmcli.commands._said import show_record, told, wants_record
from crmcli.errors import N_
from crmcli.records.base import Msg, Word

SUMMARY = N_("Grades A, B and C by what customers spent.")
DETAILS = N_(
    "A grade follows the paid orders of the last 12 months, given anew each quarter with crm grade run, and says how"
    " often a buyer is contacted. A strategic partner is an A whatever he spends. The boundaries are settings:"
    " grade.A, grade.B, grade.months.\n"
    "\n"
    "  crm grade\n"
    "  crm grade run --dry-run\n"
    "  crm grade set oak strategic\n"
    "  crm grade history oak"
)

app = typer.Typer(invoke_without_command=True, add_completion=False)

Maybe = Annotated[
    list[str] | None, typer.Argument(metavar=N_("CUSTOMER"), help=N_("Whose; all quarters when left out."))
]
Grade = Annotated[str, typer.Argument(metavar=N_("GRADE"), help=N_("A, B, C or N until the next run; or strategic."))]


@app.callback()
def overview(ctx: typer.Context) -> None:
    """Show how the customers are spread, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _overview(ctx)


@app.command("show", help=N_("How many customers have each grade."))
def show(ctx: typer.Context) -> None:
    """The same as the bare command."""
    _overview(ctx)


def _overview(ctx: typer.Context) -> None:
    from crmcli.commands._views.grades import overview_sheet
    from crmcli.services import grading

    current = session(ctx)
    with current.reader() as workspace:
        seen = grading.overview(workspace)
    bars = pick_format(current.options, default="", also=(), card=False) == "table"
    current.show(overview_sheet(seen, bars=bars))


@app.command("run", help=N_("Give everybody who ordered the grade of this quarter."))
def run(ctx: typer.Context, yes: Yes = False, dry_run: DryRun = False) -> None:
    """Give the grades of this quarter."""
    from crmcli.commands._views.grades import run_line, run_sheet
    from crmcli.services import grading

    current = session(ctx)
    if dry_run:
        with current.reader() as workspace:
            planned = grading.run(workspace, dry_run=True)
            current.say(run_line(planned))
            current.say(Msg(N_("Nothing was written.")))
            current.show(run_sheet(planned))
        return
    with current.writer() as workspace:
        planned = grading.run(workspace, dry_run=True)
        if len(planned.changed) > 1:
            params = {"n": len(planned.changed)}
            if not yes:
                current.say(run_line(planned))
            if not current.confirm(Msg(N_("Change the grade of {n} customers?"), params), yes=yes, default=True):
                current.say(Msg(N_("Nothing was changed.")))
                return
        done = grading.run(workspace)
        told(current, workspace, run_line(done))
        if done.kept:
            kept = {"n": done.kept}
            current.say(Msg(N_("Kept, given by hand without an order: {n}"), kept))
        if wants_record(current):
            current.show(run_sheet(done))


@app.command("set", help=N_("Give one customer a grade by hand."))
def set_(ctx: typer.Context, customer: Customer, grade: Grade) -> None:
    """Give one grade by hand."""
    from crmcli.commands._views.grades import CHANGES, graded_row
    from crmcli.services import grading

    current = session(ctx)
    with current.writer() as workspace:
        done = grading.set_by_hand(workspace, resolve(current, workspace, customer), grade)
        if told(current, workspace, done.name):
            params = {"old": Word("grade", done.old), "new": Word("grade", done.new)}
            current.say(Msg(N_("{old} → {new}"), params))
            stays = N_("Strategic: an A that stays.") if done.strategic else N_("Holds until the next crm grade run.")
            current.say(Msg(stays))
        show_record(current, CHANGES, graded_row(done))


@app.command("history", help=N_("The grades given: of one customer, or of all by quarter."))
def history(ctx: typer.Context, customer: Maybe = None) -> None:
    """Show the history."""
    from crmcli.commands._views.grades import history_sheet, quarters_sheet
    from crmcli.services import grading

    current = session(ctx)
    if customer:
        current.show(history_sheet(look_at(current, " ".join(customer), grading.history)))
        return
    with current.reader() as workspace:
        current.show(quarters_sheet(grading.quarters(workspace)))
