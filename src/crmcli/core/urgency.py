"""The score that orders the due list, and its terms for `--why`. Which bucket a reason is in comes first.

score = weight + min(cap, slope × days over): the weight is stored, so SQL orders by the score. The sums follow
Taskwarrior's idea of urgency; the numbers, in points, are ours:

| term | points |
|---|---|
| rule: complaint, until it is settled | 60 |
| rule: agreed next step (a broken promise once it is over) | 50 |
| rule: delivery after winning | 40 |
| rule: first touch of a new lead | 30 |
| rule: contract ends | 28 |
| rule: task; birthday | 26 |
| rule: retry after no answer | 24 |
| rule: visit after delivery | 22 |
| rule: weekly need check; silent | 20 |
| rule: idle; win back | 18 |
| rule: cadence | 14 |
| task: information pack, below all others even after the cap | -4 |
| status: interested 12 · customer 4 · prospect 0 · lost | -6 |
| grade: A or strategic 10 · B | 5 |
| high risk | 8 |
| task of high priority 8 · of low | -6 |
| at stake: open amounts × probability; 5 × log10(1 + yuan / 10,000), at most | 15 |
| days over: `score.slope` (2) a day, at most `score.cap` | 16 |
| idle: more than `due.idle_notice` (3) days without a follow-up, nothing agreed: `score.idle` | 4 |

Between equals a complaint comes before everything, then a promise, a fresh lead before a cadence; waiting alone, up to
the cap, never lifts a cadence above a promise. A big deal, or an A customer at risk, may.
"""

from __future__ import annotations

from math import log10
from typing import Final

from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.due import DueSettings, Reason, State, Term

RETRY: Final = "retry"
INFO_PACK: Final = "info_pack"
RULE_POINTS: Final = {
    "complaint": 60, "next_step": 50, "deliver": 40, "first_touch": 30, "contract": 28, "task": 26, "birthday": 26,
    RETRY: 24, "usage_visit": 22, "need_check": 20, "silent": 20, "idle": 18, "winback": 18, "cadence": 14,
    INFO_PACK: -4,
}  # fmt: skip
STATUS_POINTS: Final = {"prospect": 0, "intent": 12, "won": 4, "lost": -6}
GRADE_POINTS: Final = {"A": 10, "B": 5}
RISK_POINTS: Final = 8
PRIORITY_POINTS: Final = {"high": 8, "mid": 0, "low": -6}
STAKE_CAP: Final = 15

_RULE_NAMES: Final = {
    "next_step": N_("agreed next step"),
    "first_touch": N_("first contact of a new lead"),
    RETRY: N_("no answer last time"),
    "idle": N_("long without a follow-up"),
    "cadence": N_("follow-up cadence"),
    "complaint": N_("complaint"),
    "deliver": N_("delivery promised"),
    "contract": N_("contract ends"),
    "task": N_("task"),
    "birthday": N_("birthday"),
    "usage_visit": N_("visit after delivery"),
    "need_check": N_("weekly need check"),
    "silent": N_("silent for months"),
    "winback": N_("win back"),
    INFO_PACK: N_("information pack"),
}
_PRIORITY_NAMES: Final = {"high": N_("high priority"), "low": N_("low priority")}


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


def task_weight(state: State, rule: str, priority: str) -> float:
    """Return the weight of a reason that is a task of this priority; `rule` is a key of RULE_POINTS."""
    return weight(state, rule) + PRIORITY_POINTS[priority]


def days_points(days_over: int, settings: DueSettings) -> float:
    """Return the points for a number of days over: min(cap, slope × days), nothing before the day."""
    return float(min(settings.cap, settings.slope * max(0, days_over)))


def score(weight: float, days_over: int, settings: DueSettings, *, idle: bool = False) -> float:
    """Return the score of a reason: its stored weight, what the days over add, and the mark idle of its customer."""
    return weight + days_points(days_over, settings) + (settings.idle if idle else 0)


def terms(
    reason: Reason, state: State, *, days_over: int, settings: DueSettings, idle: bool = False
) -> tuple[Term, ...]:
    """Return what makes up a reason's score, for `--why`; the points add up to the score, terms of 0 are left out."""
    kind = _kind(reason, state)
    broken = kind == "next_step" and days_over > 0
    name = N_("broken promise") if broken else _RULE_NAMES[kind]
    over = Term(Msg(N_("{n} days over"), {"n": days_over}, one=N_("{n} day over")), days_points(days_over, settings))
    mark = Term(Msg(N_("idle")), settings.idle if idle else 0)
    found = (Term(Msg(name), RULE_POINTS[kind]), *_priority_terms(reason, state), *_customer_terms(state), over, mark)
    return tuple(term for term in found if term.points)


def _kind(reason: Reason, state: State) -> str:
    """Return the key of RULE_POINTS that a reason has its points from."""
    if reason.rule == "next_step" and not reason.ref:
        return RETRY
    pack = reason.rule == "task" and any(one.id == reason.ref and one.origin == INFO_PACK for one in state.todos)
    return INFO_PACK if pack else reason.rule


def _priority_terms(reason: Reason, state: State) -> tuple[Term, ...]:
    if reason.rule in ("next_step", "contract", "birthday"):
        return ()
    priority = next((one.priority for one in state.todos if one.id == reason.ref), "mid")
    if priority == "mid":
        return ()
    return (Term(Msg(_PRIORITY_NAMES[priority]), PRIORITY_POINTS[priority]),)


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
