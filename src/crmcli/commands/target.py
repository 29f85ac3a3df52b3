"""`crm target`: what is aimed at in a month, a quarter or a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._output import pick_format
from crmcli.commands._said import show_record, told
from crmcli.commands._views.pieces import joined
from crmcli.errors import N_
from crmcli.records.base import Word
from crmcli.records.sheet import Typed

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.targeting import Target
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Targets by period, and how far they are reached.")
DETAILS = N_(
    "Measures: revenue (if nothing else is said), orders, deals, customers, interactions; and shares such as growth,"
    " retention, conversion, completeness, unified. Periods: 2026-11, 2026Q4, 2026, month, quarter, year.\n"
    "\n"
    "  crm target set 2026Q4 50万\n"
    "  crm target set 2026-11 20 --measure customers\n"
    "  crm target set 2026 95% --measure unified\n"
    "  crm target list"
)

app = typer.Typer(invoke_without_command=True, add_completion=False)

PeriodName = Annotated[str, typer.Argument(metavar=N_("PERIOD"), help=N_("2026-11, 2026Q4, 2026, month, quarter."))]
Amount = Annotated[
    str, typer.Argument(metavar=N_("TARGET"), help=N_("An amount, a number, or a share: 50万, 20, 95%."))
]
Measure = Annotated[
    str, typer.Option("--measure", metavar=N_("WORD"), help=N_("What is measured: revenue, customers, deals…"))
]
Only = Annotated[str, typer.Option("--period", metavar=N_("PERIOD"), help=N_("Only of this period."))]


@app.callback()
def all_(ctx: typer.Context) -> None:
    """List the targets, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx, "")


@app.command("set", help=N_("Set a target; one that is there is replaced."))
def set_(ctx: typer.Context, period: PeriodName, target: Amount, measure: Measure = "revenue") -> None:
    """Set one target."""
    from crmcli.services import targeting

    current = session(ctx)
    with current.writer() as workspace:
        _told(current, workspace, targeting.set_target(workspace, period, target, measure=measure))


@app.command("rm", help=N_("Forget a target."))
def rm(ctx: typer.Context, period: PeriodName, measure: Measure = "revenue") -> None:
    """Forget one target."""
    from crmcli.services import targeting

    current = session(ctx)
    with current.writer() as workspace:
        _told(current, workspace, targeting.remove(workspace, period, measure=measure))


@app.command("list", help=N_("List the targets and how far they are reached."))
def list_(ctx: typer.Context, period: Only = "") -> None:
    """List targets."""
    _list(ctx, period)


def _list(ctx: typer.Context, period: str) -> None:
    from crmcli.commands._views.aims import target_sheet
    from crmcli.services import targeting

    current = session(ctx)
    with current.reader() as workspace:
        found = targeting.listed(workspace, period=period)
    current.show(target_sheet(found, bars=pick_format(current.options, default="", also=(), card=False) == "table"))


def _told(current: Session, workspace: Workspace, one: Target) -> None:
    from crmcli.commands._views.aims import TARGETS, in_unit, target_row

    amount = in_unit(one.measure, one.target)
    said = Typed("money", amount) if isinstance(amount, int) else amount
    told(current, workspace, joined((Word("measure", one.measure), one.period, said)))
    show_record(current, TARGETS[:-1], target_row(one))
