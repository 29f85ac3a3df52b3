"""How much of a file is read, and the refusals when it is more. Reading anything stays below 1 GB and 10 s."""

from __future__ import annotations

from crmcli.errors import N_, NothingReadable
from crmcli.records.base import Msg

LARGEST_FILE = 200 * 1024 * 1024
MOST_COLUMNS = 2_000
# Cells of a rectangle that has all values inside: 400,000 rows of 12 columns.
MOST_CELLS = 5_000_000
# Characters of one cell, four times what a spreadsheet program holds.
LONGEST_CELL = 131_072

_FEWER_COLUMNS = N_("Delete the columns that are not needed and save it again.")
_FEWER_ROWS = N_("Split it into several files, or delete the empty rows and columns, and save it again.")


def check_extent(rows: int, columns: int, *, file: str, sheet: str = "") -> None:
    """Refuse what would not fit into memory.

    Args:
        rows, columns: of the rectangle from the first cell to the last value.

    Raises:
        NothingReadable: too many columns, or too many cells.
    """
    where: dict[str, object] = {"file": file, "sheet": sheet, "n": columns, "rows": rows}
    if columns > MOST_COLUMNS:
        message = N_("Sheet {sheet} of {file} has {n} columns; {most} can be read.")
        if not sheet:
            message = N_("{file} has {n} columns; {most} can be read.")
        raise NothingReadable(message, _FEWER_COLUMNS, most=MOST_COLUMNS, **where)
    if rows * columns > MOST_CELLS:
        message = N_("Sheet {sheet} of {file} is too large: {rows} rows of {n} columns.")
        if not sheet:
            message = N_("{file} is too large: {rows} rows of {n} columns.")
        raise NothingReadable(message, _FEWER_ROWS, **where)


def check_cells(cells: int, *, file: str) -> None:
    """Refuse a file all of whose sheets together hold more than MOST_CELLS; raises NothingReadable."""
    if cells > MOST_CELLS:
        raise too_large(file)


def too_large(file: str) -> NothingReadable:
    """The refusal of a file that holds more than can be read, or unfolds to it."""
    return NothingReadable(N_("{file} is too large to be read."), _FEWER_ROWS, file=file)


def damaged(file: str) -> NothingReadable:
    """The refusal of a file that breaks off or contradicts itself."""
    return NothingReadable(
        N_("{file} is damaged or incomplete."),
        N_("Open it in the program that made it, save it again, or ask for it once more."),
        file=file,
    )


def declares(file: str) -> NothingReadable:
    """The refusal of XML with entities of its own, with which a few bytes unfold without end."""
    return NothingReadable(
        N_("{file} holds declarations that no workbook needs and that can make it endless."),
        N_("Do not open it; ask for the table in another form."),
        file=file,
    )


def cut_note(rows: list[int]) -> tuple[Msg, ...]:
    """What is said of cells that were cut to LONGEST_CELL; nothing when there are none."""
    if not rows:
        return ()
    params = {"rows": numbers(rows), "n": len(rows), "most": LONGEST_CELL}
    sentence = N_("Rows {rows}: cells are longer than {most} characters; the rest was left out.")
    one = N_("Row {rows}: a cell is longer than {most} characters; the rest was left out.")
    return (Msg(sentence, params, one=one),)


def numbers(places: list[int]) -> str:
    """Numbers of rows or lines for a sentence, the first ten."""
    return ", ".join(map(str, places[:10])) + (", …" if len(places) > 10 else "")
