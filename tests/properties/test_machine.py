"""Any sequence of commands, days and undos keeps the file sound: journal, facts and a simple model agree after each."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzzing import examples
from tests.work.labels import Labels
from tests.work.people import People
from tests.work.selling import Selling
from tests.work.sheets import Sheets


class Machine(People, Selling, Labels, Sheets):
    """A salesperson at work, who changes their mind."""


def test_whatever_is_done_and_undone_the_file_stays_sound(template: Path) -> None:
    class Here(Machine):
        start = template

    limits = settings(max_examples=examples(25), stateful_step_count=30, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=limits)
