"""`crm cost`: what channels and events cost, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import text_option
from crmcli.commands._days import Period, Since, Until
from crmcli.commands._globals import session
from crmcli.commands._said import show_record, told
from crmcli.commands._views.pieces import joined
from crmcli.errors import N_, BadValue, UsageError
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.costing import Cost, Kept
    from crmcli.services.workspace import Workspace

SUMMARY = N_("What channels and events cost.")
DETAILS = N_(
    "Reports set them against the customers who came by the channel or the event. A second amount for the same month"
    " is added to the first.\n"
    "\n"
    "  crm cost 线上广告 12000 --month 2026-11\n"
    "  crm cost add expo 3万 --event 2026广交会\n"
    "  crm cost list --period year\n"
    "  crm cost edit 3 amount=12500"
)
FALLBACK = "add"  # crm cost SOURCE AMOUNT

app = typer.Typer(invoke_without_command=True, add_completion=False)


Words = Annotated[
    list[str], typer.Argument(metavar=N_("SOURCE AMOUNT"), help=N_("The channel, and what it cost: 12000, 1.2万."))
]
Event = Annotated[
    str | None, text_option("--event", N_("NAME"), N_("The event it was for; SOURCE may be left out then."))
]
Month = Annotated[
    str | None, text_option("--month", N_("MONTH"), N_("2026-11 or last-month; this month if not given."))
]
Number = Annotated[str, typer.Argument(metavar=N_("N"), help=N_("The cost's number, as in crm cost list."))]
Pairs = Annotated[list[str], typer.Argument(metavar=N_("FIELD=VALUE"), help=N_("source, event, month, amount."))]
OfSource = Annotated[str, text_option("--source", N_("WORD"), N_("Only of this source."))]
OfEvent = Annotated[str, text_option("--event", N_("NAME"), N_("Only of this event."))]


@app.callback()
def all_(ctx: typer.Context) -> None:
    """List the costs, unless a subcommand was named."""
    if ctx.invoked_subcommand is None:
        _list(ctx)


@app.command("add", help=N_("Note what a channel or an event cost."))
def add(ctx: typer.Context, words: Words, event: Event = None, month: Month = None) -> None:
    """Note one cost."""
    from crmcli.services import costing

    typed = _source_and_amount(words, event)
    options = {"event": event, "month": month}
    typed.update({field: text for field, text in options.items() if text is not None})
    current = session(ctx)
    with current.writer() as workspace:
        _told(current, workspace, costing.add(workspace, typed))


@app.command("edit", help=N_("Change a cost."))
def edit(ctx: typer.Context, number: Number, pairs: Pairs) -> None:
    """Change one cost."""
    from crmcli.services import costing
    from crmcli.services.deal_fields import split_pairs

    typed = split_pairs(pairs, costing.NAMES)
    current = session(ctx)
    with current.writer() as workspace:
        _told(current, workspace, costing.edit(workspace, _number(number), typed))


@app.command("rm", help=N_("Take a cost out."))
def rm(ctx: typer.Context, number: Number) -> None:
    """Take one cost out."""
    from crmcli.services import costing

    current = session(ctx)
    with current.writer() as workspace:
        gone = costing.remove(workspace, _number(number))
        told(current, workspace, _named(gone))
        _show(current, gone)


@app.command("list", help=N_("List the costs, the latest month first."))
def list_(
    ctx: typer.Context, source: OfSource = "", event: OfEvent = "", period: Period = "", since: Since = "",
    until: Until = "",
) -> None:  # fmt: skip
    """List costs."""
    _list(ctx, source=source, event=event, period=period, since=since, until=until)


def _list(ctx: typer.Context, **asked: str) -> None:
    from crmcli.commands._views.aims import cost_sheet
    from crmcli.services import costing

    current = session(ctx)
    with current.reader() as workspace:
        current.show(cost_sheet(costing.listed(workspace, **asked)))


def _source_and_amount(words: list[str], event: str | None) -> dict[str, str]:
    if len(words) > 2:
        raise UsageError(
            N_("Too many words: {extra} is not expected here."), N_("For example: crm cost add ads 12000"),
            extra=" ".join(words[2:]),
        )  # fmt: skip
    if len(words) == 2:
        return {"source": words[0], "amount": words[1]}
    return {"amount": words[0]} if event else {"source": words[0]}


def _number(text: str) -> int:
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise BadValue(
            N_("“{text}” is not the number of a cost."), N_("Costs with their numbers: crm cost list"), text=text[:40]
        )
    return int(plain)


def _told(current: Session, workspace: Workspace, kept: Kept) -> None:
    from crmcli.commands._views.pieces import money

    if told(current, workspace, _named(kept.cost)) and kept.total != kept.cost.amount:
        total = {"amount": money(kept.total, kept.cost.currency)}
        current.say(Msg(N_("Together with what that month had already: {amount}"), total))
    _show(current, kept.cost)


def _named(cost: Cost) -> Msg:
    from crmcli.commands._views.aims import named_cost
    from crmcli.commands._views.pieces import money

    number = Msg(N_("cost {id}"), {"id": cost.id})
    return joined((number, *named_cost(cost), money(cost.amount, cost.currency)))


def _show(current: Session, cost: Cost) -> None:
    from crmcli.commands._views.aims import COSTS, cost_row

    show_record(current, COSTS, cost_row(cost))
