"""A file, whatever it is → Grids. A format is one file here, chosen by what the bytes are, never by a suffix.

A format module has `likeness(source) -> int` (0 for not mine, 100 for surely mine) and `read(source) -> Grids`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from crmcli import discovery
from crmcli.errors import N_, NothingReadable
from crmcli.importers._foreign import refuse_foreign
from crmcli.importers._limits import LARGEST_FILE, too_large
from crmcli.importers._source import Source
from crmcli.records.grid import Cell, Grid
from crmcli.records.record import replace

__all__ = ["read_file"]

_WORKBOOKS = ("xlsx", "xls", "ods")
_CHECK = N_("Check that it is the right file, and fully copied.")


class Format(Protocol):
    """What a module of this package offers."""

    def likeness(self, source: Source) -> int:
        """0 when the bytes are no such file, up to 100 when they surely are."""

    def read(self, source: Source) -> tuple[Grid, ...]:
        """Its sheets; NothingReadable when there is something wrong with it."""


def read_file(
    path: Path | None,
    data: bytes | None = None,
    *,
    name: str,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> tuple[Grid, ...]:
    """Read every sheet of a file (product.md §4 step 1).

    Sheets without anything in them are left out; one that cannot be read comes without rows, its notes saying why.

    Args:
        path: the file; or None and its bytes (standard input) as `data`.
        name: what sentences call it.
        encoding: how its text is encoded, such as "gb18030"; None to find out.
        delimiter: what separates its columns; None to find out.

    Raises:
        NothingReadable: no sheet of it can be read; the sentence says why and what to do (exit 5).
        BadValue: `encoding` is not the name of one.
    """
    content = data if data is not None else _bytes(path, name)
    if len(content) > LARGEST_FILE:
        raise too_large(name)
    source = Source(name, content, encoding=encoding, delimiter=delimiter)
    if not content.strip(b"\0 \t\r\n"):
        raise NothingReadable(N_("{file} is empty."), _CHECK, file=name)
    refuse_foreign(source)
    return _with_content(_format(source).read(source), name)


def _bytes(path: Path | None, name: str) -> bytes:
    if path is None:
        return b""
    try:
        if path.is_dir():
            raise NothingReadable(N_("{file} is a folder."), N_("Name the files in it."), file=name)
        if path.stat().st_size > LARGEST_FILE:
            raise too_large(name)
        return path.read_bytes()
    except FileNotFoundError:
        raise NothingReadable(N_("There is no file {file}."), N_("Check the path."), file=name) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise NothingReadable(N_("{file} cannot be opened: {reason}."), file=name, reason=reason) from None


def _format(source: Source) -> Format:
    formats = [cast(Format, import_module(name)) for name in discovery.modules("importers").values()]
    return max(formats, key=lambda one: one.likeness(source))


def _with_content(grids: tuple[Grid, ...], name: str) -> tuple[Grid, ...]:
    """The grids that hold something or have something to say, their blank ends cut off."""
    trimmed = [replace(grid, rows=_trimmed(grid.rows)) for grid in grids]
    if any(grid.rows for grid in trimmed):
        return tuple(grid for grid in trimmed if grid.rows or grid.notes)
    refusals = [note for grid in trimmed for note in grid.notes if grid.format in _WORKBOOKS and "file" in note.params]
    if refusals:
        raise NothingReadable(
            refusals[0].id,
            N_("Delete the rows and columns that are not needed, save it, and import it again."),
            **refusals[0].params,
        )
    raise NothingReadable(N_("{file} holds only blank rows."), _CHECK, file=name)


def _trimmed(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Rows without the blank ones at the end: formatted, numbered by nobody, and sometimes a million."""
    last = len(rows)
    while last and not any(not _is_blank(cell) for cell in rows[last - 1]):
        last -= 1
    return rows if last == len(rows) else rows[:last]


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
