"""Reading the conditions of tag rules, and spelling them again."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.tag_rules import read_condition, spell, split_rule
from crmcli.core.words import standard
from crmcli.errors import UsageError
from crmcli.records.filter import OneOf
from crmcli.records.tagging import Condition, Said, Talks

NOW = datetime(2026, 11, 23, 9, 0)


def read(text: str) -> Condition:
    return read_condition(text, now=NOW, words=standard())


@pytest.mark.parametrize(
    ("text", "talks"),
    [
        ("近30天咨询≥3次", Talks(3, type="consult", within=30)),
        ("近 30 天咨询 >= 3 次".replace(" ", ""), Talks(3, type="consult", within=30)),
        ("30天内咨询3次以上", Talks(3, type="consult", within=30)),
        ("最近2周投诉超过1次", Talks(2, type="complaint", within=14)),
        ("近3个月拜访≥1次", Talks(1, method="visit", within=90)),
        ("近两周投诉≥一次", Talks(1, type="complaint", within=14)),
        ("跟进≥5次", Talks(5)),
        ("多次咨询同一产品", Talks(2, type="consult", same="product")),
        ("同一主题咨询≥2次", Talks(2, type="consult", same="topic")),
        ("talks type:inquiry count:3.. within:30d", Talks(3, type="consult", within=30)),
        ("talks:type=inquiry count>=3 within 30d", Talks(3, type="consult", within=30)),
        ("talks within 4w count >= 3", Talks(3, within=28)),
        ("talks method:phone same:product", Talks(2, method="phone", same="product")),
        ("talks about:售后服务,响应 count:2", Talks(2, about=("售后服务", "响应"))),
        ("not:talks within:90d", Talks(1, within=90, negated=True)),
    ],
)
def test_so_many_talks(text: str, talks: Talks) -> None:
    assert read(text) == Condition((talks,))
    assert read(spell(read(text))) == Condition((talks,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("预算未审批", Said(("预算未审批",))),
        ("said:预算未审批,预算未批 until:预算已审批", Said(("预算未审批", "预算未批"), ("预算已审批",))),
        ('"no budget" 直到:"budget approved"', Said(("no budget",), ("budget approved",))),
        ("not:said:急", Said(("急",), negated=True)),
    ],
)
def test_words_that_were_said(text: str, said: Said) -> None:
    assert read(text) == Condition(said=(said,))
    assert read(spell(read(text))) == Condition(said=(said,))


def test_terms_of_a_filter_stand_beside_them() -> None:
    found = read("近30天咨询≥3次 且 stage:quote")
    assert (found.talks, found.filter.terms) == (
        (Talks(3, type="consult", within=30),),
        (OneOf("stage", ("quote",)),),
    )
    assert spell(found) == "talks type:consult count:3.. within:30d stage:quote"


@pytest.mark.parametrize(
    "text",
    ["", "talks", "近x天咨询≥3次", "近两天咨询多少次", "咨询≥0次",
     "talks count:many", "talks within:never", "talks same:price", "nokey:1",
     "talks type:nothing", "said:", "talks count:1 count:2"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read(text)


@pytest.mark.parametrize("arrow", ["→", " → ", " -> ", " => ", "⇒"])
def test_an_arrow_parts_condition_and_tag(arrow: str) -> None:
    assert split_rule(f"近30天咨询≥3次{arrow}活跃度-高") == ("近30天咨询≥3次", "活跃度-高")
    assert split_rule("stage:quote") == ("stage:quote", None)
