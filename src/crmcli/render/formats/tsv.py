"""Tab-separated values with headings, one line per row: tabs and line ends inside a cell become spaces."""

from __future__ import annotations

from crmcli.records.sheet import Card, Sheet
from crmcli.render.lines import texts
from crmcli.render.options import Options
from crmcli.render.text import one_line
from crmcli.render.wording import Wording


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """All columns as in product.md §9; cells kept from running as formulas as `lines.guard` says."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in texts(thing, wording, options))
