"""A few rounds of killing.py: every kind of write, killed, cut off or out of room at a random moment."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.faults.children import PATHS, ROOT


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="a fork for each round")
def test_whatever_is_interrupted_leaves_the_state_before_or_after() -> None:
    words = [sys.executable, "-m", "tests.faults.killing", "--rounds", "1"]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**__import__("os").environ, "PYTHONPATH": PATHS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
