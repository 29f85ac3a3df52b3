"""`crm done`: what stood in the due list is done; says what happened, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crmcli.commands._globals import session
from crmcli.errors import N_, NeedsAnswer
from crmcli.records.base import Msg
from crmcli.services.logging import TalkOptions

if TYPE_CHECKING:
    from crmcli.commands._session import Session

SUMMARY = N_("A row of the due list is done: say what happened.")
DETAILS = N_(
    "Closes the task or next step behind the row and writes down the talk. A task that comes again gets its next"
    " date. Tasks go by their number with a t before it, as in crm task list. Several at once, with commas between"
    " them, are closed without a talk, unless they are one customer's.\n"
    "\n"
    "  crm done 1 'sent, they are content' --next 'in two weeks ask how it runs'\n"
    "  crm done t12 --no-log\n"
    "  crm done t12,t13,t14"
)

What = Annotated[str, typer.Argument(metavar=N_("CUSTOMER|ROW|TASK"), help=N_("A row number, a customer, or t12."))]
Text = Annotated[list[str] | None, typer.Argument(metavar=N_("TEXT"), help=N_("What happened."))]
Via = Annotated[
    str,
    typer.Option("--via", "-m", metavar=N_("WORD"), help=N_("Method: phone, wechat, visit… Default: as last time.")),
]
Next = Annotated[str, typer.Option("--next", "-n", metavar=N_("TEXT"), help=N_("Next step with its date."))]
NoLog = Annotated[bool, typer.Option("--no-log", help=N_("Only close it, without a talk."))]
Force = Annotated[bool, typer.Option("--force", help=N_("Keep a text that says little."))]


def command(
    ctx: typer.Context,
    what: What,
    text: Text = None,
    via: Via = "",
    next_: Next = "",
    no_log: NoLog = False,
    force: Force = False,
) -> None:
    """Settle one row."""
    from crmcli.commands._settling import targets_of
    from crmcli.commands._walk_deeds import settle_all

    current = session(ctx)
    with current.writer() as workspace:
        targets = targets_of(current, workspace, what)
        no_log = no_log or (len(targets) > 1 and not text)
        if targets[0].said is not None and not text and not no_log and current.interactive:
            current.say(targets[0].said)
        said = None if no_log else _happened(current, " ".join(text or ()))
        if said is not None and not next_ and current.interactive:
            next_ = current.ask(Msg(N_("Next step, with its date (Enter for none)")))
        settle_all(current, workspace, targets, said, TalkOptions(via=via, next=next_, force=force))


def _happened(current: Session, text: str) -> str:
    """What happened, asked for where it was not typed.

    Raises:
        NeedsAnswer: nobody can be asked.
    """
    if text.strip():
        return text
    if not current.interactive:
        raise NeedsAnswer(N_("What happened? Done needs a text."), N_("Write it behind, or add --no-log."))
    return current.ask(Msg(N_("What happened with it")))
