"""Whether a record is a customer that is known: by what proof, and what contradicts it (product.md §4, Identify).

Proof is an id of another system, or the same mobile, full e-mail or WeChat when the names do not contradict; for a
company its full name. A person's name alone is none. Names are compared as dedupe compares them; where dedupe wants a
person to look, names contradict here. Deciding what to do about it is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crmcli.core.duplicates import firms, people
from crmcli.core.duplicates.signals import STOPPING
from crmcli.core.fold import fold
from crmcli.core.legal import short_region
from crmcli.core.names import read_name

SAME_PERSON = frozenset({"person", "person_short", "person_script"})


class Verdict(NamedTuple):
    """What a shared contact point comes to.

    Args:
        kind: "same" (the same customer, and person), "new_contact" (the same company, somebody else), "other".
    """

    kind: str
    person: str | None = None


def judge(
    *,
    company: str | None,
    person: str | None,
    known_company: str | None,
    known_people: Sequence[str],
    owner: str | None,
) -> Verdict:
    """Weigh the names of two records that share a mobile, e-mail or WeChat.

    Args:
        company, person: names in the new record; None where it does not say.
        known_company: name of the known customer when it is a company, None for a person.
        known_people: names of its people.
        owner: which of them the contact point belongs to, None for the company's own.

    Returns:
        "same" with the known person's name, "new_contact", or "other" when the names contradict.
    """
    firms = same_firm(company, known_company)
    if firms is False:
        return Verdict("other")
    if person is None:
        return Verdict("same", owner)
    agreeing = next((name for name in _owner_first(known_people, owner) if same_person(person, name)), None)
    if agreeing is not None:
        return Verdict("same", agreeing)
    if owner is None and not known_people:
        return Verdict("same")
    return Verdict("new_contact") if firms else Verdict("other")


def _owner_first(people: Sequence[str], owner: str | None) -> Iterable[str]:
    return [owner, *people] if owner is not None else people


def same_firm(left: str | None, right: str | None) -> bool | None:
    """Whether two company names are one firm's; None when one is not known, or only says less than the other."""
    if not left or not right:
        return None
    found = firms.compare(firms.firm_of(left), firms.firm_of(right))
    if found in firms.SAME:
        return True
    return False if found in STOPPING else None


def in_one_place(company: str, city: str, known_city: str) -> bool:
    """Whether the cities let two firms of one full name be one: 便民超市 in two cities is two, when neither says more.

    Args:
        company: the full name that both have.
        city, known_city: as stored; "" where not known.
    """
    if not city or not known_city or city == known_city:
        return True
    firm = firms.firm_of(company)
    return firm is None or bool(firm.region) or firms.fits(short_region(fold(city)), short_region(fold(known_city)))


def same_person(left: str, right: str) -> bool:
    """Whether two names may be one person's: equal, in two scripts, or a surname and title (张总) beside a name."""
    if left == right:
        return True
    found = people.compare(left, right)
    if found:
        return found in SAME_PERSON
    one, other = read_name(left), read_name(right)
    if one.masked or other.masked:
        return fold(one.name)[:1] == fold(other.name)[:1]
    return True  # 先生, or Leo beside a Chinese name: it says nothing against
