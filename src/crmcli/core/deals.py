"""Deals: their chance, and what may become of them (product.md §1; R191, R193–R195). Writing is services/dealing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from crmcli.core.stages import DEAL_STAGES, PROBABILITY
from crmcli.errors import N_, BadValue, Refused, UsageError
from crmcli.records.base import Setting, Word

_MEANING: Final = {
    "needs": N_("chance of a deal in needs analysis that has none of its own"),
    "quote": N_("chance of a deal at proposal and quote that has none of its own"),
    "negotiation": N_("chance of a deal in negotiation that has none of its own"),
}
ALL_SETTINGS: tuple[Setting, ...] = tuple(
    Setting(f"probability.{stage}", round(PROBABILITY[stage] * 100), "percent", _MEANING[stage])
    for stage in DEAL_STAGES
)


class Sum(NamedTuple):
    """What some deals or orders of one currency come to.

    Args:
        currency: None is the setting's.
        number: how many there are, those without an amount too.
        cents: their amounts.
        weighted: the amounts, each times its chance, in cents.
    """

    currency: str | None
    number: int
    cents: int
    weighted: int = 0


def sums(amounts: Iterable[tuple[str | None, int | None, float]]) -> tuple[Sum, ...]:
    """One sum per currency, the setting's first: several currencies are never added up (product.md §1).

    Args:
        amounts: currency, cents or None, and chance, of each.
    """
    found: dict[str | None, tuple[int, int, float]] = {}
    for currency, cents, chance in amounts:
        number, total, weighted = found.get(currency, (0, 0, 0.0))
        found[currency] = (number + 1, total + (cents or 0), weighted + (cents or 0) * chance)
    order = sorted(found, key=lambda one: (one is not None, one or ""))
    return tuple(Sum(one, found[one][0], found[one][1], round(found[one][2])) for one in order)


def check_days(days: Mapping[str, str | None]) -> None:
    """Refuse days that cannot follow each other.

    Args:
        days: ISO days, or moments, of "opened", "expected", "signed" and "ends"; None or absent is not known.

    Raises:
        BadValue: a deal is closed before it was opened, or a contract ends before it was signed.
    """
    opened, signed = (days.get("opened") or "")[:10], (days.get("signed") or "")[:10]
    if (expected := days.get("expected")) and expected[:10] < opened:
        raise BadValue(
            N_("The deal would close on {day}, before it was opened on {opened}."),
            N_("Give a later day, or the day it was opened with opened=DATE."),
            day=expected[:10],
            opened=opened,
        )
    if signed and signed < opened:
        raise BadValue(
            N_("The contract was signed on {day}, before the deal was opened on {opened}."),
            N_("Put the opening right first: crm deal edit DEAL opened={day}"),
            day=signed,
            opened=opened,
        )
    if (ends := days.get("ends")) and ends[:10] < max(signed, opened):
        raise BadValue(
            N_("The contract would end on {day}, before it began on {began}."),
            N_("Give a later day."),
            day=ends[:10],
            began=max(signed, opened),
        )


def check_stage(stage: str) -> None:
    """Let the stages of an open deal pass.

    Raises:
        UsageError: a deal is won and lost by commands of their own, and its other stages are the customer's.
    """
    if stage in ("won", "after_sales"):
        raise UsageError(N_("A deal is won with its contract."), N_("Type: crm deal won DEAL --contract-no NO"))
    if stage == "lost":
        raise UsageError(N_("A deal is lost for a reason."), N_("Type: crm deal lost DEAL --reason WORD"))
    if stage not in DEAL_STAGES:
        raise UsageError(
            N_("A deal cannot be in the stage {stage}."),
            N_("An open deal is in one of: {stages}"),
            stage=Word("stage", stage),
            stages=tuple(Word("stage", one) for one in DEAL_STAGES),
        )


def check_not_won(deal: Mapping[str, object]) -> None:
    """Refuse to win, lose or move a deal that is won.

    Args:
        deal: its row; `id`, `name`, `state` and `won_at` are looked at.

    Raises:
        Refused: it is won.
    """
    if deal["state"] == "won":
        raise Refused(
            N_("Deal {id} is won already, {day}: {name}."),
            N_("To change its contract: crm deal edit {id} FIELD=VALUE. A slip is taken back with: crm undo"),
            id=deal["id"],
            day=str(deal["won_at"] or deal["signed_at"] or "")[:10] or "–",
            name=deal["name"],
        )
