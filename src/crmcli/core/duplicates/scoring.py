"""Two customers compared as a whole: terms added up, and the band that follows. Pure; the same for add and dedupe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from crmcli.core.duplicates import firms, people, places, reaching, settings
from crmcli.core.duplicates.signals import CONTRADICTING, PROOFS, SIGNALS, STOPPING, TERMS
from crmcli.core.fold import fold
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.duplicates import Profile, Scored, Term

REVIEW, AUTO = int(settings.REVIEW.default), int(settings.AUTO.default)
AGREEMENTS = 2  # kinds of proof that the automatic band needs (product.md §6)
# People of one name in the file -> points of that name: a common one proves less (product.md §6).
FEW, SOME = 3, 10
PERSON_POINTS = {"few": 25, "some": 20, "many": 12}
BESIDE_FIRM = Term(
    "other_person", -5
)  # another contact, where two companies share nothing personal: firms have several people
NAMED = frozenset({"person", "person_short", "person_script", "person_sound", "person_near"})
PERSONAL = frozenset({"mobile", "email", "wechat", "qq"})

Shared = Mapping[str, int]
NOBODY: Shared = {}


def score(
    left: Profile, right: Profile, *, shared_by: Shared = NOBODY, review: int = REVIEW, auto: int = AUTO
) -> Scored:
    """Compare two customers; the same whichever comes first.

    Args:
        shared_by: match key to the number of customers that have it; what it does not name is shared by two.
        review, auto: points from which a pair is in that band.
    """
    terms = reaching.compare(left, right, shared_by)
    firm = firms.compare(left.firm, right.firm)
    found, about = people.relation(left.people, right.people)
    if found == "person":
        terms.append(Term(found, person_points(about, shared_by)))
    elif found == "other_person" and _impersonal(firm, terms):
        terms.append(BESIDE_FIRM)
    elif found:
        terms.append(TERMS[found])
    if firm:
        terms.append(TERMS[firm])
    if firm in firms.SAME and places.apart(left, right) and PERSONAL.isdisjoint(one.signal for one in terms):
        terms.append(TERMS["other_city"])
    if found in NAMED and (slip := reaching.emails(left, right)):
        terms.append(TERMS[slip])
    mobile = reaching.mobiles(left, right)
    if mobile == "mobile_near" or (mobile and (found == "person" or left.kind == right.kind == "person")):
        terms.append(TERMS[mobile])  # two contacts of one firm have two mobiles anyway
    terms += places.compare(left, right)
    signals = [one.signal for one in terms]
    points = sum([one.points for one in terms])
    return Scored(points, tuple(terms), _band(signals, points, review, auto), not CONTRADICTING.isdisjoint(signals))


def _impersonal(firm: str, terms: Sequence[Term]) -> bool:
    """Whether what two customers share is a firm's and not one person's, so that other people mean little."""
    shared = {one.signal for one in terms}
    return PERSONAL.isdisjoint(shared) and (firm in firms.SAME or firm == "firm_form" or "mailbox" in shared)


def person_points(names: Iterable[str], shared_by: Shared) -> int:
    """What the same name, in either spelling, is worth, by how many have it."""
    bearers = max([shared_by.get(f"n:{fold(name)}", 2) for name in set(names)])
    return PERSON_POINTS["few" if bearers <= FEW else "some" if bearers <= SOME else "many"]


def _band(signals: Sequence[str], points: int, review: int, auto: int) -> str:
    if points < review:
        return ""
    if points < auto or not STOPPING.isdisjoint(signals):
        return "review"
    return "auto" if len({PROOFS[one] for one in signals if one in PROOFS}) >= AGREEMENTS else "review"


def reasons(terms: Iterable[Term]) -> tuple[Msg, ...]:
    """The terms in words, each with its points: +60 same mobile."""
    return tuple([_reason(one) for one in terms])


@lru_cache(256)
def _reason(term: Term) -> Msg:
    points = f"{term.points:+d}".replace("-", "−")
    return Msg(N_("{points} {what}"), {"points": points, "what": Msg(SIGNALS[term.signal].words)})


def in_words(terms: Iterable[Term]) -> Msg:
    """The terms as one line: +60 same mobile · −12 another contact name."""
    said = {f"p{place}": one for place, one in enumerate(reasons(terms))}
    return Msg(" · ".join(f"{{{name}}}" for name in said), said)
