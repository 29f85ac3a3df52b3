"""The text that is searched for a typed word, and the form of the word in which it is searched.

The search itself is `instr(facts.search, needle) > 0` in the model: a needle may hold % and _, which LIKE would read.
"""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.core.fold import fold
from crmcli.core.patterns import lazily
from crmcli.core.pinyin import spelled

# What people put between the digits of a phone number; white space is gone after folding.
JOINTS = lazily(r"[-.()/–—](?<=\d.)[-.()/–—]*(?=\d)")
# The country code before a mobile number, which is kept without it.
COUNTRY = lazily(r"^(?:\+|00)?86(?=1[3-9]\d{9}$)")
# With fewer digits than this a word is taken as typed: 2.0 is no phone number.
PHONE_DIGITS = 5


def search_text(
    *, name: str, contacts: Sequence[str], points: Sequence[str], codes: Sequence[str], notes: Sequence[str]
) -> str:
    """One folded text in which `needle` of any part of what is given is found.

    Args:
        name: of the customer.
        contacts: names of its people.
        points: phone numbers, addresses and ids, as normalised or as written; digits are found with and without
            separators.
        codes: its own code and those of other systems.
        notes: free text; found as it is, not by pinyin.

    Parts are separated by newlines, which no needle contains. Names are also there as pinyin and as initials, in each
    reading (core.pinyin). requirements.csv R162; product.md §3 CUSTOMER.
    """
    parts: list[str] = []
    for person in (name, *contacts):
        folded = fold(person)
        whole, first = spelled(folded)
        parts += (folded, *whole, *first)
    parts += [fold(word) for group in (points, codes, notes) for word in group]
    parts += [JOINTS.sub("", part) for part in parts if not part.isalnum()]
    return "\n".join(dict.fromkeys(filter(None, parts)))


def needle(text: str) -> str:
    """The form in which a typed word is looked for in `search_text`; empty when there is nothing to look for.

    A phone number may be typed with separators and with +86.
    """
    word = fold(text)
    if sum(map(str.isdigit, word)) < PHONE_DIGITS:
        return word
    joined = JOINTS.sub("", word)
    if joined != word:
        joined = joined.strip("-.()/–—")
    return COUNTRY.sub("", joined)
