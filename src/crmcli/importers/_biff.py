"""Looks through the records of an .xls for its sheets' extents, hidden rows and errors, before it is read."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from crmcli.importers._biff_texts import text_lengths
from crmcli.importers._limits import check_cells, check_extent, damaged, too_large
from crmcli.importers._package import protected

_SHEET, _PASSWORD, _DIMENSIONS, _ROW, _ERROR = 0x85, 0x2F, 0x200, 0x208, 0x205
_STRINGS, _STRING_CELL, _CONTINUE, _END = 0xFC, 0xFD, 0x3C, 0x0A
# Cells that hold something, by the number of their record: numbers, texts, formulas, truth values and errors.
_CELLS = frozenset((0x203, 0x27E, 0xFD, 0x204, 0x06, 0x206, 0x406, 0x205, 0xD6))
_MANY_NUMBERS = 0xBD
_IS_HIDDEN = 0x20
_DECLARED = 65_536 * 256
_MOST_SHEETS = 1_000
_MOST_TEXT = 100 * 1024 * 1024


@dataclass(slots=True)
class BiffScan:
    """What was seen in one sheet; rows and columns reach to the last value."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    errors: list[tuple[int, int]] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)  # numbers of the shared texts that cells use

    def reach(self, row: int, column: int) -> None:
        """Take in a cell that holds something."""
        if row >= self.rows:
            self.rows = row + 1
        if column >= self.columns:
            self.columns = column + 1

    def error_names(self) -> list[str]:
        """Names of the cells with errors, such as "B5"."""
        return [f"{_letters(column)}{row + 1}" for row, column in self.errors]


def inspect(stream: bytes, name: str) -> list[BiffScan]:
    """One scan for each sheet, in the order of the workbook.

    Args:
        stream: the workbook stream. name: the file's name for sentences.

    Raises:
        NothingReadable: damaged, protected, or more in it than can be read.
    """
    try:
        starts, texts = _globals(stream, name)
        scans = [_sheet(stream, start, name) for start in starts]
    except (struct.error, IndexError):
        raise damaged(name) from None
    check_cells(sum(one.rows * one.columns for one in scans), file=name)
    _check_texts(texts, scans, name)
    return scans


def _globals(stream: bytes, name: str) -> tuple[list[int], list[bytes]]:
    """Where each sheet starts, and the blocks of the shared texts."""
    starts: list[int] = []
    texts: list[bytes] = []
    place, before = 0, 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        place += 4
        if kind == _PASSWORD:
            raise protected(name)
        if kind == _SHEET:
            starts.append(struct.unpack_from("<I", stream, place)[0])
        elif kind == _STRINGS or (kind == _CONTINUE and before in (_STRINGS, _CONTINUE) and texts):
            texts.append(stream[place : place + length])
        elif kind == _END:
            break
        place, before = place + length, kind
    if not starts or len(starts) > _MOST_SHEETS:
        raise damaged(name)
    return starts, texts


def _check_texts(blocks: list[bytes], scans: list[BiffScan], name: str) -> None:
    if sum(len(one.texts) for one in scans) * 65_535 <= _MOST_TEXT:  # no text can be longer
        return
    lengths = text_lengths(blocks)
    known = len(lengths)
    if sum(lengths[index] for one in scans for index in one.texts if index < known) > _MOST_TEXT:
        raise too_large(name)


def _sheet(stream: bytes, place: int, name: str) -> BiffScan:
    scan = BiffScan()
    size = len(stream)
    unpack = struct.Struct("<HHHH").unpack_from
    while place + 8 <= size:
        kind, length, row, column = unpack(stream, place)
        if kind in _CELLS:
            scan.reach(row, column)
            _look(stream, place, kind, scan)
        elif kind == _MANY_NUMBERS:
            scan.reach(row, struct.unpack_from("<H", stream, place + 2 + length)[0])
        elif kind == _ROW and length >= 16 and stream[place + 16] & _IS_HIDDEN:
            scan.hidden_rows.add(row)
        elif kind == _DIMENSIONS and length >= 14:
            _check_declared(stream, place, name)
        elif kind == _END:
            break
        place += 4 + length
    check_extent(scan.rows, scan.columns, file=name)
    return scan


def _look(stream: bytes, place: int, kind: int, scan: BiffScan) -> None:
    if kind == _STRING_CELL:
        scan.texts.append(struct.unpack_from("<I", stream, place + 10)[0])
    elif kind == _ERROR and stream[place + 11]:
        scan.errors.append(struct.unpack_from("<HH", stream, place + 4))


def _check_declared(stream: bytes, place: int, name: str) -> None:
    """The reader makes room for the declared extent, whatever is in it."""
    first_row, last_row, first, last = struct.unpack_from("<IIHH", stream, place + 4)
    if max(last_row - first_row, 0) * max(last - first, 0) > _DECLARED:
        raise too_large(name)


def _letters(column: int) -> str:
    first, last = divmod(column, 26)
    return ("" if not first else _letters(first - 1)) + chr(65 + last)
