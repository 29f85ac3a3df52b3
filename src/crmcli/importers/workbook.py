"""Workbooks: xlsx, xls and ods, read by python-calamine after the guard has looked through them.

What makes a reader hang, abort or fill the memory is in _guard and the modules it calls.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import TYPE_CHECKING, TypeVar

from crmcli.errors import N_, NothingReadable
from crmcli.importers._compound import MAGIC
from crmcli.importers._guard import Inspected, Merge, Seen, inspect
from crmcli.importers._limits import LONGEST_CELL, check_cells, check_extent, cut_note, damaged
from crmcli.importers._package import protected
from crmcli.importers._source import Source
from crmcli.records.base import Msg
from crmcli.records.grid import Cell, Grid
from crmcli.records.record import replace

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Rows = tuple[tuple[Cell, ...], ...]
Result = TypeVar("Result")
_EXACT = 10**15  # whole numbers below are exact in a spreadsheet; above, digits were lost there


def likeness(source: Source) -> int:
    """Zips and compound files; whether they hold a workbook is said when reading."""
    return 100 if source.data.startswith((b"PK\x03\x04", b"PK\x05\x06", MAGIC)) else 0


def read(source: Source) -> tuple[Grid, ...]:
    """One Grid per work sheet, hidden ones marked. A sheet too large comes without rows, a note saying so.

    Raises:
        NothingReadable: no workbook, damaged, protected, or more in it than can be read.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    inspected = inspect(source)
    workbook = _call(lambda: CalamineWorkbook.from_filelike(io.BytesIO(source.data)), source.name)
    grids: list[Grid] = []
    cells = 0
    for number, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        seen, name = inspected.seen(number, meta.name), meta.name
        try:
            check_cells(cells, file=source.name)  # of those before: then no more are even opened
            check_extent(seen.rows, seen.columns, file=source.name, sheet=name)
            sheet = _sheet(workbook, name, source.name)
            check_extent(sheet.total_height, sheet.total_width, file=source.name, sheet=name)
            cells += sheet.total_height * sheet.total_width
            check_cells(cells, file=source.name)
            grid = _grid(sheet, seen, inspected, file=source.name)
        except NothingReadable as refusal:
            grid = Grid(source.name, name, (), format=inspected.format, notes=(Msg(refusal.message, refusal.params),))
        grids.append(replace(grid, hidden=meta.visible != SheetVisibleEnum.Visible))
    return tuple(grids)


def _call(reading: Callable[[], Result], file: str) -> Result:
    """What the reader returns; its errors, and the panics that it does not derive from Exception, in a sentence."""
    from python_calamine import CalamineError, PasswordError

    try:
        with _silent():
            return reading()
    except PasswordError:
        raise protected(file) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise damaged(file) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(file) from None


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """The reader writes each panic to standard error by itself, with a trace of its own."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # no standard error to begin with
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    return _call(lambda: workbook.get_sheet_by_name(name), file)


def _grid(sheet: CalamineSheet, seen: Seen, inspected: Inspected, *, file: str) -> Grid:
    lists = _call(lambda: sheet.to_python(skip_empty_area=False), file)
    rows = tuple([tuple([cell if type(cell) is str else _cell(cell) for cell in row]) for row in lists])
    notes = _error_note(seen.errors) + _formula_note(seen.uncalculated)
    if inspected.long_text:
        rows, cut = _shortened(rows)
        notes += cut
    merges = seen.merges
    if merges is None:
        ranges = sheet.merged_cell_ranges or []
        merges = [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
    return Grid(
        file,
        sheet.name,
        rows,
        merges=_within(merges, len(rows)),
        hidden_rows=frozenset(row for row in seen.hidden_rows if row < len(rows)),
        struck_rows=frozenset(row for row in seen.struck_rows if row < len(rows)),
        format=inspected.format,
        notes=notes,
    )


def _cell(value: Cell | timedelta) -> Cell:
    """A whole number that the file holds as 13800138000.0 becomes whole; a duration becomes a time, or text."""
    if type(value) is float:
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return time(hours, minutes, seconds) if 0 <= hours < 24 else f"{hours}:{minutes:02}:{seconds:02}"
    return value


def _within(merges: list[Merge], rows: int) -> tuple[Merge, ...]:
    """Merges in reading order, cut to the rows that exist."""
    return tuple(sorted((top, left, min(bottom, rows - 1), right) for top, left, bottom, right in merges if top < rows))


def _formula_note(cells: list[str]) -> tuple[Msg, ...]:
    """A program that writes formulas and calculates none: nobody has saved the file in a spreadsheet since."""
    if not cells:
        return ()
    hint = N_("Cells {cells} hold formulas without a value and were read as empty: save the file in a spreadsheet.")
    return (Msg(hint, {"cells": _some(cells)}),)


def _some(cells: list[str]) -> str:
    return ", ".join(cells[:10]) + (", …" if len(cells) > 10 else "")


def _error_note(errors: list[str]) -> tuple[Msg, ...]:
    if not errors:
        return ()
    cells = _some(errors)
    return (
        Msg(
            N_("Cells {cells} hold an error such as #N/A and were read as empty."),
            {"cells": cells, "n": len(errors)},
            one=N_("Cell {cells} holds an error such as #N/A and was read as empty."),
        ),
    )


def _shortened(rows: Rows) -> tuple[Rows, tuple[Msg, ...]]:
    """Rows with the over-long texts cut, and a note naming them."""
    long = [n for n, row in enumerate(rows) if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in row)]
    if not long:
        return rows, ()
    changed = list(rows)
    for n in long:
        changed[n] = tuple(cell[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in rows[n])
    return tuple(changed), cut_note([n + 1 for n in long])
