"""Delimited text: CSV, TSV, exports with any separator, and rosters with spaces between their columns."""

from __future__ import annotations

import re

from crmcli.importers._delimiters import detect
from crmcli.importers._limits import check_extent
from crmcli.importers._quoting import split
from crmcli.importers._source import Source
from crmcli.records.grid import Grid

# Excel's own first line that names the separator; no spreadsheet program shows it, so it counts for no row.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def likeness(source: Source) -> int:
    """The least of all: whatever no other format knows is read as text, or refused there."""
    return 1


def read(source: Source) -> tuple[Grid, ...]:
    """One Grid of all lines.

    Raises:
        NothingReadable: the bytes are no text, or hold too many columns.
    """
    decoded = source.decoded
    text = decoded.text
    told = _SEPARATOR_LINE.match(text)
    if told:
        text = text[told.end() :]
    delimiter = source.delimiter or (told[1] if told else detect(text))
    rows, notes = split(text, delimiter)
    check_extent(1, max(map(len, rows), default=0), file=source.name)
    return (
        Grid(
            source.name,
            "",
            tuple(rows),
            format="csv",
            encoding=decoded.encoding,
            delimiter=delimiter,
            notes=decoded.notes + notes,
        ),
    )
