"""What a change did to a customer: a line for each value that is another one now. Pure; the values are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crmcli.commands._views.pieces import short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.records.sheet import Column, Typed

if TYPE_CHECKING:
    from crmcli.services.showing import Shown

WIDTH = 60  # cells of one value
# Follow from other values, or are shown by all their values below.
LEFT_OUT = ("status", "last_contact_at", "last_method", "updated_at", "contact", "title", "mobile", "phone", "email",
            "wechat", "qq", "custom")  # fmt: skip
OWN = (
    Column("credit_code", N_("Credit code")),
    Column("currency", N_("Currency")),
    Column("strategic", N_("Strategic customer"), "yesno"),
    Column("lost_reason", N_("Why lost"), "code", "lost_reason"),
)
PERSONAL = (
    Column("name", N_("Contact")),
    Column("title", N_("Job title")),
    Column("department", N_("Department")),
    Column("role", N_("Decision role"), "code", "role"),
    Column("gender", N_("Gender"), "code", "gender"),
    Column("birthday", N_("Birthday")),
    Column("note", N_("Note")),
    Column("is_primary", N_("Primary contact"), "yesno"),
)
KINDS = (
    Column("mobile", N_("Mobile")),
    Column("phone", N_("Phone")),
    Column("email", N_("E-mail")),
    Column("wechat", N_("WeChat")),
    Column("qq", N_("QQ")),
)


def changes(before: Shown, after: Shown) -> tuple[Msg, ...]:
    """What differs, in the order of the columns of product.md §9.

    Args:
        before, after: the same customer, as `services.showing` gathers it.
    """
    columns = [one for one in CUSTOMER_COLUMNS if one.key not in LEFT_OUT]
    old, new = before.customer, after.customer
    found = [_line(one, getattr(old, one.key), getattr(new, one.key)) for one in columns]
    found += [_line(one, before.row[one.key], after.row[one.key]) for one in OWN]
    found += _people(before, after)
    found += [_line(one, _valid(before.points, one.key), _valid(after.points, one.key)) for one in KINDS]
    names = dict.fromkeys((*old.custom, *new.custom))
    found += [_line(Column(name, name), old.custom.get(name), new.custom.get(name)) for name in names]
    return tuple(line for line in found if line is not None)


def _people(before: Shown, after: Shown) -> Iterator[Msg | None]:
    """Of contacts that are there both times, what differs; of a person-customer its name is said already."""
    known = {row["id"]: row for row in before.contacts}
    for row in after.contacts:
        same_name = row["name"] == after.customer.name
        for one in PERSONAL:
            if row["id"] in known and not (one.key == "name" and same_name):
                yield _line(one, known[row["id"]][one.key], row[one.key])
            elif row["id"] not in known and one.key in ("name", "title", "department"):
                yield _line(one, None, row[one.key])


def _valid(points: Iterable[Mapping[str, Any]], kind: str) -> tuple[str, ...] | None:
    return tuple(sorted(row["value"] for row in points if row["kind"] == kind and row["ended_at"] is None)) or None


def _line(column: Column, old: object, new: object) -> Msg | None:
    if (old or None) == (new or None):
        return None
    return Msg(
        N_("{field}: {old} → {new}"),
        {"field": Msg(column.label), "old": _value(column, old), "new": _value(column, new)},
    )


def _value(column: Column, value: object) -> object:
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, tuple):
        return Typed("tags", value, key=column.key)
    if isinstance(value, str):
        value = short(value, WIDTH)
    return Typed(column.kind, value, column.dict, column.key) if isinstance(value, str | int | float) else str(value)
