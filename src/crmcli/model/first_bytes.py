"""What the first page of a file tells: a plain database, an encrypted one, or something else."""

from __future__ import annotations

import os
from typing import BinaryIO

MAGIC = b"SQLite format 3\x00"
PAGE = 4096
DIFFERENT_BYTES = 250  # of 256: in a page of noise hardly one is missing, in a page of text or of a database most are
# what packed files begin with, which are noise as well: zip and xlsx, gzip, png, jpeg, pdf, 7z, rar
PACKED = (b"PK", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8", b"%PDF", b"7z", b"Rar")


def salt(file: BinaryIO) -> bytes | None:
    """The salt that an encrypted file begins with; None for a plain database, an empty file, or something else."""
    start = file.read(len(MAGIC))
    return start if not start.startswith((MAGIC, *PACKED)) and _looks_random(file) else None


def _looks_random(file: BinaryIO) -> bool:
    """Whether a file is whole pages of noise, as SQLCipher writes them; text, sheets and zips are not."""
    whole = not file.seek(0, os.SEEK_END) % PAGE
    file.seek(0)
    return whole and len(set(file.read(PAGE))) > DIFFERENT_BYTES
