"""The nearest name to a mistyped one, for hints. Cheap enough for an error path; no matching of customers here."""

from __future__ import annotations

from collections.abc import Iterable

MAX_TYPED = 64  # nobody mistypes a name of this length; keeps hostile input cheap


def edit_distance(left: str, right: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other.

    The restricted Damerau-Levenshtein distance (Damerau 1964; one edit per place), in O(len × len).
    """
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]


def near(text: str, names: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Names that `text` may have been meant for, nearest first.

    Args:
        text: what was typed.
        names: what could have been meant; returned as they are written.
        limit: how many at most.

    A name qualifies when a third of its characters, at least one, are wrong, or when it begins with at least two
    typed characters. A Chinese name of two characters so qualifies when it shares one of them.
    """
    typed = _plain(text)
    if not typed or len(typed) > MAX_TYPED:
        return ()
    scored = ((_score(typed, _plain(name)), place, name) for place, name in enumerate(names))
    return tuple(name for score, _, name in sorted(s for s in scored if s[0] < _FAR)[:limit])


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The one name that `text` was most probably meant for, or None; ties go to the one listed first."""
    return next(iter(near(text, names, limit=1)), None)


_FAR = 99.0


def _plain(text: str) -> str:
    return text.casefold().replace("-", "_").replace(" ", "_").strip("_")


def _score(typed: str, name: str) -> float:
    """The distance; half of one for a name typed only in part; _FAR when it cannot have been meant."""
    if typed == name:
        return 0
    if len(typed) >= 2 and name.startswith(typed):
        return 0.5
    allowed = max(1, max(len(typed), len(name)) // 3)
    if min(len(typed), len(name)) < 2 or abs(len(typed) - len(name)) > allowed:
        return _FAR
    distance = edit_distance(typed, name)
    return distance if distance <= allowed and distance < len(name) else _FAR
