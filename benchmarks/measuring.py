"""Whole processes measured: CPU and peak memory of each child, several runs in turn with what they are compared to."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
# What the command `crm` does once it is installed.
CRM = (sys.executable, "-c", "import sys; from crmcli.cli import main; sys.exit(main())")
BARE = (sys.executable, "-m", "benchmarks.bare")
NOW = "2026-11-21 09:00"
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "COVERAGE_PROCESS_START", "CRM_LANG")


# A process counts as its own peak what its parent held when it was started, so a small one stands between.
STARTER = """
import os, sys
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Used(NamedTuple):
    """What a process took: CPU seconds of user and system, and peak memory in bytes."""

    cpu: float
    peak: int


class Pair(NamedTuple):
    """Medians of CPU seconds of a command and of what it ran in turn with."""

    own: float
    other: float

    @property
    def ratio(self) -> float:
        """How many times the other."""
        return self.own / self.other


def environment(folder: Path) -> dict[str, str]:
    """The environment of every process: nothing of the user's own, byte code kept, a fixed day."""
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED and not name.startswith("CRM_")}
    here = {
        "CRM_STATE": str(folder / "state"),
        "CRM_NOW": NOW,
        "COLUMNS": "120",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    return {**kept, **here, "CRM_DB": str(folder / "crm.db"), "LANG": "zh_CN.UTF-8"}


def run(command: Sequence[str], environ: Mapping[str, str]) -> Used:
    """Run a command to its end and say what it took.

    Raises:
        RuntimeError: it failed; with the end of what it said.
    """
    return measured(command, environ)[0]


def measured(command: Sequence[str], environ: Mapping[str, str]) -> tuple[Used, str]:
    """The same, with what it wrote to standard output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with tempfile.NamedTemporaryFile() as told:
            starter = (sys.executable, "-I", "-S", "-c", STARTER, told.name, *command)
            done = subprocess.run(starter, env=dict(environ), stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            cpu, peak = map(float, told.read().split() or (b"0", b"0"))
        out.seek(0)
        err.seek(0)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}\n{err.read().decode()[-2000:]}")
        unit = 1 if sys.platform == "darwin" else 1024
        return Used(cpu, int(peak) * unit), out.read().decode()


def in_turn(own: Callable[[], Used], other: Callable[[], Used], runs: int) -> Pair:
    """Medians of `runs` runs of each, A B A B; of several, the first of each does not count."""
    if runs > 1:
        own()
        other()
    pairs = [(own().cpu, other().cpu) for _ in range(runs)]
    return Pair(median(a for a, _ in pairs), median(b for _, b in pairs))
