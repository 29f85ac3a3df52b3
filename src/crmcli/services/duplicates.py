"""Whether somebody is there already: by the same match keys and the same scoring that imports and dedupe use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from crmcli.core.duplicates.profiles import profile
from crmcli.core.duplicates.scoring import in_words, score
from crmcli.core.fillers import FEW, few_share
from crmcli.core.matching import NEAR, PROOF, SAME_COMPANY, match_keys
from crmcli.model import customers
from crmcli.model import duplicates as model
from crmcli.model.importing import JUNK
from crmcli.records.customer import Candidate, Point
from crmcli.records.duplicates import Profile

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

MOST = 5  # candidates named


def same_customers(
    ws: Workspace, *, name: str, kind: str, person: str | None, points: Iterable[Point]
) -> tuple[Candidate, ...]:
    """Living customers with the same mobile, full e-mail, WeChat or full company name (product.md §4, Identify)."""
    keys = _keys(name, kind, person, points)
    return _sharing(ws, _profile(name, kind, person, keys), keys, (*PROOF, SAME_COMPANY))


def similar_customers(
    ws: Workspace, *, name: str, kind: str, person: str | None, points: Iterable[Point]
) -> tuple[Candidate, ...]:
    """Living customers that only have a name in common: to be mentioned, no proof."""
    keys = _keys(name, kind, person, points)
    return _sharing(ws, _profile(name, kind, person, keys), keys, NEAR)


def _profile(name: str, kind: str, person: str | None, keys: set[str]) -> Profile:
    return profile(0, name=name, kind=kind, keys=keys, people=[person] if person else ())


def _keys(name: str, kind: str, person: str | None, points: Iterable[Point]) -> set[str]:
    known = [(point.kind, point.value) for point in points if not point.masked]
    return match_keys(name=name, kind=kind, contacts=[person] if person else [], points=known)


def _sharing(ws: Workspace, new: Profile, keys: set[str], letters: tuple[str, ...]) -> tuple[Candidate, ...]:
    """Customers that share one of some keys, the likeliest first, with what speaks for and against each."""
    owners = customers.owners(ws.db, [key for key in sorted(keys) if key[0] in letters])
    bearers = Counter(key for shared in owners.values() for key in shared)
    telling = {key for key, count in bearers.items() if count <= (FEW if few_share(key) else JUNK)}
    known = model.profiles(ws.db, [one for one, shared in owners.items() if shared & telling])
    shared_by = {key: count + 1 for key, count in bearers.items()}
    scored = {one: score(new, other, shared_by=shared_by) for one, other in known.items()}
    ranked = sorted(scored, key=lambda one: (_strength(owners[one], letters), -scored[one].points, one))[:MOST]
    return customers.candidates(ws.db, ranked, why={one: in_words(scored[one].terms) for one in ranked})


def _strength(keys: Iterable[str], letters: tuple[str, ...]) -> int:
    return min(letters.index(key[0]) for key in keys)
