"""Lengths of the shared texts of an .xls: one long text used by many cells unfolds to more than memory holds."""

from __future__ import annotations

import struct

_WIDE, _RICH, _PHONETIC = 0x01, 0x08, 0x04


def text_lengths(blocks: list[bytes]) -> list[int]:
    """Characters of each shared text, in order; shorter than declared when the blocks break off.

    Args:
        blocks: contents of the record of shared texts and of those that continue it.
    """
    walk = _Walk(blocks)
    lengths: list[int] = []
    try:
        walk.skip(8)  # how many there are is not to be trusted
        while walk.more():
            lengths.append(walk.text())
    except (struct.error, IndexError):
        pass
    return lengths


class _Walk:
    """A place in the blocks. A text goes on in the next block behind a byte that says how wide its characters are."""

    def __init__(self, blocks: list[bytes]) -> None:
        self.blocks = blocks
        self.block = 0
        self.place = 0

    def more(self) -> bool:
        while self.block < len(self.blocks) and self.place >= len(self.blocks[self.block]):
            self.block, self.place = self.block + 1, 0
        return self.block < len(self.blocks)

    def skip(self, size: int) -> None:
        while size and self.more():
            step = min(size, len(self.blocks[self.block]) - self.place)
            self.place, size = self.place + step, size - step

    def text(self) -> int:
        count, flags = struct.unpack_from("<HB", self.blocks[self.block], self.place)
        self.place += 3
        runs = extra = 0
        if flags & _RICH:
            runs = struct.unpack_from("<H", self.blocks[self.block], self.place)[0]
            self.place += 2
        if flags & _PHONETIC:
            extra = struct.unpack_from("<I", self.blocks[self.block], self.place)[0]
            self.place += 4
        self._characters(count, flags & _WIDE)
        self.skip(runs * 4 + extra)
        return int(count)

    def _characters(self, count: int, wide: int) -> None:
        while count:
            here = (len(self.blocks[self.block]) - self.place) // (wide + 1)
            step = min(count, here)
            self.place, count = self.place + step * (wide + 1), count - step
            if count:
                self.block, self.place = self.block + 1, 1
                wide = self.blocks[self.block][0] & _WIDE
