"""How long the tests with random input run: a little within the suite, long under `python3 dev.py fuzz`."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

import hypothesis

PROFILE = "fuzz"
FACTOR = 12  # so many times the examples of the suite
LONGEST = 5  # seconds of computing that anything may take on small data

THOROUGH = hypothesis.settings.get_current_profile_name() == PROFILE


def examples(suite: int) -> int:
    """How many examples: `suite` in the suite, more in a long run."""
    return suite * FACTOR if THOROUGH else suite


class Hangs(AssertionError):
    """Something computed for longer than it may."""


@contextlib.contextmanager
def no_hang(seconds: float = LONGEST) -> Iterator[None]:
    """Stop what computes for too long; time that other programs take does not count."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise Hangs(f"more than {seconds} s")

    kept = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, kept)
