"""The keys by which a customer is found again: from the contact points, the ids, the names.

A key is one letter, a colon and a normalised value: m mobile, e e-mail, w WeChat, q QQ, l landline, x an id of another
system, f the company's full name, c its core, n a person's name. Scoring what shares a key is not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from crmcli.core.companies import read_company
from crmcli.core.fold import fold

LETTERS = {"mobile": "m", "email": "e", "wechat": "w", "qq": "q", "phone": "l"}
PROOF = ("m", "e", "w", "x")  # one of these shared is the same customer, if the names do not contradict (product.md §4)
SAME_COMPANY = "f"
NEAR = ("c", "n")  # alone no proof: a core name may be another branch's, and persons share names


def match_keys(
    *,
    name: str,
    kind: str,
    contacts: Sequence[str],
    points: Iterable[tuple[str, str]],
    ids: Iterable[tuple[str, str]] = (),
) -> set[str]:
    """Every key of a customer.

    Args:
        name: the customer's.
        kind: "company" or "person".
        contacts: names of its people.
        points: (kind, normalised value) of its contact points, without masked ones.
        ids: (system, value) of its ids elsewhere.
    """
    keys = {f"{LETTERS[which]}:{value.casefold()}" for which, value in points if which in LETTERS}
    keys.update(f"x:{system}:{value.casefold()}" for system, value in ids if system != "crm")
    keys.update(f"n:{fold(person)}" for person in contacts if person)
    if kind == "person":
        keys.add(f"n:{fold(name)}")
    else:
        keys.update(company_keys(name))
    return keys


@lru_cache(32_768)  # an import asks for them before and after it writes; 10 MB at most
def company_keys(name: str) -> tuple[str, ...]:
    """The keys of a company's full name and of its core; none for a masked name."""
    company = read_company(name)
    if company.masked or not company.core:
        return ()
    full = "|".join((company.core, company.legal_form or "", company.branch or "", company.region or ""))
    return (f"f:{full}", f"c:{company.core}")
