"""What an import did, or would do: the report, its rows, the columns of a sheet; imports in a list. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import CONTACT_COLUMNS, CUSTOMER_COLUMNS, INTERACTION_COLUMNS
from crmcli.records.importing import OUTCOMES
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet, Typed

if TYPE_CHECKING:
    from crmcli.records.importing import Batch, BatchRow, ImportResult, Notice, RowResult, SheetResult
    from crmcli.services.importing.reading import Inspected

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
    "given": N_("--map"),
    "profile": N_("saved mapping"),
    "content": N_("a guess from its values"),
    "custom": N_("kept as a field of its own"),
    "ignored": N_("left out"),
}
KINDS = {
    "warning": N_("Imported, but look at"),
    "source": N_("Imported, but look at"),
    "duplicate": N_("Perhaps the same customer twice (nothing was merged)"),
    "differs": N_("Left as it is; to take the file's values: --on-match update"),
}

FIELDS = {one.key: one for one in (*INTERACTION_COLUMNS, *CONTACT_COLUMNS, *CUSTOMER_COLUMNS)}

ROW_COLUMNS = (
    Column("file", N_("File"), drop=3),
    Column("sheet", N_("Sheet"), drop=2),
    Column("row", N_("Row"), "count"),
    Column("outcome", N_("Outcome")),
    Column("customer_code", N_("Code"), drop=1),
    Column("reason", N_("Why"), "msg", share=2),
)
INSPECT_COLUMNS = (
    Column("file", N_("File")),
    Column("sheet", N_("Sheet")),
    Column("header", N_("Column"), style="strong", share=1),
    Column("field", N_("Read as"), share=1),
    Column("how", N_("Because of"), "msg"),
    Column("filled", N_("Filled"), "rate"),
    Column("samples", N_("Samples"), "tags", share=2),
)
BATCH_COLUMNS = (
    Column("batch", N_("Import"), "count"),
    Column("at", N_("When"), "moment"),
    Column("file", N_("File"), share=1),
    Column("rows", N_("Rows"), "count"),
    *(Column(name, NAMES[name], "count", drop=len(OUTCOMES) - n) for n, name in enumerate(OUTCOMES)),
    Column("operation", N_("Number"), "count"),
    Column("user", N_("By"), drop=7),
)


# -- the report ------------------------------------------------------------------------------------------------


def counted(result: ImportResult) -> Msg:
    """The counts in a line: `12 new, 3 filled`; "nothing" without a row."""
    parts = [Msg(COUNTS[name], {"n": result.counts[name]}) for name in OUTCOMES if result.counts[name]]
    return joined(parts, ", ") if parts else Msg(N_("no rows"))


def report(result: ImportResult, *, verbose: bool) -> Card:
    """The whole report as a card, with the object of product.md §9.

    Args:
        verbose: a line for each row, and every notice.
    """
    files = list(dict.fromkeys(sheet.file for sheet in result.sheets))
    rows = Msg(N_("{n} rows"), {"n": result.counts["rows"]}, one=N_("{n} row"))
    title = joined((short(", ".join(files), 60), joined((rows, counted(result)), ": ")))
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
    lines = [joined((_place(one.file, one.sheet, files), *said)) for one, said in read]
    for sheet, why in result.left_out:
        said = Msg(N_("not read: {why}"), {"why": Msg(NO_SHEET[why]) if why in NO_SHEET else why})
        lines.append(joined((short(sheet, LONGEST), said)))
    return Section(None, lines=tuple(lines))


def _read(one: SheetResult) -> Iterator[Msg]:
    yield Msg(N_("{n} rows"), {"n": one.rows}, one=N_("{n} row"))
    if one.header_row > 1:
        yield Msg(N_("header in row {row}"), {"row": one.header_row})
    whys = Counter(why for _, why, _ in one.skipped if why not in SILENT)
    if whys:
        parts = [joined((Msg(NO_ROW.get(why, why)), f"×{n}" if n > 1 else ""), " ") for why, n in whys.items()]
        yield Msg(N_("left out: {what}"), {"what": joined(parts, ", ")})
    yield from one.notes


def _columns(result: ImportResult) -> Section:
    """Columns that were not simply known by their heading."""
    lines: list[Msg] = []
    custom: dict[str, None] = {}
    for sheet in result.sheets:
        for header, how in sheet.how.items():
            field = sheet.mapping[header]
            if how == "custom":
                custom[header] = None
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
    for title, found in by_title.items():
        lines = [_notice(one, result) for one in (found if verbose else found[:SHOWN])]
        if len(found) > len(lines):
            lines.append(Msg(N_("and {n} more: --verbose"), {"n": len(found) - len(lines)}))
        yield Section(Msg(title), lines=tuple(lines))


def _notice(one: Notice, result: ImportResult) -> Msg:
    text = one.text
    if one.kind == "differs":
        field = str(text.params["field"])
        both = {name: _drawn(field, text.params[name]) for name in ("kept", "offered")}
        text = Msg(text.id, {"field": field_label(field), **both})
    return joined((row_place(one, result), text), ": ")


def _drawn(field: str, value: object) -> object:
    """A stored value as it is shown."""
    column = FIELDS.get(field)
    if isinstance(value, str):
        value = short(value, LONGEST)
    if column is None or not isinstance(value, str | int | float):
        return value
    return Typed(column.kind, value, column.dict, column.key)


def field_label(field: str) -> Msg:
    """What a field is called on the screen."""
    plain = field.removeprefix("custom.")
    return Msg(FIELDS[field].label) if field in FIELDS else Msg("{name}", {"name": short(plain, LONGEST)})


def row_place(one: Notice | RowResult, result: ImportResult) -> Msg:
    """Where a row stands: its sheet where there are several, and its number."""
    sheets = {(sheet.file, sheet.sheet) for sheet in result.sheets}
    files = list({file for file, _ in sheets})
    place = _place(one.file, one.sheet, files) if len(sheets) > 1 else None
    return joined((place, Msg(N_("row {row}"), {"row": one.row})), " ")


def _place(file: str, sheet: str, files: Sequence[str]) -> str:
    parts = [file] if len(files) > 1 or not sheet else []
    return short(" ".join([*parts, sheet]).strip(), LONGEST)


def _rows(result: ImportResult, *, verbose: bool) -> Iterator[Section]:
    failed = [one for one in result.rows if one.outcome == "failed"]
    if failed and not verbose:
        lines = [joined((row_place(one, result), one.reason), ": ") for one in failed[:SHOWN]]
        if len(failed) > SHOWN:
            lines.append(Msg(N_("and {n} more: --verbose"), {"n": len(failed) - SHOWN}))
        yield Section(Msg(N_("Failed")), lines=tuple(lines))
    if verbose:
        yield Section(Msg(N_("Row by row")), lines=tuple(_line(one, result) for one in result.rows))


def _line(one: RowResult, result: ImportResult) -> Msg:
    what = joined((Msg(NAMES[one.outcome]), one.customer_code, short(one.name, LONGEST)), " ")
    reason = joined((Msg("· {why}", {"why": one.reason}),)) if one.reason else None
    return joined((row_place(one, result), joined((what, reason), " ")), ": ")


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


# -- the columns of a file -------------------------------------------------------------------------------------


def inspect_sheet(found: Sequence[Inspected]) -> Sheet:
    """How each column would be read."""
    groups: dict[tuple[str, str], int] = {}
    for n, one in enumerate(found):
        groups.setdefault((one.file, one.sheet), n)
    files = {one.file for one in found}
    return Sheet(
        INSPECT_COLUMNS,
        tuple(_inspected(one) for one in found),
        groups=tuple((n, joined((_place(*place, list(files)),))) for place, n in groups.items()),
        notes=(Msg(N_("To read a column as something else: --map 'COLUMN=FIELD'; to leave it out: 'COLUMN=-'")),),
        shown=("header", "field", "how", "filled", "samples"),
    )


def _inspected(one: Inspected) -> tuple[Cell, ...]:
    rate = one.filled / one.rows if one.rows else None
    samples = tuple(short(sample, 24) for sample in one.samples)
    return (one.file, one.sheet, one.header, one.field, Msg(HOW[one.how]), rate, samples)


# -- imports in force ------------------------------------------------------------------------------------------


def batches_sheet(found: Sequence[Batch]) -> Sheet:
    """Imports in force, the newest first."""
    rows = tuple(
        (
            *(one.id, one.at, one.file, one.counts.get("rows", 0), *(one.counts.get(name, 0) for name in OUTCOMES)),
            *(one.operation, one.user),
        )
        for one in found
    )
    shown = ("batch", "at", "file", "rows", "new", "filled", "updated", "failed")
    return Sheet(
        BATCH_COLUMNS,
        rows,
        notes=(Msg(N_("One in full: crm batch show N · To take one back: crm batch undo N")),),
        shown=shown,
        empty=Msg(N_("Nothing was imported yet.")),
    )


def batch_card(one: Batch, rows: Sequence[BatchRow], *, verbose: bool) -> Card:
    """One import with its rows; those that say nothing special only under --verbose."""
    counts = [Msg(COUNTS[name], {"n": one.counts[name]}) for name in OUTCOMES if one.counts.get(name)]
    pairs: tuple[tuple[Msg, Cell], ...] = (
        (Msg(N_("File")), one.file),
        (Msg(N_("When")), one.at),
        (Msg(N_("Rows")), joined(counts, ", ")),
        (Msg(N_("Number")), f"#{one.operation}"),
    )
    told = [row for row in rows if verbose or row.outcome == "failed" or row.reason]
    lines = [_batch_line(row) for row in told]
    if len(told) < len(rows):
        lines.append(Msg(N_("All rows: --verbose")))
    title = Msg(N_("Import {number}"), {"number": one.id})
    return Card(title, (Section(None, pairs), Section(Msg(N_("Row by row")), lines=tuple(lines))), _batch(one, rows))


def _batch_line(row: BatchRow) -> Msg:
    what = joined((Msg(NAMES[row.outcome]), row.customer_code, short(row.name, LONGEST)), " ")
    reason = Msg("· {why}", {"why": row.reason}) if row.reason else None
    place = joined((short(row.sheet, LONGEST), Msg(N_("row {row}"), {"row": row.row})), " ")
    return joined((place, joined((what, reason), " ")), ": ")


def _batch(one: Batch, rows: Sequence[BatchRow]) -> dict[str, object]:
    sheets = []
    for place, mapping in one.mapping.items():
        file, _, sheet = place.rpartition("|")
        count = sum(1 for row in rows if (row.file, row.sheet) == (file, sheet))
        sheets.append({"file": file, "sheet": sheet, "mapping": dict(mapping), "rows": count})
    keys = ("file", "sheet", "row", "outcome", "customer_code", "reason")
    listed = tuple(
        dict(zip(keys, (row.file, row.sheet, row.row, row.outcome, row.customer_code, row.reason), strict=True))
        for row in rows
    )
    counts = cast("dict[str, object]", dict(one.counts))
    return {
        "batch": one.id,
        "at": one.at,
        "file": one.file,
        "operation": one.operation,
        "user": one.user,
        "counts": counts,
        "sheets": tuple(sheets),
        "rows": listed,
    }
