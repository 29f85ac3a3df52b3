"""Records as values that JSON knows, with the keys and units of product.md §9: codes, yuan, fractions, null."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from crmcli.records.base import Word
from crmcli.records.sheet import Card, Cell, Column, Typed
from crmcli.render.masking import masker
from crmcli.render.wording import Wording

# Legal inside JSON strings, but not on a terminal: DEL, C1 controls, bidirectional controls; and half surrogate pairs,
# which no encoding can write. As \uXXXX they are harmless, and read back as they were.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escape(json: str) -> str:
    """JSON text with dangerous characters written as \\uXXXX; loads to the same."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def objects(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording) -> Iterator[dict[str, object]]:
    """The rows as objects by column key, one by one."""
    keys = [column.key for column in columns]
    readers = [_reader(column, wording) for column in columns]
    for row in rows:
        yield {key: read(value) for key, read, value in zip(keys, readers, row, strict=True)}


def whole(card: Card, wording: Wording) -> dict[str, object]:
    """The data of a card."""
    return {key: value(inner, wording, key=key) for key, inner in card.data.items()}


def value(thing: object, wording: Wording, *, key: str = "") -> object:
    """Any value by its own type; `key` says how to mask it."""
    match thing:
        case str():
            mask = masker(key) if wording.mask else None
            return mask(thing) if mask else thing
        case float() if not math.isfinite(thing):
            return None
        case None | bool() | int() | float():
            return thing
        case Word():
            return thing.code
        case Typed():
            return _reader(Column(thing.key, "", thing.kind, thing.dict), wording)(thing.value)
        case Mapping() | tuple() | list():
            return _nested(thing, wording, key=key)
    return wording.say(thing)


def _nested(
    thing: Mapping[object, object] | tuple[object, ...] | list[object], wording: Wording, *, key: str
) -> object:
    if isinstance(thing, Mapping):
        return {str(name): value(inner, wording, key=str(name)) for name, inner in thing.items()}
    return [value(inner, wording, key=key) for inner in thing]


def _reader(column: Column, wording: Wording) -> Callable[[Cell], object]:
    def by_type(cell: Cell) -> object:
        return None if cell is None or cell == "" else value(cell, wording, key=column.key)

    match column.kind:
        case "money":
            return lambda cell: yuan(cell) if isinstance(cell, int) else by_type(cell)
        case "rate":
            return lambda cell: value(round(cell, 4), wording) if isinstance(cell, float) else by_type(cell)
        case "yesno":
            return lambda cell: bool(cell) if isinstance(cell, int) else by_type(cell)
        case "tags":
            return lambda cell: [] if cell is None else by_type(cell)
        case "object":
            return lambda cell: {} if cell is None else by_type(cell)
    return by_type


def yuan(cents: int) -> int | float:
    """Whole yuan as an integer, otherwise a number of two decimals."""
    return cents / 100 if cents % 100 else cents // 100
