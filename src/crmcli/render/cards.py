"""A Card as lines for a terminal: heading, aligned pairs, dim section titles, long text wrapped below itself."""

from __future__ import annotations

from collections.abc import Iterator

from crmcli.records.sheet import Card, Cell, Section
from crmcli.render.canvas import Line
from crmcli.render.text import cells, clean, clean_lines, cut, pad, wrap
from crmcli.render.wording import Wording

_INDENT = "  "


def lines(card: Card, wording: Wording, width: int) -> Iterator[Line]:
    """The lines of `card`, each at most `width` cells when that is 20 or more.

    The labels of all sections share one column, so that the eye runs down one edge.
    """
    yield [(clean(wording.say(card.title)), "title")]
    labels = [cells(clean(wording.say(label))) for section in card.sections for label, _ in section.pairs]
    column = min(max(labels, default=0), width // 3)
    for section in card.sections:
        if section.pairs or section.lines:
            yield []
            yield from _section(section, wording, width=width, column=column)


def _section(section: Section, wording: Wording, *, width: int, column: int) -> Iterator[Line]:
    if section.title:
        yield [(clean(wording.say(section.title)), "heading")]
    for label, value in section.pairs:
        yield from _pair(clean(wording.say(label)), value, wording, width=width, column=column)
    for line in section.lines:
        yield from _hanging(clean_lines(wording.say(line)), width)


def _pair(label: str, value: Cell, wording: Wording, *, width: int, column: int) -> Iterator[Line]:
    start = _INDENT + pad(cut(label, column), column) + _INDENT
    blank = " " * cells(start)
    texts = [text for part in clean_lines(wording.say(value)) for text in wrap(part, max(width - len(blank), 2))]
    for place, text in enumerate(texts or ["–"]):
        yield [(blank if place else start, "dim"), (text, "")]


def _hanging(parts: list[str], width: int) -> Iterator[Line]:
    """Lines of running text; what does not go into the first is indented further."""
    room = max(width - 2 * len(_INDENT), 2)
    for place, text in enumerate(piece for part in parts for piece in wrap(part, room)):
        yield [(_INDENT if place == 0 else 2 * _INDENT, ""), (text, "")]
