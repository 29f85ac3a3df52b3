"""Counts in digits or Chinese numerals, as dates and durations use them: 3, 十二, 两, 二〇二六. No amounts of money."""

from __future__ import annotations

import re

# A regular-expression fragment: one count in either script.
NUMBER = "(?:[0-9]+|[零〇一二两三四五六七八九十百]+)"

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT = "[一二两三四五六七八九]"


def read_number(text: str) -> int | None:
    """Read one count.

    Args:
        text: ASCII digits, Chinese numerals up to 999 (十五, 一百零五), or Chinese digits in a row (二〇二六).

    Returns:
        the number, or None when the text is not one well-formed count.
    """
    if text.isascii():
        return int(text) if text.isdecimal() and len(text) < 100 else None
    if "十" not in text and "百" not in text:
        digits = [_DIGITS.get(character) for character in text]
        return None if None in digits else int("".join(map(str, digits)))
    match = re.fullmatch(f"(?:({_DIGIT})百零?)?(?:({_DIGIT})?(十))?({_DIGIT})?", text)
    if match is None:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = _DIGITS[hundreds] * 100 if hundreds else 0
    if ten:
        value += _DIGITS[tens] * 10 if tens else 10
    return value + (_DIGITS[ones] if ones else 0)
