"""Comma-separated values (RFC 4180) with headings. Lines end in LF, which Excel and every script read alike."""

from __future__ import annotations

import re

from crmcli.records.sheet import Card, Sheet
from crmcli.render.lines import texts
from crmcli.render.options import Options
from crmcli.render.wording import Wording

# A file that begins with ID is taken for another format (SYLK) by Excel, unless the field is quoted.
_QUOTED = re.compile('[,"\n\r]|^ID').search


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """All columns as in product.md §9; cells kept from running as formulas as `lines.guard` says."""
    body = "".join(_line(row) for row in texts(thing, wording, options))
    return "\ufeff" + body if options.bom else body


def _line(row: list[str]) -> str:
    if row == [""]:
        return '""\n'  # one empty field; an empty line would be no row at all
    return ",".join(map(_field, row)) + "\n"


def _field(text: str) -> str:
    if _QUOTED(text):
        return '"' + text.replace('"', '""') + '"'
    return text
