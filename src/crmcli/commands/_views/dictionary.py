"""Dictionaries and their words as tables and cards."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crmcli.core.words import Entry, Words
from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Card, Column, Section, Sheet

DICT_COLUMNS = (
    Column("dict", N_("Dictionary")),
    Column("label", N_("Meaning"), "msg", style="strong"),
    Column("words", N_("Words"), "count"),
    Column("open", N_("Your own words"), "yesno"),
)
ENTRY_COLUMNS = (
    Column("code", N_("Stored as"), style="strong"),
    Column("zh", N_("Chinese"), share=1),
    Column("en", N_("English"), share=1),
    Column("aliases", N_("Other names"), "tags", share=2),
    Column("note", N_("Note"), share=1),
)


def dictionaries_sheet(words: Words, *, own: Collection[str]) -> Sheet:
    """Every dictionary with the number of its words.

    Args:
        words: the dictionaries.
        own: names of those that take the user's own words.
    """
    rows = tuple((name, Word("dict", name), len(words.entries(name)), name in own) for name in words.dicts())
    return Sheet(DICT_COLUMNS, rows, notes=(Msg(N_("The words of one: crm dict list channel")),))


def entries_sheet(entries: Sequence[Entry]) -> Sheet:
    """The words of one dictionary; codes, labels and other names always in both languages."""
    rows = tuple((one.code, one.zh, one.en, one.aliases, one.note or None) for one in entries)
    return Sheet(ENTRY_COLUMNS, rows, shown=("code", "zh", "en", "aliases"))


def entry_card(entry: Entry) -> Card:
    """One word in full."""
    pairs = (
        (Msg(N_("Dictionary")), Msg("{label} ({name})", {"label": Word("dict", entry.dict), "name": entry.dict})),
        (Msg(N_("Stored as")), entry.code),
        (Msg(N_("Chinese")), entry.zh),
        (Msg(N_("English")), entry.en),
        (Msg(N_("Other names")), Msg("{names}", {"names": entry.aliases}) if entry.aliases else None),
        (Msg(N_("Note")), entry.note or None),
    )
    data = {"dict": entry.dict, "code": entry.code, "zh": entry.zh, "en": entry.en}
    title = Msg("{label}", {"label": Word(entry.dict, entry.code)})
    return Card(title, (Section(None, pairs),), {**data, "aliases": entry.aliases, "note": entry.note or None})
