"""What `crm deal` refuses, and that each of its commands can be taken back."""

from __future__ import annotations

import pytest

from tests.commands.journal_checks import assert_replays
from tests.commands.sales_dump import differing, dump
from tests.running import Crm


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with one customer."""
    crm.ok("add 示例科技 --phone 13800138000 --source expo")
    return crm


@pytest.mark.parametrize(
    "words",
    [
        "deal add 示例科技",
        "deal add 示例科技 框架 --amount abc",
        "deal add 示例科技 框架 --amount -5",
        "deal add 示例科技 框架 --amount 10-50万",
        "deal add 示例科技 框架 --close 2020-01-01",
        "deal add 示例科技 框架 --opened tomorrow",
        "deal add 示例科技 框架 --stage won",
        "deal add 示例科技 框架 --stage lead",
        "deal add 示例科技 框架 --probability 200%",
        "deal edit 1 预计=1",
        "deal edit 1",
        "deal edit 1 amount",
        "deal edit 1 close=2026-11-01",
        "deal edit 1 reason=price",
        "deal move 1 won",
        "deal move 1 lost",
        "deal move 1 天上",
        "deal won 1",
        "deal won 1 --amount 5 --signed tomorrow",
        "deal won 1 --amount 5 --signed 2026-11-01",
        "deal won 1 --amount 5 --ends 2026-11-01",
        "deal list --period foo",
        "deal list --stage foo",
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(crm: Crm, words: str) -> None:
    crm.ok("deal add 示例科技 备件")
    before = crm.db.read_bytes()
    result = crm(words)
    assert (result.code, result.out) == (2, ""), result.err
    assert 1 <= len(result.err.strip().splitlines()) <= 2
    assert crm.db.read_bytes() == before


def test_an_id_number_is_not_kept(crm: Crm) -> None:
    assert crm(["deal", "add", "示例科技", "框架 110101199003074477"]).code == 6


@pytest.mark.parametrize(
    "words",
    [
        "deal add 示例科技 新 --amount 5万 --stage quote",
        "deal edit 1 amount=7万 opened=2026-11-01",
        "deal move 1 negotiation",
        "deal won 1 --contract-no HT-7 --ends 2027-01-01",
        "deal lost 1 --reason price",
        "deal rm 1",
    ],
)
def test_a_command_is_taken_back_without_a_trace_and_brought_back(crm: Crm, words: str) -> None:
    crm.ok("deal add 示例科技 框架 --amount 8万")
    before = dump(crm)
    crm.ok(words)
    after = dump(crm)
    assert differing(before, after)
    crm.ok("undo --yes")
    assert differing(before, dump(crm)) == []
    crm.ok("redo --yes")
    assert differing(after, dump(crm)) == []
    assert_replays(crm)
