"""Two terminals and a cron job on one file at once: `python -m benchmarks.together [--seconds 60] [--customers 2000]`.

Each runs whole `crm` processes, one after the other, without a pause: a salesperson is never so quick. At the end every
command that said it wrote must be found in the file, and the doctor must find nothing wrong.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.database import fill
from benchmarks.measuring import CRM, environment
from benchmarks.people import invent

WAITED = "Waiting for another crm"


class Run(NamedTuple):
    """One command as it went."""

    who: str
    words: tuple[str, ...]
    code: int
    seconds: float
    waited: bool
    said: str


def first_terminal() -> Iterator[tuple[str, ...]]:
    """Adds customers and talks with them."""
    for n in count():
        name = f"甲{n:05}"
        yield "add", name, "--phone", f"139{n:08}", "--source", "展会"
        yield "log", name, f"价格可以谈 {n}", "--next", "周五发合同"
        yield "due", "--limit", "20"


def second_terminal() -> Iterator[tuple[str, ...]]:
    """Adds others, moves and tags them, takes something back now and then."""
    for n in count():
        name = f"乙{n:05}"
        yield "add", name, "--phone", f"137{n:08}", "--source", "转介绍"
        yield "stage", name, "quote"
        yield "tag", "add", "高意向", name
        yield "list", "stage:quote", "--limit", "50"
        yield "edit", name, f"note=第{n}次"
        if n % 5 == 4:
            yield "undo", "--yes"


def cron(folder: Path) -> Iterator[tuple[str, ...]]:
    """Exports, reports, imports and copies."""
    for n in count():
        sheet = folder / f"in{n}.csv"
        rows = "".join(f"丙{n:03}{k:03},136{n:04}{k:04}\n" for k in range(50))
        sheet.write_text("姓名,手机\n" + rows, encoding="utf-8")
        yield "import", str(sheet), "--source", "展会", "--yes"
        yield "export", "-o", str(folder / "out.csv")
        yield "report", "overview"
        yield ("backup",)


def work(who: str, commands: Iterator[tuple[str, ...]], folder: Path, until: float, done: list[Run]) -> None:
    """Run commands one after the other until it is time to stop."""
    variables = {**environment(folder), "CRM_LANG": "en", "USER": who}
    for words in commands:
        if time.monotonic() > until:
            return
        started = time.monotonic()
        ran = subprocess.run([*CRM, *words], env=variables, capture_output=True, text=True, check=False)
        said = ran.stderr
        done.append(Run(who, words, ran.returncode, time.monotonic() - started, WAITED in said, said))


def lost(folder: Path, done: list[Run]) -> list[str]:
    """Customers that a command said it added and that are not there, and what the doctor says."""
    variables = environment(folder)

    def ask(*words: str) -> str:
        return subprocess.run([*CRM, *words], env=variables, capture_output=True, text=True, check=False).stdout

    there = {one["name"]: one for one in json.loads(ask("list", "--json"))}
    written = {one.words[1] for one in done if one.words[0] == "add" and one.code == 0}
    found = [f"not there: {name}" for name in sorted(written - there.keys())]
    talks = {one["content"] for one in json.loads(ask("export", "interactions", "--json"))}
    logged = [one.words[2] for one in done if one.words[0] == "log" and one.code == 0]
    found += [f"no talk: {text}" for text in logged if text not in talks]
    health = json.loads(ask("doctor", "--replay", "--json"))
    return found + [one["what"] for one in health if one["level"] != "note"]


def main(argv: list[str]) -> int:
    """Run it and print the rows for the README; exit code 1 when anything was lost or refused."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--customers", type=int, default=2000)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="crmcli-together-") as name:
        folder = Path(name)
        fill(folder / "crm.db", invent(asked.customers))
        until, runs = time.monotonic() + asked.seconds, list[list[Run]]([[], [], []])
        jobs = (first_terminal(), second_terminal(), cron(folder))
        names = ("first", "second", "cron")
        threads = [
            threading.Thread(target=work, args=(who, job, folder, until, ran))
            for who, job, ran in zip(names, jobs, runs, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done = [one for ran in runs for one in ran]
        wrong = lost(folder, done)
    refused = [one for one in done if one.code != 0 and one.words[0] != "undo"]
    locked = [one for one in done if "locked" in one.said or "Another program is writing" in one.said]
    write = sys.stdout.write
    write(f"| two terminals and a cron job for {asked.seconds:.0f} s, {asked.customers:,} customers: commands run"
          f" | {len(done)} |  |  |\n")  # fmt: skip
    for what, bad in (("writes said to be done and not there", wrong), ("told that the file is locked", locked)):
        write(f"| … {what} | {len(bad)} | 0 | {'**not met**' if bad else 'met'} |\n")
    write(f"| … told to wait, after a second | {sum(one.waited for one in done)} |  |  |\n")
    write(f"| … longest command | {max(one.seconds for one in done):.1f} s |  |  |\n")
    for one in (*wrong[:10], *(f"{one.who}: {' '.join(one.words)}: {one.said.strip()}" for one in refused[:10])):
        write(f"{one}\n")
    return int(bool(wrong or locked or refused))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
