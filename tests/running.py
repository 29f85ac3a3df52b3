"""Runs `crm` inside the test process, in a folder of its own, at a fixed time; what a test sees of it is a Result."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0)


@dataclass(frozen=True, slots=True)
class Result:
    """What one command left: exit code, standard output and standard error as text, and the output's bytes."""

    code: int
    out: str
    err: str
    raw: bytes

    def json(self) -> Any:
        """The output read as JSON."""
        return json.loads(self.out)


class FixedClock:
    """A clock that stands still until it is set; called, it gives the local time without a zone."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time it stands at."""
        return self.now

    def set(self, text: str) -> None:
        """Move it to `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`."""
        self.now = datetime.fromisoformat(text)


class Stream(io.TextIOWrapper):
    """A standard stream over memory that says whether it is a terminal."""

    def __init__(self, *, text: str = "", terminal: bool = False) -> None:
        super().__init__(io.BytesIO(text.encode()), encoding="utf-8", newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        """What the test said it is."""
        return self.terminal

    def bytes(self) -> bytes:
        """All that was written."""
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


class Crm:
    """Calls `crm` with a database, a clock, a language and folders of its own.

    Args:
        folder: becomes the home and the working folder of the commands.
        clock: read before each command.
    """

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.folder = folder
        self.clock = clock
        self.db = folder / "crm.db"
        self.lang = "en"
        self.width = 80

    def __call__(
        self,
        argv: str | Sequence[str] = (),
        *,
        stdin: str = "",
        terminal: bool = False,
        env: Mapping[str, str | None] | None = None,
    ) -> Result:
        """Run one command.

        Args:
            argv: the words after `crm`: a list, or text that is split as a shell would.
            stdin: what is typed or piped in.
            terminal: whether all three streams are a terminal.
            env: further environment variables; None takes one away.
        """
        words = shlex.split(argv) if isinstance(argv, str) else list(argv)
        variables = {**self._variables(), **(env or {})}
        with contextlib.chdir(self.folder), environment(variables):
            return call_main(words, stdin=stdin, terminal=terminal)

    def ok(self, argv: str | Sequence[str] = (), *, stdin: str = "", terminal: bool = False) -> Result:
        """Run one command that must succeed."""
        result = self(argv, stdin=stdin, terminal=terminal)
        assert result.code == 0, f"crm {argv}: exit {result.code}\n{result.out}\n{result.err}"
        return result

    def _variables(self) -> dict[str, str | None]:
        return {
            "CRM_DB": str(self.db),
            "CRM_STATE": str(self.folder / "state"),
            "CRM_NOW": self.clock().isoformat(" ", "seconds"),
            "CRM_LANG": self.lang,
            "HOME": str(self.folder),
            "USERPROFILE": str(self.folder),
            "COLUMNS": str(self.width),
            "LINES": "40",
            "NO_COLOR": "1",
        }


def call_main(words: Sequence[str], *, stdin: str, terminal: bool) -> Result:
    """Run `cli.main` with the three streams in memory; the environment is the present one."""
    from crmcli.cli import main

    given, out, err = Stream(text=stdin, terminal=terminal), Stream(terminal=terminal), Stream(terminal=terminal)
    kept, sys.stdin = sys.stdin, given
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = exit_code(main, words)
    finally:
        sys.stdin = kept
    return Result(code, out.bytes().decode(errors="replace"), err.bytes().decode(), out.bytes())


def exit_code(main: Any, words: Sequence[str]) -> int:
    """What the process would end with."""
    try:
        return int(main(list(words)) or 0)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)


@contextlib.contextmanager
def environment(values: Mapping[str, str | None]) -> Iterator[None]:
    """Set environment variables for a while; None takes one away."""
    before = {name: os.environ.get(name) for name in values}
    try:
        _put(values)
        yield
    finally:
        _put(before)


def _put(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def make_template(path: Path) -> None:
    """Make an empty database, to be copied: making the tables costs forty times a copy."""
    from crmcli.services.workspace import open_workspace

    with open_workspace(path, write=True, clock=FixedClock(), language="en"):
        pass
