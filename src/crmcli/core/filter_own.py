"""Custom fields in FILTER: `积分:1000..`, `合同到期:2026-11`, `尾款>=5万`, `VIP:yes`; those of text are as any text."""

from __future__ import annotations

import re
from datetime import datetime

from crmcli.core.filter_keys import choices, plain
from crmcli.core.filter_lexing import split_values, unquote
from crmcli.errors import N_, BadValue, UsageError
from crmcli.records.filter import Own

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_SIGNED = re.compile(rf"([<>]=?)({_NUMBER})")
_SIDES = re.compile(rf"({_NUMBER})?(?:\.\.|~)({_NUMBER})?")


def read_own(key: str, kind: str, rest: str, *, now: datetime, negated: bool) -> Own:
    """The term of a custom field that has a type.

    Args:
        key: `custom.NAME`.
        kind: as in records.filter.Own.
        rest: what follows the key, with its comparison sign if there is one.
        now: what relative times are checked against.
        negated: the term holds for everybody else.

    Raises:
        BadValue: a value of another type.
        UsageError: a comparison where there is no order.
    """
    if rest[:1] in ("<", ">") and kind in ("bool", "enum"):
        raise UsageError(
            N_("{key} cannot be compared with < or >."), N_("Write {key}:VALUE, or {key}:A,B for either."), key=key
        )
    if kind == "money":
        from crmcli.core.filter_money import read_range, spell_range

        return Own(key, kind, (spell_range(*read_range(unquote(rest))),), negated)
    texts = (rest,) if kind == "number" else split_values(rest)
    return Own(key, kind, tuple(dict.fromkeys(_value(key, kind, text, now) for text in texts)), negated)


def number_bounds(text: str) -> tuple[str, list[float]]:
    """The canonical text of a number range as a condition on `j.value`, and its parameters."""
    if signed := _SIGNED.fullmatch(text):
        return f"j.value {signed[1]} ?", [float(signed[2])]
    low, _, high = text.partition("..")
    bounds = [(sign, side) for sign, side in ((">=", low), ("<=", high)) if side]
    return " AND ".join(f"j.value {sign} ?" for sign, _ in bounds), [float(side) for _, side in bounds]


def _value(key: str, kind: str, text: str, now: datetime) -> str:
    if kind == "date":
        from crmcli.core.filter_times import canonical

        return canonical(text, ahead=True, now=now)
    if kind == "bool":
        answer = choices("yesno").get(plain(text))
        if answer is None:
            raise BadValue(N_("“{text}” is neither yes nor no."), text=text)
        return answer
    return _range(key, text) if kind == "number" else text


def _range(key: str, text: str) -> str:
    compact = unquote(text).replace(" ", "").replace(",", "")
    if signed := _SIGNED.fullmatch(compact):
        return f"{signed[2]}.." if signed[1] == ">=" else f"..{signed[2]}" if signed[1] == "<=" else compact
    if re.fullmatch(_NUMBER, compact):
        return f"{compact}..{compact}"
    sides = _SIDES.fullmatch(compact)
    if sides is None or not (sides[1] or sides[2]):
        raise BadValue(
            N_("{text} is no number."), N_("Write {key}:100, {key}:100.. or {key}:..500."), text=text, key=key
        )
    return f"{sides[1] or ''}..{sides[2] or ''}"
