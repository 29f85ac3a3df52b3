"""Which columns make a record: all of them, or a group that is repeated to the right. And unique headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from crmcli.core.fold import fold
from crmcli.core.layout_cells import Lexicon


class Columns(NamedTuple):
    """The columns of a table.

    Args:
        headers: unique.
        blocks: for each record of a row its columns, aligned with `headers`; -1 where a block has no such column.
    """

    headers: tuple[str, ...]
    blocks: tuple[tuple[int, ...], ...]


def columns_of(names: dict[int, str], keys: dict[int, str], extra: Iterable[int], lexicon: Lexicon) -> Columns:
    """Split the columns into side-by-side blocks where the same headings come again.

    Args:
        names, keys: column → heading, as in layout_joins.Header.
        extra: columns without a heading that hold something.
    """
    order = sorted(names)
    size = _period([_alike(keys[column], lexicon) for column in order], [keys[column] for column in order], lexicon)
    if not size:
        every = names | {column: f"列{column + 1}" for column in extra}
        headers = [every[column] for column in sorted(every)]
        return Columns(unique(headers), (tuple(sorted(every)),))
    whole = len(order) // size * size
    rest = order[whole:]
    blocks = [group + (-1,) * len(rest) for group in _batched(order[:whole], size)]
    blocks[-1] = (*blocks[-1][:size], *rest)
    headers = [keys[column] for column in order[:size]] + [names[column] for column in rest]
    return Columns(unique(headers), tuple(blocks))


def _batched(columns: list[int], size: int) -> list[tuple[int, ...]]:
    return [tuple(columns[start : start + size]) for start in range(0, len(columns), size)]


def _alike(heading: str, lexicon: Lexicon) -> str:
    return lexicon.field(heading) or fold(heading)


def _period(keys: list[str], headings: list[str], lexicon: Lexicon) -> int:
    """How many columns make one block; 0 when there is only one.

    The group begins with the first column, names somebody, and what is left over identifies nobody: else 公司 | 姓名 |
    电话 | 姓名 | 电话 is one firm with two people.
    """
    for size in range(2, len(keys) // 2 + 1):
        group = keys[:size]
        if len(set(group)) < size or not any(map(lexicon.names_somebody, headings[:size])):
            continue
        whole = len(keys) // size * size
        if any(keys[start : start + size] != group for start in range(size, whole, size)):
            continue
        if not any(map(lexicon.identifies, headings[whole:])):
            return size
    return 0


def unique(headers: Iterable[str]) -> tuple[str, ...]:
    """The headers, each once: a second 姓名 becomes `姓名 2`."""
    taken: set[str] = set()
    found: list[str] = []
    counts: dict[str, int] = {}
    for header in headers:
        name = header
        while name in taken:
            counts[header] = counts.get(header, 1) + 1
            name = f"{header} {counts[header]}"
        taken.add(name)
        found.append(name)
    return tuple(found)
