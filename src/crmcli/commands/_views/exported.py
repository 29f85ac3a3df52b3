"""The columns of an export, which of them were asked for, and the preview a terminal shows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from crmcli import i18n
from crmcli.commands._views import chosen
from crmcli.commands._views.own_fields import own_cell, own_column
from crmcli.core.fold import fold
from crmcli.core.spelling import near
from crmcli.errors import N_, BadValue, UsageError
from crmcli.records.base import Msg
from crmcli.records.columns import (
    CONTACT_COLUMNS,
    CUSTOMER_COLUMNS,
    DEAL_COLUMNS,
    INTERACTION_COLUMNS,
    ORDER_COLUMNS,
    TASK_COLUMNS,
)
from crmcli.records.layout_columns import LAYOUT_COLUMNS, LAYOUT_KINDS
from crmcli.records.sheet import Cell, Column, Sheet
from crmcli.render.flat import own_label

COLUMNS: dict[str, tuple[Column, ...]] = {
    "customers": CUSTOMER_COLUMNS,
    "contacts": CONTACT_COLUMNS,
    "interactions": INTERACTION_COLUMNS,
    "deals": DEAL_COLUMNS,
    "orders": ORDER_COLUMNS,
    "tasks": TASK_COLUMNS,
    **LAYOUT_COLUMNS,
}
ALL = "all"
# Other words for what is exported, folded.
KINDS = {
    **{"customers": "customers", "customer": "customers", "客户": "customers"},
    **{"contacts": "contacts", "contact": "contacts", "联系人": "contacts"},
    **{"interactions": "interactions", "interaction": "interactions", "talks": "interactions"},
    **{"跟进记录": "interactions", "跟进": "interactions", "互动": "interactions"},
    **{"deals": "deals", "deal": "deals", "商机": "deals", "orders": "orders", "order": "orders", "订单": "orders"},
    **{"tasks": "tasks", "task": "tasks", "待办": "tasks", "all": ALL, "全部": ALL},
}
PREVIEW = ("code", "name", "customer_name", "contact", "at", "method", "content", "mobile", "phone", "stage", "title")
Row = tuple[Cell, ...]


def kind_and_filter(words: Sequence[str]) -> tuple[str, list[str]]:
    """What is exported, customers unless the first word says otherwise, and the FILTER words."""
    kind = KINDS.get(fold(words[0])) if words else None
    return (kind, list(words[1:])) if kind else ("customers", list(words))


def laid_out(kind: str, layout: str, *, named: bool) -> str:
    """The key of COLUMNS for one of the classic sheets.

    Args:
        kind: what was asked for.
        layout: name of the sheet as typed.
        named: whether the kind was typed.

    Raises:
        UsageError: there is no such sheet, or it lists something else than was asked for.
    """
    name = fold(layout).replace("_", "-")
    if name not in LAYOUT_COLUMNS:
        raise UsageError(
            N_("There is no layout “{name}”."), N_("Use one of: {names}."), name=layout, names=tuple(LAYOUT_COLUMNS)
        )
    if named and kind != LAYOUT_KINDS[name]:
        raise UsageError(
            N_("The layout {name} lists {kind}."),
            N_("Type: crm export --layout {name}"),
            name=name,
            kind=LAYOUT_KINDS[name],
        )
    return name


def picked(
    kind: str, names: str, *, custom: Mapping[str, str], spread: bool
) -> tuple[tuple[Column, ...], Callable[..., Row]]:
    """The columns asked for, and what takes their cells out of a row of the service.

    Args:
        kind: a key of COLUMNS.
        names: with commas between; all columns when empty.
        custom: names of the custom fields, with their types.
        spread: each custom field as a column of its own, whether a row has it or not, so that columns stay.

    Raises:
        BadValue: a name that is no column's.
    """
    whole = COLUMNS[kind]
    if names:
        columns = chosen.read_columns(names, custom=custom) if kind == "customers" else _read_columns(names, whole)
    else:
        columns = whole
    if spread:
        columns = tuple(one for column in columns for one in _spread(column, custom, columns))
    places = {column.key: place for place, column in enumerate(whole)}
    if len(columns) > 1 and all(column.key in places for column in columns):
        return columns, itemgetter(*(places[column.key] for column in columns))
    getters = [_getter(column, places) for column in columns]
    return columns, lambda row: tuple(get(row) for get in getters)


def preview(columns: Sequence[Column], rows: Iterable[Row], *, kind: str, total: int, named: bool) -> Sheet:
    """The first rows on a terminal, and how to write all of them."""
    shown = () if named else tuple(column.key for column in columns if column.key in PREVIEW)
    params = {"n": total, "kind": kind}
    said = Msg(N_("{n} rows. To write them all: crm export {kind} -o {kind}.csv (or .xlsx)"), params)
    return Sheet(
        tuple(columns), tuple(rows), shown=shown, notes=(said,) if total else (), empty=Msg(N_("No row to export."))
    )


def _spread(column: Column, custom: Mapping[str, str], columns: Sequence[Column]) -> Iterator[Column]:
    if column.kind != "object":
        yield column
    else:
        for name, kind in custom.items():
            yield own_column(name, kind, label=own_label(name, column, columns))


def _getter(column: Column, places: dict[str, int]) -> Callable[[Row], Cell]:
    if column.key in places:
        return itemgetter(places[column.key])
    place, name = places["custom"], column.key.partition(".")[2]

    def get(row: Row) -> Cell:
        fields = row[place]
        return own_cell(fields.get(name) if isinstance(fields, dict) else None, column)

    return get


def _read_columns(names: str, columns: Sequence[Column]) -> tuple[Column, ...]:
    known = {fold(text): column for column in reversed(columns) for text in _called(column)}
    found: dict[str, Column] = {}
    for name in filter(None, (part.strip() for part in chosen.PARTED.split(names))):
        column = known.get(fold(name))
        if column is None:
            offered = near(name, [one.key for one in columns])
            raise BadValue(
                N_("There is no column “{name}”."),
                N_("Did you mean {names}?") if offered else N_("The columns are: {names}"),
                name=name,
                names=", ".join(offered or [one.key for one in columns]),
            )
        found[column.key] = column
    return tuple(found.values())


def _called(column: Column) -> tuple[str, ...]:
    return column.key, column.label, i18n.translate(column.label, "zh")
