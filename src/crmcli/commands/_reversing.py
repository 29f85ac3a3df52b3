"""What undo and redo share: the number as typed, the preview, the question, and what is said afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from crmcli.commands._said import wants_record
from crmcli.commands._views import journal as view
from crmcli.errors import N_, BadValue, Failed
from crmcli.records.base import Msg
from crmcli.records.sheet import Card

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.journal import Clash, Reversal
    from crmcli.services.reversing import Plan
    from crmcli.services.workspace import Workspace

    Planner = Callable[[Workspace, int | None], Plan]

DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would come back; write nothing."))]
KeepLater = Annotated[
    bool,
    typer.Option("--keep-later", help=N_("Where later work changed something, leave that and take back the rest.")),
]

QUESTIONS = {"undo": N_("Take this back?"), "redo": N_("Bring this back?")}
DONE = {
    "undo": N_("#{operation} · undone #{target}. To bring it back: crm redo {target}"),
    "redo": N_("#{operation} · redone #{target}. To take it back: crm undo {target}"),
}
LARGEST = 2**63 - 1  # that a file can hold


class How(NamedTuple):
    """The options that both take."""

    yes: bool = False
    dry_run: bool = False
    keep_later: bool = False


def run(current: Session, planner: Planner, number: str | None, how: How) -> None:
    """Plan, show, ask, do.

    Raises:
        BadValue: not a number.
        Failed: the question was answered with no.
        Conflict, NothingToUndo, NotFound, Refused: see services.reversing.
    """
    from crmcli.services.reversing import reverse, tried

    wanted = read_number(number)
    with current.reader() if how.dry_run and not how.keep_later else current.writer() as workspace:
        plan = planner(workspace, wanted)
        asked = plan.must_ask and not how.yes
        stays = tried(workspace, plan) if how.keep_later and (how.dry_run or asked) else ()
        title, lines = _preview(current, plan)
        if how.dry_run:
            current.show(view.preview_card(title, lines, _planned(plan)))
            _say_stays(current, stays)
            return
        current.say(title)
        for line in lines:
            current.say(Msg("  {line}", {"line": line}))
        _say_stays(current, stays)
        if asked and not current.confirm(Msg(QUESTIONS[plan.kind]), yes=False):
            raise Failed(N_("Nothing was changed."))
        say_done(current, reverse(workspace, plan, keep_later=how.keep_later), told=stays)


def _say_stays(current: Session, stays: Sequence[Clash]) -> None:
    """What later work has changed, and why it stays."""
    if stays and not current.options.quiet:
        from crmcli.commands._drawing import beside

        current.say(Msg(N_("Stays as it is, because later work changed it:")))
        sys.stderr.write(beside(current, view.clash_sheet(stays)))


def read_number(text: str | None) -> int | None:
    """`142` or `#142` as a number; None for nothing.

    Raises:
        BadValue: something else.
    """
    plain = (text or "").strip().removeprefix("#").removeprefix("＃")
    if text is None:
        return None
    if not plain.isdecimal() or int(plain) > LARGEST:
        raise BadValue(
            N_("“{text}” is not the number of an operation."), N_("To see the numbers: crm history"), text=text
        )
    return int(plain)


def _preview(current: Session, plan: Plan) -> tuple[Msg, tuple[Msg, ...]]:
    title = view.heading(plan.first, today=current.now().date().isoformat())
    lines = view.preview(plan.changes, plan.counts, customers=plan.operation.customers)
    return title, lines


def _planned(plan: Plan) -> dict[str, object]:
    return view.planned_record(plan.first, kind=plan.kind, changes=plan.changes)


def say_done(current: Session, done: Reversal, *, told: Sequence[Clash] = ()) -> None:
    """Say what was taken back, and what was left unless that has been told."""
    current.say(Msg(DONE[done.kind], {"operation": str(done.operation), "target": str(done.target)}))
    if done.kept and len(told) != len(done.kept) and not current.options.quiet:
        from crmcli.commands._drawing import beside

        current.say(Msg(N_("Left as it is, because later work changed it:")))
        sys.stderr.write(beside(current, view.clash_sheet(done.kept)))
    if wants_record(current):
        current.show(Card(Msg(""), (), view.reversal_record(done)))
