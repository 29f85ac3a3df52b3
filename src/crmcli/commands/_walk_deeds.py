"""What is done to one row of the due list, each as one operation, with what is said afterwards; and its cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.commands._said import NAME_SHOWN, advise, day_of, items, say_step, show_customer, show_record, told
from crmcli.commands._settling import named, say_again, say_left, show_task
from crmcli.commands._views.pieces import short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import INTERACTION_COLUMNS

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.due import DueItem
    from crmcli.records.sheet import Card
    from crmcli.services.logging import TalkOptions
    from crmcli.services.settling import Target
    from crmcli.services.showing import Shown
    from crmcli.services.workspace import Workspace


def settle(current: Session, ws: Workspace, target: Target, text: str | None, options: TalkOptions) -> None:
    """Settle what a row was about, with the talk in which that happened; None is none."""
    settle_all(current, ws, (target,), text, options)


def settle_all(
    current: Session, ws: Workspace, targets: Sequence[Target], text: str | None, options: TalkOptions
) -> None:
    """Settle what several rows were about, in one operation."""
    from crmcli.services import settling
    from crmcli.services.showing import record

    target = targets[0]
    settled = settling.done_all(ws, targets, text, options)
    told(current, ws, named(current, ws, targets))
    if settled.logged is not None and settled.logged.step is not None:
        say_step(current, settled.logged.step.title, settled.logged.step.due_at)
    say_again(current, settled.again)
    if settled.logged is not None:
        advise(current, settled.logged.advice)
    say_left(current, settled.left)
    if settled.logged is not None:
        show_record(current, INTERACTION_COLUMNS, items(settled.logged.talk, INTERACTION_COLUMNS))
    elif target.task_id is not None:
        show_task(current, ws, target.task_id)
    else:
        show_customer(current, record(ws, target.customer_id))


def put_off(current: Session, ws: Workspace, target: Target, when: str) -> None:
    """Put off what a row was about."""
    put_off_all(current, ws, (target,), when)


def put_off_all(current: Session, ws: Workspace, targets: Sequence[Target], when: str) -> None:
    """Put off what several rows were about, in one operation."""
    from crmcli.services import settling
    from crmcli.services.showing import record

    target = targets[0]
    at, left = settling.snooze_all(ws, targets, when)
    customer = record(ws, target.customer_id)
    told(current, ws, named(current, ws, targets))
    current.say(Msg(N_("Back on {day}"), {"day": day_of(at, today=current.now().date())}))
    say_left(current, left)
    if target.task_id is not None:
        show_task(current, ws, target.task_id)
    else:
        show_customer(current, customer)


def target_of(ws: Workspace, item: DueItem) -> Target:
    """What a row is about, as it is now."""
    from crmcli.services import settling
    from crmcli.services.lookup import find

    return settling.of_row(ws, find(ws, item.customer_code), (item.rule, item.ref, item.due_at))


def log(current: Session, ws: Workspace, code: str, text: str, options: TalkOptions) -> None:
    """Write down a talk, or an attempt."""
    from crmcli.commands._logging import say_logged
    from crmcli.services import logging
    from crmcli.services.lookup import find

    say_logged(current, ws, logging.log(ws, find(ws, code), text, options), quiet_step=False)


def edit(current: Session, ws: Workspace, code: str, pairs: str) -> None:
    """Change fields, as `crm edit` does."""
    from crmcli.services import editing
    from crmcli.services.lookup import find

    typed = editing.read_pairs(ws, [pair for pair in pairs.replace("；", ";").split(";") if pair.strip()])
    told(current, ws, editing.edit(ws, find(ws, code), typed).name)


def reviewed(current: Session, ws: Workspace, code: str) -> None:
    """Note that a customer was reviewed."""
    from crmcli.services import reviewing
    from crmcli.services.lookup import find
    from crmcli.services.showing import record

    customer_id = find(ws, code)
    reviewing.done(ws, customer_id)
    told(current, ws, Msg(N_("Reviewed: {name}"), {"name": short(record(ws, customer_id).name, NAME_SHOWN)}))


def undo(current: Session, number: int) -> None:
    """Take an operation back."""
    from crmcli.commands._reversing import say_done
    from crmcli.services.reversing import plan_undo, reverse

    with current.writer() as ws:
        say_done(current, reverse(ws, plan_undo(ws, number)))


def brief_card(current: Session, item: DueItem) -> Card:
    """What is needed before a call."""
    from crmcli.commands._views.brief import brief

    shown = _shown(current, item.customer_code)
    return brief(shown, today=current.now().date().isoformat(), due=item, idea=item.suggestion or Msg(""))


def review_card(current: Session, code: str) -> Card:
    """What is needed before a call, and what stands out about the customer."""
    from crmcli.commands._views.brief import brief
    from crmcli.commands._views.review import with_findings
    from crmcli.core.due.sentences import suggestion
    from crmcli.services import reviewing
    from crmcli.services.dueing import due
    from crmcli.services.lookup import find
    from crmcli.services.showing import show

    with current.reader() as ws:
        customer_id = find(ws, code)
        shown = show(ws, customer_id, limit=20)
        item = next(iter(due(ws, [f"code:{code}"]).items), None)
        seen = reviewing.seen(ws, customer_id)
    idea = suggestion(shown.customer.status)
    return with_findings(brief(shown, today=current.now().date().isoformat(), due=item, idea=idea), seen)


def whole_card(current: Session, code: str) -> Card:
    """The customer's whole card."""
    from crmcli.commands._views.card import card

    return card(_shown(current, code), today=current.now().date().isoformat())


def _shown(current: Session, code: str) -> Shown:
    from crmcli.services.lookup import find
    from crmcli.services.showing import show

    with current.reader() as ws:
        return show(ws, find(ws, code), limit=20)
