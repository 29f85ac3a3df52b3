"""Comma-separated values (RFC 4180) with headings. Lines end in LF, which Excel and every script read alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from crmcli.records.sheet import Card, Cell, Column, Sheet
from crmcli.render.flat import flat
from crmcli.render.lines import guard, row_texts
from crmcli.render.options import Options
from crmcli.render.text import visible
from crmcli.render.wording import Wording

# A file that begins with ID is taken for another format (SYLK) by Excel, unless the field is quoted.
_QUOTED = re.compile('[,"\n\r]|^ID').search
# In a line with a comma before each field: one that `guard` or `_QUOTED` might have something to say about.
_DELICATE = re.compile(",(?:['=+\\-@＝＋－＠]|ID)").search
# Kinds whose cells are text already.
_TEXTS = ("text", "day", "moment")
# Kinds whose columns hold few different values.
_FEW = ("code", "yesno", "tags")


def write(thing: Sheet | Card, wording: Wording, options: Options) -> str:
    """All columns as in product.md §9; cells kept from running as formulas as `lines.guard` says."""
    sheet = flat(thing)
    return stream(sheet.columns, sheet.rows, wording, options)


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options) -> str:
    """The same of rows that come one by one."""
    body = "".join(_lines(columns, rows, wording, options))
    return "\ufeff" + body if options.bom else body


def _lines(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], wording: Wording, options: Options
) -> Iterator[str]:
    """Each line; most have nothing that needs care, and a look at the whole line is cheaper than one at each field."""
    yield from map(_line, row_texts(columns, (), wording, options))
    writers = [wording.writer(column, codes=options.codes, plain=True) for column in columns]
    worded = [
        (place, _remembered(writers[place]) if column.kind in _FEW else writers[place])
        for place, column in enumerate(columns)
        if wording.mask or column.kind not in _TEXTS
    ]
    for row in rows:
        texts = list(row)
        for place, write_cell in worded:
            if texts[place] is not None:
                texts[place] = write_cell(texts[place])
        line = _quick(texts)
        yield line if line is not None else _line([_careful(*pair) for pair in zip(writers, row, strict=True)])


def _quick(texts: list[Cell]) -> str | None:
    """The line as it is, when nothing in it needs care."""
    try:
        line = ",".join(["" if text is None else text for text in texts])  # type: ignore[misc]  # not text: see below
    except TypeError:  # a number or a Msg in a column of text
        return None
    # Printable holds no controls, no line ends and no halves of surrogate pairs.
    plain = line.isprintable() and line.count(",") == len(texts) - 1 and '"' not in line
    return line + "\n" if plain and line and not _DELICATE("," + line) else None


def _careful(write_cell: Callable[[Cell], str], value: Cell) -> str:
    return "" if value is None else guard(visible(write_cell(value)))


def _remembered(write_cell: Callable[[Cell], str]) -> Callable[[Cell], str]:
    """Each value is worded once."""
    known: dict[Cell, str] = {}

    def look_up(value: Cell) -> str:
        try:
            return known[value]
        except KeyError:
            known[value] = write_cell(value)
            return known[value]
        except TypeError:  # nothing that can be looked up: a Msg with fields
            return write_cell(value)

    return look_up


def _line(row: list[str]) -> str:
    if row == [""]:
        return '""\n'  # one empty field; an empty line would be no row at all
    return ",".join(map(_field, row)) + "\n"


def _field(text: str) -> str:
    if _QUOTED(text):
        return '"' + text.replace('"', '""') + '"'
    return text
