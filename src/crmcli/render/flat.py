"""Anything as plain columns for the line formats: objects spread over columns, a card as one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from crmcli.records.record import replace
from crmcli.records.sheet import Card, Cell, Column, Sheet


def flat(thing: Sheet | Card) -> Sheet:
    """A Sheet without columns of kind "object".

    The object column `custom` becomes `custom.X`, `custom.Y`… at its place, headed X, Y…, in the order in which keys
    first appear in the rows: whoever wants stable columns gives every row all keys. A Card becomes the row of its
    `data`.
    """
    sheet = thing if isinstance(thing, Sheet) else _row_of(thing)
    places = [index for index, column in enumerate(sheet.columns) if column.kind == "object"]
    if not places:
        return sheet
    names = {place: _keys(row[place] for row in sheet.rows) for place in places}
    columns: list[Column] = []
    for index, column in enumerate(sheet.columns):
        if index in names:
            columns += [Column(f"{column.key}.{name}", own_label(name, column, sheet.columns)) for name in names[index]]
        else:
            columns.append(column)
    rows = tuple(tuple(_spread(row, names)) for row in sheet.rows)
    return replace(sheet, columns=tuple(columns), rows=rows, shown=())


def own_label(name: str, column: Column, columns: Iterable[Column]) -> str:
    """The heading of one name in an object: the name alone, unless another column or a word of ours is called so.

    Args:
        column: the object's.
        columns: all there are.
    """
    from crmcli.i18n import translate

    taken = {called.casefold() for one in columns for called in (one.key, one.label, translate(one.label))}
    return f"{column.key}.{name}" if name.casefold() in taken or translate(name) != name else name


def _keys(values: Iterable[Cell]) -> list[str]:
    return list(dict.fromkeys(key for value in values if isinstance(value, Mapping) for key in value))


def _spread(row: tuple[Cell, ...], names: dict[int, list[str]]) -> Iterable[Cell]:
    for index, value in enumerate(row):
        if index not in names:
            yield value
        else:
            inner = value if isinstance(value, Mapping) else {}
            yield from (cast(Cell, inner.get(name)) for name in names[index])


def _row_of(card: Card) -> Sheet:
    """Lists of objects (a timeline, contacts) have no place in one row and are left out."""
    data = {key: value for key, value in card.data.items() if not _is_list_of_objects(value)}
    columns = tuple(Column(key, key, _kind(value)) for key, value in data.items())
    return Sheet(columns, (tuple(cast(Cell, value) for value in data.values()),))


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(inner, Mapping) for inner in value)


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "object"
    return "tags" if isinstance(value, list | tuple) else "text"
