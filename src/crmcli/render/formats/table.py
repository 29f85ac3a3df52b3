"""The table and the card for a terminal."""

from __future__ import annotations

from crmcli.records.sheet import Book, Card, Sheet
from crmcli.render import table
from crmcli.render.options import Options
from crmcli.render.wording import Wording


def write(thing: Sheet | Card | Book, wording: Wording, options: Options) -> str:
    """Lines of at most `options.width` cells, without escape codes unless `options.color`."""
    return table.draw(thing, wording, width=options.width, color=options.color, codes=options.codes)
