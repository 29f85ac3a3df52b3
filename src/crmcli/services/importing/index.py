"""Finding the customer of a row: in the database and among those the import has made so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fillers import FEW, few_share, is_filler
from crmcli.core.identity import in_one_place, judge
from crmcli.core.matching import LETTERS, company_keys
from crmcli.model import importing as model
from crmcli.services.importing.entities import Entity, Who

if TYPE_CHECKING:
    from crmcli.model.connection import Connection
    from crmcli.records.draft import Draft

PROOF = "mewx"


class Found(NamedTuple):
    """Whom a row is about.

    Args:
        entity: the customer; None for a new one.
        person: the person in it whom the row is about; None for nobody known.
        doubles: customers that may be the same, without proof: (customer, key shared).
    """

    entity: Entity | None
    person: Who | None
    doubles: tuple[tuple[Entity, str], ...] = ()


def keys_of(draft: Draft) -> list[str]:
    """Every match key of a row, proof first."""
    points = (*draft.points, *draft.company_points)
    keys = [f"{LETTERS[p.kind]}:{p.value.casefold()}" for p in points if p.kind in LETTERS and not p.masked]
    keys.extend(f"x:{system}:{value.casefold()}" for system, value in draft.ids)
    if draft.kind == "company" and draft.name:
        keys.extend(company_keys(draft.name))
    return keys


class Index:
    """Customers by match key.

    Args:
        db: the open file.
        wake: makes a customer that waits as a draft ready to be looked at.
    """

    def __init__(self, db: Connection, wake: Callable[[Entity], None]) -> None:
        self._db = db
        self._wake = wake
        self.entities: dict[int, Entity] = {}
        self._by_key: dict[str, Entity | list[Entity]] = {}  # most keys are one customer's
        self._by_code: dict[str, Entity] = {}

    def look(self, keys: Iterable[str], codes: Iterable[str]) -> None:
        """Read what the database knows of the next rows, all at once.

        Args:
            keys: every key that any of them has.
            codes: values of theirs that look like our own codes.
        """
        owners = model.owners(self._db, list(dict.fromkeys(keys)))
        by_code = model.ids_by_code(self._db, list(dict.fromkeys(codes)))
        self.read({one for ids in owners.values() for one in ids} | set(by_code.values()))
        for key, ids in owners.items():
            for one in ids:
                if one in self.entities:
                    self.add(self.entities[one], (key,))
        self._by_code.update((code, self.entities[one]) for code, one in by_code.items() if one in self.entities)

    def read(self, ids: Iterable[int]) -> None:
        """Read customers by their ids."""
        missing = sorted(one for one in ids if one not in self.entities)
        self.entities.update(model.entities(self._db, missing, Entity, Who))

    def add(self, entity: Entity, keys: Sequence[str]) -> None:
        """Let later rows find a customer by `keys`."""
        for key in keys:
            known = self._by_key.setdefault(key, entity)
            if isinstance(known, list):
                if len(known) < model.JUNK and entity not in known:
                    known.append(entity)
            elif known is not entity:
                self._by_key[key] = [known, entity]

    def _known(self, key: str) -> Sequence[Entity]:
        known = self._by_key.get(key, ())
        return (known,) if isinstance(known, Entity) else known

    def find(self, draft: Draft, keys: Sequence[str]) -> Found:
        """Whom a row is about, by the rules of product.md §4, Identify."""
        person = draft.people[0].name if draft.people else None
        company = draft.name if draft.kind == "company" else None
        doubles: list[tuple[Entity, str]] = []
        by_code = self._of_code(draft, person)
        if by_code is not None:
            return Found(by_code, by_code.person(person) if person else None)
        for key in keys:
            if key[0] not in PROOF or key not in self._by_key or self._proves_nothing(key):
                continue
            for entity in self._known(key):
                self._awake(entity)
                if key[0] == "x":
                    return Found(entity, entity.person(person) if person else None)
                found = _weigh(entity, key, company, person)
                if found is not None:
                    return found
                doubles.append((entity, key))
        return self._by_company(draft, keys, doubles)

    def _proves_nothing(self, key: str) -> bool:
        """Whether a contact point was put in to fill a cell, or is often and here by several."""
        return key[0] in "mew" and few_share(key) and (is_filler(key) or len(self._known(key)) > FEW)

    def _by_company(self, draft: Draft, keys: Sequence[str], doubles: list[tuple[Entity, str]]) -> Found:
        person = draft.people[0].name if draft.people else None
        for key in keys:
            for entity in self._known(key) if key[0] == "f" else ():
                self._awake(entity)
                who = entity.person(person) if person else None
                cities = str(draft.columns.get("city") or ""), str(entity.columns.get("city") or "")
                if who or in_one_place(draft.name or "", *cities):
                    return Found(entity, who, tuple(doubles))
        for key in keys:
            if key[0] in "cl":
                doubles.extend((entity, key) for entity in self._known(key)[:3])
        return Found(None, None, tuple(doubles))

    def _awake(self, entity: Entity) -> Entity:
        if entity.draft is not None:
            self._wake(entity)
        return entity

    def _of_code(self, draft: Draft, person: str | None) -> Entity | None:
        """The customer with the row's code, if its name or a contact point agrees; a code alone proves nothing."""
        entity = self._by_code.get(draft.code or "")
        if entity is None:
            return None
        shared = any(f"{p.kind}:{p.value}" in entity.owners for p in (*draft.points, *draft.company_points))
        company = draft.name if draft.kind == "company" else None
        named = judge(
            company=company,
            person=person,
            known_company=entity.known_as(company),
            known_people=entity.known_people(),
            owner=None,
        )
        return entity if shared or named.kind == "same" else None


def _weigh(entity: Entity, key: str, company: str | None, person: str | None) -> Found | None:
    """The customer behind a shared contact point, or None when the names contradict."""
    owner = _owner(entity, key)
    verdict = judge(
        company=company,
        person=person,
        known_company=entity.known_as(company),
        known_people=entity.known_people(),
        owner=owner.name if owner else None,
    )
    if verdict.kind == "other":
        return None
    if verdict.kind == "new_contact":
        return Found(entity, None)
    return Found(entity, entity.person(verdict.person) if verdict.person else owner)


def _owner(entity: Entity, key: str) -> Who | None:
    value = key.partition(":")[2]
    for point, name in entity.owners.items():
        if point.partition(":")[2].casefold() == value:
            return entity.people.get(name)
    return None
