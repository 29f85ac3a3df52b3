"""An import from sheets to result: map, draft, plan; then, when agreed, write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from crmcli.core.mapping import Defaults, Drafter
from crmcli.errors import N_, Failed
from crmcli.model import importing as model
from crmcli.records.importing import ImportResult
from crmcli.services import backing
from crmcli.services.checks import lets_in
from crmcli.services.importing import profiles
from crmcli.services.importing.applying import Applier
from crmcli.services.importing.counting import Counting
from crmcli.services.importing.options import ImportOptions, Prepared, Task
from crmcli.services.importing.own_fields import typed
from crmcli.services.importing.planning import Decide, Planner, Progress, same_always, silent
from crmcli.services.importing.reading import Mapped, Tables, map_tables
from crmcli.services.importing.results import result

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.model.journal.writing import Journal
    from crmcli.records.base import Msg
    from crmcli.records.draft import Draft
    from crmcli.records.grid import Grid
    from crmcli.services.workspace import Workspace


def prepare(
    ws: Workspace,
    grids: Sequence[Grid],
    options: ImportOptions,
    *,
    mapped: Tables | None = None,
    decide: Decide = same_always,
    progress: Progress = silent,
) -> Prepared:
    """Plan an import without a lock and without writing.

    Args:
        grids: the sheets, from the importers.
        mapped: what reading.map_tables has made of the sheets, when it has been asked already.
        decide: asked about matching rows when the policy is "ask".
        progress: told rows done and rows in all.

    Raises:
        NothingReadable: no sheet holds a table.
        UsageError: --map names a field or header there is not.
    """
    tables, left_out = mapped or map_tables(ws, grids, options)
    files = tuple(dict.fromkeys(grid.file for grid in grids))
    tasks, read = _tasks(ws, tables, options), _reader(ws, tables, options)
    plan = Planner(ws, options, decide).run(tasks, read, progress)
    return Prepared(options, tables, left_out, tasks, read, plan, decide, files)


def planned_again(ws: Workspace, prepared: Prepared, options: ImportOptions) -> Prepared:
    """The same rows planned with other defaults or answers; what the columns are has not changed."""
    read = _reader(ws, prepared.tables, options)
    plan = Planner(ws, options, prepared.decide).run(prepared.tasks, read)
    return replace(prepared, options=options, read=read, plan=plan)


def _tasks(ws: Workspace, mapped: Mapped, options: ImportOptions) -> list[Task]:
    """Every row, with what an import still in force made of the same row."""
    tasks: list[Task] = []
    for table, mapping in mapped:
        rows = table.rows if options.limit is None else table.rows[: max(0, options.limit - len(tasks))]
        columns = sorted((column.header, n) for n, column in enumerate(mapping.columns) if column.how != "ignored")
        tasks.extend(Task(table, row, _fingerprint(row.cells, columns)) for row in rows)
    seen = model.seen(ws.db, [task.fingerprint for task in tasks])
    for task in tasks if seen else ():
        if task.fingerprint in seen:
            task.known, task.seen = True, seen[task.fingerprint]
    return tasks


def _fingerprint(cells: Sequence[Any], columns: Sequence[tuple[str, int]]) -> str:
    """The same row again, in whatever file and column order: header and text of every filled cell.

    Args:
        columns: (header, place) in the order of the headers.
    """
    last = len(cells)
    parts = [f"{header}={cell}" for header, n in columns if n < last and (cell := cells[n]) is not None and cell != ""]
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def _reader(ws: Workspace, mapped: Mapped, options: ImportOptions) -> Callable[[Task], Draft]:
    """What turns a row into a draft."""
    drafters = {id(table): _drafter(ws, mapping, options) for table, mapping in mapped}
    convert = typed(ws)
    return lambda task: convert(drafters[id(task.table)].draft(task.table, task.row))


def _drafter(ws: Workspace, mapping: ColumnMapping, options: ImportOptions) -> Drafter:
    settings = ws.settings
    return Drafter(
        mapping,
        words=ws.words,
        now=ws.now(),
        defaults=Defaults(source=options.source, event=options.event, tags=options.tags, owner=options.owner),
        code_format=str(settings["code.format"]),
        currency=str(settings["currency"]),
        let_in=lets_in(),
    )


def apply(ws: Workspace, prepared: Prepared, *, progress: Progress = silent) -> ImportResult:
    """Write a planned import in one transaction; planned again if somebody wrote meanwhile.

    Args:
        progress: told rows written and rows in all.

    Raises:
        Failed: under --strict, when a row failed; nothing was written.
        DatabaseError: nothing was written.
    """
    failed = prepared.plan.counts()["failed"]
    if prepared.options.strict and failed:
        raise Failed(
            N_("Nothing was imported: rows with a problem under --strict: {n}."),
            N_("To see them: --dry-run. Without --strict they are left out, or imported with a warning."),
            n=failed,
        )
    if prepared.plan.made or prepared.plan.changed:
        backing.before_risky(ws, "before-import")
    with ws.operation() as journal:
        plan = prepared.plan
        if model.state(ws.db) != plan.state:
            plan = prepared.plan = Planner(ws, prepared.options, prepared.decide).run(prepared.tasks, prepared.read)
        batch = None
        if plan.made or plan.changed:
            batch = journal.insert("imports", {**_batch_row(ws, prepared), "operation": journal.begin()})
            telling = journal if progress is silent else cast("Journal", Counting(journal, plan, progress))
            Applier(ws, telling, batch).write(plan)
            model.write_rows(ws.db, batch, _kept(prepared))
        if prepared.options.save_profile:
            profiles.save(
                ws, journal, prepared.options.save_profile, tables=prepared.tables, given=prepared.options.given
            )
    return result(ws, prepared, batch=batch, operation=ws.last_operation, dry_run=False)


def _batch_row(ws: Workspace, prepared: Prepared) -> dict[str, object]:
    mapping = {
        f"{table.file}|{table.sheet}": {column.header: column.field for column in columns.columns}
        for table, columns in prepared.tables
    }
    return {
        "file": ", ".join(prepared.files),
        "at": ws.minute(),
        "mapping": json.dumps(mapping, ensure_ascii=False),
        "counts": json.dumps(prepared.plan.counts()),
    }


def _kept(prepared: Prepared) -> Iterator[tuple[Any, ...]]:
    """The rows as import_rows keeps them; failed and skipped ones are not remembered, so that they can come again."""
    parts: dict[str, dict[int, int]] = {}
    for one in prepared.plan.rows:
        customer = one.entity.id if one.entity else one.customer
        fingerprint = None if one.outcome in ("failed", "skipped") else one.task.fingerprint
        sheet, number = f"{one.task.table.file}|{one.task.table.sheet}", one.task.row.number
        seen = parts.setdefault(sheet, {})
        seen[number] = part = seen.get(number, 0) + 1
        yield (sheet, number, part, one.outcome, customer, _reason(one.reason), fingerprint)


def _reason(reason: Msg | None) -> str | None:
    if reason is None:
        return None
    return json.dumps([reason.id, {name: str(value) for name, value in reason.params.items()}], ensure_ascii=False)


__all__ = ["Prepared", "apply", "planned_again", "prepare", "result", "same_always"]
