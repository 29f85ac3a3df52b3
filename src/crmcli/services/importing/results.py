"""What an import did, or would do, as a record to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.model import importing as model
from crmcli.records.importing import ImportResult, RowResult, SheetResult

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.records.rows import Table
    from crmcli.services.importing.options import Prepared
    from crmcli.services.workspace import Workspace


def result(
    ws: Workspace, prepared: Prepared, *, batch: int | None, operation: int | None, dry_run: bool
) -> ImportResult:
    """What an import did; before it is written, what it would do.

    Args:
        batch, operation: their numbers; None when nothing was written.
        dry_run: nothing was to be written.
    """
    plan = prepared.plan
    known = model.codes_of(ws.db, [row.customer for row in plan.rows if row.customer])
    rows = tuple(
        RowResult(
            row.task.table.file,
            row.task.table.sheet,
            row.task.row.number,
            row.outcome,
            (row.entity.code or None) if row.entity else known.get(row.customer or 0, (None, False))[0],
            row.reason,
            row.entity.name if row.entity else "",
        )
        for row in plan.rows
    )
    return ImportResult(
        batch=batch,
        operation=operation,
        dry_run=dry_run,
        counts=plan.counts(),
        sheets=tuple(_sheet(table, mapping) for table, mapping in prepared.tables),
        rows=rows,
        notices=tuple(plan.notices),
        left_out=tuple((one.file, one.sheet, one.why) for one in prepared.left_out),
        sources=dict(plan.sources),
    )


def _sheet(table: Table, mapping: ColumnMapping) -> SheetResult:
    return SheetResult(
        file=table.file,
        sheet=table.sheet,
        encoding=table.encoding,
        header_row=table.header_row,
        mapping={column.header: column.field for column in mapping.columns},
        how={column.header: column.how for column in mapping.columns},
        rows=len(table.rows),
        skipped=tuple((one.number, one.why, one.text) for one in table.skipped),
        notes=(*table.notes, *mapping.notes),
    )
