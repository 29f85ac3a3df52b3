"""`done` and `snooze` for a row of the due list, whatever made it: a task, a next step, a date of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.due.buckets import PROMISED
from crmcli.core.due.sentences import sentence
from crmcli.errors import N_, Refused, UsageError
from crmcli.model import customers, dues
from crmcli.model.dues import Question
from crmcli.model.facts.gathering import gather, state_of
from crmcli.records.base import Msg
from crmcli.records.due import Reason
from crmcli.services import checks, logging, tasking
from crmcli.services.logging import Logged, TalkOptions

if TYPE_CHECKING:
    from crmcli.model.journal.writing import Journal
    from crmcli.services.workspace import Workspace

FAR = 3660  # days ahead in which an open reason is looked for
DATED = ("contract", "birthday")  # reasons of a date that comes by itself: a task notes that they are settled


class Target(NamedTuple):
    """What is to be settled or put off.

    Args:
        reason: the due list's; None where only a customer is meant who has none.
        said: the reason in words.
        title: of a task that has no row in the list, because it has no date.
    """

    customer_id: int
    reason: Reason | None
    said: Msg | None

    @property
    def task_id(self) -> int | None:
        """The task behind it, if there is one."""
        return self.reason.ref if self.reason and self.reason.rule in PROMISED and self.reason.ref else None


class Settled(NamedTuple):
    """What became of it: the talk, when recurring tasks are due again, what is still due today."""

    logged: Logged | None
    again: tuple[str, ...]
    left: tuple[Msg, ...]


def of_task(ws: Workspace, task_id: int) -> Target:
    """An open task by its number.

    Raises:
        NotFound, Refused: there is none, or it is closed.
    """
    row = tasking.find(ws, task_id)
    for one in _reasons(ws, row["customer_id"], days=FAR):
        if one.task_id == task_id:
            return one
    without_date = Reason("task" if row["origin"] != "next_step" else "next_step", task_id, "", "", 0)
    return Target(row["customer_id"], without_date, None)


def of_row(ws: Workspace, customer_id: int, key: tuple[str, int, str]) -> Target:
    """A row of the due list as it was shown.

    Args:
        key: rule, what is behind it, and the day it was due.

    Raises:
        Refused: it is not due any more.
    """
    rule, ref, _due_at = key
    if rule in PROMISED and ref:
        return of_task(ws, ref)
    for one in _reasons(ws, customer_id, days=FAR):
        if one.reason and (one.reason.rule, one.reason.ref) == (rule, ref) and one.reason.due_at <= key[2]:
            return one
    raise Refused(
        N_("{name}: what this row was about is settled already."),
        N_("The list as it is now: crm due"),
        name=customers.row(ws.db, customer_id)["name"],
    )


def of_customer(ws: Workspace, customer_id: int) -> Target:
    """The customer's row of the due list, the most urgent reason; without one, the customer alone."""
    return next(iter(_reasons(ws, customer_id, days=1)), Target(customer_id, None, None))


def done(ws: Workspace, target: Target, text: str | None, options: TalkOptions) -> Settled:
    """Settle it as one operation, with the talk in which that happened.

    Args:
        text: what happened; None to write no talk.
        options: of the talk.

    Raises:
        Refused: nothing is open, or only a talk can settle it and there is none.
        UsageError, BadValue: see logging.log.
    """
    return done_all(ws, (target,), text, options)


def done_all(ws: Workspace, targets: Sequence[Target], text: str | None, options: TalkOptions) -> Settled:
    """Settle several as one operation; a talk is written once, so then they belong to one customer.

    Raises:
        Refused, UsageError, BadValue: as done, or a talk for several customers; then none is settled.
    """
    customer_ids = {one.customer_id for one in targets}
    if text is not None and len(customer_ids) > 1:
        raise UsageError(
            N_("A talk belongs to one customer; these are {n}."),
            N_("Leave the text out, or settle them one by one."),
            n=len(customer_ids),
        )
    for one in targets:
        _refuse_open(ws, one, talk=text is not None)
    again: list[str] = []

    def settle(journal: Journal) -> None:
        for one in targets:
            again.extend(filter(None, (_settle(ws, journal, one),)))

    logged = None
    if text is not None:
        logged = logging.log(ws, targets[0].customer_id, text, options, also=settle)
    else:
        with ws.operation() as journal:
            for customer_id in customer_ids:
                checks.refuse_gone(journal.db, customer_id)
            settle(journal)
    left = left_today(ws, targets[0].customer_id) if len(customer_ids) == 1 else ()
    return Settled(logged, tuple(again), left)


