"""Running saved sources: what is new in each is imported as one batch a file; one that fails does not stop others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.errors import N_, CrmError, DatabaseError, UsageError
from crmcli.importers import read_file
from crmcli.records.base import Msg
from crmcli.services.importing import running
from crmcli.services.importing.failed import write_failed
from crmcli.services.syncing import gathering, seen, sources

if TYPE_CHECKING:
    from crmcli.records.importing import ImportResult
    from crmcli.services.importing.options import ImportOptions
    from crmcli.services.syncing.sources import SyncSource
    from crmcli.services.workspace import Workspace

COUNTS = ("rows", "new", "filled", "updated", "unchanged", "skipped", "failed")


class Synced(NamedTuple):
    """What became of one file, or of the output of one command.

    Args:
        source: name of the saved source.
        file: its path; "" for a command, and where the source as a whole has failed.
        state: "imported", "unchanged" (nothing new in it), "read" (imported before, not read again) or "failed".
        counts: as of an import; empty where nothing was read.
        batch: number of the import; None where nothing was written.
        reason: why it failed.
        errors_file: where rows that failed were written to.
    """

    source: str
    file: str
    state: str
    counts: Mapping[str, int] = {}
    batch: int | None = None
    reason: Msg | None = None
    errors_file: str | None = None

    @property
    def bad(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state == "failed" or bool(self.counts.get("failed"))


class How(NamedTuple):
    """How sources are run.

    Args:
        say: words a reason in the user's language, for the workbook of failed rows.
        dry_run: nothing is written, and nothing remembered.
        again: what was imported before is read too.
    """

    say: Callable[[Msg], str]
    dry_run: bool = False
    again: bool = False


def run(ws: Workspace, names: Sequence[str], how: How) -> Iterator[Synced]:
    """Run some saved sources, all of them without names; what became of each, one by one.

    Raises:
        NotFound: no source of that name.
        DatabaseError: the file cannot be written; nothing of what was under way is kept.
    """
    for source in sources.named(ws, names):
        try:
            options = sources.import_options(ws, source)
            if not source.command and not source.files:
                raise UsageError(N_("It names neither files nor a command."))
            yield from _command(ws, source, options, how) if source.command else _files(ws, source, options, how)
        except DatabaseError:
            raise
        except CrmError as error:
            yield Synced(source.name, "", "failed", reason=Msg(error.message, error.params))


def _files(ws: Workspace, source: SyncSource, options: ImportOptions, how: How) -> Iterator[Synced]:
    found, wrong = gathering.files(source.files)
    for one in wrong:
        yield Synced(source.name, "", "failed", reason=one)
    known = seen.read(ws, source.name)
    for path in found:
        try:
            yield _file(ws, source, options, how, path, known.get(str(path)))
        except DatabaseError:
            raise
        except CrmError as error:
            yield Synced(source.name, str(path), "failed", reason=Msg(error.message, error.params))
        except OSError as error:
            yield Synced(source.name, str(path), "failed", reason=Msg("{why}", {"why": error.strerror or str(error)}))


def _file(
    ws: Workspace, source: SyncSource, options: ImportOptions, how: How, path: Path, known: seen.Mark | None
) -> Synced:
    read = Synced(source.name, str(path), "read")
    if not how.again and seen.unchanged(path, known):
        return read
    before = path.stat()
    data = path.read_bytes() if before.st_size <= gathering.LARGEST else None
    digest = _digest(data) if data is not None else ""
    mark = seen.Mark(before.st_size, before.st_mtime_ns, digest, ws.minute())
    if not how.again and known and digest and digest == known.digest:
        if not how.dry_run:
            seen.remember(ws, source.name, str(path), mark)
        return read
    done = _import(ws, Synced(source.name, str(path), "imported"), options, how, (path if data is None else None, data))
    if not how.dry_run:
        seen.remember(ws, source.name, str(path), mark)
    return done


def _command(ws: Workspace, source: SyncSource, options: ImportOptions, how: How) -> Iterator[Synced]:
    data = gathering.output(source.command)
    digest = _digest(data)
    known = seen.read(ws, source.name).get("")
    if not data.strip() or (not how.again and known and known.digest == digest):
        yield Synced(source.name, "", "read")
        return
    done = _import(ws, Synced(source.name, "", "imported"), options, how, (None, data))
    if not how.dry_run:
        seen.remember(ws, source.name, "", seen.Mark(0, 0, digest, ws.minute()))
    yield done


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _import(
    ws: Workspace, about: Synced, options: ImportOptions, how: How, content: tuple[Path | None, bytes | None]
) -> Synced:
    grids = read_file(*content, name=about.file or about.source, encoding=options.encoding)
    prepared = running.prepare(ws, grids, options)
    writes = bool(prepared.plan.made or prepared.plan.changed)
    if writes and not how.dry_run:
        done = running.apply(ws, prepared)
    else:
        done = running.result(ws, prepared, batch=None, operation=None, dry_run=how.dry_run)
    return about._replace(
        state="imported" if writes else "unchanged",
        counts={name: done.counts[name] for name in COUNTS},
        batch=done.batch,
        errors_file=None if how.dry_run else _keep_failed(prepared, done, how),
    )


def _keep_failed(prepared: running.Prepared, done: ImportResult, how: How) -> str | None:
    try:
        path = write_failed(prepared, done, how.say)
    except OSError:
        return None  # the rows are named in the import itself; crm batch show has them
    return str(path.absolute()) if path else None
