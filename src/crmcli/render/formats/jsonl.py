"""JSON lines: the objects of the json format, one on each line."""

from __future__ import annotations

import json

from crmcli.records.sheet import Card, Sheet
from crmcli.render import values
from crmcli.render.options import Options
from crmcli.render.wording import Wording


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """A line for each row of a sheet; a card is one line."""
    rows = values.objects(thing, wording) if isinstance(thing, Sheet) else [values.whole(thing, wording)]
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    return "".join(values.escape(encode(row)) + "\n" for row in rows)
