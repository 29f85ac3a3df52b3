"""Profiles out of what is stored or typed. What they are compared by is in the other files here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crmcli.core.duplicates.firms import firm_of
from crmcli.core.duplicates.places import address_of, is_day
from crmcli.core.duplicates.reaching import ORDER, domains_of
from crmcli.core.fold import fold
from crmcli.records.duplicates import Firm, Profile

_MOBILE = re.compile(r"1[3-9]\d{9}")


def also(key: str) -> str:
    """The key that a WeChat id or address stands for as well: the mobile it is, the QQ number before @qq.com."""
    if key[0] == "w" and _MOBILE.fullmatch(key, 2):
        return f"m:{key[2:]}"
    if key[0] == "e" and key.endswith("@qq.com") and key[2:-7].isdigit():
        return f"q:{key[2:-7]}"
    return ""


def profile(
    customer: int,
    *,
    name: str,
    kind: str,
    keys: Iterable[str],
    people: Sequence[str] = (),
    birthdays: Iterable[str] = (),
    address: str = "",
    city: str = "",
    website: str = "",
    credit: str = "",
) -> Profile:
    """A customer as it is compared.

    Args:
        name, kind: of the customer.
        keys: its match keys (core.matching).
        people: names of its contacts, as written.
        address, city, website, credit: as stored.
    """
    firm: Firm | None = None
    points = []
    for key in keys:
        if key[0] in ORDER:
            points.append(key)
            if other := also(key):
                points.append(other)
        elif key[0] == "f":
            firm = Firm(*key[2:].split("|"))
    if firm is None and kind == "company":
        firm = firm_of(name)
    emails = frozenset([key for key in points if key[0] == "e"])
    named = tuple(dict.fromkeys((name, *people))) if kind == "person" else tuple(people)
    return Profile(
        id=customer,
        kind=kind,
        firm=firm,
        people=named,
        points=frozenset(points),
        mobiles=frozenset(key for key in points if key[0] == "m"),
        emails=emails,
        domains=domains_of(emails, website),
        credit=fold(credit) if credit else "",
        birthdays=frozenset(day for day in birthdays if is_day(day)),
        address=address_of(address) if address else "",
        city=fold(city) if city else "",
    )
