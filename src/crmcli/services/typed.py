"""What a user typed about a customer, read and checked, before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from crmcli.core.nextstep import NextStep
from crmcli.core.tags import TagName
from crmcli.records.customer import Point


@dataclass(slots=True)
class Typed:
    """Values by where they go. Filled field by field by services.fields; empty means nothing typed.

    Args:
        customer: columns of the customer's row.
        contact: columns of the primary contact's row.
        points: (how, contact point): "set" replaces those of its kind, "add" adds, "end" ends that one.
        ended: kinds of contact points of which all are ended.
        tags: (how, tag): "add" or "end".
        stage, reason: where to move the customer, and why it was lost.
        next_step: what is to be done next, and when.
        no_next: open next steps are withdrawn.
        custom: values of custom fields by name; None erases one.
    """

    customer: dict[str, object] = field(default_factory=dict)
    contact: dict[str, object] = field(default_factory=dict)
    points: list[tuple[str, Point]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    tags: list[tuple[str, TagName]] = field(default_factory=list)
    stage: str | None = None
    reason: str | None = None
    next_step: NextStep | None = None
    no_next: bool = False
    custom: dict[str, object] = field(default_factory=dict)
