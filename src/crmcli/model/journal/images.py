"""How row images are packed: positional JSON arrays, deflated when that pays."""

from __future__ import annotations

import json
import zlib
from typing import Any

PLAIN_BELOW = 512  # bytes; deflating less gains nothing

Images = list[list[Any]]


def pack(images: Images) -> bytes:
    """Images of rows as bytes: of an insert or delete `[id, value…]`, of an update `[id, [before…], [after…]]`."""
    text = json.dumps(images, ensure_ascii=False, separators=(",", ":")).encode()
    return text if len(text) < PLAIN_BELOW else zlib.compress(text, 1)


def unpack(blob: bytes) -> Images:
    """The images that `pack` made; plain JSON begins with a bracket, deflated data never does."""
    text = blob if blob[:1] == b"[" else zlib.decompress(blob)
    images: Images = json.loads(text)
    return images
