"""Which modules a command loads, watched in a process of its own: start-up is most of what a short command costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src"

WATCH = """
import sys
from crmcli.cli import main
code = main(sys.argv[1:])
sys.stderr.write("|".join(sorted(sys.modules)))
sys.exit(code)
"""
HEAVY = (
    "sqlite_utils",
    "openpyxl",
    "holidays",
    "lunar_python",
    "dateutil",
    "pydantic",
    "pypinyin",
    "opencc",
    "rapidfuzz",
)
DRAWING = ("rich.console", "rich.table", "rich.text", "typer.rich_utils")


def loaded(words: list[str], database: Path) -> set[str]:
    """The modules that `crm` with these words has loaded when it ends, over a database that is up to date."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(SRC), os.environ.get("PYTHONPATH", ""))),
             "CRM_STATE": str(database.parent), "CRM_DB": str(database), "CRM_NOW": "2026-11-23 09:00"},
        check=True,
    )  # fmt: skip
    return set(done.stderr.rpartition("\n")[2].split("|"))


def having(modules: set[str], names: tuple[str, ...]) -> list[str]:
    """Those of `names` that are loaded, as themselves or by a part of theirs."""
    return [name for name in names if any(f"{module}.".startswith(f"{name}.") for module in modules)]


def test_the_version_is_said_without_typer_or_a_database(database: Path) -> None:
    modules = loaded(["--version"], database)
    assert having(modules, ("typer", "rich", "sqlite3", "csv", "crmcli.model", "crmcli.render", *HEAVY)) == []


@pytest.mark.parametrize("words", [["due", "--help"], ["--help"], ["--lang", "zh", "due", "--help"]])
def test_help_draws_without_rich_and_opens_no_database(words: list[str], database: Path) -> None:
    modules = loaded(words, database)
    assert having(modules, (*HEAVY, *DRAWING, "crmcli.services.workspace", "crmcli.model.facts")) == []


def test_help_of_the_program_imports_no_command(database: Path) -> None:
    modules = loaded(["--help"], database)
    assert [name for name in modules if name.startswith("crmcli.commands.") and "._" not in name] == []


def test_due_loads_itself_alone_and_nothing_heavy(database: Path) -> None:
    modules = loaded(["due", "--json"], database)
    assert having(modules, (*HEAVY, *DRAWING)) == []
    commands = [name for name in modules if name.startswith("crmcli.commands.") and "._" not in name]
    assert commands == ["crmcli.commands.due"]
