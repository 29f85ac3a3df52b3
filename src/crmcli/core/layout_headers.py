"""Which row is the header: by what its cells mean, and by what stands below. Joining two rows is in layout_joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.layout_cells import Lexicon, filled, is_contact, is_empty, is_value

if TYPE_CHECKING:
    from crmcli.records.grid import Cell

DEPTH = 40  # rows that hold something, looked at for a header
_WIDTH = 300  # cells of a row looked at
_BELOW = 12  # rows below a candidate looked at

Rows = Sequence[tuple["Cell", ...]]


class Look(NamedTuple):
    """One row, looked at as if it were the header.

    Args:
        at: its index in the rows of the sheet.
        cells: (column, text) of what it holds.
        hits: how many of its cells are headings in the lexicon.
        fields: how many different ones.
        values: how many of its cells look like values.
    """

    at: int
    cells: list[tuple[int, str]]
    hits: int
    fields: int
    values: int

    @property
    def known(self) -> float:
        """The share of its cells that are known headings; 0 for a row whose cells say nothing, such as an infinity."""
        return self.hits / len(self.cells) if self.cells else 0.0


def find_header(rows: Rows, lexicon: Lexicon, *, start: int = 0, sure: bool = False) -> int | None:
    """Index of the header row, or of its lowest row when it has two; None when nothing looks like one.

    A row of three known headings wins over everything above it; else one of two; else the first row of words, each
    once, with other things below.

    Args:
        start: index of the first row that may be it.
        sure: only a row of three known headings counts, as in sheets that are said to have no header.
    """
    looks = list(_looks(rows, lexicon, start))
    found = next((look for look in looks if is_firm(look) and not _records_above(looks, look)), None)
    if found is None and not sure:
        found = next((look for look in looks if _is_fair(look) and not _records_above(looks, look)), None)
        found = _better(looks, found, rows) or next((look for look in looks if _is_weak(look, looks, rows)), None)
    return found.at if found else None


def look_at(row: tuple[Cell, ...], index: int, lexicon: Lexicon) -> Look:
    """What a row would be worth as header."""
    cells = filled(row[:_WIDTH])
    fields = [lexicon.field(text) for _, text in cells]
    kinds = {field or text for field, (_, text) in zip(fields, cells, strict=True) if field is not None}
    values = sum(field is None and is_value(row[column]) for field, (column, _) in zip(fields, cells, strict=True))
    return Look(index, cells, sum(field is not None for field in fields), len(kinds), values)


def is_firm(look: Look) -> bool:
    """Whether a row can hardly be anything but a header."""
    return look.fields >= 3 and look.known >= 0.5 and look.values <= 0.2 * len(look.cells)


def _looks(rows: Rows, lexicon: Lexicon, start: int) -> Iterator[Look]:
    count = 0
    for index in range(start, len(rows)):
        if all(map(is_empty, rows[index])):
            continue
        yield look_at(rows[index], index, lexicon)
        count += 1
        if count == DEPTH:
            return


def _records_above(looks: list[Look], header: Look) -> bool:
    """A header stands above its records: two rows with a phone or an address above say it is a record itself."""
    if header.known >= 0.8 and header.fields >= 4:
        return False
    above = [look for look in looks if look.at < header.at and len(look.cells) > 1]
    return sum(any(is_contact(text) for _, text in look.cells) and look.hits == 0 for look in above) > 1


def _is_fair(look: Look) -> bool:
    return look.fields >= 2 and look.known >= 0.6 and look.values == 0


def _better(looks: list[Look], found: Look | None, rows: Rows) -> Look | None:
    """A wider row of words above one with two known headings is the header, and that one its first record."""
    if found is None:
        return None
    for look in looks:
        if look.at >= found.at:
            break
        if look.hits and len(look.cells) >= len(found.cells) and _is_weak(look, looks, rows):
            return look
    return found


def _is_weak(look: Look, looks: list[Look], rows: Rows) -> bool:
    """Words, none twice, as many as there are columns; some known, or columns of numbers and addresses below."""
    words = [text for _, text in look.cells]
    some = look.fields >= 3 and look.values <= 0.2 * len(words)  # 公司 联系人 手机 指标1 … 指标117
    if (look.values and not some) or len(set(words)) < len(words):
        return False
    below = [other for other in looks if other.at > look.at][:_BELOW]
    if len(words) == 1:
        return _is_single(look, looks, below)
    if not below:
        return look.known >= 0.5
    if len(words) < 0.6 * max(len(other.cells) for other in below):
        return False
    typed = _typed_columns(look, below, rows)
    return (look.hits > 0 and (typed > 0 or look.known >= 0.3)) or (typed > 0 and not _is_prose(words))


def _is_single(look: Look, looks: list[Look], below: list[Look]) -> bool:
    """The one heading of a sheet with one column."""
    return look.hits == 1 and look is looks[0] and bool(below) and all(len(other.cells) == 1 for other in below)


def _typed_columns(look: Look, below: list[Look], rows: Rows) -> int:
    """Columns under the row's words that hold values wherever they are filled."""
    count = 0
    for column, _ in look.cells:
        cells = [rows[other.at][column] for other in below if column < len(rows[other.at])]
        known = [cell for cell in cells if not is_empty(cell)]
        count += bool(known) and sum(map(is_value, known)) >= 0.8 * len(known)
    return count


def _is_prose(words: list[str]) -> bool:
    return max(map(len, words)) > 40 or any(mark in word for word in words for mark in "：:。；;")
