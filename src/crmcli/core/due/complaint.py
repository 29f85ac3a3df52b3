"""The rule `complaint`: a complaint is due from the moment it was made until its task is done (product.md §5, R134)."""

from __future__ import annotations

from datetime import datetime

from crmcli.core.due.days import days_between, later
from crmcli.core.due.task import todo_of
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import task_weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "complaint"


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return a reason for each open complaint; no talk, next date or snooze of the customer silences it."""
    if not state.todos:
        return ()
    return tuple(
        Reason(RULE, one.id, one.due_at, later(one.due_at, 1), task_weight(state, RULE, one.priority))
        for one in state.todos
        if one.origin == RULE
    )


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say that a complaint is open, and for how long, or for when it was put off."""
    due_at = todo_of(reason, state).due_at
    today = now.date().isoformat()
    ahead = days_between(today, due_at)
    if ahead < 0:
        return Msg(N_("Complaint not settled, {gap} late"), {"gap": days_text(-ahead)})
    if ahead == 0:
        return Msg(N_("Complaint, to be settled today"))
    return Msg(N_("Complaint, to be settled by {day}"), {"day": day_text(due_at, today)})
