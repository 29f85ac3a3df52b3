"""An import from files to result: read, map, draft, plan; then, when agreed, write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crmcli.core.layout import tables as lay_out
from crmcli.core.mapping import Defaults, Drafter
from crmcli.core.mapping import plan as plan_mapping
from crmcli.errors import N_, Failed, NothingReadable
from crmcli.model import importing as model
from crmcli.records.importing import ImportResult, RowResult, SheetResult
from crmcli.services.importing.applying import Applier
from crmcli.services.importing.options import ImportOptions, Task
from crmcli.services.importing.planning import Decide, Plan, Planner, same_always

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.records.grid import Grid
    from crmcli.records.rows import LeftOut, Table
    from crmcli.services.workspace import Workspace

Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """The progress of callers who show none."""


@dataclass(slots=True)
class Prepared:
    """An import that is planned and not yet written.

    Args:
        options: as asked.
        tables: with their mapping.
        left_out: sheets that hold no table.
        tasks: every row.
        plan: what becomes of them.
    """

    options: ImportOptions
    tables: list[tuple[Table, ColumnMapping]]
    left_out: tuple[LeftOut, ...]
    tasks: list[Task]
    plan: Plan
    decide: Decide = same_always
    files: tuple[str, ...] = field(default=())


def prepare(
    ws: Workspace,
    grids: Sequence[Grid],
    options: ImportOptions,
    *,
    profiles: Mapping[str, Mapping[str, str]] | None = None,
    decide: Decide = same_always,
    progress: Progress = silent,
) -> Prepared:
    """Plan an import without a lock and without writing.

    Args:
        grids: the sheets, from the importers.
        profiles: saved mappings by the signature of their headers.
        decide: asked about matching rows when the policy is "ask".
        progress: told rows done and rows in all.

    Raises:
        NothingReadable: no sheet holds a table.
        UsageError: --map names a field or header there is not.
    """
    found, left_out = lay_out(grids)
    if not found:
        raise NothingReadable(
            N_("There is no table in {files}."),
            N_("A sheet needs a header such as 姓名, 手机 or Name, Mobile, and rows below it. To look: --inspect"),
            files=", ".join(dict.fromkeys(grid.file for grid in grids)) or "-",
        )
    known = profiles or {}
    mapped = [(t, plan_mapping(t, given=options.given, profile=known.get(signature(t)), words=ws.words)) for t in found]
    tasks = _tasks(ws, mapped, options, progress)
    plan = Planner(ws, options, decide).run(tasks)
    files = tuple(dict.fromkeys(grid.file for grid in grids))
    return Prepared(options, mapped, left_out, tasks, plan, decide, files)


def signature(table: Table) -> str:
    """What a saved profile is found by: the set of headers."""
    return "|".join(sorted(table.headers))


def _tasks(
    ws: Workspace, mapped: Sequence[tuple[Table, ColumnMapping]], options: ImportOptions, progress: Progress
) -> list[Task]:
    """Every row, drafted unless an import still in force wrote the same row."""
    tasks: list[Task] = []
    for table, mapping in mapped:
        rows = table.rows if options.limit is None else table.rows[: max(0, options.limit - len(tasks))]
        columns = [(n, column.header) for n, column in enumerate(mapping.columns) if column.how != "ignored"]
        tasks.extend(Task(table, row, _fingerprint(row.cells, columns)) for row in rows)
    seen = model.seen(ws.db, [task.fingerprint for task in tasks])
    drafters: dict[int, Drafter] = {id(table): _drafter(ws, mapping, options) for table, mapping in mapped}
    for n, task in enumerate(tasks):
        if task.fingerprint in seen:
            task.known, task.seen = True, seen[task.fingerprint]
        else:
            task.draft = drafters[id(task.table)].draft(task.table, task.row)
        if n % 1000 == 0:
            progress(n, len(tasks))
    return tasks


def _drafter(ws: Workspace, mapping: ColumnMapping, options: ImportOptions) -> Drafter:
    defaults = Defaults(source=options.source, event=options.event, tags=options.tags, owner=options.owner)
    settings = ws.settings
    return Drafter(
        mapping,
        words=ws.words,
        now=ws.now(),
        defaults=defaults,
        code_format=str(settings["code.format"]),
        currency=str(settings["currency"]),
    )


def _fingerprint(cells: Sequence[Any], columns: Iterable[tuple[int, str]]) -> str:
    """The same row again, in whatever file and column order: header and text of every filled cell."""
    parts = sorted(f"{header}={cells[n]}" for n, header in columns if n < len(cells) and cells[n] not in (None, ""))
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def apply(ws: Workspace, prepared: Prepared) -> ImportResult:
    """Write a planned import in one transaction; planned again if somebody wrote meanwhile.

    Raises:
        Failed: under --strict, when a row failed; nothing was written.
        DatabaseError: nothing was written.
    """
    if prepared.options.strict and prepared.plan.counts()["failed"]:
        raise Failed(N_("Nothing was imported: {n} rows fail under --strict."), n=prepared.plan.counts()["failed"])
    with ws.operation() as journal:
        plan = prepared.plan
        if model.state(ws.db) != plan.state:
            plan = prepared.plan = Planner(ws, prepared.options, prepared.decide).run(prepared.tasks)
        batch = None
        if plan.made or plan.changed:
            batch = journal.insert("imports", _batch_row(ws, prepared))
            Applier(ws, journal, batch).write(plan.made, plan.changed)
            journal.update("imports", batch, {"operation": journal.begin(), "counts": json.dumps(plan.counts())})
            model.write_rows(ws.db, batch, [_kept(row) for row in plan.rows])
    return result(ws, prepared, batch=batch, operation=ws.last_operation)


def _batch_row(ws: Workspace, prepared: Prepared) -> dict[str, object]:
    mapping = {
        f"{table.file}|{table.sheet}": {column.header: column.field for column in columns.columns}
        for table, columns in prepared.tables
    }
    return {
        "file": ", ".join(prepared.files),
        "at": ws.minute(),
        "mapping": json.dumps(mapping, ensure_ascii=False),
    }


def _kept(row: Any) -> tuple[Any, ...]:
    """A row as import_rows keeps it; a failed one is not remembered, so that it can come again."""
    customer = row.entity.id if row.entity else row.customer
    fingerprint = None if row.outcome in ("failed", "skipped") else row.task.fingerprint
    sheet = f"{row.task.table.file}|{row.task.table.sheet}"
    return (sheet, row.task.row.number, row.outcome, customer, str(row.reason.id) if row.reason else None, fingerprint)


def result(ws: Workspace, prepared: Prepared, *, batch: int | None, operation: int | None) -> ImportResult:
    """What an import did; of a dry run, what it would do."""
    plan = prepared.plan
    codes = model.codes_of(ws.db, [row.customer for row in plan.rows if row.customer])
    rows = tuple(
        RowResult(
            row.task.table.file,
            row.task.table.sheet,
            row.task.row.number,
            row.outcome,
            (row.entity.code or None) if row.entity else codes.get(row.customer or 0, (None, False))[0],
            row.reason,
        )
        for row in plan.rows
    )
    return ImportResult(
        batch=batch,
        operation=operation,
        dry_run=operation is None,
        counts=plan.counts(),
        sheets=tuple(_sheet(table, mapping) for table, mapping in prepared.tables),
        rows=rows,
        notices=tuple(plan.notices),
        left_out=tuple((one.sheet, one.why) for one in prepared.left_out),
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
        notes=table.notes,
    )
