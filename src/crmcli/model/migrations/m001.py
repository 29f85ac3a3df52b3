"""The first schema; the statements are in m001.sql."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

STEPS = (Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"),)


def apply(run: Callable[[str], object]) -> None:
    """Create everything; `run` executes statements inside the caller's transaction."""
    for group in STEPS:
        run(group)
