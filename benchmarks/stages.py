"""`python -m benchmarks.stages WHAT …`: what the parts of a long piece of work take, in one process; prints JSON.

import FILE DATABASE   seconds of each stage of an import
facts DATABASE         seconds of computing everything derived anew
journal COUNT FOLDER   CPU seconds and file sizes of the same rows, written through the journal and without it
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 21, 9, 0)


class Watch:
    """Seconds by stage; a stage inside another is taken off the outer one.

    By the wall clock: some stages are entered for each row, and asking for CPU time is slow on some systems.
    """

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inner = [0.0]

    def on(self, owner: Any, name: str, stage: str) -> None:
        """Count what `owner.name` takes as `stage` from now on."""
        work: Callable[..., Any] = getattr(owner, name)

        def counted(*args: Any, **named: Any) -> Any:
            return self.count(stage, lambda: work(*args, **named))

        setattr(owner, name, counted)

    def count(self, stage: str, work: Callable[[], Any]) -> Any:
        """Do `work` and count it as `stage`."""
        self._inner.append(0.0)
        start = time.perf_counter()
        try:
            return work()
        finally:
            took = time.perf_counter() - start
            self.spent[stage] = self.spent.get(stage, 0.0) + took - self._inner.pop()
            self._inner[-1] += took


def import_stages(sheet: str, database: Path) -> dict[str, float]:
    """Seconds of reading, mapping, drafting, planning, writing, journal, facts and the rest of an import."""
    watch = Watch()
    watch.count("start", _import_all)
    from crmcli.core.mapping import Drafter
    from crmcli.model.facts import refreshing
    from crmcli.model.journal.writing import Journal
    from crmcli.services.importing import applying, options, planning, reading, running
    from crmcli.services.workspace import open_workspace

    watch.on(running, "map_tables", "map columns")
    watch.on(Drafter, "draft", "draft rows")
    watch.on(planning.Planner, "run", "match and plan")
    watch.on(applying.Applier, "write", "write rows")
    watch.on(Journal, "_record", "journal")
    watch.on(refreshing, "refresh", "facts and keys")

    def whole() -> None:
        grids = watch.count("read the file", lambda: reading.read_files([sheet], encoding=None, stdin=bytes))
        with open_workspace(database, write=True, clock=lambda: NOW, user="bench", command="import") as ws:
            prepared = running.prepare(ws, grids, options.ImportOptions(source="expo"))
            running.apply(ws, prepared)

    watch.count("the rest", whole)
    return watch.spent


def _import_all() -> None:
    from importlib import import_module

    for name in ("crmcli.services.importing.running", "crmcli.services.workspace", "crmcli.importers"):
        import_module(name)


def facts(database: Path) -> dict[str, float]:
    """Seconds of computing facts, reasons and keys of everybody."""
    from crmcli.model.facts.refreshing import refresh_all
    from crmcli.services.workspace import open_workspace

    watch = Watch()
    with open_workspace(database, write=True, clock=lambda: NOW, command="benchmark") as ws:
        numbers = ws.due_settings()
        ws.db.execute("BEGIN")
        watch.count("facts", lambda: refresh_all(ws.db, numbers))
        ws.db.execute("ROLLBACK")
    return watch.spent


def journal(count: int, folder: Path) -> dict[str, float]:
    """CPU seconds and bytes of customers and three interactions each: through the journal, and by plain executemany."""
    found: dict[str, float] = {}
    for way in ("plain", "journal"):
        path = folder / f"{way}.db"
        path.unlink(missing_ok=True)
        found[way] = _rows(count, path, journaled=way == "journal")
        found[f"{way} bytes"] = path.stat().st_size
    return found


def _rows(count: int, path: Path, *, journaled: bool) -> float:
    from crmcli.model.facts.refreshing import refresh_all
    from crmcli.model.journal.writing import Journal
    from crmcli.services.workspace import open_workspace

    at = "2026-11-21 09:00"
    tables = {
        "customers": ("code", "name", "kind", "source", "stage", "owner", "created_at", "updated_at"),
        "interactions": ("customer_id", "at", "method", "content", "reached", "created_at"),
    }
    data: dict[str, list[tuple[Any, ...]]] = {
        "customers": [(f"B{n:08}", f"客户{n}", "company", "expo", "lead", "bench", at, at) for n in range(count)],
        "interactions": [(1 + n % count, at, "phone", f"聊了报价和交期 {n}", 1, at) for n in range(3 * count)],
    }
    with open_workspace(path, write=True, clock=lambda: NOW, command="benchmark") as ws:
        ws.db.execute("BEGIN IMMEDIATE")
        start = time.process_time()
        written = Journal(ws.db, ws._header("do", None))
        for table, columns in tables.items():
            if journaled:
                written.insert_many(table, columns, data[table])
            else:
                marks = ",".join("?" * len(columns))
                ws.db.executemany(f"INSERT INTO {table}({','.join(columns)}) VALUES ({marks})", data[table])  # noqa: S608
        if journaled:
            written.finish()
        took = time.process_time() - start
        refresh_all(ws.db, ws.due_settings())  # not counted, but part of what a file holds
        ws.db.execute("COMMIT")
    return took


def main(what: str, *rest: str) -> None:
    """Do one of them and print what it took."""
    if what == "import":
        found = import_stages(rest[0], Path(rest[1]))
    else:
        found = facts(Path(rest[0])) if what == "facts" else journal(int(rest[0]), Path(rest[1]))
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
