"""Values that lost when two records became one, in words and for scripts; and what fields of a merge are called."""

from __future__ import annotations

from collections.abc import Mapping

from crmcli.commands._views.customers import BY_KEY
from crmcli.commands._views.fields import label
from crmcli.commands._views.pieces import short
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.merging import Alternate, Value
from crmcli.records.sheet import Typed

CUSTOM = "custom."
MASKED = ("mobile", "phone", "email", "wechat", "qq")
WIDTH = 44  # cells of one value in a line
GROUPS = {"region": N_("Region"), "budget": N_("Budget")}


def field_label(field: str, *, personal: bool = False) -> Msg:
    """What a field of a choice, or a column with an alternate, is called.

    Args:
        personal: it is a person's, not the customer's.
    """
    if field.startswith(CUSTOM):
        return Msg("{name}", {"name": field.removeprefix(CUSTOM)})
    if field == "name" and personal:
        return Msg(N_("Name"))
    if field in GROUPS:
        return Msg(GROUPS[field])
    column = BY_KEY.get(field) or label("customers", field) or label("contacts", field)
    return Msg(column.label) if column else Msg("{name}", {"name": field})


def worded(column: str, value: Value, width: int) -> object:
    """A value of a column in words.

    Args:
        width: cells of a text at most.
    """
    if value is None:
        return None
    known = label("customers", column) or label("contacts", column) or BY_KEY.get(column)
    if known is not None and known.kind == "code":
        return Word(known.dict, str(value))
    if known is not None and known.kind == "money":
        return Typed("money", int(value), key=column)
    key = column if column in MASKED else ""
    return Typed("text", short(str(value), width), key=key)


def alternate_value(one: Alternate | Mapping[str, object], *, width: int = WIDTH) -> object:
    """An alternate in words."""
    field, value = (one.field, one.value) if isinstance(one, Alternate) else (str(one["field"]), str(one["value"]))
    known = label("customers", field)
    number = known is not None and known.kind == "money" and value.lstrip("-").isdigit()
    return worded(field, int(value) if number else value, width)


def alternate_object(one: Alternate | Mapping[str, object]) -> dict[str, object]:
    """An alternate for scripts."""
    if isinstance(one, Alternate):
        return {"field": one.field, "value": one.value, "contact": one.contact, "code": one.code}
    return {key: one[key] for key in ("field", "value", "contact", "code")}
