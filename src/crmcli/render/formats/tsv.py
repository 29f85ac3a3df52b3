"""Tab-separated values with headings, one line per row: tabs and line ends inside a cell become spaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crmcli.records.sheet import Card, Cell, Column, Sheet
from crmcli.render.flat import flat
from crmcli.render.lines import row_texts
from crmcli.render.options import Options
from crmcli.render.text import one_line
from crmcli.render.wording import Wording


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """All columns as in product.md §9; cells kept from running as formulas as `lines.guard` says."""
    sheet = flat(thing)
    return stream(sheet.columns, sheet.rows, wording, options)


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options) -> str:
    """The same of rows that come one by one."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in row_texts(columns, rows, wording, options))
