"""Python processes that a test starts, talks with line by line, and may kill."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join((str(ROOT / "src"), str(ROOT)))

# What every child begins with; the test's own lines follow.
PRELUDE = """
import os, sys
from datetime import datetime
from pathlib import Path
from crmcli.errors import CrmError
from crmcli.model import schema
from crmcli.model.file import Opening, opened
from crmcli.services.crm import open_crm
from tests.faults.filling import fill

NOW = lambda: datetime(2026, 11, 23, 9, 0)
path = Path(sys.argv[1])

def say(*words):
    print(*words, flush=True)

def wait():
    return sys.stdin.readline()

def attempt(work):
    try:
        work()
        say("done")
    except CrmError as error:
        say(type(error).__name__, error.exit_code, str(error).replace(str(path), "PATH"))
"""


class Child:
    """One process. Use it as a context manager: it never outlives the test.

    Args:
        body: its program, behind the prelude; `path` is the first of `args`.
        args: its arguments.
    """

    def __init__(self, body: str, *args: object) -> None:
        words = [sys.executable, "-c", PRELUDE + body, *map(str, args)]
        self._start(words)

    def _start(self, words: list[str], env: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": PATHS, "PYTHONIOENCODING": "utf-8", **(env or {})},
        )

    def __enter__(self) -> Child:
        """The running process."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill it if it still runs."""
        self.kill()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def line(self) -> str:
        """The next line it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def complaint(self) -> str:
        """The next line on its standard error."""
        assert self.process.stderr is not None
        return self.process.stderr.readline().strip()

    def go(self) -> None:
        """Let it go on from `wait()`."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()

    def rest(self) -> list[str]:
        """All it still says; it must end well."""
        out, err = self.process.communicate()
        assert self.process.returncode == 0, err
        return out.splitlines()


class Command(Child):
    """`crm` with these words, in a process of its own."""

    def __init__(self, *words: str, db: Path) -> None:
        env = {"CRM_DB": str(db), "CRM_LANG": "en", "CRM_NOW": "2026-11-23 09:00"}
        self._start([sys.executable, "-m", "crmcli", *words], env)