def _refuse_open(ws: Workspace, target: Target, *, talk: bool) -> None:
    """Refuse what cannot be settled: nothing is open, or only a talk can do it and there is none."""
    if target.reason is None:
        name, code = customers.row(ws.db, target.customer_id)["name"], customers.code_of(ws.db, target.customer_id)
        raise Refused(
            N_("Nothing is open for {name}."), N_("To write down a talk: crm log {code} TEXT"), name=name, code=code
        )
    if not talk and target.task_id is None and target.reason.rule not in DATED:
        raise Refused(
            N_("Only a talk settles this: {reason}."),
            N_("Say what happened, or put it off: crm snooze"),
            reason=target.said,
        )


def snooze(ws: Workspace, target: Target, text: str) -> tuple[str, tuple[Msg, ...]]:
    """Put it off as one operation; returns to when, and what is still due today.

    A task or next step gets the new date. A contract or birthday becomes a task of that date: no snooze of the
    customer silences those. Everything else a rule says is silent until then (product.md §5).

    Raises:
        BadValue: a date that cannot be read or does not lie ahead.
    """
    return snooze_all(ws, (target,), text)


def snooze_all(ws: Workspace, targets: Sequence[Target], text: str) -> tuple[str, tuple[Msg, ...]]:
    """Put several off to one day, as one operation; what is still due today is told of one customer alone.

    Raises:
        BadValue: as snooze.
    """
    at = tasking.later_moment(ws, text)
    with ws.operation() as journal:
        for target in targets:
            checks.refuse_gone(journal.db, target.customer_id)
            _put_off(ws, journal, target, at)
    alone = len({one.customer_id for one in targets}) == 1
    return at, left_today(ws, targets[0].customer_id) if alone else ()


def _put_off(ws: Workspace, journal: Journal, target: Target, at: str) -> None:
    if target.task_id is not None:
        journal.update("tasks", target.task_id, {"due_at": at})
    elif target.reason is not None and target.reason.rule in DATED:
        _note(ws, journal, target, {"due_at": at})
    else:
        journal.update("customers", target.customer_id, {"snoozed_until": at[:10], "updated_at": ws.minute()})


def left_today(ws: Workspace, customer_id: int) -> tuple[Msg, ...]:
    """What else of the customer is due by today, in words."""
    today = ws.minute()[:10]
    return tuple(
        one.said
        for one in _reasons(ws, customer_id, days=1)
        if one.said and one.reason and one.reason.due_at[:10] <= today
    )


def _settle(ws: Workspace, journal: Journal, target: Target) -> str | None:
    if target.task_id is not None:
        return tasking.close(ws, journal, target.task_id, state="done")
    if target.reason is not None and target.reason.rule in DATED:
        at = ws.minute()
        _note(ws, journal, target, {"due_at": target.reason.due_at, "state": "done", "closed_at": at})
    return None


def _note(ws: Workspace, journal: Journal, target: Target, values: dict[str, object]) -> None:
    """A task that takes the place of a contract's end or a birthday, this one of it only."""
    assert target.reason is not None
    rule, ref = target.reason.rule, target.reason.ref
    known = next(iter(gather(ws.db, [target.customer_id])))
    day = target.reason.due_at
    if rule == "contract":
        day = next(one.ends_at for one in state_of(known).contracts if one.id == ref)
    owner = customers.row(journal.db, target.customer_id)["owner"]
    own = {"customer_id": target.customer_id, "title": "", "origin": rule, "about": f"{rule} {ref} {day}"}
    journal.insert("tasks", {**own, "owner": owner, "created_at": ws.minute(), **values})


def _reasons(ws: Workspace, customer_id: int, *, days: int) -> list[Target]:
    numbers, now = ws.due_settings(), ws.now()
    ask = Question(ws.minute(), now.date(), days, numbers)
    known = next(iter(gather(ws.db, [customer_id])), None)
    found = dues.all_reasons(ws.db, ask, [customer_id]) if known else ()
    reasons = [Reason(one.rule, one.ref, one.due_at, one.late_at, one.weight) for one in found]
    return (
        [Target(customer_id, one, sentence(one, state_of(known), now=now, settings=numbers)) for one in reasons]
        if known
        else []
    )
