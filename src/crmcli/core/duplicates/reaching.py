"""Contact points and ids of two customers compared: what they share, and what differs in one digit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crmcli.core.duplicates.nearness import one_off
from crmcli.core.duplicates.signals import TERMS
from crmcli.core.fillers import FEW, few_share, is_filler
from crmcli.core.lexicon import words
from crmcli.core.matching import LETTERS
from crmcli.records.duplicates import Profile, Term

_SITE = re.compile(r"(?:[a-z]+://)?(?:www\.)?([^/:?#\s]+\.[^/:?#\s]+)", re.IGNORECASE)
SHORTEST_LINE = 9  # of a key: a landline has seven digits at least; shorter ones are hotlines such as 95588
# Customers that may share a point before it is junk and proves nothing at all.
MOST_SHARED = {"m": 20, "e": 20, "w": 20, "q": 20, "x": 20, "l": 12}
NONE: frozenset[str] = frozenset()
CROWD = 4  # customers that share a value; more of them make it weaker
IN_A_CROWD = 0.75
ORDER = "xmewql"  # letters of core.matching, the strongest first
KINDS = {letter: "line" if kind == "phone" else kind for kind, letter in LETTERS.items()} | {"x": "id"}
# Mail of the public: the same domain says nothing (product.md §6).
FREE_MAIL = frozenset(words("free_mail"))
# Addresses that several people of a firm read.
SHARED_BOXES = frozenset(words("shared_mailbox"))


def _is_everybodys(key: str, bearers: int) -> bool:
    """Whether a contact point proves nothing: too many have it, or it was put in to fill a cell."""
    if bearers > FEW:
        return bearers > MOST_SHARED[key[0]] or few_share(key)
    return is_filler(key)


def compare(left: Profile, right: Profile, shared_by: Mapping[str, int]) -> list[Term]:
    """The terms of what two customers share, strongest first.

    Args:
        shared_by: match key to the number of customers that have it, for keys of several.
    """
    common = left.points & right.points
    terms = _shared(common, shared_by) if common else []
    if left.credit and right.credit and left.credit != right.credit:
        terms.append(TERMS[_other_number(left, right)])
    if left.domains and not left.domains.isdisjoint(right.domains) and not any(key[0] == "e" for key in common):
        terms.append(TERMS["domain"])
    return terms


def _shared(common: frozenset[str], shared_by: Mapping[str, int]) -> list[Term]:
    """One term for each kind of point; an id or address that is only a number again is no second proof."""
    terms: dict[str, Term] = {}
    values: set[str] = set()
    for key in sorted(common, key=_strongest_first) if len(common) > 1 else common:
        signal, value = _signal(key), key[2:].partition("@")[0]
        bearers = shared_by.get(key, 2)
        if signal in terms or value in values or _is_everybodys(key, bearers):
            continue
        values.add(value)
        usual = TERMS[signal]
        terms[signal] = Term(signal, round(usual.points * IN_A_CROWD)) if bearers > CROWD else usual
    return list(terms.values())


def _strongest_first(key: str) -> tuple[int, str]:
    return ORDER.find(key[0]), key


def _signal(key: str) -> str:
    kind = KINDS[key[0]]
    if kind == "line" and (key[2:].startswith(("400", "800")) or len(key) < SHORTEST_LINE):
        return "hotline"
    if kind == "email" and key[2:].partition("@")[0].rstrip("0123456789") in SHARED_BOXES:
        return "mailbox"
    return kind


def _other_number(left: Profile, right: Profile) -> str:
    """Official numbers that differ: a slip, another firm's credit code, or just another number of a person's."""
    if one_off(left.credit, right.credit):
        return "id_near"
    return "other_credit" if left.kind == right.kind == "company" else "other_id"


def mobiles(left: Profile, right: Profile) -> str:
    """The signal of two that both have mobiles and none in common: one digit apart, or altogether another."""
    if not left.mobiles or not right.mobiles or not left.mobiles.isdisjoint(right.mobiles):
        return ""
    near = any(one_off(one, other) for one in left.mobiles for other in right.mobiles)
    return "mobile_near" if near else "other_mobile"


def emails(left: Profile, right: Profile) -> str:
    """The signal of addresses of which none is common and two differ in one place: a slip, before or behind the @."""
    if not left.emails or not right.emails or not left.emails.isdisjoint(right.emails):
        return ""
    return "email_near" if any(one_off(one, other) for one in left.emails for other in right.emails) else ""


def domains_of(emails: Iterable[str], website: str) -> frozenset[str]:
    """Domains of its own: of its addresses and its web site, without the public's."""
    if not emails and not website:
        return NONE
    found = {one.partition("@")[2] for one in emails}
    if site := _SITE.match(website.strip()):
        found.add(site[1].casefold())
    return frozenset(found - FREE_MAIL - {""})
