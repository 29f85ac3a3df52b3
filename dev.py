"""Sets crmcli up in a clone and runs it, its tests or its checks. Needs Python 3.11 or newer, and nothing else.

python3 dev.py demo          install crmcli into .venv and open its demo
python3 dev.py test [ARGS]   install it with its development tools and run the tests; ARGS go to pytest
python3 dev.py cover         the same, and tell which branches were taken
python3 dev.py fuzz [MIN]    random commands, sheets and packages for so many minutes, 10 if not said
python3 dev.py check         lint, formatting, generated files, floors, types, wheel: the fast ones first
python3 dev.py fix           format, and write the generated files anew
"""

# Everything here must parse on old Pythons too: they are owed the sentence in main().
from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
STAMP = VENV / "crmcli-setup.txt"
LOG = VENV / "crmcli-setup.log"

# Variables that would bend a run: where modules and packages come from, and options added behind our back.
BENDING = (
    *("PYTHON", "PYTEST_", "MYPY", "COVERAGE_", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"),
    *("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_NO_DEPS", "PIP_DRY_RUN"),
)
HARMLESS = ("PYTHONUTF8", "PYTHONIOENCODING")

RANDOM = ("tests/properties", "tests/core", "tests/importers")  # where tests with random input are

MOST_LINES = 60  # of what a failed check says

# Name, command, and the command that mends it ("" when only a person can).
CHECKS = (
    ("lint", "ruff check --quiet .", "ruff check --quiet --fix --exit-zero ."),
    ("format", "ruff format --quiet --check .", "ruff format --quiet ."),
    ("commands", "python scripts/make_command_table.py --check", "python scripts/make_command_table.py"),
    ("catalogue", "python scripts/catalogue.py check", "python scripts/catalogue.py fill"),
    ("docs", "python scripts/docs.py --check", "python scripts/docs.py"),
    ("floors", "lint-imports", ""),
    ("types", "mypy --no-error-summary", ""),
    ("wheel", "python scripts/wheel.py", ""),
)


class Stopped(Exception):
    """What stands in the way, in one sentence."""


def main(argv: list[str]) -> int:
    """Run the task named first in `argv`; return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells people with an older one
        print(f"crmcli needs Python 3.11 or newer; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    tasks = {"demo": demo, "test": test, "cover": cover, "fuzz": fuzz, "check": check, "fix": fix}
    if not argv or argv[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 0 if argv and argv[0] in ("-h", "--help") else 2
    try:
        return tasks[argv[0]](argv[1:])
    except Stopped as stopped:
        print(f"dev.py: {stopped}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(args: list[str]) -> int:
    """Install crmcli as a user would and run `crm demo`."""
    set_up(development=False)
    return call([str(BIN / "crm"), "demo", *args])


def test(args: list[str]) -> int:
    """Run the tests on all cores."""
    set_up(development=True)
    return call([PYTHON, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", *args])


def cover(args: list[str]) -> int:
    """Run the tests and tell what they pass through, with branches; it takes twice as long."""
    return test(["--cov", "--cov-report=term", *args])


def fuzz(args: list[str]) -> int:
    """Run what has random input with many more examples, each round with others, until the time is up or one fails."""
    if len(args) > 1 or not all(one.isdecimal() for one in args):
        raise Stopped("type: python3 dev.py fuzz [MINUTES]")
    set_up(development=True)
    end = time.monotonic() + 60 * int(args[0] if args else "10")
    # what failed is kept in .pytest_cache and comes first the next time
    command = [PYTHON, "-m", "pytest", "-q", "-x", "-n", "auto", "--dist", "worksteal", "--hypothesis-profile", "fuzz"]
    while not (failed := call([*command, *RANDOM])) and time.monotonic() < end:
        pass
    return failed


def check(args: list[str]) -> int:
    """Run every check, even after one has failed; the output of those that failed, and one line for each."""
    set_up(development=True)
    failed = [name for name, command, _ in CHECKS if (not args or name in args) and not passes(name, command)]
    if failed:
        print(f"dev.py: failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: str) -> bool:
    """Run one check; print one line, and what it said when it failed."""
    start = time.monotonic()
    done = quietly(installed(command))
    good = done.returncode == 0
    if not good:
        lines = done.stdout.splitlines(keepends=True)
        sys.stdout.buffer.write(b"".join(lines[:MOST_LINES]))
        print(f"... and {len(lines) - MOST_LINES} lines more" if len(lines) > MOST_LINES else "", flush=True)
    print(f"{'ok' if good else 'FAILED':6}  {name:10} {time.monotonic() - start:5.1f} s", flush=True)
    return good


def fix(args: list[str]) -> int:
    """Run what mends, in the order of the checks."""
    set_up(development=True)
    return max(call(installed(mend)) for name, _, mend in CHECKS if mend and (not args or name in args))


def installed(command: str) -> list[str]:
    """The words of `command`, the first of them a program of the virtual environment."""
    program, *rest = command.split()
    return [PYTHON if program == "python" else str(BIN / program), *rest]


def call(command: list[str]) -> int:
    """Run `command` at the root with the terminal handed through."""
    return subprocess.run(command, cwd=ROOT, env=environment()).returncode


def quietly(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    """Run `command` at the root with nothing to read; what it says is kept, errors among the rest."""
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.run(command, cwd=ROOT, env=environment(), stdin=nothing, stdout=pipe, stderr=subprocess.STDOUT)


def environment() -> dict[str, str]:
    """The variables of this process without those that bend a run."""
    kept = {name for name in os.environ if name in HARMLESS or not name.upper().startswith(BENDING)}
    return {name: os.environ[name] for name in kept}


def set_up(*, development: bool) -> None:
    """Make .venv fit, unless it does already. One with the development tools serves the demo too.

    Raises:
        Stopped: venv or pip failed.
    """
    packages, everything = fingerprints()
    good = {f"development {packages}"} | (set() if development else {f"plain {everything}"})
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") in good and runs("import crmcli"):
        return
    print("Setting up .venv (a minute or so, when something changed) ...", file=sys.stderr, flush=True)
    if not runs("import pip"):
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        logged(make, "On Debian or Ubuntu: sudo apt install python3-venv")
    STAMP.unlink(missing_ok=True)
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    what = ["--editable", ".[dev]"] if development else ["."]
    logged([*install, *what], "Is there a network, or a package index that pip knows?")
    STAMP.write_text(f"development {packages}" if development else f"plain {everything}", encoding="utf-8")


def fingerprints() -> tuple[str, str]:
    """Two digests: of what decides the installed packages, and of that with the whole source."""
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    packages = digest.hexdigest()
    for path in sorted((ROOT / "src").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path).encode() + path.read_bytes())
    return packages, digest.hexdigest()


def runs(code: str) -> bool:
    """Whether the virtual environment's Python runs `code`."""
    try:
        return quietly([PYTHON, "-c", code]).returncode == 0
    except OSError:
        return False


def logged(command: list[str], hint: str) -> None:
    """Run a step of the set-up, its output into a log.

    Raises:
        Stopped: it failed; says its last line, `hint` and where the log is.
    """
    done = quietly(command)
    VENV.mkdir(exist_ok=True)
    LOG.write_bytes(done.stdout)
    if done.returncode:
        lines = done.stdout.decode(errors="replace").strip().splitlines()
        said = [line for line in lines if "ERROR:" in line] or lines or ["no output"]
        raise Stopped(f"setting up failed: {said[-1].strip()} {hint} (log: {LOG.relative_to(ROOT)})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
