"""Kills every kind of write at random moments, or takes the disk away, and looks at what is left.

    python -m tests.faults.killing                 a few minutes: 40 rounds of each
    python -m tests.faults.killing --rounds 500    a long run; --seed repeats one, --only import names some kinds

After each round the file opens, is sound, tells the state before or after the command and nothing between, and no file
of work stays beside it. Linux and macOS only: each command runs in a fork of this process, which has imported all.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.journaling import dump
from tests.running import Crm as Commands
from tests.running import FixedClock, call_main, environment, make_template

CUSTOMERS = 60
NOW = "2026-11-23 09:00"
STATE = "state"


@dataclass(frozen=True)
class Kind:
    """One kind of write: what is done before, in peace, and the command that is interrupted."""

    before: tuple[str, ...]
    command: str
    body: Callable[[Path], int] | None = None


def migrate(path: Path) -> int:
    """Opens the file as a crmcli of the future does."""
    from tests.model.migrating import open_at, second

    with open_at(path, second):
        return 0


KINDS = {
    "import": Kind((), "import more.csv --source 展会 --event 2027广交会 --yes"),
    "undo": Kind(("import more.csv --source 展会 --event 2027广交会 --yes",), "undo --yes"),
    "merge": Kind((), "merge C20261123001 C20261123002 --yes"),
    "log": Kind((), "log C20261123001 同意报价 --next 周五发合同 --stage quote"),
    "purge": Kind(("rm C20261123001 -y", "rm C20261123002 -y"), "trash purge -y"),
    "backup": Kind((), "backup"),
    "restore": Kind(
        ("backup keep.db", "rm C20261123003 -y", "import more.csv --source 展会 --yes"), "restore keep.db --yes"
    ),
    "migration": Kind((), "", migrate),
}


def prepare(folder: Path) -> dict[str, Path]:
    """One folder for each kind, with the file as it is before the command."""
    crm = Commands(folder / "base", FixedClock())
    crm.folder.mkdir()
    make_template(crm.db)
    for name, count, first in (("first.csv", CUSTOMERS, 0), ("more.csv", 3 * CUSTOMERS, 30)):
        rows = [f"示例{n}贸易有限公司,客户{n},1380013{n:04},备注{'很长' * 40}" for n in range(first, first + count)]
        (crm.folder / name).write_text("公司,姓名,手机,备注\n" + "\n".join(rows) + "\n", encoding="utf-8")
    crm.ok("import first.csv --source 展会 --yes")
    found = {}
    for name, kind in KINDS.items():
        place = folder / name
        shutil.copytree(crm.folder, place)
        here = Commands(place, FixedClock())
        for words in kind.before:
            here.ok(words)
        found[name] = place
    return found


def forked(folder: Path, kind: Kind, *, limit: int | None = None) -> int:
    """Start the command in a process of its own; returns its number."""
    child = os.fork()
    if child:
        return child
    try:
        os._exit(_run(folder, kind, limit) & 0xFF)
    except BaseException:  # a bug: said where a test looks for it
        import traceback

        (folder / "bug.txt").write_text(traceback.format_exc())
        os._exit(99)


def _run(folder: Path, kind: Kind, limit: int | None) -> int:
    crm = Commands(folder, FixedClock())
    if limit is not None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    with contextlib.chdir(folder), environment(crm._variables()):
        if kind.body is not None:
            from crmcli.errors import CrmError

            try:
                return kind.body(crm.db)
            except CrmError as error:
                return error.exit_code
        return call_main(kind.command.split(), stdin="", terminal=False).code


def state_of(path: Path) -> str:
    """What the file holds, without what no undo takes back."""
    db = sqlite3.connect(path)
    try:
        return dump(db)
    finally:
        db.close()


def judge(folder: Path, known: tuple[str, str], *, future: bool) -> list[str]:
    """What is wrong after a command was interrupted."""
    wrong: list[str] = []
    crm = Commands(folder, FixedClock())
    if (folder / "bug.txt").exists():
        wrong.append((folder / "bug.txt").read_text())
    if future:
        migrate(crm.db)
    else:
        if (looked := crm("list --json")).code:
            wrong.append(f"list: {looked.code} {looked.err}")
        crm("doctor --fix")
        if (health := crm("doctor --replay -f table")).code:
            wrong.append(f"doctor: {health.out}")
        if crm("backup verify").code:
            wrong.append("a backup is not sound")
    if state_of(crm.db) not in known:
        wrong.append("neither the state before nor the state after")
    beside = [one.name for one in folder.iterdir() if "crm.db" in one.name and one.name != "crm.db"]
    parts = [one.name for one in folder.rglob("*.part*")]
    if not future and (beside or parts):
        wrong.append(f"left behind: {beside + parts}")
    return wrong


def rounds(kind: str, place: Path, count: int, chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Interrupt one kind of write so many times; gives how, and what was wrong after it."""
    scratch = place.with_name(f"{kind}-round")
    before = state_of(place / "crm.db")
    shutil.copytree(place, scratch)
    started = time.monotonic()
    code = os.waitstatus_to_exitcode(os.waitpid(forked(scratch, KINDS[kind]), 0)[1])
    lasted = time.monotonic() - started
    bug = scratch / "bug.txt"
    assert code == 0, f"{kind} alone: exit {code} {bug.read_text() if bug.exists() else ''}"
    known = before, state_of(scratch / "crm.db")
    shift = chance.randrange(3)
    for n in range(count):
        shutil.rmtree(scratch)
        shutil.copytree(place, scratch)
        how = ("kill", "cut", "full")[(n + shift) % 3]
        if how == "full":
            size = (place / "crm.db").stat().st_size
            child = forked(scratch, KINDS[kind], limit=chance.randrange(1, 2 * size))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            problems = [] if code in (0, 1, 4, 99) else [f"exit {code} on a full disk"]
        else:
            _interrupt(forked(scratch, KINDS[kind]), chance.random() * lasted * 1.1, scratch, copied=how == "cut")
            problems = []
        yield how, problems + judge(scratch, known, future=kind == "migration")
    shutil.rmtree(scratch)


def _interrupt(child: int, after: float, folder: Path, *, copied: bool) -> None:
    """Kill a process; with `copied` what is judged is a copy of the files made while it stood still in its work."""
    time.sleep(after)
    if copied:
        os.kill(child, signal.SIGSTOP)
        copy = folder.with_name(f"{folder.name}-cut")
        shutil.copytree(folder, copy)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    if copied:
        shutil.rmtree(folder)
        copy.rename(folder)


def main(argv: list[str]) -> int:
    """Run it; the exit code is 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--only", action="append", choices=sorted(KINDS))
    asked = parser.parse_args(argv)
    chance, failed = random.Random(asked.seed), 0
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", write_through=True)
    out.write(f"seed {asked.seed}\n")
    with tempfile.TemporaryDirectory(prefix="crmcli-killing-") as name:
        places = prepare(Path(name))
        for kind in asked.only or KINDS:
            counts: dict[str, int] = {}
            for how, wrong in rounds(kind, places[kind], asked.rounds, chance):
                counts[how] = counts.get(how, 0) + 1
                failed += bool(wrong)
                for one in wrong:
                    out.write(f"{kind} {how} round {sum(counts.values())}: {one}\n")
            out.write(f"{kind}: {counts}\n")
    return int(failed > 0)


if __name__ == "__main__":
    for variable in ("CRM_DB", "CRM_STATE"):
        os.environ.pop(variable, None)
    sys.exit(main(sys.argv[1:]))
