"""How near two folded texts are: one sign apart, the same sound, alike as Latin text."""

from __future__ import annotations

from functools import lru_cache

from crmcli.core.pinyin import readings

ALIKE_NAMES = 0.9  # Jaro–Winkler similarity of two Latin names that may be one misspelt
ALIKE_TEXTS = 0.8  # normalised edit similarity of two addresses


def one_off(left: str, right: str) -> bool:
    """Whether one sign was changed, left out, put in, or swapped with its neighbour; equal texts are not."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1 or left == right:
        return False
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    if len(left) < len(right):
        return left[start:] == right[start + 1 :]
    if left[start + 1 :] == right[start + 1 :]:
        return True
    swapped = left[start : start + 2] == right[start : start + 2][::-1]
    return swapped and left[start + 2 :] == right[start + 2 :]


@lru_cache(65_536)
def sounds(folded: str) -> frozenset[str]:
    """Pinyin readings of a Chinese text; empty for others."""
    return frozenset(readings(folded))


def same_sound(left: str, right: str) -> bool:
    """Whether two Chinese texts can be read alike."""
    return len(left) == len(right) and not sounds(left).isdisjoint(sounds(right))


def alike_names(left: str, right: str) -> bool:
    """Whether two Latin names are probably one, misspelt."""
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity(left, right) >= ALIKE_NAMES


def alike_texts(left: str, right: str, least: float = ALIKE_TEXTS) -> bool:
    """Whether two longer texts, such as addresses, are probably one."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(left, right) >= least
