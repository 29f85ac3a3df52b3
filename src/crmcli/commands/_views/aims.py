"""Costs of channels and events, and targets, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.commands._views.pieces import money
from crmcli.core.deals import sums
from crmcli.core.targets import MEASURES
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Cell, Column, Sheet, Typed
from crmcli.services.costing import Cost
from crmcli.services.targeting import Target

COSTS = (
    Column("id", N_("No."), "count"),
    Column("source", N_("Source"), "code", "channel"),
    Column("event", N_("Event"), share=1),
    Column("month", N_("Month")),
    Column("amount", N_("Amount"), "money"),
    Column("currency", N_("Currency")),
    Column("created_at", N_("Created"), "moment"),
)
TARGETS = (
    Column("measure", N_("Measure"), "code", "measure"),
    Column("period", N_("Period")),
    Column("target", N_("Target"), "money"),
    Column("reached", N_("Reached"), "money"),
    Column("share", N_("Share"), "rate"),
    Column("bar", " ", "bar", drop=9),
)


def cost_sheet(costs: Sequence[Cost]) -> Sheet:
    """Costs, with what they come to, each currency by itself."""
    shown = [one.key for one in COSTS[:5]] + (["currency"] if any(one.currency for one in costs) else [])
    return Sheet(
        COSTS,
        tuple(cost_row(one) for one in costs),
        shown=tuple(shown),
        notes=tuple(
            Msg(N_("Together {amount}"), {"amount": money(one.cents, one.currency)})
            for one in sums((cost.currency, cost.amount, 1.0) for cost in costs)
        ),
        empty=Msg(N_("No costs here. To note one: crm cost add SOURCE AMOUNT --month 2026-11")),
    )


def cost_row(cost: Cost) -> tuple[Cell, ...]:
    """The cells of one cost."""
    return tuple(getattr(cost, one.key) for one in COSTS)


def named_cost(cost: Cost) -> tuple[object, ...]:
    """Of what a cost is, for a sentence: source, event, month."""
    return Word("channel", cost.source) if cost.source else None, cost.event, cost.month


def target_sheet(targets: Sequence[Target], *, bars: bool) -> Sheet:
    """Targets and what is reached of them.

    Args:
        bars: people look at it.
    """
    rows = tuple((*target_row(one), one.share) if bars else target_row(one) for one in targets)
    return Sheet(
        TARGETS if bars else TARGETS[:-1],
        rows,
        notes=(Msg(N_("An empty one is worked out by a report.")),) if any(t.reached is None for t in targets) else (),
        empty=Msg(N_("No targets here. To set one: crm target set 2026Q4 500000")),
    )


def target_row(one: Target) -> tuple[Cell, ...]:
    """The cells of one target, without the bar."""
    return one.measure, one.period, in_unit(one.measure, one.target), in_unit(one.measure, one.reached), one.share


def in_unit(measure: str, number: int | None) -> Cell:
    """A target or what is reached of it, drawn as its measure has it."""
    kind = MEASURES.get(measure, "count")
    if number is None or kind == "money":
        return number
    return Typed("rate", number / 10_000) if kind == "rate" else Typed("count", number)
