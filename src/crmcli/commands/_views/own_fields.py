"""Custom fields as columns and cells: by their types."""

from __future__ import annotations

from crmcli.core.filter_keys import CUSTOM
from crmcli.records.sheet import Cell, Column, Typed

KINDS = {"money": "money", "date": "moment", "bool": "yesno", "number": "text"}


def own_column(name: str, kind: str, *, label: str = "") -> Column:
    """The column of a custom field.

    Args:
        name: of the field.
        kind: one of core.own_fields.TYPES.
        label: the heading; the name when empty.
    """
    return Column(CUSTOM + name, label or name, KINDS.get(kind, "text"), share=1 if kind == "text" else 0)


def own_cell(value: object, column: Column) -> Cell:
    """A stored value as a cell of its column: money in cents; what is of another type stays as it is."""
    if column.kind == "money" and isinstance(value, int | float) and not isinstance(value, bool):
        return round(value * 100)
    if isinstance(value, bool) and column.kind != "yesno":
        return "yes" if value else "no"
    return _shown(value)


def own_value(value: object) -> Cell:
    """A stored value where no column says its type."""
    return Typed("yesno", value) if isinstance(value, bool) else str(_shown(value))


def _shown(value: object) -> Cell:
    from crmcli.core.own_fields import shown  # knows dates and money: most lists have no such field

    return shown(value)
