"""One key from a terminal, without Enter; where that is not to be had, the first letter of a line."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

END = ""  # the input has ended
ESCAPE = "\x1b"


def read_key(prompt: str) -> str:
    """Show a prompt on stderr and wait for one key; the folded character, END when the input ends.

    Special keys such as arrows are ESCAPE. Full-width letters, as an input method types them, are plain ones.

    Raises:
        KeyboardInterrupt: Ctrl-C.
    """
    with _unbuffered(sys.stdin) as read:
        sys.stdout.flush()
        sys.stderr.write(prompt)
        sys.stderr.flush()
        key = read()
    sys.stderr.write((key if key.isprintable() else "") + "\n")
    return unicodedata.normalize("NFKC", key).casefold()


@contextmanager
def _unbuffered(stream: TextIO) -> Iterator[Callable[[], str]]:
    """How a key is read from this stream on this system; the terminal is as before afterwards."""
    number = _number(stream)
    if sys.platform == "win32":
        yield _windows if number is not None else lambda: _of_line(stream)
        return
    before = None if number is None else _attributes(number)
    if number is None or before is None:
        yield lambda: _of_line(stream)
        return
    import termios
    import tty

    try:
        tty.setcbreak(number, termios.TCSADRAIN)
        yield lambda: _character(number)
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def _number(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError):  # no real file
        return None


def _attributes(number: int) -> list[Any] | None:
    """The settings of a terminal; None where it is none."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(number)
    except termios.error:
        return None


def _of_line(stream: TextIO) -> str:
    line = stream.readline()
    return (line.strip()[:1] or " ") if line else END


def _character(number: int) -> str:
    first = os.read(number, 1)
    if first in (b"", b"\x04"):  # Ctrl-D
        return END
    if first == b"\x1b":
        _skip_sequence(number)
        return ESCAPE
    more = 0 if first < b"\xc0" else 1 if first < b"\xe0" else 2 if first < b"\xf0" else 3
    return (first + b"".join(os.read(number, 1) for _ in range(more))).decode("utf-8", "replace")


def _skip_sequence(number: int) -> None:
    """The rest of a special key, which has arrived with its first byte: ESC [ … and a letter or ~, or ESC O letter."""
    import select

    def waits() -> bool:
        return bool(select.select([number], [], [], 0.02)[0])

    if not waits() or os.read(number, 1) not in (b"[", b"O"):
        return
    while waits() and not b"@" <= os.read(number, 1) <= b"~":
        pass


def _windows() -> str:
    import msvcrt  # type: ignore[import-not-found,unused-ignore]

    key = str(msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]
    if key == "\x03":
        raise KeyboardInterrupt
    if key in "\x00\xe0":
        msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        return ESCAPE
    return END if key == "\x1a" else key
