"""Which orders are money, and which number names one. What is done with them is the services' work."""

from __future__ import annotations

import unicodedata
from typing import Final

# States of an order that is money; the others may come to nothing, or came to nothing. SQL reads the tuple as it
# stands: f"state IN {BOOKED}".
BOOKED: Final = ("paid", "shipped", "done")


def number_key(number: str) -> str:
    """A contract or order number as it is compared: the same number counts once, however it was typed (product.md §1).

    Width, case and spaces do not matter, nor which kind of dash it is.
    """
    plain = unicodedata.normalize("NFKC", number).casefold()
    return "".join("-" if sign in "–—―" else sign for sign in plain if not sign.isspace())
