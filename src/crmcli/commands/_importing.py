"""The course of `crm import`: read, plan, report, ask, write, say what was done. Rules are in the services."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from crmcli.commands import _import_questions, _restoring
from crmcli.commands._progress import Progress
from crmcli.commands._views import importing as view
from crmcli.commands._views.inspecting import inspect_sheet
from crmcli.errors import N_, Failed, NeedsAnswer, NothingReadable, UsageError
from crmcli.records.base import Msg
from crmcli.records.record import replace
from crmcli.services.importing import reading, running
from crmcli.services.importing.typed import read_options

if TYPE_CHECKING:
    from crmcli.commands._session import Session
    from crmcli.records.grid import Grid
    from crmcli.records.importing import ImportResult
    from crmcli.services.importing.options import ImportOptions, Prepared
    from crmcli.services.workspace import Workspace

SAYS_ALL = ("json", "jsonl", "csv", "tsv")  # formats in which the report is data, and comes once it is done


class Asked(NamedTuple):
    """The options of `crm import`, as typed."""

    files: tuple[str, ...]
    on_match: str = "fill"
    source: str = ""
    event: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    dry_run: bool = False
    yes: bool = False
    strict: bool = False
    limit: int | None = None
    given: tuple[str, ...] = ()
    profile: str = ""
    save_profile: str = ""
    inspect: bool = False
    encoding: str = ""
    no_header: bool = False
    verbose: bool = False


def run(current: Session, asked: Asked) -> int:
    """Import; the exit code: 1 when some rows failed.

    Raises:
        NothingReadable: a file cannot be read, or holds no table; nothing was written.
        NeedsAnswer: there is nobody to ask, and no --yes.
        Failed: the question was answered with no, or a row failed under --strict.
        UsageError, BadValue: an option that cannot be understood.
    """
    if not asked.files:
        raise UsageError(N_("Which file is to be imported?"), N_("For example: crm import 签到表.xlsx"))
    if asked.on_match == "ask" and not asked.dry_run and not asked.inspect:
        current.must_ask(N_("Choose fill, update, skip or new."))
    if len(asked.files) == 1 and (package := _restoring.package_in(asked.files[0])) is not None:
        return _restoring.run(current, package, name=asked.files[0], dry_run=asked.dry_run)
    grids = reading.read_files(asked.files, encoding=asked.encoding or None, stdin=sys.stdin.buffer.read)
    with current.reader() as workspace:
        options = read_options(workspace, **_typed(asked))
        asking = current.interactive and not asked.yes
        options, mapped = _tables(current, workspace, grids, options, asking=asking)
        if asked.inspect:
            current.show(inspect_sheet(reading.inspect(mapped[0])))
            return 0
        asking = asking and not asked.dry_run
        prepared = _prepared(current, workspace, grids, (options, mapped), asking=asking)
        del grids, mapped  # a large file is in memory but once
        if asking:
            prepared = _import_questions.ask_all(current, workspace, prepared)
        hint = None if asking else _import_questions.event_hint(workspace, prepared)
        planned = running.result(workspace, prepared, batch=None, operation=None, dry_run=asked.dry_run)
    if asked.dry_run:
        _show(current, planned, asked)
        current.say(Msg(N_("Nothing was written: this was a dry run.")))
    code = _exit_code(planned) if asked.dry_run else _write(current, asked, prepared, planned)
    if hint is not None:
        current.say(hint)
    return code


def _tables(
    current: Session, workspace: Workspace, grids: Sequence[Grid], options: ImportOptions, *, asking: bool
) -> tuple[ImportOptions, reading.Tables]:
    """The tables in some sheets; a person is asked whether a sheet without headings is to be read all the same."""
    try:
        return options, reading.map_tables(workspace, grids, options)
    except NothingReadable as error:
        if not asking or options.no_header:
            raise
        current.say(Msg(error.message, error.params))
        if not current.confirm(Msg(N_("Read each row as a record, and guess the columns by their values?")), yes=False):
            raise
        options = replace(options, no_header=True)
        return options, reading.map_tables(workspace, grids, options)


def _prepared(
    current: Session,
    workspace: Workspace,
    grids: Sequence[Grid],
    read: tuple[ImportOptions, reading.Tables],
    *,
    asking: bool,
) -> Prepared:
    """The plan, once a person has looked at the columns."""
    options, mapped = _import_questions.ask_columns(current, workspace, *read) if asking else read
    decide = _import_questions.decider(current) if options.on_match == "ask" and current.interactive else None
    with Progress(current, N_("Reading rows")) as progress:
        return running.prepare(
            workspace, grids, options, mapped=mapped, decide=decide or running.same_always, progress=progress.tell
        )


def _typed(asked: Asked) -> dict[str, Any]:
    """The options that are the service's."""
    names = ("on_match", "source", "event", "tags", "owner", "strict", "limit", "given", "profile",
             "save_profile", "encoding", "no_header")  # fmt: skip
    return {name: getattr(asked, name) for name in names}


