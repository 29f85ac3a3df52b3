"""JSON as in product.md §9: a sheet is a list of objects, a card is one object. Keys and codes, in no language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from crmcli.records.sheet import Card, Cell, Column, Sheet
from crmcli.render import values
from crmcli.render.options import Options
from crmcli.render.wording import Wording


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """Indented by two, Chinese as itself, one line end at the end."""
    if isinstance(thing, Sheet):
        return stream(thing.columns, thing.rows, wording, options)
    return _dumped(values.whole(thing, wording)) + "\n"


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options) -> str:
    """The same of rows that come one by one; what a list of all of them would give."""
    objects = [_dumped([one])[2:-2] for one in values.objects(columns, rows, wording)]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def _dumped(data: object) -> str:
    return values.escape(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))
