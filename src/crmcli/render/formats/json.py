"""JSON as in product.md §9: a sheet is a list of objects, a card is one object. Keys and codes, in no language."""

from __future__ import annotations

import json

from crmcli.records.sheet import Card, Sheet
from crmcli.render import values
from crmcli.render.options import Options
from crmcli.render.wording import Wording


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """Indented by two, Chinese as itself, one line end at the end."""
    data = values.objects(thing, wording) if isinstance(thing, Sheet) else values.whole(thing, wording)
    return values.escape(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"