def _write(current: Session, asked: Asked, prepared: Prepared, planned: ImportResult) -> int:
    """Ask, write, and say what was done."""
    changes = bool(prepared.plan.made or prepared.plan.changed)
    writes = changes or bool(prepared.options.save_profile)
    refused = prepared.options.strict and planned.counts["failed"]
    asks = changes and not asked.yes and not refused
    if asks and not current.interactive:
        raise NeedsAnswer(
            N_("This would import {what}, and there is no terminal to ask on."),
            N_("Add --yes to do it, or --dry-run to see it in full."),
            what=view.counted(planned),
        )
    data = current.options.format in SAYS_ALL
    if (asks or refused) and not data:
        _show(current, planned, asked)
    if asks and not current.confirm(Msg(N_("Import this?")), yes=False):
        raise Failed(N_("Nothing was imported."))
    done = planned
    if writes or refused:
        with current.writer() as workspace, Progress(current, N_("Writing rows")) as progress:
            done = running.apply(workspace, prepared, progress=progress.tell)
    done = _keep_failed(current, prepared, done)
    if data or not asks:
        _show(current, done, asked)
    _say_done(current, done, prepared.options.save_profile)
    return _exit_code(done)


def _keep_failed(current: Session, prepared: Prepared, done: ImportResult) -> ImportResult:
    """The failed rows into a file of their own."""
    from crmcli.services.importing.failed import write_failed

    try:
        path = write_failed(prepared, done, current.word)
    except OSError as error:
        reason = error.strerror or str(error)
        current.say(Msg(N_("The failed rows could not be written to a file: {reason}."), {"reason": reason}))
        return done
    return replace(done, errors_file=str(path)) if path else done


def _show(current: Session, result: ImportResult, asked: Asked) -> None:
    """The report, unless --quiet hides what nobody asked for as data."""
    if current.options.quiet and not (current.options.format or current.options.output or asked.dry_run):
        return
    if current.options.format in ("csv", "tsv", "jsonl"):
        current.show(view.rows_sheet(result))
    else:
        current.show(view.report(result, verbose=asked.verbose))


def _say_done(current: Session, done: ImportResult, profile: str) -> None:
    if done.operation is not None and profile:
        params = {"number": done.operation, "name": profile}
        current.say(Msg(N_("#{number} · these columns are remembered as “{name}”"), params))
    if done.batch is None:
        current.say(Msg(N_("Nothing changed: {what}"), {"what": view.counted(done)}))
    else:
        params = {"number": done.operation, "batch": done.batch, "what": view.counted(done)}
        current.say(Msg(N_("#{number} · import {batch}: {what}"), params))
        current.say(Msg(N_("To take it back: crm batch undo {batch}"), {"batch": done.batch}))
    if done.errors_file:
        said = N_("Rows that failed are in {path}: mend them there and import that file.")
        current.say(Msg(said, {"path": done.errors_file}))


def _exit_code(result: ImportResult) -> int:
    return 1 if result.counts["failed"] else 0
