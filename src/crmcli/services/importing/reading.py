"""The files of an import as grids, and the tables in them with what their columns are. Rows are not read here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.core.cells import text_of
from crmcli.core.headers import key_of, read_heading
from crmcli.core.layout import tables as lay_out
from crmcli.core.mapping import plan as plan_mapping
from crmcli.core.order_lines import joined
from crmcli.core.sensitive import redact
from crmcli.core.spelling import nearest
from crmcli.errors import N_, NothingReadable, UsageError
from crmcli.importers import read_file
from crmcli.services.importing.own_fields import as_custom, named
from crmcli.services.importing.profiles import by_headers, listed, signature

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.records.grid import Grid
    from crmcli.records.rows import LeftOut, Table
    from crmcli.services.importing.options import ImportOptions
    from crmcli.services.workspace import Workspace

STDIN = "-"
SAMPLES = 3
Mapped = list[tuple["Table", "ColumnMapping"]]
Tables = tuple[Mapped, tuple["LeftOut", ...]]


class Inspected(NamedTuple):
    """One column of a table, as it will be read.

    Args:
        field, how: as in core.mapping.ColumnPlan.
        filled, rows: cells with something in them, and all.
        samples: the first different values.
    """

    file: str
    sheet: str
    header: str
    field: str | None
    how: str
    filled: int
    rows: int
    samples: tuple[str, ...]


def read_files(names: Sequence[str], *, encoding: str | None, stdin: Callable[[], bytes]) -> tuple[Grid, ...]:
    """Every sheet of some files; all of them, or none.

    Args:
        names: paths, each once; "-" is standard input.
        encoding: of text files, when it is known.
        stdin: gives the bytes of standard input.

    Raises:
        NothingReadable: a file cannot be read; the sentence names it.
        BadValue: `encoding` is none.
    """
    grids: list[Grid] = []
    broken: list[tuple[str, NothingReadable]] = []
    paths = list(dict.fromkeys(names))
    for name in paths:
        try:
            if name == STDIN:
                grids.extend(read_file(None, stdin(), name=name, encoding=encoding))
            else:
                grids.extend(read_file(Path(name).expanduser(), name=name, encoding=encoding))
        except NothingReadable as error:
            broken.append((name, error))
    if broken:
        raise _unreadable(broken, len(paths))
    return tuple(grids)


def _unreadable(broken: Sequence[tuple[str, NothingReadable]], count: int) -> NothingReadable:
    first = broken[0][1]
    if count == 1:
        return first
    if len(broken) == 1:
        hint = N_("Nothing was imported. Leave that file out to import the others.")
        return NothingReadable(first.message, hint, **first.params)
    return NothingReadable(
        N_("{n} of {count} files cannot be read: {files}."),
        N_("Nothing was imported. To see why, import them one by one."),
        n=len(broken),
        count=count,
        files=", ".join(name for name, _ in broken),
    )


def map_tables(ws: Workspace, grids: Sequence[Grid], options: ImportOptions) -> Tables:
    """The tables in some sheets with what their columns are, and the sheets that hold none.

    Raises:
        NothingReadable: no sheet holds a table.
        UsageError: --map names a field or header there is not.
    """
    found, left_out = lay_out(grids, no_header=options.no_header, known=_knower(ws, options))
    if not found:
        hint = N_("A sheet needs headings such as 姓名, 手机 or Name, Mobile, and rows below. Without: --no-header")
        if options.no_header:
            hint = N_("Check that it is the right file.")
        files = ", ".join(dict.fromkeys(grid.file for grid in grids)) or "-"
        raise NothingReadable(N_("There is no table in {files}."), hint, files=files)
    _check_given(found, options.given)
    return map_columns(ws, found, options), left_out


def _knower(ws: Workspace, options: ImportOptions) -> Callable[[str], str | None] | None:
    """What a heading means, also where only the user or a saved mapping knows it; None for the lexicon alone."""
    saved = [options.profile] if options.profile is not None else [one.mapping for one in listed(ws)]
    told = {key_of(header): field or "" for some in (*saved, options.given) for header, field in some.items()}
    if not told:
        return None

    def known(text: str) -> str | None:
        field = read_heading(text).field
        return told.get(key_of(text)) if field is None else field

    return known


def map_columns(ws: Workspace, found: Sequence[Table], options: ImportOptions) -> Mapped:
    """What the columns of some tables are.

    Raises:
        UsageError: --map names a field there is not, or the named profile knows none of the headings.
    """
    known = by_headers(ws) if options.profile is None else {}
    if options.profile is not None:
        _check_profile(found, options.profile)
    mapped = [
        (
            table,
            as_custom(
                plan_mapping(
                    table,
                    given=named(ws, table.headers, options.given),
                    profile=options.profile or (None if table.no_header else known.get(signature(table))),
                    words=ws.words,
                ),
                options.given,
            ),
        )
        for table in found
    ]
    return [(joined(table, mapping), mapping) for table, mapping in mapped]


def _check_profile(found: Sequence[Table], profile: Mapping[str, str | None]) -> None:
    keys = {key_of(header) for table in found for header in table.headers}
    if not any(key_of(header) in keys for header in profile):
        raise UsageError(
            N_("The saved mapping knows none of the columns of this file."), N_("To see the headers: --inspect")
        )


def _check_given(found: Sequence[Table], given: Mapping[str, str]) -> None:
    headers = {key_of(header): header for table in found for header in table.headers}
    for header in given:
        if key_of(header) not in headers:
            near = nearest(header, headers.values())
            hint = N_("Did you mean {near}?") if near else N_("To see the headers: --inspect")
            raise UsageError(N_("No sheet has a column “{header}”."), hint, header=header, near=near)


def inspect(mapped: Mapped) -> tuple[Inspected, ...]:
    """Every column of some tables: what it is, how that was decided, how full it is."""
    return tuple(
        _inspected(table, column, [row.cells[n] if n < len(row.cells) else None for row in table.rows])
        for table, mapping in mapped
        for n, column in enumerate(mapping.columns)
    )


def _inspected(table: Table, column: Any, cells: Sequence[Any]) -> Inspected:
    texts = [text for cell in cells if cell is not None and (text := text_of(cell).strip())]
    samples = tuple(redact(text)[0] for text in list(dict.fromkeys(texts))[:SAMPLES])
    return Inspected(table.file, table.sheet, column.header, column.field, column.how, len(texts), len(cells), samples)
