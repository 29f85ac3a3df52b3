"""Workbooks: xlsx, xls and ods, read by python-calamine after the guard has looked through them.

What makes a reader hang, abort or fill the memory is in _guard and the modules it calls.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import time, timedelta
from typing import TYPE_CHECKING, TypeVar

from crmcli.errors import N_, NothingReadable
from crmcli.importers._compound import MAGIC
from crmcli.importers._encoding import numbers
from crmcli.importers._guard import Inspected, Merge, Seen, inspect
from crmcli.importers._limits import LONGEST_CELL, MOST_CELLS, check_extent, damaged
from crmcli.importers._package import protected
from crmcli.importers._source import Source
from crmcli.records.base import Msg
from crmcli.records.grid import Cell, Grid

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

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
        seen = inspected.seen(number, meta.name)
        hidden = meta.visible != SheetVisibleEnum.Visible
        try:
            check_extent(seen.rows, seen.columns, file=source.name, sheet=meta.name)
            cells += len(grids) and seen.rows * seen.columns
            check_extent(cells, 1, file=source.name, sheet=meta.name)
        except NothingReadable as refusal:
            note = Msg(refusal.message, refusal.params)
            grids.append(Grid(source.name, meta.name, (), hidden=hidden, format=inspected.format, notes=(note,)))
            continue
        grids.append(_grid(source.name, _sheet(workbook, meta.name, source.name), seen, inspected, hidden=hidden))
    return tuple(grids)
