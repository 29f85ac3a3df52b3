"""Pairs into groups of one customer each, never through a pair that is known to be two."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Pairing = tuple[int, int]


class Groups:
    """Customers put together one pair at a time.

    Args:
        apart: tells whether two customers must not be in one group.
    """

    def __init__(self, apart: Callable[[int, int], bool]) -> None:
        self._apart = apart
        self._of: dict[int, set[int]] = {}

    def join(self, left: int, right: int) -> bool:
        """Put the groups of two customers together, unless a member of one contradicts a member of the other."""
        one, other = self.of(left), self.of(right)
        if one is other:
            return True
        if any(self._apart(a, b) for a in one for b in other if {a, b} != {left, right}):
            return False
        one |= other
        self._of.update(dict.fromkeys(other, one))
        return True

    def of(self, member: int) -> set[int]:
        """The group of a customer; of itself alone at first."""
        return self._of.setdefault(member, {member})


def numbered(pairs: Iterable[Pairing], groups: Groups) -> dict[Pairing, int]:
    """A number for each pair, 1 for the first: pairs whose customers are in one group have the same.

    A pair that its contradictions keep apart has a number of its own.
    """
    numbers: dict[object, int] = {}
    found: dict[Pairing, int] = {}
    for pair in pairs:
        together = groups.of(pair[0]) is groups.of(pair[1])
        key: object = min(groups.of(pair[0])) if together else pair
        found[pair] = numbers.setdefault(key, len(numbers) + 1)
    return found
