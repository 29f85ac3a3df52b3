"""A message made to fit where it is sent: as many whole customers as there is room for, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def fit(head: str, rows: Sequence[str], more: Callable[[int], str], *, most: int, size: Callable[[str], int]) -> str:
    """Return the message: the head, as many rows as fit, and what `more` says of those left out.

    Args:
        head: the first line.
        rows: one or more lines for each customer, the most urgent first.
        more: number of customers left out → the last line; called with 0 it gives what ends a whole message, or "".
        most: the size allowed.
        size: of a text, in the unit of `most`.
    """
    for shown in range(len(rows), -1, -1):
        text = "\n".join(part for part in (head, *rows[:shown], more(len(rows) - shown)) if part)
        if size(text) <= most:
            return text
    return _cut(head, most, size)


def _cut(text: str, most: int, size: Callable[[str], int]) -> str:
    while text and size(text) > most:
        text = text[:-1]
    return text


def in_bytes(text: str) -> int:
    """The size of a text in bytes of UTF-8."""
    return len(text.encode())
