"""A Sheet as a table for a terminal: no borders, one thin rule below the headings; a Card is handed to `cards`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Book, Card, Sheet
from crmcli.render import cards
from crmcli.render.canvas import Line, paint
from crmcli.render.columns import GAP, Lane, lay_out
from crmcli.render.text import clean, cut, cut_apart, pad, wrap
from crmcli.render.wording import Wording

_SPACE: Line = [(" " * GAP, "")]


def draw(
    thing: Sheet | Card | Book,
    wording: Wording,
    *,
    width: int,
    color: bool,
    codes: bool = False,
    file: TextIO | None = None,
) -> str:
    """The text for a terminal, also written to `file`.

    Args:
        width: of the terminal in cells; no line is wider.
        color: with colours; without it no escape code at all.
        codes: keys and codes instead of headings and labels.
    """
    if isinstance(thing, Card):
        lines = cards.lines(thing, wording, width)
    elif isinstance(thing, Book):
        lines = _book(thing, wording, width, codes=codes)
    else:
        lines = _lines(thing, wording, width, codes=codes)
    return paint(lines, width=width, color=color, file=file)


def _book(book: Book, wording: Wording, width: int, *, codes: bool) -> Iterator[Line]:
    yield [(clean(wording.say(book.title)), "title")]
    for sheet in book.sheets:
        yield []
        yield []
        yield from _lines(sheet, wording, width, codes=codes)


def _lines(sheet: Sheet, wording: Wording, width: int, *, codes: bool) -> Iterator[Line]:
    if sheet.title:
        yield [(clean(wording.say(sheet.title)), "title")]
        yield []
    if sheet.rows:
        yield from _body(sheet, wording, width, codes=codes)
    else:
        yield from _sentence(sheet.empty or Msg(N_("Nothing to show.")), wording, width, style="")
    for place, note in enumerate(sheet.notes):
        if place == 0:
            yield []
        yield from _sentence(note, wording, width, style="dim")


def _sentence(msg: Msg, wording: Wording, width: int, *, style: str) -> Iterator[Line]:
    yield from ([(text, style)] for text in wrap(clean(wording.say(msg)), width))


def _body(sheet: Sheet, wording: Wording, width: int, *, codes: bool) -> Iterator[Line]:
    lanes = lay_out(sheet, wording, width=width, codes=codes)
    if sheet.headed:
        yield _joined([_piece(lane, lane.heading, "heading") for lane in lanes])
        yield [("─" * (sum(lane.width for lane in lanes) + GAP * (len(lanes) - 1)), "heading")]
    headings = _headings(sheet, wording)
    indent = lanes[0].width + GAP if lanes[0].right else GAP
    texts = [cut_apart(lane.texts, lane.width) for lane in lanes]
    for number in range(len(sheet.rows)):
        for heading in headings.pop(number, []):
            if number:
                yield []
            yield heading
        yield _joined([_piece(lane, own[number], lane.column.style) for lane, own in zip(lanes, texts, strict=True)])
        for detail in sheet.details[number] if sheet.details else ():
            yield [(" " * indent, ""), (cut(clean(wording.say(detail)), max(width - indent, 1)), "dim")]


def _headings(sheet: Sheet, wording: Wording) -> dict[int, list[Line]]:
    """The headings of the groups by the row they stand above; a group without rows has none."""
    ends = [*(first for first, _ in sheet.groups), len(sheet.rows)][1:]
    headings: dict[int, list[Line]] = {}
    for place, ((first, heading), end) in enumerate(zip(sheet.groups, ends, strict=False)):
        if first < end:
            style = sheet.group_styles[place] if place < len(sheet.group_styles) else "strong"
            headings.setdefault(first, []).append([(clean(wording.say(heading)), style)])
    return headings


def _piece(lane: Lane, text: str, style: str) -> tuple[str, str]:
    return pad(cut(text, lane.width), lane.width, right=lane.right), style


def _joined(pieces: Line) -> Line:
    line: Line = []
    for piece in pieces:
        line += [*_SPACE, piece] if line else [piece]
    return line
