"""One run of crm: what its options say, its clock, its database, its terminal, and ways to show, say and ask.

Commands get it with `session(ctx)`. What they do with it, and how data is drawn, is not here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from crmcli import clock, config
from crmcli.commands import _asking
from crmcli.commands._options import Options, look_ahead, read_language
from crmcli.commands._passphrase import Passphrases
from crmcli.errors import N_, NeedsAnswer
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.core.words import Words
    from crmcli.records.sheet import Book, Card, Sheet
    from crmcli.render.wording import Wording
    from crmcli.services.rownumbers import LastTable, ReasonKey
    from crmcli.services.workspace import Workspace


class Session:
    """What a command needs to know of the run it is part of.

    Args:
        argv: the command line without the program's name.
        environ: environment variables.
    """

    def __init__(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        self.argv = tuple(argv)
        self.environ = environ
        self.options = Options()
        self.settings: Mapping[str, int | str | bool] = {}
        self._workspace: Workspace | None = None
        self._words: Words | None = None
        self.passphrases = Passphrases(self)

    @cached_property
    def clock(self) -> clock.Clock:
        """The clock of this run (CRM_NOW or the wall clock)."""
        return clock.clock_of(self.environ)

    def now(self) -> datetime:
        """Local time without zone.

        Raises:
            UsageError: CRM_NOW is not a time.
        """
        return self.clock()

    @property
    def path(self) -> Path:
        """The database to use; it may not exist yet."""
        return config.database_path(self.options.db or None, self.environ)

    @property
    def user(self) -> str:
        """Who works here."""
        return config.user_name(self.environ)

    @property
    def terminal(self) -> str:
        """Name of the terminal that the command was typed on; empty for a script or a job."""
        return _terminal_name(sys.stdin, 0)

    @property
    def screen(self) -> str:
        """Name of the terminal that tables are seen on; known also when input or output is a pipe."""
        streams = ((sys.stdout, 1), (sys.stderr, 2), (sys.stdin, 0))
        return next((name for stream, number in streams if (name := _terminal_name(stream, number))), "")

    @property
    def language_said(self) -> bool:
        """Whether the command line or the environment says which language to speak."""
        said = (look_ahead(self.argv).found.get("lang"), self.environ.get("CRM_LANG"))
        return any(one and read_language(str(one)) for one in said)

    @property
    def command(self) -> str:
        """The command line as it could be typed again, without the global options: what the journal keeps."""
        from crmcli.commands._typed_again import command_line

        return command_line(self.argv)

    # The database

    def reader(self) -> AbstractContextManager[Workspace]:
        """The database, to look only: `with session.reader() as workspace`.

        Raises:
            DatabaseError: it cannot be used.
        """
        return self._opened(write=False)

    def writer(self) -> AbstractContextManager[Workspace]:
        """The database, to change: one operation of the journal; made on first use.

        Raises:
            DatabaseError: it cannot be used.
            UsageError: what is done could not be shown in the format asked for; so it is not done at all.
        """
        from crmcli.commands._output import pick_format

        pick_format(self.options, default="", also=(), card=False)
        return self._opened(write=True)

    def _opened(self, *, write: bool) -> AbstractContextManager[Workspace]:
        from crmcli.commands._workspace import opened

        return opened(self, write=write)

    def attach(self, workspace: Workspace) -> None:
        """From now on word with the settings and dictionaries of this file."""
        self._workspace, self.settings = workspace, workspace.settings

    def detach(self, *, keep_words: bool) -> None:
        """The file is about to be closed; its dictionaries stay, for what is drawn afterwards.

        Args:
            keep_words: read them if nobody has needed them yet; not after an error, when it could only raise another.
        """
        if self._workspace is not None and (keep_words or "words" in vars(self._workspace)):
            self._words = self._workspace.words
        self._workspace = None

    def words(self) -> Words:
        """The dictionaries to word with: those of the file that is or was open, else those of the package."""
        if self._workspace is not None:
            return self._workspace.words
        if self._words is None:
            from crmcli.core.words import standard

            self._words = standard()
        return self._words

    def waiting(self) -> None:
        """Say once that another crm holds the database."""
        if not self.options.quiet:
            self._tell(self.word(Msg(N_("Waiting for another crm to finish…"))))

    # Showing and saying

    def wording(self) -> Wording:
        """What turns records into the words of this run: language, dictionaries, codes, masking."""
        from crmcli.commands._drawing import wording

        return wording(self)

    def word(self, msg: Msg) -> str:
        """A sentence in the interface language."""
        from crmcli.render.text import clean

        return clean(self.wording().say(msg))

    def show(self, drawn: Sheet | Card | Book, *, default: str = "", also: Sequence[str] = ()) -> None:
        """Draw data to stdout or to the output file.

        Args:
            drawn: a Sheet, a Card, or a Book of several sheets.
            default: format on a terminal and in a pipe alike, such as "csv" for an export; when empty a table on a
                terminal and TSV in a pipe. A Card stays a card everywhere.
            also: formats beside those that every command writes, such as ("ics",).

        Raises:
            UsageError: the format asked for is not one of these.
            Failed: the output file cannot be written.
        """
        from crmcli.commands._drawing import show

        show(self, drawn, default=default, also=also)

    def say(self, msg: Msg) -> None:
        """A line beside the data, to stderr; nothing under --quiet."""
        if not self.options.quiet:
            self._tell(self.word(msg))

    def coloured(self, stream: TextIO) -> bool:
        """Whether colours may be written to a stream: a terminal that can, and nobody said no."""
        wanted = self.options.color and not self.environ.get("NO_COLOR") and self.environ.get("TERM") != "dumb"
        return wanted and stream.isatty()

    def _tell(self, line: str) -> None:
        sys.stdout.flush()
        from crmcli.commands._output import fitted

        sys.stderr.write(fitted(line, sys.stderr) + "\n")

    # Asking

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked."""
        return _asking.can_ask()

    def confirm(self, question: Msg, *, yes: bool, default: bool = False) -> bool:
        """Ask a yes-or-no question, unless `yes` has answered it beforehand.

        Raises:
            NeedsAnswer: there is nobody to ask.
        """
        return yes or _asking.confirm(question, self.word, default=default)

    def choose(self, question: Msg, options: Sequence[Msg | str]) -> int | None:
        """Ask for one of several; the index from 0, or None when none was taken.

        Raises:
            NeedsAnswer: there is nobody to ask.
        """
        return _asking.choose(question, options, self.word)

    def ask(self, question: Msg, *, default: str = "") -> str:
        """Ask for a line of text.

        Raises:
            NeedsAnswer: there is nobody to ask.
        """
        return _asking.ask(question, self.word, default=default)

    def ask_secret(self, question: Msg) -> str:
        """Ask for a line that the terminal does not show.

        Raises:
            NeedsAnswer: there is nobody to ask.
        """
        return _asking.secret(question, self.word)

    def must_ask(self, hint: str) -> None:
        """Refuse to go on where nobody can be asked, before anything is shown.

        Args:
            hint: what to type instead.

        Raises:
            NeedsAnswer: there is nobody to ask.
        """
        if not self.interactive:
            raise NeedsAnswer(None, hint)

    # Row numbers

    def remember_rows(self, codes: Sequence[str], *, reasons: Sequence[ReasonKey] = ()) -> None:
        """Keep the customer codes of the table just shown, so that its row numbers can be typed; terminals only."""
        from crmcli.commands._output import to_terminal
        from crmcli.services.rownumbers import remember

        if to_terminal(self.options) and not self.options.format:
            remember(codes, self._last_table(), reasons=reasons)

    def recall_row(self, row: int) -> str:
        """The customer code in a row of the last table on this terminal.

        Raises:
            NotFound: no such row, or no fresh table.
        """
        from crmcli.services.rownumbers import recall

        return recall(row, self._last_table())

    def recall_reason(self, row: int) -> ReasonKey | None:
        """What a row of the last table on this terminal was about, when that was a due list."""
        from crmcli.services.rownumbers import recall_reason

        return recall_reason(row, self._last_table())

    def _last_table(self) -> LastTable:
        from crmcli.services.rownumbers import LastTable

        return LastTable(config.state_dir(self.environ), self.path, self.screen, self.now())


def _terminal_name(stream: TextIO | None, number: int) -> str:
    if stream is None or not stream.isatty():
        return ""
    try:
        return os.ttyname(number)
    except (OSError, AttributeError):
        return "console"  # Windows does not name its terminals
