"""`crm merge A B`: two customers become one; A stays, B becomes part of it and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Yes
from crmcli.commands._globals import session
from crmcli.errors import N_, Failed
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.merging import MergePlan, MergeResult
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Make one customer of two; nothing is lost.")
DETAILS = N_(
    "A stays. All talks, orders, deals, tasks, tags, people and files of B go over to it, and B's code leads to it from"
    " now on. Where both have a value the newest wins and the other is kept beside it; --keep says otherwise.\n"
    "\n"
    "  crm merge C20260501001 C20261103004\n"
    "  crm merge oak 'Oak Ltd' --keep name=B --keep note=both\n"
    "  crm merge oak 'Oak Ltd' --dry-run\n"
    "\n"
    "To take it back: crm undo, or later crm split."
)

First = Annotated[str, typer.Argument(metavar="A", help=N_("The customer that stays."))]
Second = Annotated[str, typer.Argument(metavar="B", help=N_("The customer that becomes part of it."))]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar=N_("FIELD=SIDE"), help=N_("Whose value to keep: A, B or both; may be repeated.")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would be done; write nothing."))]


def command(
    ctx: typer.Context, first: First, second: Second, keep: Keep = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Merge two customers."""
    from crmcli.commands._merging import read_keep
    from crmcli.commands._views.merging import merge_card
    from crmcli.services import merging

    current = session(ctx)
    with current.reader() if dry_run else current.writer() as workspace:
        survivor, loser = _both(current, workspace, first, second)
        wanted = read_keep(workspace, keep or ())
        plan = merging.plan(workspace, survivor, loser, keep=wanted)
        if dry_run:
            current.show(merge_card(plan))
            return
        _agree(current, plan, yes=yes)
        _tell(current, workspace, merging.merge(workspace, survivor, loser, keep=wanted))


def _both(current: Session, ws: Workspace, first: str, second: str) -> tuple[int, int]:
    """Ids of the two meant; a code that was merged away before says so instead of naming the same one twice."""
    from crmcli.commands._customer import resolve
    from crmcli.services.merging import merged_away

    survivor, loser = resolve(current, ws, first), resolve(current, ws, second)
    if survivor == loser:
        loser = merged_away(ws, second) or merged_away(ws, first) or loser
    return survivor, loser


def _agree(current: Session, plan: MergePlan, *, yes: bool) -> None:
    """Say what is about to happen, and ask where somebody can answer: in a script, naming both is saying yes."""
    from crmcli.commands._views.merging import merge_lines, merge_title

    current.say(merge_title(plan))
    for line in merge_lines(plan):
        current.say(Msg("  {line}", {"line": line}))
    if current.interactive and not current.confirm(Msg(N_("Merge them?")), yes=yes):
        raise Failed(N_("Nothing was changed."))


def _tell(current: Session, workspace: Workspace, done: MergeResult) -> None:
    from crmcli.commands._said import told, wants_record
    from crmcli.commands._views.merging import merge_object
    from crmcli.records.sheet import Card

    if told(current, workspace, done.plan.name):
        current.say(Msg(N_("To take it back: crm undo, or later crm split {code}"), {"code": done.plan.loser}))
    if wants_record(current):
        current.show(Card(Msg(""), (), merge_object(done.plan, operation=done.operation)))
