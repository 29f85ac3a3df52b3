"""What an import did, or would do: the report and its rows. Pure; the columns of a file are in `inspecting`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crmcli.commands._views.import_fields import FIELDS, field_label
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.importing import OUTCOMES
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet, Typed

if TYPE_CHECKING:
    from crmcli.records.importing import ImportResult, Notice, RowResult, SheetResult

SHOWN = 12  # lines of one kind without --verbose
LONGEST = 40  # cells of a name in a line

COUNTS = {
    "new": N_("{n} new"),
    "filled": N_("{n} filled"),
    "updated": N_("{n} updated"),
    "unchanged": N_("{n} unchanged"),
    "skipped": N_("{n} skipped"),
    "failed": N_("{n} failed"),
}
NAMES = {
    "new": N_("new"),
    "filled": N_("filled"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "skipped": N_("skipped"),
    "failed": N_("failed"),
}
NO_ROW = {
    "title": N_("title"),
    "meta": N_("time and place"),
    "note": N_("note"),
    "header": N_("second row of the header"),
    "repeated_header": N_("header again"),
    "footer": N_("total or footer"),
    "numbered_blank": N_("only a number"),
    "blank": N_("blank"),
    "example": N_("example"),
    "hidden": N_("hidden"),
    "order_line": N_("more goods of an order"),
}
NO_SHEET = {
    "instructions": N_("instructions"),
    "list": N_("a list of choices"),
    "empty": N_("empty"),
    "hidden": N_("hidden"),
    "no_header": N_("no header"),
}
SILENT = frozenset({"blank", "header"})  # rows that nobody misses
HOW = {
    "lexicon": N_("its heading"),
    "given": N_("as you said"),
    "profile": N_("saved mapping"),
    "content": N_("a guess from its values"),
    "custom": N_("kept as a field of its own"),
    "ignored": N_("left out"),
}
KINDS = {
    "warning": N_("Goes in, but look at"),
    "source": N_("Goes in, but look at"),
    "duplicate": N_("Perhaps the same customer twice (nothing was merged)"),
    "differs": N_("Left as it is; to take the file's values: --on-match update"),
}
DIFFERS = N_("Left as it is; to take the file's values: crm batch undo {batch}, then import with --on-match update")

ROW_COLUMNS = (
    Column("file", N_("File"), drop=3),
    Column("sheet", N_("Sheet"), drop=2),
    Column("row", N_("Row"), "count"),
    Column("outcome", N_("Outcome")),
    Column("customer_code", N_("Code"), drop=1),
    Column("reason", N_("Why"), "msg", share=2),
)


# -- the report ------------------------------------------------------------------------------------------------


def listed(parts: Sequence[object]) -> Msg:
    """Some things in a row: `a, b, c`; at least one."""
    found = joined((parts[0],))
    for one in parts[1:]:
        found = Msg(N_("{some}, {one}"), {"some": found, "one": one})
    return found


def said(where: object, what: object) -> Msg:
    """What there is to say about a place."""
    return Msg(N_("{where}: {what}"), {"where": where, "what": what})


def counted(result: ImportResult) -> Msg:
    """The counts in a line: `12 new, 3 filled`; "nothing" without a row."""
    parts = [Msg(COUNTS[name], {"n": result.counts[name]}) for name in OUTCOMES if result.counts[name]]
    return listed(parts) if parts else Msg(N_("no rows"))


def report(result: ImportResult, *, verbose: bool) -> Card:
    """The whole report as a card, with the object of product.md §9.

    Args:
        verbose: a line for each row, and every notice.
    """
    files = list(dict.fromkeys(sheet.file for sheet in result.sheets))
    rows = Msg(N_("{n} rows"), {"n": result.counts["rows"]}, one=N_("{n} row"))
    title = joined((listed([_file(file) for file in files]), said(rows, counted(result))))
    sections = [
        _sheets(result, files),
        _columns(result),
        *_notices(result, verbose=verbose),
        *_rows(result, verbose=verbose),
    ]
    return Card(title, tuple(one for one in sections if one.lines), as_object(result))


def _sheets(result: ImportResult, files: Sequence[str]) -> Section:
    read = [(one, list(_read(one))) for one in result.sheets]
    if len(read) == 1 and len(read[0][1]) == 1:
        read = []  # nothing about it that the title does not say
    lines = [joined((place(one.file, one.sheet, files), *parts)) for one, parts in read]
    known = [*files, *(file for file, _, _ in result.left_out)]
    for file, sheet, why in result.left_out:
        unread = Msg(N_("not read: {why}"), {"why": Msg(NO_SHEET[why]) if why in NO_SHEET else why})
        lines.append(joined((place(file, sheet, list(dict.fromkeys(known))), unread)))
    return Section(None, lines=tuple(lines))


def _read(one: SheetResult) -> Iterator[Msg]:
    yield Msg(N_("{n} rows"), {"n": one.rows}, one=N_("{n} row"))
    if one.header_row > 1:
        yield Msg(N_("header in row {row}"), {"row": one.header_row})
    whys = Counter(why for _, why, _ in one.skipped if why not in SILENT)
    if whys:
        parts = [joined((Msg(NO_ROW.get(why, why)), f"×{n}" if n > 1 else ""), " ") for why, n in whys.items()]
        yield Msg(N_("left out: {what}"), {"what": listed(parts)})
    yield from one.notes


def _columns(result: ImportResult) -> Section:
    """Columns that were not simply known by their heading."""
    lines: list[Msg] = []
    custom: dict[str, None] = {}
    for sheet in result.sheets:
        for header, how in sheet.how.items():
            field = sheet.mapping[header]
            if how == "custom":
                custom[header.removeprefix("custom.")] = None
            elif how in ("content", "given", "profile") and field:
                params = {"header": short(header, LONGEST), "field": field_label(field), "how": Msg(HOW[how])}
                line = Msg(N_("“{header}” is read as {field} ({how})"), params)
                lines += [line] if line not in lines else []
    if custom:
        params = {"headers": ", ".join(short(one, LONGEST) for one in custom)}
        lines.append(Msg(N_("Kept as fields of your own: {headers}"), params))
    return Section(Msg(N_("Columns")), lines=tuple(lines))


def _notices(result: ImportResult, *, verbose: bool) -> Iterator[Section]:
    by_title: dict[str, list[Notice]] = {}
    for one in result.notices:
        by_title.setdefault(KINDS[one.kind], []).append(one)
    for name, found in by_title.items():
        title = Msg(name)
        if result.batch is not None and name == KINDS["differs"]:
            title = Msg(DIFFERS, {"batch": result.batch})  # rows that are in are not read again
        lines = [_notice(one, result) for one in (found if verbose else found[:SHOWN])]
        if len(found) > len(lines):
            lines.append(Msg(N_("and {n} more: --verbose"), {"n": len(found) - len(lines)}))
        yield Section(title, lines=tuple(lines))


def _notice(one: Notice, result: ImportResult) -> Msg:
    text = one.text
    if one.kind == "differs":
        field = str(text.params["field"])
        both = {name: _drawn(field, text.params[name]) for name in ("kept", "offered")}
        text = Msg(text.id, {"field": field_label(field), **both})
    return said(row_place(one, result), text)


def _drawn(field: str, value: object) -> object:
    """A stored value as it is shown."""
    column = FIELDS.get(field)
    if isinstance(value, str):
        value = short(value, LONGEST)
    if column is None or not isinstance(value, str | int | float):
        return value
    return Typed(column.kind, value, column.dict, column.key)


def row_place(one: Notice | RowResult, result: ImportResult) -> Msg:
    """Where a row stands: its sheet where there are several, and its number."""
    sheets = {(sheet.file, sheet.sheet) for sheet in result.sheets}
    files = list({file for file, _ in sheets})
    where = place(one.file, one.sheet, files) if len(sheets) > 1 else None
    return joined((where, Msg(N_("row {row}"), {"row": one.row})), " ")


def place(file: str, sheet: str, files: Sequence[str]) -> Msg:
    own = _file(file) if len(files) > 1 or not sheet else None
    return joined((own, short(sheet, LONGEST)), " ")


def _file(name: str) -> Msg | str:
    return Msg(N_("standard input")) if name == "-" else short(name, LONGEST)


def _rows(result: ImportResult, *, verbose: bool) -> Iterator[Section]:
    failed = [one for one in result.rows if one.outcome == "failed"]
    if failed and not verbose:
        lines = [said(row_place(one, result), one.reason) for one in failed[:SHOWN]]
        if len(failed) > SHOWN:
            lines.append(Msg(N_("and {n} more: --verbose"), {"n": len(failed) - SHOWN}))
        yield Section(Msg(N_("Failed")), lines=tuple(lines))
    if verbose:
        yield Section(Msg(N_("Row by row")), lines=tuple(_line(one, result) for one in result.rows))


def _line(one: RowResult, result: ImportResult) -> Msg:
    what = joined((Msg(NAMES[one.outcome]), one.customer_code, short(one.name, LONGEST)), " ")
    reason = Msg("· {why}", {"why": one.reason}) if one.reason else None
    return said(row_place(one, result), joined((what, reason), " "))


def as_object(result: ImportResult) -> dict[str, object]:
    """The object of product.md §9 for one run."""
    return {
        "batch": result.batch,
        "dry_run": result.dry_run,
        "counts": dict(result.counts),
        "sheets": tuple(
            {
                "file": one.file,
                "sheet": one.sheet,
                "encoding": one.encoding,
                "header_row": one.header_row,
                "mapping": dict(one.mapping),
                "rows": one.rows,
            }
            for one in result.sheets
        ),
        "rows": tuple(dict(zip((c.key for c in ROW_COLUMNS), _cells(one), strict=True)) for one in result.rows),
        "errors_file": result.errors_file,
        "operation": result.operation,
        "left_out": tuple({"file": file, "sheet": sheet, "why": why} for file, sheet, why in result.left_out),
        "warnings": tuple(
            {"file": one.file, "sheet": one.sheet, "row": one.row, "kind": one.kind, "text": one.text}
            for one in result.notices
        ),
    }


def rows_sheet(result: ImportResult) -> Sheet:
    """One row for each row of the files, for csv and the like."""
    return Sheet(ROW_COLUMNS, tuple(_cells(one) for one in result.rows))


def _cells(one: RowResult) -> tuple[Cell, ...]:
    return (one.file, one.sheet, one.row, one.outcome, one.customer_code, one.reason)
