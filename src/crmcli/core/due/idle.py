"""The rule `idle`: an open prospect or interested customer without contact for too long (product.md §5, R023, R177)."""

from __future__ import annotations

from datetime import datetime

from crmcli.core.cadence import never_due
from crmcli.core.due.days import days_between, held, later, quiet_until, rule_day
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "idle"


def idle_base(state: State) -> str | None:
    """Return the ISO day silence counts from: the last contact, else creation; None when silence does not count."""
    if state.status not in ("prospect", "intent") or never_due(state):
        return None
    return (state.last_contact_at or state.created_at)[:10]


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return the alert, overdue at once on the first day that makes more than `due.idle_alert` days.

    The notice makes no reason: it is a mark, a term of the score and a footer line, all of which depend on today
    (`is_idle`; in SQL, model.dues.IDLE).
    """
    base = idle_base(state)
    if base is None or not settings.idle_alert:
        return ()
    day = rule_day(later(base, settings.idle_alert + 1), settings)
    due_at, late_at = held(day, day, quiet_until(state))
    return (Reason(RULE, 0, due_at, late_at, weight(state, RULE)),)


def is_idle(state: State, today: str, settings: DueSettings) -> bool:
    """Return whether the customer wears the mark: more than `due.idle_notice` days, nothing agreed for later."""
    base = idle_base(state)
    if base is None or days_between(base, today) <= settings.idle_notice:
        return False
    return (quiet_until(state) or "") <= today


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say how many days nobody followed up, or when it will have been too many."""
    today = now.date().isoformat()
    if reason.due_at[:10] > today and days_between(idle_base(state) or state.created_at, today) <= settings.idle_alert:
        params = {"n": settings.idle_alert, "day": day_text(reason.due_at, today)}
        return Msg(N_("More than {n} days without a follow-up on {day}"), params)
    gap = days_between(idle_base(state) or state.created_at, now.date().isoformat())
    return Msg(N_("{gap} without a follow-up"), {"gap": days_text(gap)})
