"""Contact points that were put in to fill a cell: a@a.com, 13888888888. They belong to nobody and prove nothing."""

from __future__ import annotations

from crmcli.core.lexicon import words

_TAILS = frozenset({"12345678", "87654321", "23456789", "98765432"})
_FILLERS = frozenset(words("filler_mailbox"))
_EXAMPLE = "m:13800138000"  # somebody's in many a leaflet: tolerated as a number, not as everybody's
FEW = 3  # customers that may share what is often put in
_MOBILE = 13  # letter, colon, eleven digits
_LONGEST = 4  # letters of a made-up domain: a@a.com, test@test.com; sony1@sony1.com is a firm


def is_filler(key: str) -> bool:
    """Whether a match key (core.matching) is of a number or address that nobody has."""
    if key[0] in "mw":
        return len(key) == _MOBILE and (key[5:] == key[-1] * 8 or key[5:] in _TAILS)
    if key[0] != "e":
        return False
    local, _, domain = key[2:].partition("@")
    return len(local) <= _LONGEST and (local == domain.partition(".")[0] or local in _FILLERS)


def few_share(key: str) -> bool:
    """Whether a key proves nothing as soon as more than FEW share it."""
    return key == _EXAMPLE or is_filler(key)
