"""Forms instead of a table: 姓名：张三 one below the other, one card for each customer. Read into one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fold import fold
from crmcli.core.layout_blocks import unique
from crmcli.core.layout_cells import Lexicon, filled, is_value, shown
from crmcli.core.layout_phrases import is_hint
from crmcli.core.patterns import lazily
from crmcli.records.rows import RawRow, Skipped

if TYPE_CHECKING:
    from crmcli.records.grid import Cell

_DEPTH = 60  # rows that decide whether a sheet is made of cards
_LONGEST_LABEL = 20
_PAIR = lazily(r"([^\s:：,，;；、]{1,20}(?: [A-Za-z]{1,12})?)\s?[:：]\s*")


class Pair(NamedTuple):
    """One label and its value."""

    row: int
    column: int
    label: str
    value: Cell


class Cards(NamedTuple):
    """What a sheet of cards holds."""

    headers: tuple[str, ...]
    rows: tuple[RawRow, ...]
    skipped: tuple[Skipped, ...]


def read_cards(rows: Sequence[tuple[Cell, ...]], lexicon: Lexicon, number: int) -> Cards | None:
    """The cards of a sheet; None when it is not made of cards.

    Args:
        number: of the first row, for a reader. A card has the number of its first row; where each customer is a
            column, that of the column.
    """
    sample = [(index, filled(row)) for index, row in enumerate(rows[:_DEPTH])]
    sample = [(index, cells) for index, cells in sample if cells]
    across = _across(rows, sample, lexicon)
    if across is not None:
        return across
    if not _are_cards(rows, sample, lexicon):
        return None
    pairs: list[Pair] = []
    skipped: list[Skipped] = []
    columns = frozenset(pair.column for index, _ in sample for pair in _pairs(index, rows[index], lexicon))
    for index, row in enumerate(rows):
        found = _pairs(index, row, lexicon, columns) if pairs else _pairs(index, row, lexicon)
        pairs += found
        if not found:
            cells = filled(row)
            if cells and pairs and len(cells) == 1 and cells[0][0] == pairs[-1].column + 1:
                pairs[-1] = _continued(pairs[-1], cells[0][1])  # a value over two lines
            elif cells:
                skipped.append(Skipped(number + index, "note" if pairs else "title", shown(cells)))
    return _assembled(pairs, skipped, lexicon, number)


def goes_on(rows: Sequence[tuple[Cell, ...]], index: int, lexicon: Lexicon) -> bool:
    """Whether the row below one of known words holds labels and values again, so that it is no header."""
    below = next((at for at in range(index + 1, min(len(rows), index + _DEPTH)) if filled(rows[at])), None)
    if below is None:
        return True
    cells, found = filled(rows[below]), _pairs(below, rows[below], lexicon)
    return bool(found) and found[0].column == cells[0][0] and len(cells) <= 2 * len(found)


def _pairs(index: int, row: tuple[Cell, ...], lexicon: Lexicon, columns: frozenset[int] = frozenset()) -> list[Pair]:
    """The labels of one row with their values, within one cell or in the next.

    Args:
        columns: those in which labels stand; there, words that no lexicon has are labels too.
    """
    found: list[Pair] = []
    cells = filled(row[:200])
    taken = -1
    for place, (column, text) in enumerate(cells):
        if column <= taken or not _is_short(text):
            continue
        inside = _inside(text, lexicon) or (_own_label(text) if column in columns else [])
        following = cells[place + 1] if place + 1 < len(cells) else None
        if inside:
            found += [Pair(index, column, label, value) for label, value in inside]
            if found[-1].value or following is None or _starts_label(following[1], lexicon):
                continue
        elif not _is_label(text, lexicon) and not (column in columns and _may_be_label(text, column, following)):
            continue
        label = found.pop().label if inside else text.rstrip(":： ")
        apart = following is not None and following[0] > column + 1 and not inside and _is_label(following[1], lexicon)
        if following is None or apart or _starts_label(following[1], lexicon):
            found.append(Pair(index, column, label, None))
            continue
        found.append(Pair(index, column, label, row[following[0]]))
        taken = following[0]
    return found


def _is_short(text: str) -> bool:
    """Whether a text is short enough to be looked through for labels."""
    return len(text) <= 2000


def _may_be_label(text: str, column: int, following: tuple[int, str] | None) -> bool:
    return following is not None and following[0] == column + 1 and len(text) <= _LONGEST_LABEL and not is_value(text)


def _own_label(text: str) -> list[tuple[str, str]]:
    """爱好：钓鱼, in a sheet that is known to be made of labels."""
    match = _PAIR.match(text)
    return [(match[1], text[match.end() :].strip())] if match and not is_value(match[1]) else []


def _starts_label(text: str, lexicon: Lexicon) -> bool:
    return bool(_inside(text[:200], lexicon)) or (text.endswith((":", "：")) and _is_label(text, lexicon))


def _is_label(text: str, lexicon: Lexicon) -> bool:
    return len(text) <= _LONGEST_LABEL and lexicon.field(text.rstrip(":： ")) is not None


def _inside(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """姓名：张三 电话：138… → its pairs; empty unless the text begins with a known label and a colon."""
    marks = [mark for mark in _PAIR.finditer(text) if _is_label(mark[1], lexicon)]
    if not marks or marks[0].start() > 1:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(mark[1], text[mark.end() : end].strip(" \t\n,，;；、")) for mark, end in zip(marks, ends, strict=True)]


def _are_cards(
    rows: Sequence[tuple[Cell, ...]], sample: list[tuple[int, list[tuple[int, str]]]], lexicon: Lexicon
) -> bool:
    """Most rows are labels with their values, three different ones at least, and one names somebody."""
    pairs = {index: _pairs(index, rows[index], lexicon) for index, _ in sample}
    labels = [pair.label for found in pairs.values() for pair in found]
    fields = {lexicon.field(label) or label for label in labels}
    if len(fields) < 3 or not any(map(lexicon.names_somebody, labels)):
        return False
    lines = [(cells, pairs[index]) for index, cells in sample if pairs[index] or len(cells) > 1]
    full = sum(bool(found) and len(cells) <= 2 * len(found) for cells, found in lines)
    values = [pair.value for found in pairs.values() for pair in found if pair.value is not None]
    strange = sum(lexicon.field(str(value)) is None for value in values)
    hints = sum(is_hint(str(value)) for value in values)
    return full >= 0.5 * len(lines) and strange >= 0.5 * len(values) and hints < 0.3 * len(values) and bool(values)


def _continued(pair: Pair, text: str) -> Pair:
    return pair._replace(value=text if pair.value is None else f"{pair.value} {text}")


def _assembled(pairs: list[Pair], skipped: list[Skipped], lexicon: Lexicon, number: int) -> Cards:
    """Pairs → one row for each card; a card begins where its first label comes again."""
    first = fold(pairs[0].label)
    starts = sorted({pair.column for pair in pairs if fold(pair.label) == first})
    cards: list[list[Pair]] = []
    for start, end in zip(starts, [*starts[1:], 1 << 30], strict=True):
        own = [pair for pair in pairs if (start if start > starts[0] else 0) <= pair.column < end]
        for pair in own:
            if not cards or fold(pair.label) == first or cards[-1][0].column < start:
                cards.append([])
            cards[-1].append(pair)
    cards.sort(key=lambda card: (card[0].row, card[0].column))
    return _table(cards, skipped, lexicon, number)


def _table(cards: list[list[Pair]], skipped: list[Skipped], lexicon: Lexicon, number: int) -> Cards:
    headers: dict[str, int] = {}
    filled_in: list[tuple[int, dict[str, Cell]]] = []
    for card in cards:
        names = unique(lexicon.heading(pair.label) for pair in card)
        values: dict[str, Cell] = {
            name: pair.value for name, pair in zip(names, card, strict=True) if pair.value not in (None, "")
        }
        headers.update((name, len(headers)) for name in names if name not in headers)
        at = number + card[0].row
        if values:
            filled_in.append((at, values))
        else:
            skipped.append(Skipped(at, "blank", ""))
    rows = tuple(RawRow(at, tuple(values.get(header) for header in headers)) for at, values in filled_in)
    return Cards(tuple(headers), rows, tuple(sorted(skipped)))


def _across(
    rows: Sequence[tuple[Cell, ...]], sample: list[tuple[int, list[tuple[int, str]]]], lexicon: Lexicon
) -> Cards | None:
    """A table on its side: labels in the first column, each further column a customer; None for anything else."""
    labelled = [(index, cells) for index, cells in sample if len(cells) > 1]
    if len(labelled) < 3 or len(labelled) < 0.8 * len(sample) or len(rows) > _DEPTH:
        return None
    column = labelled[0][1][0][0]
    names = [cells[0][1] for _, cells in labelled if cells[0][0] == column]
    known = [name for name in names if _is_label(name, lexicon)]
    if len(names) < len(labelled) or len({*map(fold, names)}) < len(names) or len(known) < 0.6 * len(names):
        return None
    values = [text for _, cells in labelled for _, text in cells[1:]]
    width = max(len(cells) for _, cells in labelled)
    usual = sum(len(cells) > 2 for _, cells in labelled)
    if width < 3 or usual < 0.5 * len(labelled) or not any(map(lexicon.names_somebody, known)) or len(known) < 3:
        return None
    if sum(is_hint(text) or lexicon.field(text) is not None for text in values) >= 0.2 * len(values):
        return None
    return _columns_as_rows(rows, labelled, lexicon)


def _columns_as_rows(
    rows: Sequence[tuple[Cell, ...]], labelled: Iterable[tuple[int, list[tuple[int, str]]]], lexicon: Lexicon
) -> Cards:
    lines = [(rows[index], cells[0]) for index, cells in labelled]
    headers = unique(lexicon.heading(text) for _, (_, text) in lines)
    first = lines[0][1][0] + 1
    found = []
    for column in range(first, max(len(row) for row, _ in lines)):
        cells = tuple(row[column] if column < len(row) else None for row, _ in lines)
        if any(cell not in (None, "") for cell in cells):
            found.append(RawRow(column + 1, cells))
    return Cards(headers, tuple(found), ())
