"""The rule `first_touch`: a new lead is contacted within 24 hours (product.md §5, R120)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from crmcli.core.due.days import days_between, held, quiet_until, rule_day
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "first_touch"


def is_untouched(state: State) -> bool:
    """Return whether the customer is a lead nobody has talked with; an unanswered attempt is no talk."""
    return state.stage == "lead" and not state.interactions


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return the reason due 24 hours after creation, overdue a minute later: more than is strictly more.

    After an unanswered attempt there is none: the retry has taken its place.
    """
    if not settings.first_touch or not is_untouched(state) or state.retry_on:
        return ()
    at = _after(state.created_at, 60 * settings.first_touch)
    at = rule_day(at[:10], settings) + at[10:]
    late = _after(at, 1)
    due_at, late_at = held(at, late, quiet_until(state))
    return (Reason(RULE, 0, due_at, late_at, weight(state, RULE)),)


@lru_cache(maxsize=1024)  # all customers of an import were created at one moment
def _after(moment: str, minutes: int) -> str:
    return (datetime.fromisoformat(moment) + timedelta(minutes=minutes)).isoformat(" ", "minutes")


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say how long the lead has waited, or until when it should be contacted."""
    created = datetime.fromisoformat(state.created_at)
    today = now.date().isoformat()
    if reason.late_at <= now.isoformat(" ", "minutes") or len(reason.due_at) == len(today):
        hours = int((now - created).total_seconds()) // 3600
        waited = days_text(days_between(state.created_at, today)) if hours >= 48 else _hours(hours)
        return Msg(N_("New lead, not contacted for {waited}"), {"waited": waited})
    day, time = reason.due_at[:10], reason.due_at[11:]
    if day == today:
        return Msg(N_("New lead, first contact by {time} today"), {"time": time})
    if days_between(today, day) == 1:
        return Msg(N_("New lead, first contact by {time} tomorrow"), {"time": time})
    return Msg(N_("New lead, first contact by {day} {time}"), {"day": day_text(day, today), "time": time})


def _hours(n: int) -> Msg:
    return Msg(N_("{n} hours"), {"n": n}, one=N_("{n} hour"))
