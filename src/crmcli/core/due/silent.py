"""The rule `silent`: months without a contact, strictly more than the setting says (product.md §5, R057, R058)."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from crmcli.core.due.days import held, later, quiet_until, rule_day
from crmcli.core.due.wording import day_text
from crmcli.core.stages import BOUGHT
from crmcli.core.urgency import weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "silent"


def base(state: State) -> str:
    """Return the ISO day silence counts from: the last contact, else creation."""
    return (state.last_contact_at or state.created_at)[:10]


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return the reason due on the first day that makes more than so many calendar months, unless lost."""
    if not settings.silent_months or state.status == "lost":
        return ()
    day = rule_day(_first_day(base(state), settings.silent_months), settings)
    due_at, late_at = held(day, later(day, 1), quiet_until(state))
    return (Reason(RULE, 0, due_at, late_at, weight(state, RULE)),)


@lru_cache(maxsize=4096)  # customers of an import share few days
def _first_day(day: str, months: int) -> str:
    """Return the first ISO day from which `day` lies more than so many calendar months back.

    Looked at from a day without that date in the earlier month (31 May, three months: 28 February), the month's last
    day counts, exactly as the filter is:silent does.
    """
    from crmcli.core.filter_times import months_away

    start = date.fromisoformat(day)
    reached = months_away(start, months)
    while months_away(reached, -months) <= start:
        reached = date.fromordinal(reached.toordinal() + 1)
    return reached.isoformat()


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say for how many months nobody talked, and after long ones that the customer may be lost."""
    today = now.date().isoformat()
    start, n = base(state), settings.silent_months
    if _first_day(start, n) > today:
        day = day_text(reason.due_at, today)
        return Msg(N_("{n} months without a contact on {day}"), {"n": n, "day": day})
    while _first_day(start, n + 1) <= today:
        n += 1
    if settings.silent_lost and n >= settings.silent_lost and state.stage not in BOUGHT:
        return Msg(N_("Over {n} months without a contact, lost?"), {"n": n})
    return Msg(N_("Over {n} months without a contact"), {"n": n}, one=N_("Over a month without a contact"))
