"""The file system inside an .xls: finds streams by name, and refuses chains that run in circles, which hang readers."""

from __future__ import annotations

import struct
from array import array

from crmcli.importers._limits import damaged
from crmcli.records.record import record

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # numbers above are marks, not sectors
_ROOT, _STREAM = 5, 2


@record
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class Compound:
    """A compound file.

    Args:
        data: all its bytes. name: the file's name for sentences.

    Raises:
        NothingReadable: the file is cut off, or its tables contradict themselves.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        try:
            self._open()
        except (struct.error, ValueError, IndexError, OverflowError):
            raise damaged(name) from None

    def _open(self) -> None:
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError
        self._sector = 1 << shift
        directory, self._cutoff, mini_fat, difat = (
            struct.unpack_from("<I", self._data, place)[0] for place in (48, 56, 60, 68)
        )
        self._fat = self._table(self._fat_sectors(difat))
        self._entries = [self._entry(raw) for raw in self._slices(self._joined(directory), 128)]
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        self._mini = self._joined(root.start) if root else b""
        self._mini_fat = self._table(self._chain(mini_fat, self._fat))

    def names(self) -> set[str]:
        """Names of all streams."""
        return {entry.name for entry in self._entries if entry.kind == _STREAM}

    def stream(self, name: str) -> bytes:
        """The bytes of the stream `name`; NothingReadable when its chain is broken."""
        entry = next(entry for entry in self._entries if entry.name == name and entry.kind == _STREAM)
        try:
            if entry.size >= self._cutoff:
                return self._joined(entry.start)[: entry.size]
            chain = self._chain(entry.start, self._mini_fat)
            return b"".join(self._mini[number * 64 : number * 64 + 64] for number in chain)[: entry.size]
        except ValueError:
            raise damaged(self._name) from None

    def _fat_sectors(self, difat: int) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        visited = 0
        while difat < _LAST:
            *more, difat = struct.unpack(f"<{self._sector // 4}I", self._at(difat))
            numbers += more
            visited += 1
            if visited * self._sector > len(self._data):
                raise ValueError
        return [number for number in numbers if number < _LAST]

    def _table(self, sectors: list[int]) -> array[int]:
        table = array("I", b"".join(map(self._at, sectors)))
        if struct.pack("=H", 1) != struct.pack("<H", 1):
            table.byteswap()
        return table

    def _at(self, number: int) -> bytes:
        place = (number + 1) * self._sector
        sector = self._data[place : place + self._sector]
        if not sector:
            raise ValueError
        return sector.ljust(self._sector, b"\0")  # the last one is often cut short

    def _chain(self, number: int, table: array[int]) -> list[int]:
        chain: list[int] = []
        while number < _LAST:
            if number >= len(table) or len(chain) > len(table):
                raise ValueError
            chain.append(number)
            number = table[number]
        return chain

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._at, self._chain(start, self._fat)))

    @staticmethod
    def _slices(data: bytes, size: int) -> list[bytes]:
        return [data[place : place + size] for place in range(0, len(data) - size + 1, size)]

    @staticmethod
    def _entry(raw: bytes) -> _Entry:
        length, kind = struct.unpack_from("<HB", raw, 64)
        start, size = struct.unpack_from("<II", raw, 116)
        return _Entry(raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"), kind, start, size)
