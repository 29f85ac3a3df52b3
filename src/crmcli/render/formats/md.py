"""Markdown for notes and mails: the columns a table shows, a table for each group, a card as lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Book, Card, Column, Section, Sheet
from crmcli.render.columns import shown
from crmcli.render.options import Options
from crmcli.render.text import clean
from crmcli.render.wording import Wording

# An underscore inside a word (a WeChat id) means nothing to Markdown and stays readable.
_MARKUP = re.compile(r"[\\`*\[\]<|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_RIGHT = ("money", "rate", "count")


def write(thing: Sheet | Card | Book, wording: Wording, options: Options) -> str:
    """Blocks with an empty line between them; text from people can be no markup."""
    if isinstance(thing, Book):
        blocks = _book(thing, wording, options)
    else:
        blocks = _card(thing, wording) if isinstance(thing, Card) else _sheet(thing, wording, options)
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", clean(text))


def _book(book: Book, wording: Wording, options: Options) -> Iterator[str]:
    yield "# " + _plain(wording.say(book.title))
    for sheet in book.sheets:
        yield from _sheet(sheet, wording, options)


def _sheet(sheet: Sheet, wording: Wording, options: Options) -> Iterator[str]:
    if sheet.title:
        yield "## " + _plain(wording.say(sheet.title))
    if not sheet.rows:
        yield _plain(wording.say(sheet.empty or Msg(N_("Nothing to show."))))
    starts = [0, *(first for first, _ in sheet.groups), len(sheet.rows)]
    headings = [None, *(heading for _, heading in sheet.groups)]
    for heading, first, end in zip(headings, starts, starts[1:], strict=False):
        if heading:
            yield "### " + _plain(wording.say(heading))
        if first < end:
            yield _table(sheet, wording, options, rows=slice(first, end))
    for note in sheet.notes:
        yield _plain(wording.say(note))


def _table(sheet: Sheet, wording: Wording, options: Options, *, rows: slice) -> str:
    places = shown(sheet)
    columns = [sheet.columns[place] for place in places]
    writers = [wording.writer(column, codes=options.codes) for column in columns]
    lines = [
        _line([_plain(wording.heading(column, codes=options.codes)) for column in columns]),
        _line([_rule(column) for column in columns]),
    ]
    for row in sheet.rows[rows]:
        lines.append(_line([_plain(write(row[place])) for write, place in zip(writers, places, strict=True)]))
    return "\n".join(lines)


def _line(texts: list[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _rule(column: Column) -> str:
    return "---:" if column.kind in _RIGHT else "---"


def _card(card: Card, wording: Wording) -> Iterator[str]:
    yield "## " + _plain(wording.say(card.title))
    for section in card.sections:
        items = _items(section, wording)
        if items and section.title:
            yield "### " + _plain(wording.say(section.title))
        if items:
            yield "\n".join(f"- {item}" for item in items)


def _items(section: Section, wording: Wording) -> list[str]:
    pairs = [f"**{_plain(wording.say(label))}** {_plain(wording.say(value))}" for label, value in section.pairs]
    return pairs + [_plain(wording.say(line)) for line in section.lines]
