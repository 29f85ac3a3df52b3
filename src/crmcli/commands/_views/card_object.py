"""A card as json: the customer's record of product.md §9, with lists of what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from crmcli.commands._views.alternates import alternate_object
from crmcli.commands._views.customers import customer_object
from crmcli.commands._views.pieces import as_object, task_title
from crmcli.errors import N_
from crmcli.records.columns import CONTACT_COLUMNS, DEAL_COLUMNS, INTERACTION_COLUMNS, ORDER_COLUMNS, TASK_COLUMNS
from crmcli.records.sheet import Column, Typed
from crmcli.services.showing import Shown

POINT_COLUMNS = (
    Column("contact", N_("Contact")),
    Column("kind", N_("Kind"), "code", "contact_kind"),
    Column("value", N_("Value")),
    Column("ext", N_("Extension")),
    Column("note", N_("Note")),
    Column("is_primary", N_("Primary contact"), "yesno"),
    Column("masked", N_("Partly hidden"), "yesno"),
    Column("verified_at", N_("Verified"), "moment"),
    Column("ended_at", N_("Ended"), "moment"),
)


def card_object(shown: Shown) -> dict[str, object]:
    """The same as one object: the customer's record of §9 and the lists of what belongs to it."""
    talks = [row for row in shown.timeline if row["what"] == "talk"]
    names = {row["id"]: row["name"] for row in shown.contacts}
    points = [{**row, "contact": names.get(row["contact_id"])} for row in shown.points]
    lists: dict[str, tuple[Sequence[Column], Iterable[Mapping[str, Any]]]] = {
        "contacts": (CONTACT_COLUMNS, [_contact(row, shown) for row in shown.contacts]),
        "points": (POINT_COLUMNS, points),
        "tasks": (TASK_COLUMNS, shown.tasks),
        "deals": (DEAL_COLUMNS, shown.deals),
        "interactions": (INTERACTION_COLUMNS, talks),
        "orders": (ORDER_COLUMNS, shown.orders),
    }
    whole = customer_object(shown.customer)
    for key, (columns, rows) in lists.items():
        whole[key] = [as_object(columns, [_value(one, row, shown) for one in columns]) for row in rows]
    for point, row in zip(cast("list[dict[str, object]]", whole["points"]), shown.points, strict=True):
        point["value"] = Typed("text", row["value"], key=row["kind"])  # what hides it depends on its kind
    whole["alternates"] = tuple(alternate_object(row) for row in shown.alternates)
    return whole


def _value(column: Column, row: Mapping[str, Any], shown: Shown) -> object:
    own = {"customer_code": shown.customer.code, "customer_name": shown.customer.name}
    if column.key in own:
        return own[column.key]
    value = row.get(column.key)
    if column.key == "title" and "due_at" in row:
        return task_title(row)
    return None if value == "" else value


def _contact(row: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """A person with the first valid point of each kind, as contacts are exported."""
    values = dict(row)
    for point in shown.points:
        if point["contact_id"] == row["id"] and not point["ended_at"]:
            values.setdefault(point["kind"], point["value"])
    return values
