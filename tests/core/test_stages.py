"""Stages, statuses and the legal moves of product.md §1."""

from __future__ import annotations

import pytest

from crmcli.core import stages
from crmcli.errors import Refused, UsageError


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("lead", "prospect"), ("contact", "prospect"), ("needs", "intent"), ("quote", "intent"),
        ("negotiation", "intent"), ("won", "won"), ("after_sales", "won"), ("lost", "lost"),
    ],
)  # fmt: skip
def test_the_status_follows_from_the_stage(stage: str, status: str) -> None:
    assert stages.status_of(stage) == status


def test_every_stage_has_a_status_and_a_probability() -> None:
    assert {stages.status_of(stage) for stage in stages.STAGES} == set(stages.STATUSES)
    assert list(stages.PROBABILITY) == list(stages.STAGES)


@pytest.mark.parametrize(
    ("status", "present", "stage"),
    [
        ("prospect", None, "lead"),
        ("intent", None, "needs"),
        ("won", None, "won"),
        ("lost", None, "lost"),
        ("intent", "lead", "needs"),
        ("intent", "quote", "quote"),
        ("prospect", "contact", "contact"),
        ("won", "after_sales", "after_sales"),
        ("prospect", "quote", "lead"),
    ],
)
def test_a_typed_status_sets_its_lowest_stage_unless_it_has_one(status: str, present: str | None, stage: str) -> None:
    assert stages.stage_for_status(status, present) == stage


@pytest.mark.parametrize(
    ("present", "target"),
    [
        ("lead", "quote"), ("quote", "lead"), ("negotiation", "won"), ("won", "after_sales"),
        ("lost", "needs"), ("lost", "lead"), ("won", "won"), ("after_sales", "after_sales"),
    ],
)  # fmt: skip
def test_moves_by_hand_go_forward_and_back(present: str, target: str) -> None:
    stages.check_move(present, target)


@pytest.mark.parametrize("target", ["lead", "contact", "needs", "quote", "negotiation"])
@pytest.mark.parametrize("present", ["won", "after_sales"])
def test_who_bought_never_moves_back(present: str, target: str) -> None:
    with pytest.raises(Refused):
        stages.check_move(present, target)


def test_after_sales_does_not_go_back_to_won() -> None:
    with pytest.raises(Refused):
        stages.check_move("after_sales", "won")


@pytest.mark.parametrize("present", [stage for stage in stages.STAGES if stage != "lost"])
def test_losing_needs_a_reason_whatever_the_stage(present: str) -> None:
    with pytest.raises(UsageError):
        stages.check_move(present, "lost")
    stages.check_move(present, "lost", reason="price")


@pytest.mark.parametrize("present", stages.STAGES)
@pytest.mark.parametrize("target", stages.STAGES)
def test_an_import_never_moves_a_stage_backwards(present: str, target: str) -> None:
    after = stages.after_import(present, target)
    assert after in (present, target)
    assert not stages.is_forward(after, present)


@pytest.mark.parametrize(
    ("present", "deal", "after"),
    [
        ("lead", "needs", "needs"),
        ("contact", "quote", "quote"),
        ("lead", "lead", "needs"),
        ("negotiation", "needs", "negotiation"),
        ("won", "quote", "won"),
        ("after_sales", "negotiation", "after_sales"),
        ("lost", "needs", "needs"),
        ("lost", "quote", "quote"),
    ],
)
def test_an_open_deal_carries_the_customer_forward(present: str, deal: str, after: str) -> None:
    assert stages.after_deal(present, deal) == after


def test_the_furthest_of_several_stages_counts() -> None:
    assert stages.furthest(["needs", "negotiation", "quote"]) == "negotiation"
