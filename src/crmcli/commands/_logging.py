"""The dialogue around `crm log`: its text, the next step that was open, what became of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.commands._customer import resolve
from crmcli.commands._said import advise, day_of, items, named_step, say_step, show_record, told
from crmcli.errors import N_, UsageError
from crmcli.records.base import Msg, Word
from crmcli.records.columns import INTERACTION_COLUMNS
from crmcli.records.record import replace
from crmcli.services import logging, stepping
from crmcli.services.logging import Logged, TalkOptions

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.workspace import Workspace

STDIN = ("-",)


def log_talk(
    current: Session, customer: str, words: Sequence[str], options: TalkOptions, *, asking: bool = False
) -> None:
    """Log what was typed, asking on a terminal for what is missing.

    Args:
        current: the session.
        customer: CUSTOMER as typed.
        words: of TEXT; `-` alone reads it from standard input.
        options: of `crm log`.
        asking: ask for everything, field by field.

    Raises:
        CrmError: nobody or several answer to CUSTOMER, or the talk cannot be kept.
    """
    if asking:
        current.must_ask(N_("In a script: crm log CUSTOMER TEXT --next …"))
    text = _stdin() if tuple(words) == STDIN else " ".join(words)
    with current.writer() as workspace:
        customer_id = resolve(current, workspace, customer)
        if asking:
            from crmcli.commands._log_form import fill

            text, options = fill(current, workspace, text, options)
        if not text.strip() and options.answered and current.interactive:
            text = current.ask(Msg(N_("What was said?")))
        logging.check(text, options)
        options, asked = _settled(current, workspace, customer_id, options)
        say_logged(current, workspace, logging.log(workspace, customer_id, text, options), quiet_step=asked)


def _stdin() -> str:
    try:
        text = sys.stdin.read() if sys.stdin is not None else ""
    except UnicodeDecodeError as error:
        raise UsageError(N_("Standard input holds text that is not UTF-8."), N_("Convert it to UTF-8.")) from error
    if not text.strip():
        raise UsageError(N_("Nothing came from standard input."), N_("Pipe the text in, or write it behind CUSTOMER."))
    return text


def _settled(current: Session, ws: Workspace, customer_id: int, options: TalkOptions) -> tuple[TalkOptions, bool]:
    """The options once it is known whether the step that was to be done by now is done, and whether that was asked."""
    open_step = stepping.waiting(ws, customer_id)
    if open_step is None or options.next.strip() or options.done or not (options.answered and current.interactive):
        return options, False
    title, due_at = open_step
    day = day_of(due_at, today=current.now().date())
    question = Msg(N_("Agreed for {day}: {title}. Is it done?"), {"day": day, "title": named_step(title)})
    return replace(options, done=current.confirm(question, yes=False, default=True)), True


def say_logged(current: Session, ws: Workspace, logged: Logged, *, quiet_step: bool) -> None:
    """Say what became of a talk.

    Args:
        quiet_step: whether the older next step was asked about already.
    """
    talk = logged.talk
    told(current, ws, talk["customer_name"])
    if talk["stage"]:
        current.say(Msg(N_("Stage: {stage}"), {"stage": Word("stage", talk["stage"])}))
    if logged.retry_at:
        day = day_of(logged.retry_at, today=current.now().date())
        current.say(Msg(N_("Nobody answered. Try again: {day}"), {"day": day}))
    if logged.step is not None:
        say_step(current, logged.step.title, logged.step.due_at)
    advise(current, logged.advice)
    if not quiet_step and talk["reached"]:
        _say_open(current, logged)
    show_record(current, INTERACTION_COLUMNS, items(talk, INTERACTION_COLUMNS))


def _say_open(current: Session, logged: Logged) -> None:
    """Where nobody could be asked: the older next step that was to be done by now is still open."""
    if logged.open_step is None or not logged.open_step[1] or logged.step is not None:
        return
    title, due_at = logged.open_step
    if due_at is None or due_at[:10] > current.now().date().isoformat():
        return
    params = {
        "day": day_of(due_at, today=current.now().date()),
        "title": named_step(title),
        "code": logged.talk["customer_code"],
    }
    current.say(Msg(N_("Still open since {day}: {title}. When it is done: crm log {code} TEXT --done"), params))
