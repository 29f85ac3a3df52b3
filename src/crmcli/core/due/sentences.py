"""Why a customer is due, and what to talk about, as sentences. The words of each rule are in its own file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from crmcli.core.due import cadence, first_touch, idle, next_step
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

_SENTENCES: Final[dict[str, Callable[[Reason, State, datetime, DueSettings], Msg]]] = {
    next_step.RULE: next_step.sentence,
    first_touch.RULE: first_touch.sentence,
    cadence.RULE: cadence.sentence,
    idle.RULE: idle.sentence,
}

_SUGGESTIONS: Final = {
    "prospect": N_("Share news of the industry or a case"),
    "intent": N_("Confirm the need, talk through the proposal"),
    "won": N_("Ask how it works for them, mention renewal"),
    "lost": N_("Send a greeting, learn why it was lost"),
}


def sentence(reason: Reason, state: State, *, now: datetime, settings: DueSettings) -> Msg:
    """Return the reason in words, as it reads at `now` (naive local time): “Interested: every 3 days, 9 days now”."""
    return _SENTENCES[reason.rule](reason, state, now, settings)


def suggestion(status: str) -> Msg:
    """Return the one action suggested for a customer of this status (product.md §5, R062, R124)."""
    return Msg(_SUGGESTIONS[status])
