"""The guard before an ods is read: a cell can stand for a million others there, and cost a few bytes."""

from __future__ import annotations

import re

from crmcli.importers._limits import MOST_COLUMNS, check_extent, too_large
from crmcli.importers._package import Package, protected

_CONTENT = "content.xml"
_TOKEN = re.compile(
    rb"<table:(?:(table)\b([^>]*)|(table-row)\b([^>]*)|(?:covered-)?table-cell\b([^>]*))>(</table:(?:covered-)?table-cell)?"
)
_NAME = re.compile(rb"table:name=\"([^\"]*)\"")
_ROWS = re.compile(rb"number-rows-repeated=\"([0-9]+)\"")
_COLUMNS = re.compile(rb"number-columns-repeated=\"([0-9]+)\"")
_SPACES = re.compile(rb"text:c=\"[0-9]{5,}\"")


def inspect(package: Package) -> None:
    """Unfold every part once and refuse sheets whose values reach too far.

    Raises:
        NothingReadable: damaged, protected, or more in it than can be read.
    """
    if b"encryption-data" in package.small("META-INF/manifest.xml"):
        raise protected(package.name)
    extent = _Extent(package.name)
    for piece in package.pieces(_CONTENT):
        if _SPACES.search(piece):
            raise too_large(package.name)
        for token in _TOKEN.findall(piece):
            extent.add(*token)
    extent.end_sheet()
    for other in package.entries.keys() - {_CONTENT}:
        for _ in package.pieces(other):
            pass


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    match = pattern.search(attributes)
    return int(match[1][:10]) if match else 1


class _Extent:
    """Where the walk through the sheets stands; rows and columns are those of the last value so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells = 0
        self.start_sheet("")

    def start_sheet(self, name: str) -> None:
        self.sheet = name
        self.row = self.rows = self.column = self.columns = self.repeat = 0

    def end_sheet(self) -> None:
        check_extent(self.rows, self.columns, file=self.file, sheet=self.sheet)
        self.cells += self.rows * self.columns
        check_extent(self.cells, 1, file=self.file)

    def add(self, is_table: bytes, table: bytes, is_row: bytes, row: bytes, cell: bytes, ended: bytes) -> None:
        if is_table:
            self.end_sheet()
            name = _NAME.search(table)
            self.start_sheet(name[1].decode("utf-8", "replace") if name else "")
        elif is_row:
            self.row += self.repeat
            self.repeat, self.column = _repeated(_ROWS, row), 0
        else:
            self.column += _repeated(_COLUMNS, cell)
            if (cell.endswith(b"/") or ended) and b"office:value" not in cell:
                return
            self.rows, self.columns = max(self.rows, self.row + self.repeat), max(self.columns, self.column)
            if self.columns > MOST_COLUMNS:
                self.end_sheet()
