"""The user's own words in the dictionaries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.fold import fold, squeeze
from crmcli.core.pinyin import readings
from crmcli.core.spelling import nearest
from crmcli.core.words import Entry
from crmcli.errors import N_, Refused, UsageError
from crmcli.model import choices
from crmcli.services.checks import refuse_sensitive

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

# Dictionaries a user may add to: the rules of others hang on their codes.
OPEN = ("channel", "industry", "interaction_type", "interaction_method", "lost_reason", "tag_dimension", "tag_value",
        "company_size", "role")  # fmt: skip


def find_dict(ws: Workspace, text: str) -> str:
    """The dictionary that a typed name means, by its code or its label.

    Raises:
        UsageError: there is none; names the nearest.
    """
    found = ws.words.find("dict", text)
    if found is None:
        near = nearest(text, [*ws.words.dicts(), *(entry.zh for entry in ws.words.entries("dict"))])
        hint = N_("Did you mean {near}? All of them: crm dict list") if near else N_("All of them: crm dict list")
        raise UsageError(N_("There is no dictionary “{text}”."), hint, text=text, near=near)
    return found


def find_word(ws: Workspace, name: str, word: str) -> Entry:
    """One word of the dictionary `name`, by code, label or alias.

    Raises:
        BadValue: the dictionary does not know it.
    """
    entry = ws.words.entry(name, ws.words.code(name, word))
    assert entry is not None  # code() raised otherwise
    return entry


def add(
    ws: Workspace, name: str, label: str, *, english: str = "", code: str = "", aliases: Sequence[str] = ()
) -> Entry:
    """Add a word to a dictionary, or new aliases to one that is there, as one operation.

    A word that was only an alias of ours becomes one of its own (小红书, product.md §1).

    Args:
        name: code of the dictionary.
        label: the word; the Chinese label, and the English one when that is not given.
        english: the English label.
        code: what is stored; made from the label when empty.
        aliases: other words that lead to it.

    Raises:
        Refused: a dictionary whose words the rules hang on, or a word that leads elsewhere already.
        UsageError: no word, or a code that is none.
    """
    zh = squeeze(label)
    _check_addition(name, label, words=(zh, english, *aliases))
    there = _labelled(ws, name, zh)
    if there is not None and not aliases and not english:
        raise Refused(
            N_("“{label}” is known already: it means {there}."), label=zh, there=ws.words.label(name, there, "zh")
        )
    made = there or _hidden(ws, name, zh) or _code(ws, name, code or english or zh)
    old = ws.words.entry(name, made)
    row: dict[str, object] = {
        "dict": name,
        "code": made,
        "zh": old.zh if old else zh,
        "en": squeeze(english) or (old.en if old else zh),
        "aliases": "|".join(dict.fromkeys([*(old.aliases if old else ()), *aliases])),
    }
    with ws.operation() as journal:
        choices.store(journal, row, at=ws.minute())
    entry = ws.words.entry(name, made)
    assert entry is not None  # just stored
    return entry


def _check_addition(name: str, label: str, *, words: Sequence[str]) -> None:
    if name not in OPEN:
        raise Refused(
            N_("Words cannot be added to “{name}”: rules depend on it."),
            N_("Words of your own: crm dict list"),
            name=name,
        )
    refuse_sensitive(words)
    if not words[0] or any("|" in one for one in words):
        raise UsageError(N_("“{label}” cannot be a word of a dictionary."), label=label)


def hide(ws: Workspace, name: str, word: str) -> Entry:
    """Take a word out of a dictionary as one operation: customers that have it keep it, nobody is offered it.

    Raises:
        BadValue: the dictionary does not know it.
        Refused: a dictionary whose words the rules hang on.
    """
    if name not in OPEN:
        raise Refused(
            N_("Words cannot be taken from “{name}”: rules depend on it."),
            N_("Words of your own: crm dict list"),
            name=name,
        )
    entry = find_word(ws, name, word)
    row = {
        "dict": name,
        "code": entry.code,
        "zh": entry.zh,
        "en": entry.en,
        "aliases": "|".join(entry.aliases),
        "hidden": 1,
    }
    with ws.operation() as journal:
        choices.store(journal, row, at=ws.minute())
    return entry


def _labelled(ws: Workspace, name: str, text: str) -> str | None:
    """The code of the word that is called so, or that the user made an alias of one; ours may lose an alias."""
    found = ws.words.find(name, text)
    if found is None:
        return None
    probe = "?"  # no code is made like this
    free = ws.words.with_choices([(name, probe, text, text, "", 0)]).find(name, text) == probe
    entry = ws.words.entry(name, found)
    called = [found, *(entry.labels if entry else ())]
    return None if free and fold(text) not in map(fold, called) else found


def _hidden(ws: Workspace, name: str, text: str) -> str | None:
    """The code of a word that was taken out and is called so: adding it brings it back."""
    words = choices.hidden(ws.db, name).items()
    return next((code for code, labels in words if fold(text) in map(fold, labels)), None)


def _code(ws: Workspace, name: str, text: str) -> str:
    """A code from a label: Latin letters and digits, Chinese by its pinyin; a tag's value keeps its dimension."""
    if name in ("tag_dimension", "tag_value"):
        return squeeze(text)
    latin = readings(text)[0] if readings(text) else fold(text)
    plain = re.sub(r"[^a-z0-9]+", "_", latin.casefold()).strip("_") or "word"
    number, made = 1, plain
    while ws.words.entry(name, made) is not None:
        number += 1
        made = f"{plain}_{number}"
    return made
