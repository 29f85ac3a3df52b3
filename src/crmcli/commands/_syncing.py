"""What `crm sync` says: what became of each source, and which there are."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crmcli.commands._output import to_terminal
from crmcli.commands._said import told
from crmcli.commands._views.importing import COUNTS, listed
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.importing import OUTCOMES
from crmcli.records.sheet import Cell, Column, Sheet
from crmcli.services.syncing import running, sources

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.services.syncing.running import Synced

STATES = {
    "imported": N_("imported"),
    "unchanged": N_("nothing new"),
    "read": N_("nothing new"),
    "failed": N_("failed"),
}
COLUMNS = (
    Column("source", N_("Source"), style="strong"),
    Column("file", N_("File"), share=2),
    Column("state", N_("State")),
    *(Column(name, N_("Rows") if name == "rows" else name, "count") for name in running.COUNTS),
    Column("batch", N_("Import"), "count"),
    Column("said", N_("Outcome"), "msg", share=1),
    Column("reason", N_("Why"), "msg", share=2),
    Column("errors_file", N_("Failed rows"), share=1),
)
SOURCE_COLUMNS = (
    Column("name", N_("Source"), style="strong"),
    Column("from", N_("Reads"), share=2),
    Column("options", N_("With"), "object", share=1),
    Column("last_at", N_("Last import"), "moment"),
)


def glued(texts: Sequence[str] | None) -> str:
    """Several values as one option."""
    return sources.GLUE.join(texts or ())


def run(current: Session, names: Sequence[str], *, dry_run: bool, again: bool) -> int:
    """Run sources and say what became of them; the exit code: 1 when somebody has to look."""
    how = running.How(current.word, dry_run=dry_run, again=again)
    done: list[Synced] = []
    with current.reader() as workspace:
        sources.named(workspace, names)  # a name that is none is refused before a file is made
    with current.reader() if dry_run else current.writer() as workspace:
        done.extend(running.run(workspace, names, how))
    current.show(_sheet(done))
    if not to_terminal(current.options) or current.options.format:
        for one in done:
            _complain(current, one)
    if dry_run:
        current.say(Msg(N_("Nothing was written: this was a dry run.")))
    return 1 if any(one.bad for one in done) else 0


def _sheet(done: Sequence[Synced]) -> Sheet:
    rows = tuple(_row(one) for one in done)
    lines = tuple(tuple(line for line in (one.file, one.reason) if line) for one in done)
    empty = Msg(N_("No sources are saved yet. Save one: crm sync add douyin '~/Downloads/抖店*.csv'"))
    return Sheet(COLUMNS, rows, shown=("source", "said", "batch"), details=lines, empty=empty)


def _row(one: Synced) -> tuple[Cell, ...]:
    counts = [one.counts.get(name) for name in running.COUNTS]
    return (one.source, one.file, one.state, *counts, one.batch, _told(one), one.reason, one.errors_file)


def _told(one: Synced) -> Msg:
    """What became of it, in a word or in counts."""
    more = [Msg(N_("failed rows: {path}"), {"path": Path(one.errors_file).name})] if one.errors_file else []
    parts = [Msg(COUNTS[name], {"n": one.counts[name]}) for name in OUTCOMES if one.counts.get(name)]
    return listed([*parts, *more]) if parts else Msg(STATES[one.state])


def _complain(current: Session, one: Synced) -> None:
    """What has to be looked at, to stderr: a job sends on what it finds there, under --quiet too."""
    if one.state == "failed":
        params = {"name": one.source, "file": Path(one.file).name, "why": one.reason}
        said = Msg(N_("{name} ({file}): {why}") if one.file else N_("{name}: {why}"), params)
    elif one.errors_file:
        mend = N_("Rows that failed are in {path}: mend them there and import that file.")
        said = Msg(mend, {"path": one.errors_file})
    else:
        return
    sys.stderr.write(current.word(said) + "\n")


def add(current: Session, name: str, options: Mapping[str, str]) -> None:
    """Save a source, and say how to try it."""
    with current.writer() as workspace:
        saved = sources.save(workspace, name, options)
        what = Msg(N_("source {name}: {where}"), {"name": saved.name, "where": _where(saved)})
        if told(current, workspace, what):
            current.say(Msg(N_("To try it: crm sync run {name} --dry-run"), {"name": saved.name}))


def remove(current: Session, name: str) -> None:
    """Forget a source."""
    with current.writer() as workspace:
        sources.remove(workspace, name)
        told(current, workspace, Msg(N_("source {name} forgotten"), {"name": name}))


def list_all(current: Session) -> None:
    """The saved sources."""
    from crmcli.services.syncing import seen

    with current.reader() as workspace:
        found = sources.read_all(workspace)
        last = {
            one.name: max((mark.at for mark in seen.read(workspace, one.name).values()), default=None) for one in found
        }
    rows = tuple((one.name, _where(one), _others(one), last[one.name]) for one in found)
    empty = Msg(N_("No sources are saved yet. Save one: crm sync add douyin '~/Downloads/抖店*.csv'"))
    lines = tuple(tuple(f"{key}: {text}" for key, text in _others(one).items()) for one in found)
    current.show(Sheet(SOURCE_COLUMNS, rows, shown=("name", "from", "last_at"), details=lines, empty=empty))


def _where(one: sources.SyncSource) -> str:
    return one.command or sources.GLUE.join(one.files)


def _others(one: sources.SyncSource) -> dict[str, object]:
    return {key: text for key, text in one.options.items() if key not in ("files", "command")}
