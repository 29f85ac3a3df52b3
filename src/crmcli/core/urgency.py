"""The score that orders the due list, and its terms for `--why`. Which bucket a reason is in comes first.

score = weight + min(cap, slope × days over): the weight is stored, so SQL orders by the score. The sums follow
Taskwarrior's idea of urgency; the numbers, in points, are ours:

| term | points |
|---|---|
| rule: agreed next step (a broken promise once it is over) | 50 |
| rule: first touch of a new lead | 30 |
| rule: retry after no answer | 24 |
| rule: idle | 18 |
| rule: cadence | 14 |
| status: interested 12 · customer 4 · prospect 0 · lost | -6 |
| grade: A or strategic 10 · B | 5 |
| high risk | 8 |
| at stake: open amounts × probability; 5 × log10(1 + yuan / 10,000), at most | 15 |
| days over: `score.slope` (2) a day, at most `score.cap` | 16 |

Between equals a promise comes before everything, a fresh lead before a cadence; the cap is below the gaps to the
promise, so waiting alone never outranks one. A big deal, or an A customer at risk, may.
"""

from __future__ import annotations

from math import log10
from typing import Final

from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueSettings, Reason, State, Term

RETRY: Final = "retry"
RULE_POINTS: Final = {"next_step": 50, "first_touch": 30, RETRY: 24, "idle": 18, "cadence": 14}
STATUS_POINTS: Final = {"prospect": 0, "intent": 12, "won": 4, "lost": -6}
GRADE_POINTS: Final = {"A": 10, "B": 5}
RISK_POINTS: Final = 8
STAKE_CAP: Final = 15

_RULE_NAMES: Final = {
    "next_step": N_("agreed next step"),
    "first_touch": N_("first contact of a new lead"),
    RETRY: N_("no answer last time"),
    "idle": N_("long without a follow-up"),
    "cadence": N_("follow-up cadence"),
}


def stake_points(cents: int) -> float:
    """Return the points for what is at stake, open amounts × probability in cents: 5 for each power of ten of 万元."""
    if cents <= 0:
        return 0.0
    return min(float(STAKE_CAP), round(5 * log10(1 + cents / 1_000_000), 1))


def customer_points(state: State) -> tuple[float, float, float, float]:
    """Return the points of a customer whatever the rule: for status, grade, risk and what is at stake."""
    grade = GRADE_POINTS["A"] if state.strategic else GRADE_POINTS.get(state.grade, 0)
    risk = RISK_POINTS if state.risk_high else 0
    return STATUS_POINTS[state.status], grade, risk, stake_points(state.stake_cents)


def weight(state: State, rule: str) -> float:
    """Return the points of a reason that do not depend on today; `rule` is a key of RULE_POINTS."""
    status, grade, risk, stake = customer_points(state)
    return RULE_POINTS[rule] + status + grade + risk + stake


def days_points(days_over: int, settings: DueSettings) -> float:
    """Return the points for a number of days over: min(cap, slope × days), nothing before the day."""
    return float(min(settings.cap, settings.slope * max(0, days_over)))


def score(weight: float, days_over: int, settings: DueSettings) -> float:
    """Return the score of a reason: its stored weight and what the days over add."""
    return weight + days_points(days_over, settings)


def terms(reason: Reason, state: State, *, days_over: int, settings: DueSettings) -> tuple[Term, ...]:
    """Return what makes up a reason's score, for `--why`; the points add up to the score, terms of 0 are left out."""
    kind = RETRY if reason.rule == "next_step" and not reason.ref else reason.rule
    broken = kind == "next_step" and days_over > 0
    name = N_("broken promise") if broken else _RULE_NAMES[kind]
    over = Term(Msg(N_("{n} days over"), {"n": days_over}, one=N_("{n} day over")), days_points(days_over, settings))
    found = (Term(Msg(name), RULE_POINTS[kind]), *_customer_terms(state), over)
    return tuple(term for term in found if term.points)


def _customer_terms(state: State) -> tuple[Term, ...]:
    status, grade, risk, stake = customer_points(state)
    named = Msg(N_("strategic customer")) if state.strategic else Msg(N_("grade {grade}"), {"grade": state.grade})
    amount = Msg(N_("{amount} at stake"), {"amount": f"{state.stake_cents / 100:,.0f}"})
    return (
        Term(Msg(N_("status {status}"), {"status": Word("status", state.status)}), status),
        Term(named, grade),
        Term(Msg(N_("high risk")), risk),
        Term(amount, stake),
    )
