"""The rule `contract`: a contract is looked at some days before it ends (product.md §5, setting due.contract).

It is settled by `crm done` on its row, and over with the first talk on or after its last day: then what comes next is
the cadence's business. A talk before that does not settle it.
"""

from __future__ import annotations

from datetime import datetime

from crmcli.core.due.days import days_between, later, rule_day
from crmcli.core.due.wording import day_text, days_text
from crmcli.core.urgency import weight
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

RULE = "contract"


def fire(state: State, settings: DueSettings) -> tuple[Reason, ...]:
    """Return a reason for each contract, due so many days before its end, overdue the day after that."""
    if not (settings.contract and state.contracts):
        return ()
    found = []
    for one in state.contracts:
        if not state.last_contact_at or state.last_contact_at[:10] < one.ends_at:
            day = rule_day(later(one.ends_at, -settings.contract), settings)
            found.append(Reason(RULE, one.id, day, later(day, 1), weight(state, RULE)))
    return tuple(found)


def sentence(reason: Reason, state: State, now: datetime, settings: DueSettings) -> Msg:
    """Say when the contract ends or ended."""
    ends_at = next(one.ends_at for one in state.contracts if one.id == reason.ref)
    today = now.date().isoformat()
    ahead = days_between(today, ends_at)
    params = {"day": day_text(ends_at, today), "gap": days_text(abs(ahead))}
    if ahead < 0:
        return Msg(N_("Contract ended on {day}, {gap} ago"), params)
    if ahead == 0:
        return Msg(N_("Contract ends today"))
    return Msg(N_("Contract ends on {day}, in {gap}"), params)
