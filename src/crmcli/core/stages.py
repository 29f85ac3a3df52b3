"""Stages and statuses: their order, which follows from which, and which moves are legal (product.md §1).

Labels and aliases are in the dictionaries; what a move makes (tasks, stage events) is the services' work.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from crmcli.errors import N_, Refused, UsageError
from crmcli.records.base import Word

STAGES: Final = ("lead", "contact", "needs", "quote", "negotiation", "won", "after_sales", "lost")
STATUSES: Final = ("prospect", "intent", "won", "lost")
DEAL_STAGES: Final = ("needs", "quote", "negotiation")
BOUGHT: Final = ("won", "after_sales")

_STATUS: Final = {
    "lead": "prospect",
    "contact": "prospect",
    "needs": "intent",
    "quote": "intent",
    "negotiation": "intent",
    "won": "won",
    "after_sales": "won",
    "lost": "lost",
}
_LOWEST: Final = {"prospect": "lead", "intent": "needs", "won": "won", "lost": "lost"}

# Chance of winning a deal in this stage, where the deal does not carry its own (data/dictionary.csv).
PROBABILITY: Final = {
    "lead": 0.05,
    "contact": 0.10,
    "needs": 0.30,
    "quote": 0.50,
    "negotiation": 0.80,
    "won": 1.0,
    "after_sales": 1.0,
    "lost": 0.0,
}


def status_of(stage: str) -> str:
    """Return the status that follows from a stage's code."""
    return _STATUS[stage]


def stage_for_status(status: str, present: str | None = None) -> str:
    """Return the stage that a status given as input sets: its lowest, or the present one if that already has it."""
    if present is not None and _STATUS[present] == status:
        return present
    return _LOWEST[status]


def is_forward(present: str, target: str) -> bool:
    """Return whether `target` lies further than `present`; being lost lies furthest."""
    return STAGES.index(target) > STAGES.index(present)


def furthest(stages: Iterable[str]) -> str:
    """Return the furthest of some stages, at least one."""
    return max(stages, key=STAGES.index)


def check_move(present: str, target: str, *, reason: str | None = None) -> None:
    """Let a move made by hand pass, or refuse it; staying where one is always passes.

    Any step forward or back is legal, except that a customer who bought never moves back (only on to after-sales,
    or lost), and that losing needs a reason.

    Raises:
        UsageError: lost without a reason (exit 2).
        Refused: a customer who bought would move back (exit 6).
    """
    if target == present:
        return
    if target == "lost":
        if not reason:
            raise UsageError(N_("A lost customer needs a reason."), N_("Add --reason, for example --reason price."))
    elif present in BOUGHT and not is_forward(present, target):
        raise Refused(
            N_("A customer who bought never moves back: {present} cannot become {target}."),
            N_("New business with them is a new deal. A wrong entry is taken back with: crm undo"),
            present=Word("stage", present),
            target=Word("stage", target),
        )


def after_import(present: str, target: str) -> str:
    """Return the stage after an import that says `target`: an import never moves a stage backwards."""
    return target if is_forward(present, target) else present


def after_deal(present: str, deal_stage: str) -> str:
    """Return a customer's stage once an open deal is in `deal_stage`: forward only, needs at least.

    Who bought stays where he is; who was lost returns, to needs or as far as the deal is.
    """
    target = furthest(("needs", deal_stage))
    if present == "lost":
        return target
    return present if present in BOUGHT else furthest((present, target))
