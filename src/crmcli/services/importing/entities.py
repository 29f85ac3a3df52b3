"""Customers as an import sees them: those in the file already and those about to be made, with what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.core.fold import fold
from crmcli.core.identity import same_firm, same_person
from crmcli.records.customer import Point

if TYPE_CHECKING:
    from crmcli.core.tags import TagName
    from crmcli.records.draft import Draft, DraftDeal, DraftOrder, DraftTalk, DraftTask


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


KEPT = ("called", "code", "day", "draft", "id")  # what is there while a customer waits, and when it is written


class Entity:
    """A customer: one that is there, or one that is about to be made.

    Of one about to be made usually a single row speaks. It waits as that row's draft, which takes a third of the room,
    until another row turns out to be about it, or until it is written.

    Args:
        id: of the customer; None for one about to be made.
        code: its code; "" until one is given.
        columns: columns of the customer's row, as they are or will be.

    Attributes:
        called: its name, as long as it waits and when it is written.
        draft, day: the row that it waits as, and the day its sheet states; None when it is awake.
        people: by folded name.
        aliases: names from before a merge: (folded name of the person, "" for the customer itself; the other name).
        owners: contact point as "kind:value" -> folded name of the person it belongs to, "" for the customer's own.
        ended: contact points as "kind:value" that are no longer valid.
        changed: columns that an existing customer gets.
        points: contact points of its own to be added.
        tags, ids, talks, tasks, events, orders, deals: to be added.
        there: what it has of those already, and will have: ("tag", dimension, value), ("talk", day, text)…
        last_talk: ISO day of the latest talk, "" for none.
        booked: orders it has, by number or day and amount: (id, state).
        order_states: states that orders get, by id.
        dealt: deals it has, by name: their row.
        deal_changes: columns that deals get, by id.
        stage: the stage it moves to; None to stay.
    """

    __slots__ = (*KEPT, "aliases", "booked", "changed", "columns", "deal_changes", "deals", "dealt", "ended", "events",
                 "ids", "last_talk", "lost_reason", "order_states", "orders", "owners", "people", "points",
                 "stage", "tags", "talks", "tasks", "there")  # fmt: skip

    def __init__(self, id: int | None, code: str, columns: dict[str, Any]) -> None:
        self.id = id
        self.code = code
        self.called = ""
        self.draft: Draft | None = None
        self.day: str | None = None
        self._fill(columns)

    @classmethod
    def waiting(cls, name: str, draft: Draft, day: str | None) -> Entity:
        """One about to be made, of whom only one row is known so far."""
        one = cls.__new__(cls)
        one.id, one.code, one.called, one.draft, one.day = None, "", name, draft, day
        return one

    def wake(self, columns: dict[str, Any]) -> None:
        """Make room for all that it may have."""
        self.called, self.draft, self.day = "", None, None
        self._fill(columns)

    def _fill(self, columns: dict[str, Any]) -> None:
        self.columns = columns
        self.people: dict[str, Who] = {}
        self.aliases: Sequence[tuple[str, str]] = ()
        self.owners: dict[str, str] = {}
        self.ended: frozenset[str] = frozenset()
        self.changed: dict[str, Any] = {}
        self.points: Sequence[Point] = ()
        self.tags: Sequence[TagName] = ()
        self.ids: Sequence[tuple[str, str]] = ()
        self.talks: Sequence[DraftTalk] = ()
        self.tasks: Sequence[DraftTask] = ()
        self.events: Sequence[tuple[str, str]] = ()
        self.orders: Sequence[DraftOrder] = ()
        self.deals: Sequence[DraftDeal] = ()
        self.there: set[tuple[Any, ...]] = set()
        self.last_talk = ""
        self.booked: dict[str, tuple[int, str]] = {}
        self.order_states: dict[int, str] = {}
        self.dealt: dict[str, dict[str, Any]] = {}
        self.deal_changes: dict[int, dict[str, Any]] = {}
        self.stage: str | None = None
        self.lost_reason: str | None = None

    def written(self) -> None:
        """Let go of everything but who it is: a hundred thousand may be written one after the other."""
        self.called = self.name
        for name in self.__slots__[len(KEPT) :]:
            delattr(self, name)

    @property
    def name(self) -> str:
        """The customer's name."""
        return self.called or str(self.columns["name"])

    @property
    def company(self) -> str | None:
        """The name when it is a company, None for a person."""
        return self.name if self.columns["kind"] == "company" else None

    def person(self, name: str) -> Who | None:
        """The person of that name, or whose title or full name fits it; None when nobody does, or several."""
        exact = self.people.get(fold(name)) or self._alias(name)
        if exact is not None:
            return exact
        fitting = [who for who in self.people.values() if same_person(name, who.name)]
        return fitting[0] if len(fitting) == 1 else None

    def _alias(self, name: str) -> Who | None:
        return next((self.people.get(owner) for owner, other in self.aliases if fold(other) == fold(name)), None)

    def known_people(self) -> list[str]:
        """Names of its people, and those from before a merge."""
        return [*(who.name for who in self.people.values()), *(name for owner, name in self.aliases if owner)]

    def known_as(self, company: str | None) -> str | None:
        """Its name as a company: the one from before a merge that fits another name, where its own does not."""
        if not self.aliases or not company or same_firm(company, self.company):
            return self.company
        others = (name for owner, name in self.aliases if not owner)
        return next((name for name in others if same_firm(company, name)), self.company)
