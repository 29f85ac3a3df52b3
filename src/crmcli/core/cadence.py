"""How many days may pass between contacts with a customer. When that makes one due: core/due/cadence.py."""

from __future__ import annotations

from crmcli.records.due import DueSettings, State


def never_due(state: State) -> bool:
    """Return whether no rule may ever name this customer: 不再联系, or lost as an invalid lead (product.md §5)."""
    return state.do_not_contact or (state.status == "lost" and state.lost_reason == "invalid")


def basis(state: State, settings: DueSettings) -> str:
    """Return the setting (a field of DueSettings) that gives the customer's cadence, in the order of product.md §5.

    | order | who | setting |
    |---|---|---|
    | 2 | high risk, not lost | risk_high |
    | 3 | won, no open deal, graded A, B or C | grade_a, grade_b, grade_c |
    | 3 | won, no open deal, not graded | won |
    | 4 | won with an open deal | intent |
    | 5 | everybody else | prospect, intent, lost: the status |

    Order 1, an agreed next date, replaces the cadence altogether: that is the rule next_step.
    """
    if state.risk_high and state.status != "lost" and settings.risk_high:
        return "risk_high"
    if state.status != "won":
        return state.status
    if state.open_deals:
        return "intent"
    return f"grade_{state.grade.lower()}" if state.grade in ("A", "B", "C") else "won"


def cadence_days(state: State, settings: DueSettings) -> int | None:
    """Return how many days may pass between contacts, or None for a customer who is never due.

    A next date does not change this number, it only takes precedence over it.
    """
    if never_due(state):
        return None
    days: int = getattr(settings, basis(state, settings))
    return days or None
