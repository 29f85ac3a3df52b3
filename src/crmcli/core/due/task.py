"""The rule `task` and the tasks that stages make: each open task with a date is a reason of its own (product.md §5).

Next steps are next_step.py's, complaints complaint.py's; who makes the tasks is the services' business.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from crmcli.core.due.days import days_between, held, later
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import task_weight
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueSettings, Reason, State, Todo

RULE = "task"
# tasks that stages make (R120, R124, R185); every other origin is a plain task
MADE: Final = ("deliver", "usage_visit", "need_check", "winback")


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return a reason for each open task, due on its day, overdue the day after; nothing silences them."""
    if not state.todos:
        return ()
    return tuple(_reason(state, one) for one in state.todos if one.origin != "complaint")


def _reason(state: State, one: Todo) -> Reason:
    """A need check is a talk: after an unanswered attempt it waits for the retry, as the cadence does."""
    rule = one.origin if one.origin in MADE else RULE
    due_at, late_at = held(one.due_at, later(one.due_at, 1), state.retry_on if rule == "need_check" else None)
    return Reason(rule, one.id, due_at, late_at, task_weight(state, rule, one.priority))


def todo_of(reason: Reason, state: State) -> Todo:
    """Return the task behind a reason."""
    return next(one for one in state.todos if one.id == reason.ref)


def named(one: Todo) -> str | Word:
    """Return a task's title, or the label of the rule that made it."""
    return one.title or Word("task_origin", one.origin)


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say what is to be done and for when."""
    one = todo_of(reason, state)
    today = now.date().isoformat()
    ahead = days_between(today, one.due_at)
    time = one.due_at[11:]
    params = {"title": named(one), "day": day_text(one.due_at, today), "time": time}
    if ahead < 0:
        return Msg(N_("{title}: due {day}, {gap} late"), {**params, "gap": days_text(-ahead)})
    if ahead == 0:
        timed, plain = N_("{title}: today at {time}"), N_("{title}: today")
    elif ahead == 1:
        timed, plain = N_("{title}: tomorrow at {time}"), N_("{title}: tomorrow")
    else:
        timed, plain = N_("{title}: on {day} at {time}"), N_("{title}: on {day}")
    return Msg(timed if time else plain, params)
