"""The rows that could not be imported, as a workbook: to be mended there and imported again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmcli.core.headers import key_of
from crmcli.core.patterns import lazily
from crmcli.errors import N_, CrmError
from crmcli.files import write_private
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.records.importing import ImportResult
    from crmcli.records.rows import Table
    from crmcli.services.importing.options import Prepared
    from crmcli.services.importing.planning import PlannedRow

REASON = N_("Import error")  # a heading that the lexicon passes over, as its Chinese is
_OLD = frozenset({"importerror", "错误原因"})
SUFFIX = ".errors.xlsx"
_UNWRITABLE = lazily("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # that no XML can hold
_NO_TITLE = lazily(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
LONGEST_CELL = 32_767


def write_failed(prepared: Prepared, done: ImportResult, say: Callable[[Msg], str]) -> Path | None:
    """Write the failed rows beside their file, or into the present folder where that one is read-only.

    First column the reason, then the columns and cells as they were. A file that is there already is left alone
    unless it says the same: somebody may be mending it.

    Args:
        say: words a reason in the user's language.

    Returns: the file; None when no row failed.

    Raises:
        OSError: it can be written nowhere.
    """
    failed = [row for row in prepared.plan.rows if row.outcome == "failed"]
    if not failed:
        return None
    data = workbook(failed, say)
    name = failed[0].task.table.file
    stem = "stdin" if name == "-" else Path(name).name.removesuffix(Path(name).suffix)
    stem = stem.removesuffix(SUFFIX.removesuffix(".xlsx"))  # a file mended only in part gives its own successor
    folder = Path() if name == "-" else Path(name).expanduser().parent
    try:
        return _written(folder, stem, data)
    except OSError:
        if folder == Path():
            raise
        return _written(Path(), stem, data)


def _written(folder: Path, stem: str, data: bytes) -> Path:
    for path in _names(folder, stem):
        if not path.exists():
            write_private(path, data)
            return path
        if _same(path, data):
            return path
    raise AssertionError  # there is no last number


def _names(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}{SUFFIX}"
    number = 2
    while True:
        yield folder / f"{stem}.errors-{number}.xlsx"
        number += 1


def _same(path: Path, data: bytes) -> bool:
    """Whether a workbook holds the same cells as another; one that cannot be read does not."""
    from crmcli.importers import read_file

    try:
        there, new = read_file(path, name=""), read_file(None, data, name="")
    except CrmError:
        return False
    return [(grid.sheet, grid.rows) for grid in there] == [(grid.sheet, grid.rows) for grid in new]


def workbook(failed: Sequence[PlannedRow], say: Callable[[Msg], str]) -> bytes:
    """A sheet for each table that has failed rows, as bytes of an xlsx file."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    tables: dict[int, tuple[Table, list[PlannedRow]]] = {}
    for row in failed:
        tables.setdefault(id(row.task.table), (row.task.table, []))[1].append(row)
    titles: set[str] = set()
    for table, rows in tables.values():
        sheet = book.create_sheet(_title(table, titles))
        kept = [n for n, header in enumerate(table.headers) if key_of(header) not in _OLD]
        _append(sheet, (say(Msg(REASON)), *(table.headers[n] for n in kept)))
        for row in rows:
            cells = row.task.row.cells
            reason = say(row.reason) if row.reason else ""
            _append(sheet, (reason, *(cells[n] if n < len(cells) else None for n in kept)))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _append(sheet: Any, values: Sequence[Any]) -> None:
    sheet.append([_cell(sheet, value) for value in values])


def _title(table: Table, taken: set[str]) -> str:
    plain = _NO_TITLE.sub(" ", table.sheet or Path(table.file).stem).strip(" '")[: LONGEST_TITLE - 4] or "1"
    title, number = plain, 2
    while title.casefold() in taken:
        title, number = f"{plain} {number}", number + 1
    taken.add(title.casefold())
    return title


def _cell(sheet: Any, value: Any) -> Any:
    """A cell that shows what the file showed: text stays text, were it a formula or a long number."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _UNWRITABLE.sub(" ", value)[:LONGEST_CELL])
        cell.data_type = "s"
        cell.number_format = "@"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, int) and not isinstance(value, bool):
        cell.number_format = "0"
    return cell
