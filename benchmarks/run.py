"""`python3 benchmarks/run.py [--quick]`: measure, and write the table of README.md. Needs crmcli's dependencies.

Figures that concern the whole program are ratios against a bare Typer and Rich command run in turn with it, so that
they hold on another machine too. Where product targets are seconds on the reference machine, on which that bare command
takes REFERENCE seconds, the limit here is the same number of bare commands.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]  # a script sees only its own folder

from benchmarks import measuring  # noqa: E402
from benchmarks.measuring import BARE, CRM, Pair, Used  # noqa: E402

REFERENCE = 0.1
SECONDS = {10_000: 1.0, 100_000: 8.0}  # rows of a sheet and what an import of them may take there
MEGABYTE = 2**20
REPORT_RUNS = 3  # at most: there are many, and long ones vary less
REPORTS = tuple(sorted(one.stem for one in (ROOT / "src/crmcli/reports").glob("[!_]*.py")))
FEW = 500  # rows of a sheet that take about as long as starting up
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


class Extent(NamedTuple):
    """How much is measured.

    Args:
        files: customers of the files that are looked at.
        sheets: rows of the sheets imported.
        journal: customers written with and without the journal.
        runs: of short commands; long ones run `long_runs` times.
        reports, kinds: names of the reports drawn and endings of the sheets imported.
    """

    files: tuple[int, ...] = (10_000, 100_000)
    sheets: tuple[int, ...] = (500, 10_000, 100_000)
    journal: int = 100_000
    runs: int = 7
    long_runs: int = 1
    reports: tuple[str, ...] = REPORTS
    kinds: tuple[str, ...] = ("csv", "xlsx")


QUICK = Extent(files=(1_000,), sheets=(500,), journal=2_000, runs=3, long_runs=1)


class Line(NamedTuple):
    """One row of the table; `met` is None where there is no target."""

    work: str
    measured: str
    target: str = ""
    met: bool | None = None


class Bench:
    """Measures in a folder of its own.

    Args:
        folder: for everything that is written.
        extent: how much is measured.
    """

    def __init__(self, folder: Path, extent: Extent) -> None:
        self.folder = folder
        self.extent = extent
        self.environ = measuring.environment(folder)
        self.bare = 0.0
        self.stages: list[tuple[int, dict[str, float]]] = []

    def lines(self) -> Iterator[Line]:
        """Everything, the short commands first."""
        self.bare = measuring.in_turn(self._bare, self._bare, self.extent.runs).own
        yield Line("the floor: a bare Typer command drawing a Rich table of 20 rows", f"{self.bare * 1000:.0f} ms")
        for n, count in enumerate(self.extent.files):
            self._script("database", str(count), self.environ["CRM_DB"])
            yield from self._looking(count, 1.3 if n == 0 else 2.6)
            yield from self._facts(count)
            self._script("sales", self.environ["CRM_DB"])
            yield from self._reports(count)
            Path(self.environ["CRM_DB"]).unlink()
        for count in self.extent.sheets:
            yield from self._importing(count)
        yield from self._journal()

    def _bare(self, rows: int = 20, columns: int = 6) -> Used:
        return measuring.run((*BARE, str(rows), str(columns)), self.environ)

    def _crm(self, *words: str) -> Used:
        return measuring.run((*CRM, *words), self.environ)

    def _script(self, name: str, *words: str) -> str:
        return measuring.measured((sys.executable, "-m", f"benchmarks.{name}", *words), self.environ)[1]

    def _looking(self, count: int, most: float) -> Iterator[Line]:
        commands = {
            "crm due --limit 20": ("due", "--limit", "20", "-f", "table"),
            "crm list --limit 50": ("list", "--limit", "50", "-f", "table"),
            "crm show CODE": ("show", f"B{count // 3:08}", "-f", "table"),
        }
        for name, words in commands.items():
            yield _limited(f"`{name}`, {count:,} customers", self._pair(words), most)
        light = {
            "`crm --version`": ("--version",),
            "completion of a command": ("__complete", "sh"),
            "completion of a customer": ("__complete", "show", f"B{count // 3:07}"),
        }
        for name, words in light.items():
            yield _limited(f"{name}, {count:,} customers", self._pair(words), 0.5)

    def _pair(self, words: tuple[str, ...]) -> Pair:
        """A command in turn with the floor, which is the same for all: one small table."""
        return measuring.in_turn(lambda: self._crm(*words), self._bare, self.extent.runs)

    def _reports(self, count: int) -> Iterator[Line]:
        for name in self.extent.reports:
            words, runs = ("report", name, "-f", "table"), min(self.extent.runs, REPORT_RUNS)
            pair = measuring.in_turn(lambda: self._crm(*words), self._bare, runs)  # noqa: B023 - run at once
            yield self._seconds(f"`crm report {name}`, {count:,} customers", pair.own, 1.0, bare=pair.other)

    def _facts(self, count: int) -> Iterator[Line]:
        took = json.loads(self._script("stages", "facts", self.environ["CRM_DB"]))["facts"]
        yield Line(f"all facts, reasons and keys anew, {count:,} customers",
                   f"{took:.2f} s, {took / count * 1e6:.0f} µs a customer")  # fmt: skip

    def _importing(self, count: int) -> Iterator[Line]:
        took: dict[str, float] = {}
        for kind in self.extent.kinds:
            sheet = str(self.folder / f"sheet.{kind}")
            self._script("sheets", str(count), sheet)
            words = ("import", sheet, "--yes", "--source", "expo")
            used = self._imported(words, count)
            took[kind] = used.cpu
            name = f"import of {count:,} rows, {kind}"
            yield self._import_line(name, used.cpu, count)
            if kind == "xlsx" and "csv" in took:
                yield _limited(f"{name}, against csv", Pair(used.cpu, took["csv"]), 1.25)
            peak = used.peak / MEGABYTE
            yield Line(f"{name}: peak memory", f"{peak:.0f} MB", "≤ 400 MB", peak <= 400)
            again = Pair(self._crm(*words).cpu, used.cpu)
            yield _limited(f"{name}: the same file again", again, 0.2 if count > FEW else None)
            yield _limited(f"{name}: undo", Pair(self._crm("undo", "--yes").cpu, used.cpu), 1.0)
            self._forget()
            yield Line(f"{name}: dry run", _seconds(self._crm(*words, "--dry-run").cpu))
        self._forget()
        staged = self._script(
            "stages", "import", str(self.folder / f"sheet.{self.extent.kinds[0]}"), self.environ["CRM_DB"]
        )
        self.stages.append((count, json.loads(staged)))
        self._forget()

    def _import_line(self, name: str, took: float, count: int) -> Line:
        if count in SECONDS:
            return self._seconds(name, took, SECONDS[count])
        return _limited(name, Pair(took, self.bare), 3.0) if count == FEW else Line(name, _seconds(took))

    def _imported(self, words: tuple[str, ...], count: int) -> Used:
        """The run with the median CPU, each on a new file; what the last one wrote stays."""
        runs = []
        for _ in range(self.extent.runs if count <= FEW else self.extent.long_runs):
            self._forget()
            runs.append(self._crm(*words))
        return sorted(runs)[len(runs) // 2]

    def _forget(self) -> None:
        Path(self.environ["CRM_DB"]).unlink(missing_ok=True)

    def _journal(self) -> Iterator[Line]:
        count = self.extent.journal
        found = json.loads(self._script("stages", "journal", str(count), str(self.folder)))
        size = found["journal bytes"] / found["plain bytes"]
        alone = Pair(found["journal"], found["plain"])
        what = f"journal: {count:,} customers, {3 * count:,} interactions, against plain `executemany`, rows alone"
        yield Line(what, f"{alone.ratio:.2f} × ({_seconds(alone.own)})")
        rows, spent = self.stages[-1]
        share = spent.get("journal", 0.0) / (sum(spent.values()) - spent.get("journal", 0.0))
        yield Line(f"journal: time over an import without it, {rows:,} rows", f"+{share:.0%}", "≤ +50 %", share <= 0.5)
        yield Line("journal: size over a file without it", f"+{size - 1:.0%}", "≤ +20 %", size <= 1.2)

    def _seconds(self, work: str, took: float, limit: float, *, bare: float = 0.0) -> Line:
        """A line whose target is seconds on the reference machine; `bare` is the floor timed in turn, where it was."""
        times, most = took / (bare or self.bare), limit / REFERENCE
        target = f"≤ {limit:g} s there = {most:.0f} × bare"
        return Line(work, f"{took:.2f} s = {times:.1f} × bare", target, times <= most)


def _limited(work: str, pair: Pair, most: float | None) -> Line:
    shown = f"{pair.ratio:.2f} × ({_seconds(pair.own)})"
    return Line(work, shown) if most is None else Line(work, shown, f"≤ {most:g} ×", pair.ratio <= most)


def _seconds(took: float) -> str:
    return f"{took * 1000:.0f} ms" if took < 1 else f"{took:.2f} s"


def table(lines: list[Line]) -> str:
    """The lines as Markdown."""
    said = {True: "met", False: "**not met**", None: ""}
    rows = [f"| {one.work} | {one.measured} | {one.target} | {said[one.met]} |\n" for one in lines]
    return "| work | measured | target | |\n|---|---|---|---|\n" + "".join(rows)


def budget(stages: list[tuple[int, dict[str, float]]]) -> str:
    """Where the time of imports goes, as Markdown: seconds, and µs a row."""
    text = ""
    for count, spent in stages:
        rows = "".join(f"| {name} | {took:.2f} s | {took / count * 1e6:.0f} µs |\n" for name, took in spent.items())
        total = sum(spent.values())
        text += f"\nWhere an import of {count:,} CSV rows spends its {total:.2f} s:\n\n"
        text += f"| stage | time | a row |\n|---|---|---|\n{rows}"
    return text


def measure(folder: Path, extent: Extent, tell: bool = True) -> str:
    """Measure everything in `folder` and return the Markdown."""
    bench = Bench(folder, extent)
    lines: list[Line] = []
    for line in bench.lines():
        lines.append(line)
        if tell:
            sys.stderr.write(f"{line.work}: {line.measured}\n")
    machine = (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}. CPU of whole processes, user and system; medians.\n\n"
    )
    return machine + table(lines) + budget(bench.stages)


def put(page: Path, figures: str) -> None:
    """Put the figures between the page's two marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}{figures}{END}{after}", encoding="utf-8")


def main(words: list[str]) -> None:
    """Measure and write README.md; --quick only shows, in a minute, that all of it works."""
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as folder:
        figures = measure(Path(folder), QUICK if "--quick" in words else Extent())
    sys.stdout.write(figures)
    if "--quick" not in words:
        put(ROOT / "benchmarks" / "README.md", figures)


if __name__ == "__main__":
    main(sys.argv[1:])
