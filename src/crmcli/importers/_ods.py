"""The guard before an ods is read: a cell can stand for a million others there, and cost a few bytes."""

from __future__ import annotations

import re

from crmcli.importers._limits import MOST_COLUMNS, check_cells, check_extent, too_large
from crmcli.importers._package import Package, protected

_CONTENT = "content.xml"
_TOKEN = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?![\w-])([^>]*)>")
_NAME = re.compile(rb"table:name\s*=\s*[\"']([^\"']*)[\"']")
_ROWS = re.compile(rb"number-rows-repeated\s*=\s*[\"']\s*([0-9]+)")
_COLUMNS = re.compile(rb"number-columns-repeated\s*=\s*[\"']\s*([0-9]+)")
_SPACES = re.compile(rb"text:c\s*=\s*[\"'][0-9]{5,}")
_MOST_TEXT = 200 * 1024 * 1024


def inspect(package: Package) -> None:
    """Unfold every part once and refuse sheets whose values reach too far.

    Raises:
        NothingReadable: damaged, protected, or more in it than can be read.
    """
    if b"encryption-data" in package.small("META-INF/manifest.xml"):
        raise protected(package.name)
    walk = _Walk(package.name)
    if _CONTENT in package.entries:
        for piece in package.pieces(_CONTENT):
            if _SPACES.search(piece):
                raise too_large(package.name)
            walk.read(piece)
    walk.end_sheet()
    for other in package.entries.keys() - {_CONTENT}:
        for _ in package.pieces(other):
            pass


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    match = pattern.search(attributes)
    return int(match[1][:10]) if match else 1


class _Walk:
    """Where the walk through the sheets stands; rows and columns are those of the last value so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells = self.text = 0
        self.start_sheet("")

    def start_sheet(self, name: str) -> None:
        self.sheet = name
        self.row = self.rows = self.column = self.columns = self.repeat = self.across = self.inside = 0

    def end_sheet(self) -> None:
        check_extent(self.rows, self.columns, file=self.file, sheet=self.sheet)
        self.cells += self.rows * self.columns
        check_cells(self.cells, file=self.file)

    def read(self, piece: bytes) -> None:
        """Follow the tags of a piece; what stands between them belongs to the open cell."""
        place = 0
        for match in _TOKEN.finditer(piece):
            self.inside += match.start() - place
            place = match.end()
            closing, name, attributes = match[1], match[2], match[3]
            if name == b"table":
                self._table(attributes, closing=bool(closing))
            elif name == b"table-row":
                if not closing:
                    self.row += self.repeat
                    self.repeat, self.column = _repeated(_ROWS, attributes), 0
            elif closing:
                self._value(self.inside)
            else:
                self._cell(attributes)
        self.inside += len(piece) - place

    def _table(self, attributes: bytes, *, closing: bool) -> None:
        if not closing:
            self.end_sheet()
            name = _NAME.search(attributes)
            self.start_sheet(name[1].decode("utf-8", "replace") if name else "")

    def _cell(self, attributes: bytes) -> None:
        self.across, self.inside = _repeated(_COLUMNS, attributes), 0
        self.column += self.across
        if b"office:" in attributes:  # a value may stand in the attributes alone
            self._value(len(attributes))

    def _value(self, size: int) -> None:
        """Take in the open cell if there is anything in it, as often as it is repeated."""
        if not size:
            return
        self.rows, self.columns = max(self.rows, self.row + self.repeat), max(self.columns, self.column)
        self.text += size * self.across * self.repeat
        if self.columns > MOST_COLUMNS or self.text > _MOST_TEXT:
            check_extent(self.rows, self.columns, file=self.file, sheet=self.sheet)
            raise too_large(self.file)
