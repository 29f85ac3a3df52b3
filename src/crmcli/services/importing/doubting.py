"""Why a row may be about a customer that is known: weighed and said as dedupe does it. Deciding is in `index`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.duplicates.profiles import profile
from crmcli.core.duplicates.scoring import in_words, score
from crmcli.core.matching import LETTERS, company_keys
from crmcli.services.importing.index import keys_of

if TYPE_CHECKING:
    from crmcli.records.base import Msg
    from crmcli.records.draft import Draft
    from crmcli.records.duplicates import Profile
    from crmcli.services.importing.entities import Entity


def why(draft: Draft, keys: Sequence[str], other: Entity) -> Msg | None:
    """What speaks for and against, with points: +60 same mobile · −18 another company; None when nothing can be said.

    Args:
        keys: of the row.
        other: a customer that shares one of them.
    """
    terms = score(_of_row(draft, keys), _of_customer(other)).terms
    return in_words(terms) if terms else None


def _of_row(draft: Draft, keys: Sequence[str]) -> Profile:
    people = [person.name for person in draft.people if person.name]
    columns = draft.columns
    return profile(
        0,
        name=draft.name or (people[0] if people else ""),
        kind=draft.kind,
        keys=keys,
        people=people,
        address=str(columns.get("address") or ""),
        city=str(columns.get("city") or ""),
    )


def _of_customer(entity: Entity) -> Profile:
    if entity.draft is not None:
        return _of_row(entity.draft, keys_of(entity.draft))
    points = (point.partition(":") for point in entity.owners)
    keys = [f"{LETTERS[kind]}:{value.casefold()}" for kind, _, value in points if kind in LETTERS]
    if entity.company:
        keys.extend(company_keys(entity.company))
    return profile(
        0,
        name=entity.name,
        kind="company" if entity.company else "person",
        keys=keys,
        people=entity.known_people(),
        address=str(entity.columns.get("address") or ""),
        city=str(entity.columns.get("city") or ""),
    )
