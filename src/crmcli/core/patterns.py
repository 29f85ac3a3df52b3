"""Regular expressions compiled when they are first used.

To compile one with Chinese ranges or long word lists takes 1 to 10 ms, and most read cells that few sheets have.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """A pattern; its methods are looked up once and then kept."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = found
        return found


def lazily(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of `source`, compiled at its first use; not to be given to functions of the module re."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
