"""How row images are packed: positional JSON arrays, deflated when that pays."""

from __future__ import annotations

import json
import zlib
from typing import Any

from crmcli.errors import DamagedJournal

PLAIN_BELOW = 512  # bytes; deflating less gains nothing

Images = list[list[Any]]


def pack(images: Images) -> bytes:
    """Images of rows as bytes: of an insert or delete `[id, value…]`, of an update `[id, [before…], [after…]]`."""
    text = json.dumps(images, ensure_ascii=False, separators=(",", ":")).encode()
    return text if len(text) < PLAIN_BELOW else zlib.compress(text, 1)


def unpack(blob: bytes) -> Images:
    """The images that `pack` made; plain JSON begins with a bracket, deflated data never does.

    Raises:
        DamagedJournal: they cannot be read.
    """
    try:
        images = json.loads(blob if blob[:1] == b"[" else zlib.decompress(blob))
    except (zlib.error, ValueError, TypeError):
        raise DamagedJournal from None
    if not isinstance(images, list) or not all(isinstance(image, list) and image for image in images):
        raise DamagedJournal
    return images


def entry(kind: str, cols: str, blob: bytes) -> tuple[list[str], Images]:
    """The names of the columns of one change, and its images, each of the shape that its kind must have.

    Args:
        kind: insert, update or delete.
        cols, blob: as they are stored.

    Raises:
        DamagedJournal: they cannot be read.
    """
    try:
        names = json.loads(cols)
    except (ValueError, TypeError):
        raise DamagedJournal from None
    images = unpack(blob)
    width = len(names) if isinstance(names, list) else -1
    shaped = _is_update if kind == "update" else _is_row
    if width < 0 or not all(isinstance(image[0], int) and shaped(image, width) for image in images):
        raise DamagedJournal
    return names, images


def _is_row(image: list[Any], width: int) -> bool:
    return len(image) == width


def _is_update(image: list[Any], width: int) -> bool:
    return len(image) == 3 and all(isinstance(part, list) and len(part) == width for part in image[1:])
