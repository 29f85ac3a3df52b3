"""The zip that a workbook is, unfolded piece by piece within a budget; nothing here trusts a size it declares."""

from __future__ import annotations

import copy
import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator

from crmcli.errors import N_, NothingReadable
from crmcli.importers._limits import LONGEST_CELL, damaged, declares, too_large

_BUDGET = 200 * 1024 * 1024
_SMALL_PART = 8 * 1024 * 1024
_CHUNK = 1 << 18
_ENTRIES = 5_000
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# What zipfile raises for what is no zip; NotImplementedError is a RuntimeError, and so is a missing password.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, struct.error, ValueError)


class Package:
    """The parts of a zipped workbook.

    Args:
        data: the bytes of the zip. name: the file's name for sentences.

    Raises:
        NothingReadable: the zip is damaged, protected, or has absurdly many parts.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.left = _BUDGET
        self.long_text = False
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise damaged(name) from None
        self.entries = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > _ENTRIES:
            raise too_large(name)
        if any(info.flag_bits & 1 for info in self.entries.values()):
            raise protected(name)

    def pieces(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, cut before a "<", counted against the budget of the whole file.

        Raises:
            NothingReadable: damaged, too large, or with entities that could unfold without end.
        """
        carry: list[bytes] = []
        carried, first = 0, True
        for chunk in self._chunks(part):
            cut = chunk.rfind(b"<")
            if cut < 0:
                carry.append(chunk)
                carried += len(chunk)
                self.long_text = self.long_text or carried > LONGEST_CELL
                continue
            piece = b"".join((*carry, chunk[:cut]))
            self._check(piece, first=first)
            yield piece
            carry, carried, first = [chunk[cut:]], len(chunk) - cut, False
        self._check(b"".join(carry), first=first)
        yield b"".join(carry)

    def small(self, part: str) -> bytes:
        """All of a part that is never large; empty when there is none."""
        if part not in self.entries:
            return b""
        found, size = [], 0
        for piece in self.pieces(part):
            found.append(piece)
            size += len(piece)
            if size > _SMALL_PART:
                raise too_large(self.name)
        return b"".join(found)

    def _check(self, piece: bytes, *, first: bool) -> None:
        if first and (_DECLARATION.search(piece) or piece[:2] in (b"\xff\xfe", b"\xfe\xff")):
            raise declares(self.name)

    def _chunks(self, part: str) -> Iterator[bytes]:
        info = copy.copy(self.entries[part])
        info.file_size = sys.maxsize  # read on to the real end, not to the declared one
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise too_large(self.name)
                    yield chunk
        except _BROKEN:
            raise damaged(self.name) from None


def protected(name: str) -> NothingReadable:
    """The refusal of a workbook that needs a password."""
    return NothingReadable(
        N_("{file} is protected by a password."),
        N_("Open it, save it without the password, and import that."),
        file=name,
    )
