"""Nearest names for hints."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.spelling import edit_distance, near, nearest

COMMANDS = ("add", "log", "show", "list", "edit", "export", "stage", "tag", "task", "due", "undo", "阶段", "来源")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stgae", "stage"),
        ("lst", "list"),
        ("exprot", "export"),
        ("exp", "export"),
        ("STAGE", "stage"),
        ("阶断", "阶段"),
        ("来元", "来源"),
        ("undoo", "undo"),
        ("tga", "tag"),
        ("frobnicate", None),
        ("", None),
        ("x", None),
        ("客户", None),
        ("e" * 5000, None),
    ],
)
def test_a_mistyped_name_leads_to_the_nearest(typed: str, meant: str | None) -> None:
    assert nearest(typed, COMMANDS) == meant


def test_hyphens_underscores_and_spaces_do_not_count() -> None:
    assert nearest("high-value", ("due", "high_value")) == "high_value"
    assert nearest("high value", ("due", "high_value")) == "high_value"


def test_several_candidates_come_nearest_first_and_no_more_than_asked() -> None:
    assert near("tast", ("last", "task", "toast", "taste"), limit=2) == ("taste", "last")


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [("", "", 0), ("a", "", 1), ("stage", "stgae", 1), ("kitten", "sitting", 3), ("ca", "abc", 3), ("报价", "报介", 1)],
)
def test_edits_are_counted_with_swaps(left: str, right: str, edits: int) -> None:
    assert edit_distance(left, right) == edits


@settings(max_examples=100)
@given(st.text(max_size=8), st.text(max_size=8))
def test_distance_is_symmetric_bounded_and_zero_only_for_equals(left: str, right: str) -> None:
    edits = edit_distance(left, right)
    assert edits == edit_distance(right, left)
    assert abs(len(left) - len(right)) <= edits <= max(len(left), len(right))
    assert (edits == 0) == (left == right)
