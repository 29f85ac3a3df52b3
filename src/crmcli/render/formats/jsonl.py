"""JSON lines: the objects of the json format, one on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from crmcli.records.sheet import Card, Cell, Column, Sheet
from crmcli.render import values
from crmcli.render.options import Options
from crmcli.render.wording import Wording


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """A line for each row of a sheet; a card is one line."""
    if isinstance(thing, Sheet):
        return stream(thing.columns, thing.rows, wording, options)
    return _line(values.whole(thing, wording))


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options) -> str:
    """The same of rows that come one by one."""
    return "".join(map(_line, values.objects(columns, rows, wording)))


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _line(one: dict[str, object]) -> str:
    return values.escape(_encode(one)) + "\n"
