"""Declared fields as a table and in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.commands._views.customers import BY_KEY
from crmcli.commands._views.pieces import joined
from crmcli.core.own_fields import Field
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Column, Sheet

if TYPE_CHECKING:
    from crmcli.services.fielding import FieldRow

COLUMNS = (
    Column("name", N_("Field")),
    Column("type", N_("Type"), "code", "field_type"),
    Column("choices", N_("Choices"), "tags", share=1),
    Column("required", N_("Needed"), "yesno"),
    Column("for", N_("Of whom"), share=1),
    Column("customers", N_("Customers"), "count"),
    Column("declared", N_("Declared"), "yesno"),
    Column("label", N_("Field"), "msg", style="strong"),
)
SHOWN = ("label", "type", "choices", "required", "for", "customers")
OTHERS = {"phone": N_("Phone"), "landline": N_("Landline"), "tag": N_("Tags"), "budget": N_("Budget"),
          "next": N_("Next contact"), "department": N_("Department")}  # fmt: skip


def sheet(found: Sequence[FieldRow]) -> Sheet:
    """Fields, and how many customers have a value of each."""
    rows = tuple(
        (
            *(one.field.name, one.field.type or None, one.field.choices, one.field.required, one.field.when or None),
            *(one.customers, one.declared, label(one.field)),
        )
        for one in found
    )
    always = Msg(N_("Every customer needs a name, a way to reach it and a source."))
    loose = Msg(N_("Those without a declaration came with an import: crm field add NAME declares one."))
    notes = (always, loose) if any(not one.declared for one in found) else (always,)
    empty = Msg(N_("No fields of your own yet. To make one: crm field add Renewal --type date"))
    return Sheet(COLUMNS, rows, shown=SHOWN, notes=notes, empty=empty)


def label(field: Field) -> Msg:
    """What a field is called: a custom one by its own name."""
    if field.own:
        return Msg("{name}", {"name": field.name})
    return label_of(field.name)


def label_of(key: str) -> Msg:
    """What a field of ours is called, by its filter key."""
    return Msg(OTHERS.get(key) or BY_KEY[key].label)


def worded(field: Field) -> Msg:
    """A field in a line: `Renewal · Date · needed: kind:company`."""
    needed = Msg(N_("needed: {of}"), {"of": field.when}) if field.when else Msg(N_("needed"))
    parts = [
        label(field),
        Word("field_type", field.type) if field.type else None,
        "/".join(field.choices),
        needed if field.required else None if field.own else Msg(N_("not needed")),
    ]
    return joined(parts)
