"""FILTER mistyped: what is said, and with which exit code."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.filters import parse_filter
from crmcli.core.words import standard
from crmcli.errors import BadValue, CrmError, UsageError
from crmcli.records.filter import Filter

NOW = datetime(2026, 11, 21, 9, 30)


def read(*tokens: str) -> Filter:
    return parse_filter(tokens, now=NOW, words=standard())


@pytest.mark.parametrize("word", ["last", "amount", "budget", "created", "LAST", "金额", "预算", "not:last"])
def test_a_bare_comparable_key_asks_about_the_shell(word: str) -> None:
    with pytest.raises(UsageError, match="Did the shell take") as caught:
        read(word)
    assert caught.value.exit_code == 2
    assert "last:30d.." in caught.value.hint


@pytest.mark.parametrize(
    ("text", "near"), [("stgae:quote", "stage"), ("阶断:报价", "阶段"), ("lst:7d", "last"), ("souce=expo", "source")]
)
def test_an_unknown_key_names_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert caught.value.params["near"] == near


def test_an_unknown_key_near_nothing_says_how_to_search_for_the_text() -> None:
    with pytest.raises(UsageError) as caught:
        read("xyzzyx:quote")
    assert caught.value.params["text"] == "'\"xyzzyx:quote\"'"


@pytest.mark.parametrize(
    "text",
    [
        "stage:",
        "stage:,",
        "来源：",
        "not:",
        "@",
        '""',
        "amount:",
        "amount:..",
        "last>",
        "stage>quote",
        "tag<x",
        "is:happy",
        "region:月球",
        "missing:is",
        "missing:nonsense",
        "do_not_contact:perhaps",
    ],
)
def test_what_makes_no_sense_is_refused_as_usage(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert str(caught.value) != caught.value.message or "{" not in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "stage:nonsense",
        "source:月球",
        "last:someday",
        "created:2026-13",
        "last:30d..2026-11-01",
        "created>..2026",
        "amount:lots",
        "amount:$500..",
        "amount>1万..5万",
        "budget>10-50万",
    ],
)
def test_a_value_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read(text)


def test_a_misspelt_mark_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        read("is:overdeu")
    assert caught.value.params["near"] == ("overdue",)


def test_every_sentence_can_be_filled_in() -> None:
    for text in (
        "stgae:x",
        "xyzzyx:x",
        "last",
        "stage:",
        "stage>x",
        "is:happy",
        "missing:is",
        "amount:$5",
        "amount:..",
    ):
        with pytest.raises(CrmError) as caught:
            read(text)
        error = caught.value
        assert "{" not in error.message.format(**error.params) + error.hint.format(**error.params)
