"""The rule `task` and the tasks that stages make: each open task with a date is a reason of its own (product.md §5).

Next steps are next_step.py's, complaints complaint.py's; who makes the tasks is the services' business.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from crmcli.core.collapsing import OWN_WORK
from crmcli.core.due import cadence
from crmcli.core.due.days import days_between, held, later, quiet_until
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import INFO_PACK, task_weight
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueSettings, Reason, State, Todo

RULE = "task"
# tasks that stages make (R120, R124, R185); every other origin is a plain task
MADE: Final = ("deliver", "usage_visit", "need_check", "winback")


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return a reason for each open task, due on its day, overdue the day after.

    Nothing silences them but the need check's retry and what the information pack yields to.
    """
    if not state.todos:
        return ()
    return tuple(_reason(state, settings, one) for one in state.todos if one.origin != "complaint")


def _reason(state: State, settings: DueSettings, one: Todo) -> Reason:
    rule = one.origin if one.origin in MADE else RULE
    kind = INFO_PACK if one.origin == INFO_PACK else rule
    due_at, late_at = held(one.due_at, later(one.due_at, 1), _waits_for(state, settings, kind))
    return Reason(rule, one.id, due_at, late_at, task_weight(state, kind, one.priority))


def _waits_for(state: State, settings: DueSettings, kind: str) -> str | None:
    """Return the ISO day a task is put off to, or None.

    A need check is a talk: after an unanswered attempt it waits for the retry, as the cadence does. An information
    pack nobody asked for yields as the cadence does, and once there was a talk it waits for the next one: it is
    named beside the reason to call, never before it.
    """
    if kind == "need_check":
        return state.retry_on
    if kind != INFO_PACK:
        return None
    next_talk = cadence.fire(state, settings) if state.interactions else ()
    days = (quiet_until(state), *(reason.due_at for reason in next_talk))
    return max((day for day in days if day), default=None)


def todo_of(reason: Reason, state: State) -> Todo:
    """Return the task behind a reason."""
    return next(one for one in state.todos if one.id == reason.ref)


def named(one: Todo) -> str | Word | Msg:
    """Return a task's title, or the label of the rule that made it."""
    if not one.title and one.origin in OWN_WORK:
        return Msg(N_("follow up"))  # a date alone, as one of several that somebody promised
    return one.title or Word("task_origin", one.origin)


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say what is to be done and for when; of an information pack, to when it was put off."""
    one = todo_of(reason, state)
    due_at = reason.due_at if one.origin == INFO_PACK else one.due_at
    today = now.date().isoformat()
    ahead = days_between(today, due_at)
    time = due_at[11:]
    params = {"title": named(one), "day": day_text(due_at, today), "time": time}
    if ahead < 0:
        return Msg(N_("{title}: due {day}, {gap} late"), {**params, "gap": days_text(-ahead)})
    if ahead == 0:
        timed, plain = N_("{title}: today at {time}"), N_("{title}: today")
    elif ahead == 1:
        timed, plain = N_("{title}: tomorrow at {time}"), N_("{title}: tomorrow")
    else:
        timed, plain = N_("{title}: on {day} at {time}"), N_("{title}: on {day}")
    return Msg(timed if time else plain, params)
