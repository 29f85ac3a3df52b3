"""Which customers are compared at all: those that share a match key, unless so many do that it proves nothing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from crmcli.core.duplicates.reaching import FREE_MAIL, MOST_SHARED
from crmcli.core.fillers import FEW, few_share

# Customers that may share a name, an address or a birthday before it is left out; of contact points see `reaching`.
CAPS = {**MOST_SHARED, "f": 50, "c": 30, "n": 3, "a": 8, "b": 8}
MOST_OF_BRAND = 24  # customers whose names begin with a brand before it says too little
MOST_PARTED = 12  # bearers of one name who agree in a second sign
JUNK = "mewqxl"  # keys that are reported when too many share them: a name or a chain of branches is no junk

Member = int
Pairing = tuple[int, int]


def pairs_of(members: Iterable[Member]) -> Iterator[Pairing]:
    """Every two of a group, the smaller id first."""
    return combinations(sorted(members), 2)


def too_many(key: str, count: int) -> bool:
    """Whether a key is shared by more customers than are worth comparing."""
    return count > CAPS[key[0]] or (count > FEW and few_share(key))


def parted(signs: Iterable[tuple[Member, Sequence[Hashable]]]) -> Iterator[list[Member]]:
    """A group too large to be compared as a whole, parted by second signs.

    Args:
        signs: each member with what else is known of it, such as the first digits of its mobile; empty ones count not.
    """
    found: dict[Hashable, list[Member]] = {}
    for member, those in signs:
        for sign in those:
            if sign:
                found.setdefault(sign, []).append(member)
    return (members for members in found.values() if 1 < len(members) <= MOST_PARTED)


def second_signs(core: str, mobile: str, email: str) -> tuple[str, ...]:
    """What parts the bearers of one common name: both halves of the mobile, so that a wrong digit leaves one of them
    whole; the first characters of the company's name, which its short forms share; the domain of the address.

    Args:
        core: of the company's name, "" for a person.
    """
    halves = (f"m{mobile[:7]}", f"m{mobile[-4:]}") if mobile else ()
    domain = email.partition("@")[2]
    return (*halves, f"c{core[:2]}" if core else "", "" if domain in FREE_MAIL else f"d{domain}")
