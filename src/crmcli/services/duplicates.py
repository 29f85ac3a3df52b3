"""Whether somebody is there already: by the same match keys that imports and dedupe use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crmcli.core.matching import NEAR, PROOF, SAME_COMPANY, match_keys
from crmcli.errors import N_
from crmcli.model import customers
from crmcli.records.base import Msg
from crmcli.records.customer import Candidate, Point

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

MOST = 5
WHY = {
    "m": N_("same mobile"),
    "e": N_("same e-mail"),
    "w": N_("same WeChat"),
    "x": N_("same id"),
    "f": N_("same company name"),
    "c": N_("similar company name"),
    "n": N_("same name"),
}


def same_customers(
    ws: Workspace, *, name: str, kind: str, person: str | None, points: Iterable[Point]
) -> tuple[Candidate, ...]:
    """Living customers with the same mobile, full e-mail, WeChat or full company name (product.md §4, Identify)."""
    return _sharing(ws, _keys(name, kind, person, points), (*PROOF, SAME_COMPANY))


def similar_customers(
    ws: Workspace, *, name: str, kind: str, person: str | None, points: Iterable[Point]
) -> tuple[Candidate, ...]:
    """Living customers that only have a name in common: to be mentioned, no proof."""
    return _sharing(ws, _keys(name, kind, person, points), NEAR)


def _keys(name: str, kind: str, person: str | None, points: Iterable[Point]) -> set[str]:
    known = [(point.kind, point.value) for point in points if not point.masked]
    return match_keys(name=name, kind=kind, contacts=[person] if person else [], points=known)


def _sharing(ws: Workspace, keys: set[str], letters: tuple[str, ...]) -> tuple[Candidate, ...]:
    wanted = [key for key in sorted(keys) if key[0] in letters]
    found = customers.owners(ws.db, wanted)
    ranked = sorted(found, key=lambda one: (min(letters.index(key[0]) for key in found[one]), one))[:MOST]
    why = {one: Msg(WHY[min(found[one], key=lambda key: letters.index(key[0]))[0]]) for one in ranked}
    return customers.candidates(ws.db, ranked, why=why)
