"""The keys of names that somebody had before a merge, so that the old spelling finds who it became (product.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crmcli.core.fold import fold
from crmcli.core.matching import company_keys
from crmcli.core.organisations import looks_like_company


def alias_keys(kind: str, own: Iterable[str], people: Collection[str], *, credit: Iterable[str] = ()) -> set[str]:
    """Match keys of other names and credit codes of a customer.

    Args:
        kind: of the customer, "company" or "person".
        own: other names of the customer itself.
        people: names of its people, the other ones too.
        credit: other credit codes.
    """
    keys = {f"n:{fold(name)}" for name in people}
    keys.update(f"x:credit:{code.casefold()}" for code in credit)
    for name in own:
        if looks_like_company(name) or (kind == "company" and name not in people):
            keys.update(company_keys(name))
        else:
            keys.add(f"n:{fold(name)}")
    return keys
