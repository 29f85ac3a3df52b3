"""`crm stage`: moving a customer, and losing one."""

from __future__ import annotations

import pytest

from tests.running import Crm


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with one customer."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    return crm


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("quote", "quote"),
        ("报价", "quote"),
        ("意向", "needs"),
        ("成交", "won"),
        ("首次接触", "contact"),
        ("QUOTE", "quote"),
    ],
)
def test_a_stage_is_known_by_code_label_alias_and_status(crm: Crm, word: str, stage: str) -> None:
    assert crm.ok(f"stage 示例科技 {word} --json").json()["stage"] == stage


def test_it_says_from_where_to_where(crm: Crm) -> None:
    result = crm.ok("stage 示例科技 quote")
    assert "#2 · 示例科技" in result.err
    assert "Lead → Proposal and quote" in result.err


def test_a_status_it_has_already_changes_nothing(crm: Crm) -> None:
    crm.ok("stage 示例科技 quote")
    before = crm.db.read_bytes()
    assert "Nothing changed" in crm.ok("stage 示例科技 意向").err
    assert crm.db.read_bytes() == before


def test_a_loss_needs_a_reason_in_a_script(crm: Crm) -> None:
    result = crm("stage 示例科技 lost")
    assert result.code == 2
    assert "--reason" in result.err
    assert crm.ok("stage 示例科技 流失 --reason 价格 --json").json()["status"] == "lost"


def test_a_terminal_chooses_the_reason(crm: Crm) -> None:
    result = crm.ok("stage 示例科技 lost --json", stdin="1\n", terminal=True)
    assert result.json()["stage"] == "lost"
    assert "Price" in result.err


def test_no_reason_taken_is_no_loss(crm: Crm) -> None:
    assert crm("stage 示例科技 lost", stdin="\n", terminal=True).code == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("示例科技 qoute", 2, "quote"),
        ("示例科技 quote --reason price", 2, "--reason"),
        ("示例科技 lost --reason 价个", 2, "价格"),
        ("nobody quote", 3, "nobody"),
        ("示例科技", 2, "STAGE"),
    ],
)
def test_what_cannot_be_done_is_explained(crm: Crm, words: str, code: int, said: str) -> None:
    result = crm(f"stage {words}")
    assert result.code == code
    assert said.casefold() in result.err.casefold()


def test_who_bought_never_moves_back(crm: Crm) -> None:
    crm.ok("stage 示例科技 won")
    assert crm("stage 示例科技 quote").code == 6


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    assert "线索 → 方案报价" in crm.ok("stage 示例科技 报价").err


def test_a_loss_says_its_reason_as_it_was_understood(crm: Crm) -> None:
    crm.lang = "zh"
    assert "线索 → 流失 · 价格因素" in crm.ok("stage 示例科技 流失 --reason 太贵").err
