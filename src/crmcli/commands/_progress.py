"""A line on the terminal that says how far long work is. Nothing in a pipe, nothing for what takes under a second."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.commands._session import Session

PATIENCE = 1.0  # seconds without a word
EVERY = 0.2  # seconds between two looks
WIDTH = 24


class Progress:
    """A bar on stderr, wiped when the work is done.

    Args:
        current: the session.
        what: what is being done, an English id.
    """

    def __init__(self, current: Session, what: str) -> None:
        self._what = current.word(Msg(what))
        self._on = sys.stderr.isatty() and not current.options.quiet
        self._started = monotonic()
        self._next = self._started + PATIENCE
        self._drawn = False
        self._word = current.word

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def tell(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if not self._on or not total or monotonic() < self._next:
            return
        self._next = monotonic() + EVERY
        self._drawn = True
        full = WIDTH * done // total
        left = self._left(done, total)
        sys.stderr.write(f"\r{self._what} {'━' * full}{'─' * (WIDTH - full)} {done:,}/{total:,}{left}\x1b[K")
        sys.stderr.flush()

    def _left(self, done: int, total: int) -> str:
        """How long it may still take, by what it took so far."""
        if not done:
            return ""
        seconds = round((monotonic() - self._started) * (total - done) / done)
        minutes, rest = divmod(seconds, 60)
        said = Msg(N_("{n} s left"), {"n": rest})
        if minutes:
            said = Msg(N_("{minutes} min {n} s left"), {"minutes": minutes, "n": rest})
        return " · " + self._word(said)
