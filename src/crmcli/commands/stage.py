"""`crm stage`: move a customer along the sales stages, or note that it is lost, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._arguments import Customer
from crmcli.commands._customer import resolve
from crmcli.commands._globals import session
from crmcli.commands._said import show_customer, told
from crmcli.commands._views.pieces import joined
from crmcli.errors import N_
from crmcli.records.base import Msg, Word

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.workspace import Workspace

SUMMARY = N_("Move a customer to another sales stage.")
DETAILS = N_(
    "Stages, in their order: lead, contact, needs, quote, negotiation, won, after_sales; and lost, which needs a"
    " reason. Chinese names, and a status such as intent, work too.\n"
    "\n"
    "  crm stage oak quote\n"
    "  crm stage 8000 lost --reason price"
)

Stage = Annotated[str, typer.Argument(metavar=N_("STAGE"), help=N_("Where to; also the name of a status."))]
Reason = Annotated[
    str, typer.Option("--reason", metavar=N_("WORD"), help=N_("Why the customer was lost: price, competitor…"))
]


def command(ctx: typer.Context, customer: Customer, stage: Stage, reason: Reason = "") -> None:
    """Move one customer."""
    from crmcli.services import staging
    from crmcli.services.showing import record

    current = session(ctx)
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        before = record(workspace, customer_id)
        reason = reason or _reason(current, workspace, stage, present=before.stage)
        staging.move(workspace, customer_id, stage, reason=reason or None)
        after = record(workspace, customer_id)
        if told(current, workspace, after.name) and before.stage != after.stage:
            moved = Msg(N_("{old} → {new}"), {"old": Word("stage", before.stage), "new": Word("stage", after.stage)})
            code = staging.read_reason(workspace, reason or None)
            why = Word("lost_reason", code) if code else None
            current.say(joined((moved, why)))
        show_customer(current, after)


def _reason(current: Session, workspace: Workspace, stage: str, *, present: str) -> str:
    """Ask why, where a loss lacks its reason and somebody can be asked; else nothing, and the service refuses."""
    from crmcli.services.staging import read_stage

    if present == "lost" or read_stage(workspace, stage, present=present) != "lost" or not current.interactive:
        return ""
    return choose_reason(current, workspace)


def choose_reason(current: Session, workspace: Workspace, question: Msg | None = None) -> str:
    """Ask for one of the reasons of a loss; empty when none was taken.

    Args:
        question: of what was lost; the customer when None.
    """
    from crmcli.i18n import language

    reasons = workspace.words.entries("lost_reason")
    options = [one.label(language()) for one in reasons]
    taken = current.choose(question or Msg(N_("Why was the customer lost?")), options)
    return "" if taken is None else reasons[taken].code
