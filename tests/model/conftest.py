"""A peopled database for the tests of the journal, undo and facts: in memory, each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli.services.workspace import Workspace
from tests import deeds
from tests.journaling import in_memory
from tests.running import FixedClock


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database that `deeds.people_it` was done to; copy it, do not write to it."""
    return deeds.peopled(tmp_path_factory.mktemp("peopled"))


@pytest.fixture
def ws(peopled: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A copy of it in memory, open; `clock` moves its time."""
    workspace = in_memory(peopled, clock)
    yield workspace
    workspace.db.close()
