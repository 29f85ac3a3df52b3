"""`crm due`, and bare `crm`: whom to contact today, in what order, why, at which number, and what was said last."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.commands._output import PIPE_WIDTH, pick_format, terminal_width, to_terminal
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.record import replace

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.due import DueItem, DueList
    from crmcli.records.sheet import Event
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Whom to contact today, and why. Bare crm is the same.")
DETAILS = N_(
    "The most urgent first: overdue, today, tomorrow. A terminal shows 20. Row numbers can be typed instead of names"
    " until the next list.\n"
    "\n"
    "  crm due --days 7             the week ahead\n"
    "  crm due source:expo --why    with the points behind each place\n"
    "  crm log 1 'agreed to the quote' --next 'send it on Friday'\n"
    "  crm done 2 'sample arrived'   ·   crm snooze 3 monday   ·   crm due -i\n"
    "  crm due --days 30 -o due.ics     for a calendar, with alarms; the next one updates it"
)
ALSO = ("ics",)  # formats beside those of every command
ON_A_SCREEN = 20
AHEAD = (7, 30, 366)  # how many days ahead an empty list looks for whoever comes next
FURTHEST = 3660

Filter = Annotated[
    list[str] | None, typer.Argument(metavar=N_("FILTER"), help=N_("Only these, such as status:intent or an owner."))
]
Days = Annotated[
    int, typer.Option("--days", min=0, max=FURTHEST, metavar=N_("N"), help=N_("So many days ahead as well."))
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=10**9, metavar=N_("N"), help=N_("The first N."))]
All = Annotated[bool, typer.Option("--all", help=N_("Every row, also on a terminal."))]
Why = Annotated[bool, typer.Option("--why", help=N_("Every reason with its points, and an idea what to say."))]
Walking = Annotated[bool, typer.Option("--interactive", "-i", help=N_("Walk the list, one customer a screen."))]
Check = Annotated[bool, typer.Option("--check", help=N_("Exit with 1 when somebody is overdue, for scripts."))]


def command(
    ctx: typer.Context,
    terms: Filter = None,
    days: Days = 1,
    limit: Limit = None,
    every: All = False,
    why: Why = False,
    check: Check = False,
    walking: Walking = False,
) -> int:
    """Show the due list."""
    from crmcli.commands._views.due import due_sheet, due_table
    from crmcli.commands._views.due_row import Look
    from crmcli.services.dueing import due

    current, tokens = session(ctx), terms or []
    if walking:
        return _walk(current, tokens, days=days, limit=limit)
    drawn = pick_format(current.options, default="", also=ALSO, card=False)
    if limit is None and drawn == "table" and to_terminal(current.options) and not every:
        limit = ON_A_SCREEN
    with current.reader() as workspace:
        found = due(workspace, tokens, days=days, limit=limit, why=why)
        coming = _coming(workspace, found, tokens, days=days)
        settings = workspace.settings
        idle_days, review_days = int(settings["due.idle_notice"]), int(settings["review.days"])
        events = _events(current, workspace, found, days=days) if drawn == "ics" else ()
    # Drawn when the file is closed: a reader keeps writers waiting, and whoever reads a pipe may take their time.
    if drawn in ("table", "md"):
        today, width = current.now().date().isoformat(), _width(current, drawn)
        look = Look(today, days=days, idle_days=idle_days, review_days=review_days, width=width)
        look = look._replace(filtered=bool(tokens), why=why)
        current.show(due_table(found, look, coming=coming))
        if found.items:
            reasons = [(one.rule, one.ref, one.due_at) for one in found.items]
            current.remember_rows([one.customer_code for one in found.items], reasons=reasons)
    else:
        current.show(replace(due_sheet(found), events=events), also=ALSO)
    return int(check and found.overdue > 0)


def _events(current: Session, workspace: Workspace, found: DueList, *, days: int) -> tuple[Event, ...]:
    from datetime import timedelta

    from crmcli.commands._views.events import due_events
    from crmcli.services import tasking
    from crmcli.services.revising import revision

    today = current.now().date()
    ahead = max(days, 1, int(workspace.settings["due.task_ahead"]))
    tasks, until = tasking.listed(workspace), (today + timedelta(ahead)).isoformat()
    return due_events(found.items, tasks, revision(workspace), today=today.isoformat(), until=until)


def _walk(current: Session, tokens: list[str], *, days: int, limit: int | None) -> int:
    """Walk the list with a key for each thing one does."""
    from crmcli.services.dueing import due

    current.must_ask(N_("To see the list: crm due"))
    with current.reader() as workspace:
        found = due(workspace, tokens, days=days, limit=limit)
    if not found.items:
        current.say(Msg(N_("Nobody is due.")))
        return 0
    from crmcli.commands._walking import DueWalk

    DueWalk(current, found.items).run()
    return 0


def _width(current: Session, drawn: str) -> int:
    if drawn != "table":
        return 0
    return terminal_width(sys.stdout) if to_terminal(current.options) else PIPE_WIDTH


def _coming(workspace: Workspace, found: DueList, tokens: list[str], *, days: int) -> DueItem | None:
    """Who comes next, where nobody is in the list."""
    from crmcli.services.dueing import due

    if found.total or not found.customers:
        return None
    for further in AHEAD:
        items = due(workspace, tokens, days=max(further, days), limit=ON_A_SCREEN).items
        if items:
            return min(items, key=lambda one: one.due_at)
    return None
