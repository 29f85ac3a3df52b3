"""csv and tsv in common: the texts of a sheet line by line, and how a cell is kept from running as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from crmcli.records.sheet import Card, Cell, Column, Sheet
from crmcli.render.flat import flat
from crmcli.render.options import Options
from crmcli.render.text import visible
from crmcli.render.wording import Wording

# What makes a spreadsheet compute (full-width forms too, which Chinese and Japanese Excel reads), behind apostrophes.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
# A sign and digits can only be a number or a phone. `+852-9123` is not one of them: Excel subtracts.
_HARMLESS = re.compile(r"-|[+-]?\d+(\.\d+)?|\+\d+( \d+)*")


def guard(text: str) -> str:
    """`text` so that a spreadsheet takes it as text (product.md §8).

    One apostrophe goes before what begins, after any apostrophes, with = + - @ (wide ones too), a tab or a line end.
    Numbers and phones written with a plus, digits and single spaces stay as they are. To read back: take one
    apostrophe off where apostrophes are followed by one of these characters; nothing is lost, whatever the text was.
    """
    if _FORMULA.match(text) and not _HARMLESS.fullmatch(text):
        return "'" + text
    return text


def texts(thing: Sheet | Card, wording: Wording, options: Options) -> Iterator[list[str]]:
    """The headings, then each row, as guarded text whose controls are visible."""
    sheet = flat(thing)
    return row_texts(sheet.columns, sheet.rows, wording, options)


def row_texts(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options
) -> Iterator[list[str]]:
    """The same of rows that may come one by one, without columns of kind "object"."""
    yield [guard(visible(wording.heading(column, codes=options.codes))) for column in columns]
    writers = [wording.writer(column, codes=options.codes, plain=True) for column in columns]
    for row in rows:
        yield ["" if value is None else guard(visible(write(value))) for write, value in zip(writers, row, strict=True)]
