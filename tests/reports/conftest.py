"""The file that the tests of reports read: invented stories with all that was sold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli.services.workspace import Workspace, open_workspace
from tests.reports import figures, sales
from tests.reports.sales import Sales
from tests.running import FixedClock


@pytest.fixture(params=[4, 5])
def people(request: pytest.FixtureRequest) -> list[Sales]:
    return sales.invent(figures.invent(request.param, 150), request.param)


@pytest.fixture
def ws(people: list[Sales], database: Path, clock: FixedClock) -> Iterator[Workspace]:
    figures.write(database, [one.customer for one in people])
    sales.write(database, people)
    with open_workspace(database, write=False, clock=clock) as workspace:
        yield workspace
