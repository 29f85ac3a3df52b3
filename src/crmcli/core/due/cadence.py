"""The rule `cadence`: so many days after the last contact it is time again (product.md §5, R059, R060, R199)."""

from __future__ import annotations

from datetime import datetime

from crmcli.core.cadence import basis, cadence_days
from crmcli.core.due.days import days_between, held, later, quiet_until, rule_day
from crmcli.core.due.first_touch import is_untouched
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import weight
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueSettings, Reason, State

RULE = "cadence"


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return the reason due N days after the last contact, overdue the day after.

    Never contacted and no longer a bare lead: counted from the day of creation. A bare lead has its first touch,
    an agreed next date replaces the cadence for as long as that step is open.
    """
    days = cadence_days(state, settings)
    if days is None or state.next_at or (settings.first_touch and is_untouched(state)):
        return ()
    day = rule_day(later(state.last_contact_at or state.created_at, days), settings)
    due_at, late_at = held(day, later(day, 1), quiet_until(state))
    return (Reason(RULE, 0, due_at, late_at, weight(state, RULE)),)


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say whose cadence it is, how many days it allows and how many have passed."""
    n = cadence_days(state, settings) or 0
    today = now.date().isoformat()
    params: dict[str, object] = {"who": _who(state, settings), "n": n}
    gap = days_between(state.last_contact_at or state.created_at, today)
    ahead = days_between(today, reason.due_at)
    if gap > n:
        params["gap"] = days_text(gap)
        return Msg(N_("{who}: every {n} days, {gap} now"), params, one=N_("{who}: every day, {gap} now"))
    if ahead <= 0:
        return Msg(N_("{who}: every {n} days, today again"), params, one=N_("{who}: every day, today again"))
    if ahead == 1:
        return Msg(N_("{who}: every {n} days, tomorrow again"), params, one=N_("{who}: every day, tomorrow again"))
    params["day"] = day_text(reason.due_at, today)
    return Msg(N_("{who}: every {n} days, again on {day}"), params, one=N_("{who}: every day, again on {day}"))


def _who(state: State, settings: DueSettings) -> Msg | Word:
    """Say which line of the precedence gave the number."""
    reason = basis(state, settings)
    if reason == "risk_high":
        return Msg(N_("High risk"))
    if reason.startswith("grade_"):
        return Msg(N_("Grade {grade} customer"), {"grade": state.grade})
    if reason == "intent" and state.status == "won":
        return Msg(N_("Customer with an open deal"))
    return Word("status", state.status)
