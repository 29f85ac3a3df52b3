"""Word lists that readers of values look for: titles, trades, branches, empty phrases. The words are data."""

from __future__ import annotations

import re
from functools import cache

from crmcli.discovery import read_table


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of the list `name`, in the order of data/value_words.csv.

    Raises:
        KeyError: there is no such list.
    """
    return _lists()[name]


def choice(name: str) -> str:
    """The words of a list as alternatives of a pattern, longest first, so that 总经理 is tried before 经理."""
    return "|".join(map(re.escape, sorted(words(name), key=len, reverse=True)))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {row["list"]: tuple(row["words"].split()) for row in read_table("value_words")}
