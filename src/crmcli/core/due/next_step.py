"""The rule `next_step`: what was agreed is due on its date; an unanswered attempt, the next working day.

See core/due/__init__.py for how agreed dates, attempts and snoozes play together (product.md §5).
"""

from __future__ import annotations

from datetime import datetime

from crmcli.core.due.days import days_between, held, later
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import RETRY, weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "next_step"


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return the agreed step (ref is its task) and the retry (ref 0), each on its day.

    An attempt made for the step puts the step off to the day of the retry; then there is one reason, not two.
    """
    found = []
    snooze = (state.snoozed_until or "")[:10]
    step, retry = state.next_at, state.retry_on
    if step:
        due = held(step, later(step, 1), max(snooze, retry or "") or None)
        found.append(Reason(RULE, state.next_task_id or 0, *due, weight(state, RULE)))
    if retry and (not step or retry < step[:10]):
        due = held(retry, later(retry, 1), snooze or None)
        found.append(Reason(RULE, 0, *due, weight(state, RETRY)))
    return tuple(found)


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say what was agreed and for when, or how often nobody answered."""
    if not reason.ref or not state.next_at:
        return Msg(
            N_("No answer {n} times, try again"), {"n": state.attempts}, one=N_("No answer last time, try again")
        )
    today = now.date().isoformat()
    params: dict[str, object] = {
        "title": state.next_title or Msg(N_("follow up")),
        "day": day_text(state.next_at, today),
        "time": state.next_at[11:],
    }
    if _is_tried(state):
        params["n"] = state.attempts
        return Msg(
            N_("Agreed for {day}: {title}; no answer {n} times, try again"),
            params,
            one=N_("Agreed for {day}: {title}; no answer, try again"),
        )
    return _agreed(params, days_between(today, state.next_at))


def _agreed(params: dict[str, object], ahead: int) -> Msg:
    """Word the agreed step by how many days lie ahead; below 0 the promise is broken."""
    if ahead < 0:
        return Msg(N_("Agreed for {day}: {title}, {gap} late"), {**params, "gap": days_text(-ahead)})
    if ahead == 0:
        timed, plain = N_("Agreed for today at {time}: {title}"), N_("Agreed for today: {title}")
    elif ahead == 1:
        timed, plain = N_("Agreed for tomorrow at {time}: {title}"), N_("Agreed for tomorrow: {title}")
    else:
        timed, plain = N_("Agreed for {day} at {time}: {title}"), N_("Agreed for {day}: {title}")
    return Msg(timed if params["time"] else plain, params)


def _is_tried(state: State) -> bool:
    """Return whether the last unanswered attempt was made for the agreed step: its day came before the retry's."""
    return bool(state.next_at and state.retry_on and state.next_at[:10] < state.retry_on)
