"""Two people's names compared: the same, a surname with a title, the same in pinyin, a slip, or somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from crmcli.core.duplicates.nearness import alike_names, one_off, same_sound, sounds
from crmcli.core.fold import fold
from crmcli.core.marks import has_cjk
from crmcli.core.names import read_name
from crmcli.core.organisations import surname_of, surnames

MOST = 12  # people of one customer that are looked at
# The strongest first: how two names can agree. "" is no evidence, "other" another name.
RELATIONS = (
    "person",
    "person_script",
    "person_sound",
    "person_short",
    "person_near",
    "person_part",
    "",
    "other_person",
)
_RANK = {name: rank for rank, name in enumerate(RELATIONS)}
_WORD = re.compile(r"[^\W_]+")


class Person(NamedTuple):
    """A name as it is compared.

    Args:
        text: folded, without title.
        shape: "full" (Chinese), "short" (张总, 小李), "latin", or "" for what says nothing: masked, 先生, a unit.
        surname: of a Chinese name, as far as it is known; else "".
        words: of a Latin name, or of the Latin name beside a Chinese one, sorted.
    """

    text: str
    shape: str
    surname: str = ""
    words: tuple[str, ...] = ()


@lru_cache(65_536)
def read_person(name: str) -> Person:
    """A name as written, for comparing."""
    read = read_name(name)
    if not read.name or read.masked:
        return Person("", "")
    text = fold(read.name)
    if not has_cjk(text):
        words = _words(read.name)
        return Person(text, "latin" if words else "", words=words)
    latin = _words(read.name_en or "")
    if read.incomplete:
        surname = surname_of(text.lstrip("小老阿"))
        return Person(text, "short" if surname else "", surname, latin)
    return Person(text, "full", surname_of(text), latin)


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(_WORD.findall(name.casefold())))


def relation(left: Sequence[str], right: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """How two lists of names agree best: one of RELATIONS, and the two names it is about."""
    if not left or not right:
        return "", ()
    if len(left) == len(right) == 1:
        return compare(left[0], right[0]), (left[0], right[0])
    common = set(left).intersection(right)
    best, about = "other_person", (left[0], right[0])
    for one in left[:MOST]:
        for other in right[:MOST] if one not in common else (one,):
            found = compare(one, other)
            if _RANK[found] < _RANK[best]:
                best, about = found, (one, other)
        if best == "person":
            break
    return best, about


@lru_cache(65_536)
def compare(left: str, right: str) -> str:
    """How two names as written agree: one of RELATIONS."""
    one, other = read_person(left), read_person(right)
    if not one.shape or not other.shape:
        return ""
    if one.text == other.text:
        return "person_short" if one.shape == "short" else "person"
    if one.words and other.words:
        found = _latin(one.words, other.words)
        if found != "other_person" or one.shape == other.shape == "latin":
            return found
    if "latin" in (one.shape, other.shape):
        return _scripts(one, other) if one.shape == "latin" else _scripts(other, one)
    return _chinese(one, other)


def _chinese(one: Person, other: Person) -> str:
    if "short" in (one.shape, other.shape):
        return "person_short" if _fits(one, other) or _fits(other, one) else "other_person"
    if same_sound(one.text, other.text):
        return "person_sound"
    if len(one.text) > 2 and len(other.text) > 2 and one_off(one.text, other.text):
        return "person_near"
    return "other_person"


def _fits(one: Person, other: Person) -> bool:
    """Whether a name begins with the surname of the other."""
    return bool(one.surname) and other.text.lstrip("小老阿").startswith(one.surname)


def _scripts(latin: Person, chinese: Person) -> str:
    """A Latin name beside a Chinese one: its pinyin, or a name taken besides, which proves nothing either way."""
    if chinese.shape == "short":
        return "person_short" if not sounds(chinese.surname).isdisjoint(latin.words) else ""
    joined = {"".join(latin.words), "".join(reversed(latin.words))}
    if any(spelled in joined for spelled in sounds(chinese.text)):
        return "person_script"
    return "other_person" if _another_surname(latin.words, chinese) else ""


def _another_surname(latin: Sequence[str], chinese: Person) -> bool:
    """Whether a Latin name of two words bears another Chinese surname: Linda Zhang is not 李娜."""
    own = sounds(chinese.surname) if chinese.surname else frozenset()
    return len(latin) > 1 and bool(own) and own.isdisjoint(latin) and not _spelled_surnames().isdisjoint(latin)


@lru_cache(1)
def _spelled_surnames() -> frozenset[str]:
    return frozenset(spelled for surname in surnames() for spelled in sounds(surname))


def _latin(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    if left == right:
        return "person"
    if _initials(left, right):
        return "person_short"
    one, other = "".join(left), "".join(right)
    if one == other:
        return "person"
    shared = set(left) & set(right)
    rest = ["".join(word for word in words if word not in shared) for words in (left, right)]
    if shared and all(rest) and (one_off(*rest) or alike_names(*rest)):
        return "person_near"
    if one_off(one, other) or alike_names(one, other):
        return "person_near"
    return "person_part" if shared else "other_person"


def _initials(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """J. Smith and John Smith."""
    shared = set(left) & set(right)
    if not shared:
        return False
    rest = [[word for word in words if word not in shared] for words in (left, right)]
    if not all(rest):
        return len(left) != len(right)
    short, long = sorted(rest, key=lambda words: sum(map(len, words)))
    return all(len(word) == 1 for word in short) and {word[0] for word in short} <= {word[0] for word in long}
