"""Looks through the XML of one xlsx sheet, as it streams by, for its extent and for what the reader does not tell.

The reader aborts the whole process on a lone value in the far corner: it makes room for the rectangle before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from crmcli.importers._limits import MOST_CELLS

Merge = tuple[int, int, int, int]
# Any cell but the most usual: one of 26 columns and 199,999 rows, its reference first.
_UNUSUAL = re.compile(rb"<c(?! r=\"[A-Z](?:[01]?[0-9]{1,5})\")[\s/>]")
_FAR = re.compile(rb" r=[\"'](?:[A-Za-z]{2}|[A-Za-z](?:[2-9][0-9]{5}|[0-9]{7}))")
# A cell that is not written the usual way, reference first: then its tags are taken apart one by one.
_BARE = re.compile(rb"<c(?! r=[\"'][A-Za-z]{1,3}[0-9]{1,7}[\"'])[\s/>]")
_PREFIXED_BARE = re.compile(rb":c(?! r=[\"'][A-Za-z]{1,3}[0-9]{1,7}[\"'])[\s/>]")
_VALUED = re.compile(rb" r=[\"']([A-Za-z]+)([0-9]+)[\"'][^<>]*(?<!/)>(?!</)")
_TOKEN = re.compile(rb"<(?:\w+:)?(?:(row)\b([^>]*)|c\b([^>]*?)(/?))>(</)?")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)([0-9]+)")
_ERROR = re.compile(rb" r=[\"']([A-Za-z]+[0-9]+)[\"'][^<>]* t=[\"']e[\"']|t=[\"']e[\"'][^<>]* r=[\"']([A-Za-z]+[0-9]+)")
# A formula that nothing has calculated: no value follows it, or an empty one.
_UNCALCULATED = re.compile(
    rb"<c\b[^<>]*? r=[\"']([A-Za-z]+[0-9]+)[\"'][^<>]*>\s*"
    rb"<f\b(?:[^<>]*/>|[^<>]*>[^<>]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)")
_MERGE = re.compile(rb"mergeCell\s[^>]*ref=[\"']([A-Za-z]+)([0-9]+):([A-Za-z]+)([0-9]+)")
_STYLED = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(?!</)")
_STYLE = re.compile(rb"\bs=[\"']([0-9]+)")
_MOST_MERGES = 100_000
MOST_ERRORS = 1_000


@dataclass(slots=True)
class SheetScan:
    """What was seen. `rows` and `columns` are the extent that holds all values; 0 where it is small enough anyway."""

    rows: int = 0
    columns: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    cells: int = 0  # at most so many, formatted blanks among them


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA; more letters than any sheet has give a number beyond all limits."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def scan(pieces: Callable[[], Iterable[bytes]], *, struck: frozenset[bytes]) -> SheetScan:
    """Look through a sheet, once if it is plain, twice if its extent is not.

    Args:
        pieces: called for each pass; the XML in pieces cut before a "<".
        struck: numbers of the cell formats with struck-through text.
    """
    found = SheetScan()
    far = bare = False
    for piece in pieces():
        prefixed = b":c" in piece
        found.cells += piece.count(b"<c") + (piece.count(b":c") if prefixed else 0)
        if prefixed or _UNUSUAL.search(piece):
            far = far or bool(_FAR.search(piece))
            bare = bare or bool(_BARE.search(piece) or _PREFIXED_BARE.search(piece))
        _look(piece, found, struck)
    if bare:
        found.rows, found.columns = _walked_extent(pieces())
    elif far or found.cells > MOST_CELLS:
        found.rows, found.columns = _extent(pieces())
    return found


def _look(piece: bytes, found: SheetScan, struck: frozenset[bytes]) -> None:
    """Collect what is rare; each kind is looked for only where a plain search has found its word."""
    if b"hidden=" in piece:
        rows = (attributes for attributes in _ROW.findall(piece) if _HIDDEN.search(attributes))
        found.hidden_rows.update(int(match[2][:8]) - 1 for match in map(_REFERENCE.search, rows) if match)
    if b't="e"' in piece and len(found.errors) < MOST_ERRORS:
        found.errors.extend((first or second).decode() for first, second in _ERROR.findall(piece))
    if b"<f" in piece and len(found.uncalculated) < MOST_ERRORS:
        found.uncalculated.extend(cell.decode() for cell in _UNCALCULATED.findall(piece))
    if b"mergeCell " in piece and len(found.merges) < _MOST_MERGES:
        found.merges.extend(map(_merge, _MERGE.findall(piece)))
    if struck:
        found.struck_rows.update(_struck_rows(piece, struck))


def _merge(reference: tuple[bytes, bytes, bytes, bytes]) -> Merge:
    left, top, right, bottom = reference
    return int(top[:8]) - 1, column_number(left) - 1, int(bottom[:8]) - 1, column_number(right) - 1


def _struck_rows(piece: bytes, struck: frozenset[bytes]) -> Iterator[int]:
    for attributes in _STYLED.findall(piece):
        style, reference = _STYLE.search(attributes), _REFERENCE.search(attributes)
        if style and reference and style[1] in struck:
            yield int(reference[2][:8]) - 1


def _extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """Rows and columns of the rectangle that holds all values, formatted blanks left out."""
    rows = columns = count = 0
    for piece in pieces:
        references = _VALUED.findall(piece)
        count += len(references)
        rows = max(rows, max((int(row[:10]) for _, row in references), default=0))
        columns = max(columns, max(map(column_number, {letters for letters, _ in references}), default=0))
        if count > MOST_CELLS:
            break
    return (rows, columns) if count <= MOST_CELLS else (count, columns)


def _walked_extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """The same where cells may lack a reference and follow from the one before."""
    rows = columns = row = column = count = 0
    for piece in pieces:
        for is_row, row_attributes, attributes, closed, empty in _TOKEN.findall(piece):
            reference = _REFERENCE.search(row_attributes if is_row else attributes)
            if is_row:
                row, column = int(reference[2][:10]) if reference else row + 1, 0
                continue
            column += 1
            if reference:
                row, column = int(reference[2][:10]), column_number(reference[1])
            if not closed and not empty:
                rows, columns, count = max(rows, row), max(columns, column), count + 1
        if count > MOST_CELLS:
            break
    return (rows, columns) if count <= MOST_CELLS else (count, columns)
