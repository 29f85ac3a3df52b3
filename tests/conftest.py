"""What every test may ask for, and the guard that keeps all of them away from the user's own folders."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from tests.running import Crm, FixedClock, make_template

ROOT = Path(__file__).parent.parent

# Variables that would make a test depend on who runs it. CI stays: it only chooses the Hypothesis profile.
BENDING = ("CRM_", "LC_", "XDG_", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TTY_", "EDITOR", "VISUAL", "PAGER", "TYPER_")
FIXED = {
    "LANG": "C.UTF-8",
    "LANGUAGE": "",
    "TERM": "xterm-256color",
    "TZ": "CST-8",  # China's time in the form that needs no time-zone data
    "USER": "tester",
    "LOGNAME": "tester",
    "USERNAME": "tester",
    "COLUMNS": "80",
    "LINES": "40",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-transcripts` writes what the commands say now into tests/transcripts."""
    parser.addoption("--update-transcripts", action="store_true", help="write the transcripts anew")


def pytest_configure(config: pytest.Config) -> None:
    """Move this process, and all it starts, out of the user's folders before any test module is imported."""
    home = Path(tempfile.mkdtemp(prefix="crmcli-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in [name for name in os.environ if name.upper().startswith(BENDING)]:
        del os.environ[name]
    os.environ.update(FIXED)
    # CRM_STATE moves the default database too, also where the system would not ask HOME for it
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "CRM_STATE"):
        os.environ[name] = str(home)
    if hasattr(time, "tzset"):
        time.tzset()
    set_hypothesis_home_dir(str(ROOT / ".pytest_cache" / "hypothesis"))
    hypothesis.settings.register_profile("local", deadline=None, max_examples=60)
    hypothesis.settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True)
    hypothesis.settings.register_profile("fuzz", deadline=None, max_examples=400)  # see dev.py and tests/fuzzing.py
    hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the present schema; copy it, do not write to it."""
    path = tmp_path_factory.mktemp("template") / "crm.db"
    make_template(path)
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """An empty database of this test's own."""
    return Path(shutil.copy(template, tmp_path / "crm.db"))


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at Monday 2026-11-23 09:00 until it is set; `crm` reads it."""
    return FixedClock()


@pytest.fixture
def crm(database: Path, clock: FixedClock) -> Crm:
    """Runs commands over an empty database of this test's own, in English."""
    return Crm(database.parent, clock)


@pytest.fixture
def first_crm(tmp_path: Path, clock: FixedClock) -> Crm:
    """The same where no database was made yet, as on the first day."""
    return Crm(tmp_path, clock)
