"""A database with a few customers in it, and what its folder holds."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crmcli.services.crm import open_crm
from tests.running import FixedClock

NAMES = ("北京示例科技有限公司", "王芳", "Acme Trading")


@pytest.fixture(scope="session")
def three(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three customers; copy it, do not write to it."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("three") / "crm.db"))
    with open_crm(path, clock=FixedClock()) as crm:
        for name in NAMES:
            crm.add(name, new=True, force=True)
    return path


@pytest.fixture
def filled(three: Path, tmp_path: Path) -> Path:
    """A database of this test's own with three customers."""
    return Path(shutil.copy(three, tmp_path / "crm.db"))


@pytest.fixture
def sound() -> Callable[[Path], None]:
    """Asserts that a file is whole, that the journal tells the same as the tables, and that no file lies beside it."""
    return check


def check(path: Path) -> None:
    """See `sound`."""
    from crmcli.model.journal.replaying import differences

    with open_crm(path, clock=FixedClock(), write=False) as crm:
        db = crm.workspace.db
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert differences(db) == []
        living = "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM facts)"
        customers, facts = db.execute(living).fetchone()
        assert customers == facts
    beside = sorted(one.name for one in path.parent.iterdir() if one.name.startswith(path.name))
    assert beside == [path.name]


@pytest.fixture
def holder(filled: Path) -> sqlite3.Connection:
    """Another program's connection to the file with the three customers."""
    return sqlite3.connect(filled, isolation_level=None, timeout=0)
