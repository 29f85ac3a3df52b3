"""Amounts in FILTER: `50000..`, `..10万`, `>=5万`, `10-50万`, as cents with the upper bound left out."""

from __future__ import annotations

import re
from unicodedata import normalize

from crmcli.errors import N_, BadValue

_SIGNED = re.compile(r"([<>]=?)(.+)", re.DOTALL)
_SIDES = re.compile(r"(.*?)(?:\.\.|~)(.*)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def read_range(text: str) -> tuple[int | None, int | None]:
    """The amounts `text` stands for: lowest cents, included, and highest, excluded (product.md §1); None is open.

    Raises:
        BadValue: it is no amount, or one of another currency: currencies are never compared.
    """
    cleaned = "".join(normalize("NFKC", text).split())
    signed, sides = _SIGNED.fullmatch(cleaned), _SIDES.fullmatch(cleaned)
    if signed:
        return _compared(signed[1], _exact(signed[2]))
    if not sides:
        return _alone(cleaned)
    low_text, high_text = _with_unit(*sides.groups())
    low = _exact(low_text) if low_text else None
    high = _exact(high_text) if high_text else None
    if low is None and high is None:
        raise BadValue(N_("{text} is no range of amounts."), N_("Write amount:50000.. or amount:10k..50k."), text=text)
    if low is not None and high is not None and low >= high:
        return (low, low + 1) if low == high else (high, low)
    return low, high


def spell_range(low: int | None, high: int | None) -> str:
    """The text that `read_range` reads as these bounds."""
    if low is not None and high == low + 1:
        return _yuan(low)
    return f"{_yuan(low)}..{_yuan(high)}"


def _compared(sign: str, cents: int) -> tuple[int | None, int | None]:
    past = cents + (sign in (">", "<="))
    return (past, None) if sign.startswith(">") else (None, past)


def _with_unit(low: str, high: str) -> tuple[str, str]:
    """In 10..50万 the unit is meant for both; in 10000..5万 it is not."""
    number = _NUMBER.match(high)
    if number and _NUMBER.fullmatch(low) and float(low) < float(number[0]):
        return low + high[number.end() :], high
    return low, high


def _exact(text: str) -> int:
    low, high = _alone(text)
    if low is None or high != low + 1:
        raise BadValue(N_("{text} is not one amount."), N_("Write a range like amount:10k..50k."), text=text)
    return low


def _alone(text: str) -> tuple[int | None, int | None]:
    from crmcli.core.money import parse_money

    money = parse_money(text)
    if money.currency not in (None, "CNY"):
        raise BadValue(
            N_("Amounts of different currencies are not compared: {text}."),
            N_("Write the number alone; it is in your own currency."),
            text=text,
        )
    if money.low is not None and money.low == money.high:
        return money.low, money.low + 1
    return money.low, money.high


def _yuan(cents: int | None) -> str:
    if cents is None:
        return ""
    yuan, rest = divmod(cents, 100)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)
