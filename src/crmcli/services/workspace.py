"""An open file with what every use case needs: words, settings, the clock and who is asking."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.due.settings import settings_from
from crmcli.model import choices, schema, settings
from crmcli.model.connection import Connection, Key, Waiting, nobody_told, once, transaction
from crmcli.model.file import Opening, opened
from crmcli.services.settings import typed

if TYPE_CHECKING:
    from crmcli.core.words import Words
    from crmcli.model.journal.writing import Header, Journal
    from crmcli.records.due import DueSettings
    from crmcli.services.tag_running import Plan


class Caller(NamedTuple):
    """Who works with the file, and how to reach them.

    Args:
        user: name written into the journal.
        terminal: name of the terminal, "" for a job or a script.
        command: the command line as typed.
        backups: folder for copies made before a migration or an erasure.
        waiting: told once when another process keeps us waiting.
        key: gives the passphrase of an encrypted file.
    """

    user: str
    terminal: str
    command: str
    backups: Path
    waiting: Waiting
    key: Key | None = None


class Workspace:
    """An open file. Made by `open_workspace`, closed with it.

    Args:
        db: the connection; only for the model.
        path: of the database.
        clock: gives the user's local time, naive.
        caller: who is asking.
    """

    def __init__(self, db: Connection, path: Path, clock: Callable[[], datetime], caller: Caller) -> None:
        self.db = db
        self.path = path
        self.clock = clock
        self.caller = caller
        self.last_operation: int | None = None
        self.ruled: Plan | None = None  # what the tag rules did in the last operation

    def now(self) -> datetime:
        """The user's local time, to the minute."""
        return self.clock().replace(second=0, microsecond=0)

    def minute(self) -> str:
        """Now as it is stored, 'YYYY-MM-DD HH:MM'."""
        return self.now().strftime("%Y-%m-%d %H:%M")

    @cached_property
    def words(self) -> Words:
        """The dictionaries, with what the user added to them."""
        return choices.words(self.db)

    @property
    def settings(self) -> dict[str, int | str | bool]:
        """Every declared setting with its present value."""
        return typed(settings.read_all(self.db))

    @property
    def user(self) -> str:
        """Name of the person at work: the setting, else the computer's."""
        return settings.read_all(self.db).get("user.name") or self.caller.user

    def due_settings(self) -> DueSettings:
        """The numbers of the due rules."""
        return settings_from(self.settings)

    @contextlib.contextmanager
    def operation(self, *, kind: str = "do", target: int | None = None) -> Iterator[Journal]:
        """One journaled operation: everything written through the journal it gives, or nothing.

        Facts follow before the commit. The number is `last_operation`, None when nothing changed.

        Raises:
            DatabaseError: the file is locked, full, read-only or damaged; nothing was changed.
        """
        from crmcli.model.facts.refreshing import refresh
        from crmcli.model.journal.writing import Journal

        try:
            with transaction(self.db, self.path, waiting=self.caller.waiting):
                journal = Journal(self.db, self._header(kind, target))
                yield journal
                if journal.op is not None:
                    refresh(self.db, journal.touched, self.due_settings())
                    self._follow(journal, target)
                journal.finish()
        finally:
            self.__dict__.pop("words", None)  # the operation, or its rolling back, may have changed them
        self.last_operation = journal.op

    def _follow(self, journal: Journal, target: int | None) -> None:
        """Run the tag rules within the operation, and once a day those that time changes, in one of their own."""
        from crmcli.model.facts.refreshing import refresh
        from crmcli.model.journal.tables import AUTOMATIC
        from crmcli.model.journal.writing import Journal
        from crmcli.records.record import replace
        from crmcli.services import tag_running

        if tag_running.by_rules(self, target):
            return
        self.ruled = tag_running.follow(self, journal)
        changed = self.ruled.customers
        by_itself = Journal(
            self.db, replace(self._header("do", None), user=AUTOMATIC, terminal="", command=tag_running.COMMAND)
        )
        changed |= tag_running.daily(self, by_itself)
        by_itself.finish()
        if changed:
            refresh(self.db, changed, self.due_settings())

    def _header(self, kind: str, target: int | None) -> Header:
        from crmcli.model.journal.writing import Header

        return Header(
            at_utc=self.clock().astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            at=self.minute(),
            user=self.user,
            terminal=self.caller.terminal,
            command=self.caller.command,
            schema=schema.CURRENT,
            kind=kind,
            target=target,
        )


@contextlib.contextmanager
def open_workspace(
    path: Path,
    *,
    write: bool,
    clock: Callable[[], datetime],
    user: str = "",
    terminal: str = "",
    command: str = "",
    language: str = "en",
    backups: Path | None = None,
    waiting: Waiting = nobody_told,
    key: Key | None = None,
) -> Iterator[Workspace]:
    """Open the file at `path` for one piece of work.

    A writer makes a file that is not there yet; a reader sees an empty one and makes nothing.

    Args:
        path: of the database.
        write: whether anything is to be written.
        clock: gives the user's local time, naive.
        user, terminal, command: for the journal; terminal "" is a job or a script.
        language: "zh" or "en"; stored in the file when it is made.
        backups: folder for copies made before a migration or an erasure; beside the database when None.
        waiting: told once when another process keeps us waiting.
        key: gives the passphrase, should the file be encrypted.

    Raises:
        DatabaseError: foreign, newer, damaged, locked or unwritable; nothing was changed.
    """
    folder = backups or path.parent / "backups"
    waiting = once(waiting)
    caller = Caller(user, terminal, command, folder, waiting, key)
    stamp = clock().strftime("%Y%m%d-%H%M")
    with opened(Opening(path, folder, stamp, waiting, key=key), write=write) as db:
        workspace = Workspace(db, path, clock, caller)
        if write and settings.state(db, "language") is None:
            with transaction(db, path, waiting=waiting):
                settings.set_state(db, "language", language)
        if write:
            _back_up_now_and_then(workspace)
        yield workspace


def _back_up_now_and_then(ws: Workspace) -> None:
    """Rarely more than a look at the names in the folder, in which the days stand."""
    stem = ws.path.stem[:50]
    try:
        names = os.listdir(ws.caller.backups)
    except OSError:
        names = []
    newest = max((name[len(stem) + 1 :][:8] for name in names if name.startswith(stem)), default="")
    if newest <= f"{ws.clock() - timedelta(days=int(ws.settings['backup.days'])):%Y%m%d}":
        from crmcli.services.backing import regularly

        regularly(ws)
