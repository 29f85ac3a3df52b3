"""`crm log`: one talk with a customer, or an attempt at one, and the next step agreed on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crmcli.commands._arguments import Customer
from crmcli.commands._globals import session
from crmcli.commands._logging import log_talk
from crmcli.errors import N_
from crmcli.services.logging import TalkOptions

SUMMARY = N_("Write down a talk with a customer, and the next step.")
DETAILS = N_(
    "The next step is written as you would say it, with its date; it comes up in crm due on that day.\n"
    "\n"
    "  crm log oak agrees to the price, the boss must sign --next 'send the contract on Friday'\n"
    "  crm log 8000 wants a demo for 20 people --via wechat --stage needs\n"
    "  crm log 3 --no-answer\n"
    "  crm log 3 -i"
)

Text = Annotated[
    list[str] | None, typer.Argument(metavar=N_("TEXT"), help=N_("What was said; - reads it from standard input."))
]
Via = Annotated[
    str,
    typer.Option("--via", "-m", metavar=N_("WORD"), help=N_("Method: phone, wechat, visit… Default: as last time.")),
]
Kind = Annotated[str, typer.Option("--type", "-t", metavar=N_("WORD"), help=N_("Inquiry, quote, complaint, visit…"))]
Topic = Annotated[str, typer.Option("--topic", metavar=N_("TEXT"), help=N_("What it was about, in a few words."))]
At = Annotated[str, typer.Option("--at", metavar=N_("DATE"), help=N_("When, if not now: yesterday, 3pm, 11-20 15:30."))]
Feedback = Annotated[str, typer.Option("--feedback", metavar=N_("TEXT"), help=N_("What the customer thinks of it."))]
Result = Annotated[str, typer.Option("--result", metavar=N_("TEXT"), help=N_("What came of it."))]
Satisfaction = Annotated[
    str, typer.Option("--satisfaction", metavar="1-5", help=N_("How content the customer is, 5 is best."))
]
Next = Annotated[
    str, typer.Option("--next", "-n", metavar=N_("TEXT"), help=N_("Next step with its date; closes the one before."))
]
Stage = Annotated[str, typer.Option("--stage", "-s", metavar=N_("STAGE"), help=N_("Move the customer to this stage."))]
Reason = Annotated[str, typer.Option("--reason", metavar=N_("WORD"), help=N_("Why it was lost, with --stage lost."))]
Attach = Annotated[
    list[Path] | None, typer.Option("--attach", metavar=N_("FILE"), help=N_("Keep a file with it; may be repeated."))
]
Contact = Annotated[
    str, typer.Option("--contact", metavar=N_("NAME"), help=N_("Whom you talked with, if not the primary contact."))
]
Event = Annotated[
    str, typer.Option("--event", metavar=N_("NAME"), help=N_("At which event, such as 'Canton Fair 2026'."))
]
NoAnswer = Annotated[bool, typer.Option("--no-answer", help=N_("Nobody answered: due again the next working day."))]
Done = Annotated[bool, typer.Option("--done", help=N_("The open next step is done."))]
Walking = Annotated[bool, typer.Option("--interactive", "-i", help=N_("Ask for everything, field by field."))]
Force = Annotated[bool, typer.Option("--force", help=N_("Keep a text that says little."))]


def command(  # noqa: PLR0913 - one for each option
    ctx: typer.Context,
    customer: Customer,
    text: Text = None,
    via: Via = "",
    kind: Kind = "",
    topic: Topic = "",
    at: At = "",
    feedback: Feedback = "",
    result: Result = "",
    satisfaction: Satisfaction = "",
    next_: Next = "",
    stage: Stage = "",
    reason: Reason = "",
    attach: Attach = None,
    contact: Contact = "",
    event: Event = "",
    no_answer: NoAnswer = False,
    done: Done = False,
    force: Force = False,
    asking: Walking = False,
) -> None:
    """Log one talk."""
    options = TalkOptions(
        via=via, kind=kind, contact=contact, topic=topic, at=at, feedback=feedback, result=result,
        satisfaction=satisfaction, next=next_, stage=stage, reason=reason, event=event, attach=tuple(attach or ()),
        answered=not no_answer, done=done, force=force,
    )  # fmt: skip
    log_talk(session(ctx), customer, tuple(text or ()), options, asking=asking)
