"""The dictionaries: codes, their labels in both languages, and every word that leads to a code.

What the user added comes in as rows of the choices table; reading them is the model's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from crmcli import discovery
from crmcli.core.fold import fold
from crmcli.errors import N_, BadValue

if TYPE_CHECKING:
    from crmcli.records.base import Msg

# A dictionary that is another one with some labels of its own: 流失 is 未成交 when said of a deal (product.md §1).
BASED_ON = {"deal_stage": "stage"}
# Of folded text. Labels and typed words such as `A（核心客户）`, `活动/沙龙` and `官网/线上搜索` hold several words.
SEPARATORS = re.compile(r"[()\[\]/|、]")

# How much of a word must agree before it is offered instead: half, so that one of two characters may be wrong.
ALIKE = 0.5

NEAR = N_("Did you mean {choices}? All of them: crm dict list {name}")
NONE_NEAR = N_("These are known: {choices}. All of them: crm dict list {name}")

# One row of the choices table: dict, code, zh, en, aliases joined by |, hidden.
Choice = tuple[str, str, str, str, str, int]


class Entry(NamedTuple):
    """One word of a dictionary; a tuple, because hundreds are made at start-up.

    Args:
        dict: name of the dictionary, such as "channel".
        code: what is stored.
        zh, en: the labels.
        aliases: other words that lead to the code.
        note: what it means, or its default number.
    """

    dict: str
    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    note: str = ""

    @property
    def labels(self) -> tuple[str, str]:
        """Chinese and English label."""
        return self.zh, self.en

    def label(self, lang: str) -> str:
        """The label in "zh", or in English for any other language."""
        return self.zh if lang == "zh" else self.en


class Words:
    """Immutable dictionaries, read only as far as asked. `standard()` makes ours, `with_choices` adds the user's."""

    def __init__(self, rows: Iterable[Mapping[str, str]], choices: Iterable[Choice] = ()) -> None:
        """Take rows with the columns of data/dictionary.csv, and rows of the choices table."""
        self._rows: dict[str, list[Mapping[str, str]]] = {}
        for row in rows:
            self._rows.setdefault(row["dict"], []).append(row)
        self._choices: dict[str, list[Choice]] = {}
        for choice in choices:
            self._choices.setdefault(choice[0], []).append(choice)
        self._entries: dict[str, dict[str, Entry]] = {}
        self._indexes: dict[str, dict[str, str]] = {}

    def dicts(self) -> tuple[str, ...]:
        """Names of the dictionaries, in the order they were declared."""
        return tuple(dict.fromkeys([*self._rows, *self._choices]))

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The words of the dictionary `name` in their order, without hidden ones; empty when there is none."""
        hidden = self._hidden(name)
        return tuple(entry for entry in self._all(name).values() if entry.code not in hidden)

    def entry(self, name: str, code: str) -> Entry | None:
        """The word behind a code of the dictionary `name`, hidden or not."""
        return self._all(name).get(code)

    def label(self, name: str, code: str, lang: str) -> str:
        """The label of a code in "zh" or "en"; the code itself when the dictionary does not know it."""
        entry = self._all(name).get(code)
        return code if entry is None else entry.label(lang)

    def find(self, name: str, text: str) -> str | None:
        """The code that a typed word means: a code, a label in either language or an alias, in any spelling.

        A text of several words (`官网/线上搜索`) counts when all those known mean the same (product.md §1).
        """
        key = fold(text)
        index = self._index(name)
        if key in index:
            return index[key]
        if name == "industry" and re.fullmatch(r"[a-t]\d{1,4}", key):  # a class within a section: C35 (R142)
            return index.get(key[0])
        found = {index[part] for part in SEPARATORS.split(key) if part in index}
        return found.pop() if len(found) == 1 else None

    def code(self, name: str, text: str) -> str:
        """As `find`, for a word that must be known.

        Raises:
            BadValue: it is not; the hint names the nearest words.
        """
        code = self.find(name, text)
        if code is not None:
            return code
        # Only a mistake needs this, and building its dataclasses takes longer than reading the dictionaries.
        from crmcli.records.base import Word

        near = self.nearest(name, text)
        hint = NEAR if near else NONE_NEAR
        choices = tuple(_in_both(entry) for entry in near or self.entries(name)[:12])
        what = N_("There is no {dictionary} “{text}”.")
        raise BadValue(what, hint, text=text, dictionary=Word("dict", name), choices=choices, name=name)

    def nearest(self, name: str, text: str, n: int = 3) -> tuple[Entry, ...]:
        """At most `n` words of the dictionary `name` that look most like `text`, best first; empty when none does."""
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(b=fold(text), autojunk=False)
        scores: dict[str, float] = {}
        for word, code in self._index(name).items():
            matcher.set_seq1(word)
            scores[code] = max(scores.get(code, 0.0), matcher.ratio())
        # Stable: of equals, the first declared comes first.
        best = sorted(self.entries(name), key=lambda entry: -scores.get(entry.code, 0.0))
        return tuple(entry for entry in best[:n] if scores.get(entry.code, 0.0) >= ALIKE)

    def with_choices(self, rows: Iterable[Choice]) -> Words:
        """A copy with the user's own words laid over.

        A code that is there already gets the new labels and keeps the old ones as aliases. A hidden word is neither
        offered nor found by its labels, but its code stays readable. The user's words lead before ours.
        """
        packaged = (row for rows in self._rows.values() for row in rows)
        return Words(packaged, [*(choice for own in self._choices.values() for choice in own), *rows])

    def _hidden(self, name: str) -> set[str]:
        last = {code: hidden for _, code, _, _, _, hidden in self._choices.get(name, ())}
        return {code for code, hidden in last.items() if hidden}

    def _all(self, name: str) -> dict[str, Entry]:
        """Code → entry, built once for each dictionary."""
        if name not in self._entries:
            known = dict(self._all(BASED_ON[name])) if name in BASED_ON else {}
            for row in self._rows.get(name, ()):
                _lay(known, Entry(name, row["code"], row["zh"], row["en"], _split(row["aliases"]), row["note"]))
            for _, code, zh, en, aliases, _ in self._choices.get(name, ()):
                _lay(known, Entry(name, code, zh, en, _split(aliases)))
            self._entries[name] = known
        return self._entries[name]

    def _index(self, name: str) -> dict[str, str]:
        """Folded word → code. A word of two entries leads to the first of: code, user's word, label, alias, part."""
        if name not in self._indexes:
            own = {choice[1] for choice in self._choices.get(name, ())}
            users = [entry for entry in self.entries(name) if entry.code in own]
            ours = [entry for entry in self.entries(name) if entry.code not in own]
            index = {fold(code): code for code in self._all(name)}
            for entry in users:
                _lead(index, entry, entry.labels + entry.aliases)
            for entry in ours:
                _lead(index, entry, entry.labels)
            for entry in ours:
                _lead(index, entry, entry.aliases)
            self._indexes[name] = _parts(users + ours) | index
        return self._indexes[name]


