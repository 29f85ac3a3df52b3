"""Imports in force: in a list, and one with its rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from crmcli.commands._views.importing import COUNTS, LONGEST, NAMES, listed, said
from crmcli.commands._views.pieces import joined, short
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.importing import OUTCOMES
from crmcli.records.sheet import Card, Cell, Column, Section, Sheet

if TYPE_CHECKING:
    from crmcli.records.importing import Batch, BatchRow

BATCH_COLUMNS = (
    Column("batch", N_("Import"), "count"),
    Column("at", N_("When"), "moment"),
    Column("file", N_("File"), share=1),
    Column("rows", N_("Rows"), "count"),
    *(Column(name, NAMES[name], "count", drop=len(OUTCOMES) - n) for n, name in enumerate(OUTCOMES)),
    Column("operation", N_("Operation"), "count"),
    Column("user", N_("By"), drop=7),
)


def batches_sheet(found: Sequence[Batch]) -> Sheet:
    """Imports in force, the newest first."""
    rows = tuple(
        cast("tuple[Cell, ...]", (one.id, one.at, one.file, *_counts(one), one.operation, one.user)) for one in found
    )
    shown = ("batch", "at", "file", "rows", "new", "filled", "updated", "failed")
    hint = Msg(N_("One in full: crm batch show N · To take one back: crm batch undo N"))
    return Sheet(
        BATCH_COLUMNS,
        rows,
        notes=(hint,) if rows else (),
        shown=shown,
        empty=Msg(N_("There is no import to take back.")),
    )


def _counts(one: Batch) -> tuple[int, ...]:
    return tuple(one.counts.get(name, 0) for name in ("rows", *OUTCOMES))


def batch_card(one: Batch, rows: Sequence[BatchRow], *, verbose: bool) -> Card:
    """One import with its rows; those that say nothing special only under --verbose."""
    counts = [Msg(COUNTS[name], {"n": one.counts[name]}) for name in OUTCOMES if one.counts.get(name)]
    pairs: tuple[tuple[Msg, Cell], ...] = (
        (Msg(N_("File")), one.file),
        (Msg(N_("When")), one.at),
        (Msg(N_("Rows")), listed(counts)),
        (Msg(N_("Operation")), f"#{one.operation}" if one.operation else None),
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
    return said(place, joined((what, reason), " "))


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
