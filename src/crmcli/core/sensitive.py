"""Finds ID-card and bank-card numbers, which must not be stored (R091). What to do then is the caller's choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from crmcli.core.patterns import lazily
from crmcli.discovery import read_table

# One character for one, so that positions stay those of the text.
_PLAIN = {ord("０") + i: str(i) for i in range(10)} | dict.fromkeys(map(ord, "ＸｘxХх"), "X")
_PLAIN |= dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u200b\t·.．_"), " ")
_PLAIN |= dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_RUN = lazily(r"\d(?:[ \-]{0,2}\d)+(?:[ \-]{0,2}X(?![0-9A-Za-z]))?", re.ASCII)
_GROUP = lazily(r"\dX|\d+X?|X")
_MOST_GROUPS = 20

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Issuer prefixes and their lengths: UnionPay, Visa, Mastercard (two ranges), JCB, American Express.
_CARD = lazily(
    r"62\d{14,17}|4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|35\d{14,17}|3[47]\d{13}",
    re.ASCII,
)
_AMERICAN_EXPRESS = [4, 6, 5]
# Words that may touch the number; after any other Latin letter it is part of an order number.
_LABELS = ("ID", "NO", "CARD", "ACCOUNT", "ACC", "NUMBER", "NUM")


class Finding(NamedTuple):
    """A number that must not be stored.

    Args:
        kind: "id_card" or "bank_card".
        start, end: its place in the text.
    """

    kind: str
    start: int
    end: int


def find_sensitive(text: str) -> tuple[Finding, ...]:
    """ID-card and bank-card numbers in a text, also spelled with blanks, hyphens, dots or full-width digits.

    An ID card (GB 11643) has a known province, a possible birth date and a right check digit; it is tested before a
    bank card (ISO/IEC 7812: issuer prefix, length, Luhn). Neither is found inside a longer run of digits, nor across
    groups of digits that nobody would write a card in. Test vectors: data/sensitive_vectors.csv of the requirements.
    """
    if sum(map(str.isdigit, text)) < 13:
        return ()
    plain = text.translate(_PLAIN)
    return tuple(finding for run in _RUN.finditer(plain) for finding in _in_run(plain, run))


def redact(text: str) -> tuple[str, tuple[Finding, ...]]:
    """`text` with every sensitive number replaced by stars, and what was found."""
    found = find_sensitive(text)
    for finding in reversed(found):
        text = text[: finding.start] + "*" * (finding.end - finding.start) + text[finding.end :]
    return text, found


def _in_run(plain: str, run: re.Match[str]) -> Iterator[Finding]:
    groups = [match.span() for match in _GROUP.finditer(plain, run.start(), run.end())]
    first = 0
    while first < len(groups):
        if first == 0 and _continues_word(plain, groups[0][0]):
            first = 1
            continue
        last, kind = _longest(plain, groups, first)
        if kind:
            yield Finding(kind, groups[first][0], groups[last][1])
        first = last + 1


def _longest(plain: str, groups: list[tuple[int, int]], first: int) -> tuple[int, str]:
    """The last group of a number that begins at the group `first`, and its kind; `first` and "" when there is none."""
    digits, sizes = "", []
    best = first, ""
    for last in range(first, min(len(groups), first + _MOST_GROUPS)):
        start, end = groups[last]
        digits += plain[start:end]
        sizes.append(end - start)
        if len(digits) > 19:
            break
        if last == len(groups) - 1 and re.match(r"[0-9A-Za-z]", plain[end : end + 1]):
            break  # such as a credit code, whose last place may be any letter
        if is_id_card(digits):
            return last, "id_card"
        if is_bank_card(digits) and _as_cards_are_written(sizes):
            best = last, "bank_card"
    return best


def _continues_word(plain: str, start: int) -> bool:
    word = re.search(r"[A-Za-z]*$", plain[max(0, start - 12) : start])
    return bool(word and word[0]) and not plain[:start][-12:].upper().endswith(_LABELS)


def _as_cards_are_written(sizes: list[int]) -> bool:
    """In one piece, in equal groups of at most six with a shorter last one, 6 + the rest, or 4-6-5."""
    if len(sizes) == 1 or sizes == _AMERICAN_EXPRESS or (len(sizes) == 2 and sizes[0] == 6):
        return True
    return len(set(sizes[:-1])) == 1 and sizes[0] <= 6 and sizes[-1] <= sizes[0] and len(sizes) > 2


def is_id_card(digits: str) -> bool:
    """Whether 18 characters are a valid resident identity number (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdecimal() or not _is_province(digits[:2]) or not _is_birth(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == digits[17]


def _is_province(code: str) -> bool:
    return code in {"82", "83"} or any(row["gbt2260"] == code for row in read_table("provinces"))


def _is_birth(digits: str) -> bool:
    try:
        return 1870 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def is_bank_card(digits: str) -> bool:
    """Whether digits have an issuer's prefix and length and pass the Luhn test (ISO/IEC 7812)."""
    if not _CARD.fullmatch(digits):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[::-2]))) % 10 == 0
