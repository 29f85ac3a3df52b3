"""Where two customers are, and when their people were born, compared."""

from __future__ import annotations

import re

from crmcli.core.duplicates.firms import fits
from crmcli.core.duplicates.nearness import alike_texts, one_off
from crmcli.core.duplicates.signals import TERMS
from crmcli.core.fold import fold
from crmcli.core.legal import short_region
from crmcli.core.marks import has_cjk
from crmcli.records.duplicates import Profile, Term

_SIGNS = re.compile(r"[\W_]+")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHORTEST = 6  # signs of an address that says anything


def address_of(text: str) -> str:
    """An address for comparing: folded, without signs, a Latin one by its words; "" where it says too little."""
    plain = " ".join(sorted(_SIGNS.sub(" ", text.casefold()).split())) if text.isascii() else _SIGNS.sub("", fold(text))
    return plain if len(plain) >= SHORTEST else ""


def is_day(text: str) -> bool:
    """Whether a birthday is a whole date: a day without its year is shared by too many."""
    return _WHOLE_DAY.fullmatch(text) is not None


def compare(left: Profile, right: Profile) -> list[Term]:
    """The terms of birthdays, addresses and cities."""
    signals = []
    if left.birthdays and right.birthdays:
        signals.append(_birthdays(left, right))
    if left.address and right.address:
        signals.append(_addresses(left.address, right.address))
    elif left.city and left.city == right.city:
        signals.append("city")
    return [TERMS[one] for one in signals if one]


def apart(left: Profile, right: Profile) -> bool:
    """Whether two firms whose names tell no region are in two cities."""
    if not left.city or not right.city or left.city == right.city:
        return False
    named = left.firm and right.firm and left.firm.region and right.firm.region
    return not named and not fits(short_region(left.city), short_region(right.city))


def _birthdays(left: Profile, right: Profile) -> str:
    if left.birthdays & right.birthdays:
        return "birthday"
    if any(_near_days(one, other) for one in left.birthdays for other in right.birthdays):
        return "birthday_near"
    return "other_birthday" if left.kind == right.kind == "person" else ""


def _near_days(one: str, other: str) -> bool:
    """A slip of one digit, two digits turned round, or day and month exchanged."""
    turned = one[:4] == other[:4] and one[5:7] == other[8:10] and one[8:10] == other[5:7]
    return turned or one_off(one, other)


def _addresses(one: str, other: str) -> str:
    if one == other:
        return "address"
    short, long = sorted((one, other), key=len)
    if short in long or one_off(one, other):
        return "address_near"
    if has_cjk(one):
        return ""
    return "address_near" if alike_texts(one, other) else "other_address"
