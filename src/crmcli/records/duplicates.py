"""What dedupe compares and what it finds: profiles, scored pairs, groups, junk keys. How they are scored is in core."""

from __future__ import annotations

from typing import NamedTuple


class Firm(NamedTuple):
    """A company's name as it is compared; folded, as in core.companies.CompanyName."""

    core: str
    form: str = ""
    branch: str = ""
    region: str = ""


class Profile(NamedTuple):
    """One customer as dedupe sees it: normalised values only, nothing masked.

    Args:
        id: of the customer; 0 for one that is not written yet.
        firm: None for a person, and for a company whose name is partly hidden.
        people: names of its people, and of a person itself, as written.
        points: match keys of its contact points and ids (core.matching): "m:13800138000", "e:a@b.cn".
        mobiles, emails: those of them that are mobiles or addresses.
        domains: of its own addresses and web site, not of public mail.
        credit: its credit code, or another official number.
        birthdays: whole dates of its people, ISO.
        address, city: folded; "" for none.
    """

    id: int
    kind: str
    firm: Firm | None = None
    people: tuple[str, ...] = ()
    points: frozenset[str] = frozenset()
    mobiles: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    credit: str = ""
    birthdays: frozenset[str] = frozenset()
    address: str = ""
    city: str = ""


class Term(NamedTuple):
    """One thing that speaks for or against: a code of core.duplicates.signals, with its points."""

    signal: str
    points: int


class Scored(NamedTuple):
    """Two customers compared.

    Args:
        points: the sum of the terms.
        terms: in the order they are said.
        band: "auto", "review" or "" for neither.
        contradicted: something says that they are two; they are never joined through a third.
    """

    points: int
    terms: tuple[Term, ...]
    band: str
    contradicted: bool = False

    @property
    def score(self) -> float:
        """Points as a share of 100, between 0 and 1."""
        return min(max(self.points, 0), 100) / 100


class Pair(NamedTuple):
    """Two customers that are probably one.

    Args:
        group: number of the group, from 1; pairs of one group hang together.
        left, right: codes; left is the older one, which survives a merge.
        left_id, right_id: ids.
        points: the sum of the terms. terms: what speaks for and against it.
    """

    group: int
    left: str
    right: str
    band: str
    score: float
    points: int
    terms: tuple[Term, ...]
    left_name: str
    right_name: str
    left_id: int
    right_id: int


class Junk(NamedTuple):
    """A value that so many customers share that it proves nothing.

    Args:
        kind: of the contact point, or "id".
        n: how many share it.
    """

    kind: str
    value: str
    n: int


class Dismissed(NamedTuple):
    """Two customers that the user said are different."""

    id: int
    left: str
    right: str
    left_name: str
    right_name: str
    at: str
