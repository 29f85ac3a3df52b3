"""Pinyin of names, without tones: whole (`zhiweikeji`) and initials (`zwkj`), in every reading worth typing.

The tables are made by scripts/make_pinyin.py and read when the first Chinese name turns up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from string import ascii_lowercase

from crmcli import discovery
from crmcli.core.fold import fold
from crmcli.core.patterns import lazily

# Readings kept of one text: a long name with many ambiguous characters would have hundreds.
MOST = 8
# Characters of a text that are spelled: nobody types more of a name, and each doubtful one is looked for in all of it.
LONGEST = 200
# A text of so few characters may be a person's name; its surname's reading then comes first.
PERSON = 4
# Left out of the pinyin, so that `zwkj` finds 智微（科技） too. Of folded text.
SILENT = "()[]<>·•・-_.,:;&+'\"/|、。《》【】“”"

HAN = lazily("[\u3400-\u9fff]")
# Syllables are written with a capital while they are put together: ZhiWeiKeJi holds both whole and initials.
SMALL = ascii_lowercase.encode()


def readings(text: str) -> tuple[str, ...]:
    """Pinyin of a text, without tones, spaces or punctuation, the most likely first, at most eight.

    ü is written v, and u as a second choice. Letters and digits stay. Empty when the text has no Chinese character.
    """
    return spelled(fold(text))[0]


def initials(text: str) -> tuple[str, ...]:
    """First letters of the syllables of the same readings, without doubles."""
    return spelled(fold(text))[1]


def spelled(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Readings and initials of the beginning of a text that is folded already."""
    folded = folded[:LONGEST]
    if not folded or max(folded) < "\u3400" or not HAN.search(folded):
        return (), ()
    return _person(folded) if len(folded) <= PERSON else _spelled(folded)


def _spelled(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tables = _tables()
    form = folded.translate(tables.settled)
    if form.isascii():  # nothing doubtful: most names are done by one translation
        return (form.lower(),), (_capitals(form),)
    forms = _forms(folded, form, tables)
    if len(forms) == 1:
        return (forms[0].lower(),), (_capitals(forms[0]),)
    return _distinct(map(str.lower, forms)), _distinct(map(_capitals, forms))


_person = lru_cache(16_384)(_spelled)  # there are as many people as customers, and far fewer names


def _capitals(form: str) -> str:
    """The initials of a form: what is no small letter."""
    return form.encode("utf-8", "surrogatepass").translate(None, SMALL).lower().decode("utf-8", "surrogatepass")


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _forms(folded: str, form: str, tables: _Tables) -> list[str]:
    """Every reading of `form`, in which only doubtful characters are left: the usual one, then others; at most MOST."""
    doubtful = [char for char in folded if char in tables.choices]
    for char in doubtful:
        for word, spelling in tables.words.get(char, ()):
            if word in form:
                form = re.sub(f"{word}(?![a-z])", spelling, form)  # 单县 is no part of 单向, though Xian is of Xiang
    forms = [form]
    surname = folded[:2] if folded[:2] in tables.surnames else folded[:1]
    if surname in tables.surnames and HAN.match(form):
        named = tables.surnames[surname] + form[len(surname.translate(tables.settled)) :]
        forms = [named, form] if len(folded) <= PERSON else [form, named]
    for char in doubtful:
        if any(char in form for form in forms):
            forms = list(_distinct(_read(forms, char, tables.choices[char])))[:MOST]
    return forms


def _read(forms: list[str], char: str, choices: tuple[str, ...]) -> Iterator[str]:
    """`forms` with the first `char` of each read; those that differ from the usual reading in one place come first."""
    usual, *others = choices
    yield forms[0].replace(char, usual, 1)
    yield from (forms[0].replace(char, other, 1) for other in others)
    yield from (form.replace(char, choice, 1) for choice in choices for form in forms[1:])


class _Tables:
    """The four blocks of data/pinyin.txt, made ready: usual readings, others, surnames, phrases.

    A character is doubtful when it has another reading than its usual one, alone or in some word.
    """

    def __init__(self) -> None:
        usual, others, surnames, phrases = discovery.read_text("pinyin.txt").strip().split("\n\n")
        self.settled = _Settled(usual)
        alone = _words(others)
        for reading, chars in re.findall(r"^(\w*v\w*) (.+)$", usual, re.MULTILINE):
            for char in chars:  # no keyboard has ü: people type lv, and passports say lu
                alone[char] = [*alone.get(char, ()), reading.replace("v", "u").title()]
        named, spoken = _words(surnames), _words(phrases)
        doubtful = set(alone)
        for word, syllables in (named | spoken).items():
            doubtful |= {char for char, part in zip(word, syllables, strict=True) if self.settled[ord(char)] != part}
        self.choices = {char: (self.settled[ord(char)], *alone.get(char, ())) for char in doubtful}
        self.settled.update((ord(char), char) for char in doubtful)
        self.surnames = {word: "".join(syllables) for word, syllables in named.items()}
        self.words: dict[str, list[tuple[str, str]]] = {}
        for word in sorted(spoken, key=len, reverse=True):
            key = next(char for char in word if char in doubtful)
            self.words.setdefault(key, []).append((word.translate(self.settled), "".join(spoken[word])))


class _Settled(dict[int, str]):
    """Code point → reading, for str.translate; a doubtful character stands for itself.

    A reading is looked for when its character turns up: to read all of them takes longer than most commands.
    """

    def __init__(self, lines: str) -> None:
        super().__init__(str.maketrans(dict.fromkeys(SILENT, "")))
        self.lines = lines

    def __missing__(self, point: int) -> str:
        char = chr(point)
        part = char.upper() if char.isascii() else char
        place = self.lines.find(char) if HAN.match(char) else -1
        if place >= 0:
            start = self.lines.rfind("\n", 0, place) + 1
            part = self.lines[start : self.lines.index(" ", start)].title()
        self[point] = part
        return part


@cache
def _tables() -> _Tables:
    return _Tables()


def _words(block: str) -> dict[str, list[str]]:
    """Word → syllables of one block."""
    lines = (line.split(" ") for line in block.split("\n"))
    return {word: list(map(str.title, syllables)) for word, *syllables in lines}
