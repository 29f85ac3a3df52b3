"""Customers as an import sees them: those in the file already and those about to be made, with what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.core.fold import fold
from crmcli.core.identity import same_person
from crmcli.records.customer import Point

if TYPE_CHECKING:
    from crmcli.core.tags import TagName
    from crmcli.records.draft import DraftDeal, DraftOrder, DraftTalk, DraftTask


def hold(owner: Who | Entity, name: str, value: object) -> None:
    """Add a value to one of the lists of a person or customer.

    They are made when first needed: most of a hundred thousand customers have nothing in most of them.
    """
    held = getattr(owner, name)
    if held:
        held.append(value)
    else:
        setattr(owner, name, [value])


@dataclass(slots=True, eq=False)
class Who:
    """A person of a customer.

    Args:
        id: of the contact; None for one about to be made.
        name: the name.
        values: columns of the contact's row, as they are or will be.
        changed: those of them that an existing contact gets.
        points: contact points to be added.
    """

    id: int | None
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    points: Sequence[Point] = ()


@dataclass(slots=True, eq=False)  # one customer is itself alone; comparing all it has would cost much
class Entity:
    """A customer.

    Args:
        id: of the customer; None for one about to be made.
        code: its code; "" until one is given.
        columns: columns of the customer's row, as they are or will be.
        people: by folded name.
        owners: contact point as "kind:value" -> folded name of the person it belongs to, "" for the customer's own.
        ended: contact points as "kind:value" that are no longer valid.
        changed: columns that an existing customer gets.
        points: contact points of its own to be added.
        tags, ids, talks, tasks, orders, deals: to be added.
        there: what it has of those already, and will have: ("tag", dimension, value), ("talk", day, text)…
        last_talk: ISO day of the latest talk, "" for none.
        booked: orders it has, by number or day and amount: (id, state).
        order_states: states that orders get, by id.
        stage: the stage it moves to; None to stay.
    """

    id: int | None
    code: str
    columns: dict[str, Any]
    people: dict[str, Who] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()
    changed: dict[str, Any] = field(default_factory=dict)
    points: Sequence[Point] = ()
    tags: Sequence[TagName] = ()
    ids: Sequence[tuple[str, str]] = ()
    talks: Sequence[DraftTalk] = ()
    tasks: Sequence[DraftTask] = ()
    events: Sequence[tuple[str, str]] = ()
    orders: Sequence[DraftOrder] = ()
    deals: Sequence[DraftDeal] = ()
    there: set[tuple[Any, ...]] = field(default_factory=set)
    last_talk: str = ""
    booked: dict[str, tuple[int, str]] = field(default_factory=dict)
    order_states: dict[int, str] = field(default_factory=dict)
    stage: str | None = None
    lost_reason: str | None = None

    @property
    def name(self) -> str:
        """The customer's name."""
        return str(self.columns["name"])

    @property
    def company(self) -> str | None:
        """The name when it is a company, None for a person."""
        return self.name if self.columns["kind"] == "company" else None

    def person(self, name: str) -> Who | None:
        """The person of that name, or whose title or full name fits it; None when nobody does, or several."""
        exact = self.people.get(fold(name))
        if exact is not None:
            return exact
        fitting = [who for who in self.people.values() if same_person(name, who.name)]
        return fitting[0] if len(fitting) == 1 else None
