"""Columns and orders as a user names them: keys of product.md §9, their headings, names that FILTER knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from crmcli import i18n
from crmcli.commands._views.customers import BY_KEY
from crmcli.commands._views.own_fields import own_column
from crmcli.core.filter_keys import CUSTOM, all_names, find_key
from crmcli.core.fold import fold
from crmcli.core.spelling import near
from crmcli.errors import N_, BadValue
from crmcli.records.sheet import Column

PARTED = re.compile(r"[,，、;；]")
# Keys of FILTER that are not called like the columns they look at.
COLUMNS = {
    "first": ("first_contact_at",),
    "last": ("last_contact_at",),
    "method": ("last_method",),
    "next": ("next_at",),
    "tag": ("tags",),
    "created": ("created_at",),
    "updated": ("updated_at",),
    "landline": ("phone",),
    "region": ("province", "city"),
    "budget": ("budget_low", "budget_high"),
}
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
BY_DEALS = ("amount", "budget")  # orders that no column is called like
ORDERS = {column: key for key, columns in COLUMNS.items() for column in columns}


def read_columns(text: str, *, custom: Mapping[str, str] = NO_FIELDS) -> tuple[Column, ...]:
    """The columns named in `text`, in its order, each once.

    Args:
        text: names with commas between.
        custom: names of the custom fields, with their types.

    Raises:
        BadValue: a name that is no column's.
    """
    found: dict[str, Column] = {}
    for name in filter(None, (part.strip() for part in PARTED.split(text))):
        columns = _named(name, custom)
        if not columns:
            raise _unknown(name, custom)
        found.update((column.key, column) for column in columns)
    return tuple(found.values())


def order_named(text: str) -> str:
    """An order of services.listing that may have been named by its column; whatever is not known stays as typed."""
    sign, name = ("-", text[1:]) if text.startswith("-") else ("", text)
    columns = _named(name, NO_FIELDS)
    if not columns and (key := find_key(name)) in BY_DEALS:
        return f"{sign}{key}"
    return sign + ORDERS.get(columns[0].key, columns[0].key) if columns else text


def _named(name: str, custom: Mapping[str, str]) -> tuple[Column, ...]:
    """By key or heading; else by a name that FILTER knows; none when nothing is called so."""
    wanted = fold(name)
    for column in BY_KEY.values():
        if wanted in (column.key, fold(column.label), fold(i18n.translate(column.label, "zh"))):
            return (column,)
    key = find_key(name, custom) or ""
    if key.startswith(CUSTOM):
        own = key.removeprefix(CUSTOM)
        return (own_column(own, custom.get(own, "text")),)
    return tuple(BY_KEY[one] for one in COLUMNS.get(key, (key,)) if one in BY_KEY)


def _unknown(name: str, custom: Mapping[str, str]) -> BadValue:
    # What is offered is in the way of writing that was used: keys, or headings of the interface's language.
    headings = [i18n.translate(column.label) for column in BY_KEY.values()]
    known = dict.fromkeys([*BY_KEY, *headings, *all_names(custom)])
    meant: dict[tuple[Column, ...], str] = {}
    for one in near(name, [one for one in known if _named(one, custom)]):
        meant.setdefault(_named(one, custom), one)
    offered = list(meant.values())
    return BadValue(
        N_("There is no column “{name}”."),
        N_("Did you mean {names}?") if offered else N_("The columns are: {names}"),
        name=name,
        names=tuple(offered or (headings if i18n.language() == "zh" else BY_KEY)),
    )
