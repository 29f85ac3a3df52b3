"""Columns whose heading means one thing and whose values another: 单位 of goods, 人数 of a party, 负责人 of a firm."""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.core.content_guess import share
from crmcli.core.headers import key_of
from crmcli.core.names import is_full_name, read_name

_LEADERS = frozenset({"负责人", "负责人姓名", "主要负责人"})
_PARTY = 15  # people who come together; a firm of so few says so in words
_REACH = frozenset({"phone", "mobile", "landline", "contact_any", "company_phone", "wechat"})


def doubted(header: str, field: str | None, values: Sequence[str], *, kind: str, beside: str | None) -> str | None:
    """What a column is after a look at its values: a field, "" for a custom value, None where the heading holds.

    Args:
        field: what the heading means.
        kind: of the table, as in header_context.Surroundings.
        beside: field of the column to its right.
    """
    if field == "company" and kind == "orders" and share(values, _is_measure) == 1:
        return ""
    if field == "company_size" and key_of(header) == "人数" and share(values, _is_party) == 1:
        return ""
    if field == "owner" and key_of(header) in _LEADERS and kind == "customers" and _are_theirs(values, beside):
        return "contact"
    return None


def _is_measure(value: str) -> bool:
    return len(value) <= 2 and not is_full_name(value)


def _is_party(value: str) -> bool:
    digits = value.rstrip("人名位个 ")
    return digits.isdecimal() and int(digits[:6]) <= _PARTY


def _are_theirs(values: Sequence[str], beside: str | None) -> bool:
    """Whether the people are the customers': addressed as customers are, or each another with a number behind."""
    if share(values, _is_addressed) >= 0.5:
        return True
    return beside in _REACH and len(values) > 2 and len(set(values)) == len(values)


def _is_addressed(value: str) -> bool:
    """谢老板, 徐总: as a customer is spoken to, and hardly a colleague in a list."""
    name = read_name(value)
    return name.incomplete and not name.masked and name.title is not None