@cache
def standard() -> Words:
    """The dictionaries that come with the package."""
    return Words(discovery.read_table("dictionary"))


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(alias for alias in aliases.split("|") if alias)


def _lay(known: dict[str, Entry], entry: Entry) -> None:
    """Put `entry` into `known`; of one that was there, the labels, aliases and note go on being understood."""
    old = known.get(entry.code)
    if old is not None:
        older = (alias for alias in (*old.labels, *old.aliases) if alias not in entry.labels)
        entry = entry._replace(aliases=tuple(dict.fromkeys([*entry.aliases, *older])), note=entry.note or old.note)
    known[entry.code] = entry


def _lead(index: dict[str, str], entry: Entry, words: Iterable[str]) -> None:
    for word in words:
        index.setdefault(fold(word), entry.code)


def _parts(entries: Iterable[Entry]) -> dict[str, str]:
    """Folded parts of labels with brackets or slashes → code, without those that would mean two things."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for label in entry.labels:
            parts = SEPARATORS.split(fold(label))
            for part in parts if len(parts) > 1 else ():
                found.setdefault(part, set()).add(entry.code)
    return {part: codes.pop() for part, codes in found.items() if part and len(codes) == 1}


def _in_both(entry: Entry) -> str | Msg:
    """Both labels, that of the reader's language first."""
    from crmcli.records.base import Msg

    return entry.zh if entry.zh == entry.en else Msg(N_("{en} ({zh})"), {"en": entry.en, "zh": entry.zh})
