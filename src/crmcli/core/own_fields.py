"""Custom fields: their types, and reading a value of each. Where they are declared is services.declared.

A value is kept as json has it (product.md §9): text, a number, money as a number of yuan, an ISO day or moment,
true or false, one of the field's choices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from unicodedata import normalize

from crmcli.core.dates import parse_when
from crmcli.core.filter_keys import yes_or_no
from crmcli.core.fold import fold, squeeze
from crmcli.core.money import parse_money
from crmcli.errors import N_, BadValue

TYPES = ("text", "number", "money", "date", "bool", "enum")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_TICKS = {"√": True, "✓": True, "×": False}
LONGEST = 15  # digits that a number keeps exactly


class Field(NamedTuple):
    """One field that the user declared, or a field of ours of which they said when it is needed.

    Args:
        name: of a custom field; the filter key of one of ours.
        type: one of TYPES; "" for one of ours.
        choices: what an enum may be.
        required: whether a customer needs it.
        when: of which customers, as FILTER words such as `kind:company stage:quote`; "" is all.
    """

    name: str
    type: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    when: str = ""

    @property
    def own(self) -> bool:
        """Whether it is a custom field."""
        return bool(self.type)


def read_value(field: Field, text: str, *, now: datetime, currency: str = "CNY") -> str | int | float | bool | None:
    """The value that a typed text means; None for an empty one.

    Args:
        now: local.
        currency: the setting's; an amount of another one is none.

    Raises:
        BadValue: it is none of the field's type.
    """
    value = squeeze(text)
    if not value:
        return None
    if field.type == "money":
        return _money(field, value, currency)
    reader = {"number": _number, "date": _date, "bool": _yes}.get(field.type)
    if reader is not None:
        return reader(field, value, now)
    return _choice(field, value) if field.type == "enum" else value


def _number(field: Field, text: str, now: datetime) -> int | float:
    del now
    match = _NUMBER.fullmatch(normalize("NFKC", text).replace(" ", ""))
    digits = match[0].replace(",", "") if match else ""
    if not digits or sum(map(str.isdigit, digits)) > LONGEST:
        hint = N_("Type digits, such as 12 or 3.5.")
        raise BadValue(N_("{field} is a number, not “{text}”."), hint, field=field.name, text=text[:40])
    number = float(digits)
    return int(number) if number.is_integer() else number


def _money(field: Field, text: str, currency: str) -> int | float:
    try:
        money = parse_money(text)
    except BadValue:
        money = None
    if money is None or money.low is None or money.low != money.high or money.currency not in (None, currency):
        raise BadValue(N_("{field} is one amount of money, not “{text}”."), N_("Type an amount, such as 50000 or 5万."),
                       field=field.name, text=text[:40])  # fmt: skip
    return money.low / 100 if money.low % 100 else money.low // 100


def _date(field: Field, text: str, now: datetime) -> str:
    try:
        return parse_when(text, now=now).at
    except BadValue:
        raise BadValue(N_("{field} is a date, not “{text}”."), N_("Type a date, such as 2026-12-31."), field=field.name,
                       text=text[:40]) from None  # fmt: skip


def _yes(field: Field, text: str, now: datetime) -> bool:
    del now
    answer = _TICKS.get(text, yes_or_no(text))
    if answer is None:
        raise BadValue(N_("{field} is yes or no, not “{text}”."), N_("Type yes or no."), field=field.name,
                       text=text[:40])  # fmt: skip
    return answer


def _choice(field: Field, text: str) -> str:
    for choice in field.choices:
        if fold(choice) == fold(text):
            return choice
    raise BadValue(N_("“{text}” is none of the choices of {field}."), N_("Choices: {choices}"), field=field.name,
                   text=text[:40], choices=field.choices)  # fmt: skip


def read_choices(texts: Sequence[str]) -> tuple[str, ...]:
    """The choices of an enum, typed with commas between, each once."""
    parts = (squeeze(part) for text in texts for part in re.split(r"[,，;；、|]", text))
    found: dict[str, str] = {}
    for part in parts:
        if part:
            found.setdefault(fold(part), part)
    return tuple(found.values())


def shown(value: object) -> str | int | float | None:
    """A value as text; yes and no are the caller's, who knows the language."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)
