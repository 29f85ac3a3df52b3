"""Why a customer is due, and what to talk about, as sentences. The words of each rule are in its own file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from crmcli.core.due import birthday, cadence, complaint, contract, first_touch, idle, next_step, silent, task
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.due import DueSettings, Reason, State

_SENTENCES: Final[dict[str, Callable[[Reason, State, datetime, DueSettings], Msg]]] = {
    next_step.RULE: next_step.sentence,
    first_touch.RULE: first_touch.sentence,
    cadence.RULE: cadence.sentence,
    idle.RULE: idle.sentence,
    silent.RULE: silent.sentence,
    **dict.fromkeys((task.RULE, *task.MADE), task.sentence),
    complaint.RULE: complaint.sentence,
    contract.RULE: contract.sentence,
    birthday.RULE: birthday.sentence,
}

_SUGGESTIONS: Final = {
    "prospect": N_("Share news of the industry or a case"),
    "intent": N_("Confirm the need, talk through the proposal"),
    "won": N_("Ask how it works for them, mention renewal"),
    "lost": N_("Send a greeting, learn why it was lost"),
}
# what the reason itself asks for comes before what the status suggests
_OF_RULE: Final = {
    "complaint": N_("Say what was done about it, ask whether it is settled"),
    "contract": N_("Talk about renewal before the contract ends"),
    "birthday": N_("Congratulate"),
    "deliver": N_("Deliver, and ask whether all arrived"),
    "usage_visit": N_("Ask how it works for them"),
    "need_check": N_("Ask whether the need has changed"),
    "winback": N_("Learn why it was lost, offer something new"),
    "silent": N_("Ask how things are, send news of the industry"),
}


def sentence(reason: Reason, state: State, *, now: datetime, settings: DueSettings) -> Msg:
    """Return the reason in words, as it reads at `now` (naive local time): “Interested: every 3 days, 9 days now”."""
    return _SENTENCES[reason.rule](reason, state, now, settings)


def suggestion(status: str, rule: str = "") -> Msg:
    """Return the one action suggested: by what made the customer due, else by status (product.md §5, R062, R124)."""
    return Msg(_OF_RULE.get(rule) or _SUGGESTIONS[status])
