"""Texts that say nothing are told from short ones that do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.vague import is_vague


@pytest.mark.parametrize(
    "text",
    [
        "已沟通",
        "已联系",
        "跟进",
        "询问需求",
        "今天给客户打电话",
        "打了电话",
        "ok",
        "OK!",
        "好的",
        "done",
        "called",
        "有合作意向",
        "已沟通。",
        "已",
        "沟",
        "通",
        "已跟進",
        "ＯＫ",
        "。。。",
        "aaa",
        "今天联系了客户",
        "昨天跟客户沟通了一下",
        "微信聊了一下",
        "和客户聊了聊",
        "给客户打了个电话",
        "继续跟进",
        "拜访客户",
        "客户感兴趣",
        "有需求",
        "保持联系",
        "已回访",
    ],
)
def test_a_phrase_that_says_nothing_is_vague(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    "text", ["Follow-up.", "follow up", "Followed up with the client", "had a call", "Called the customer."]
)
def test_english_phrases_are_vague_as_well(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    "text",
    [
        "同意报价",
        "已沟通，客户同意报价",
        "客户拒绝",
        "已发报价单",
        "电话没人接",
        "客户要求降价5%",
        "打电话确认了周五演示",
        "采购客户管理软件，预算20-30万，3个月内上线",
        "不需要",
        "已签合同",
        "客户说下周付款",
        "1",
        "2024",
        "价格太高",
        "空号",
        "投诉",
        "要发票",
        "同意",
        "不感兴趣",
        "没有需求",
        "询价",
        "需要样品",
        "跟进合同盖章",
    ],
)
def test_a_short_text_that_says_something_is_not(text: str) -> None:
    assert not is_vague(text)


def test_english_with_content_is_not() -> None:
    assert not any(map(is_vague, ["sent quote", "called about the invoice", "wants a demo", "declined"]))


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert is_vague(text) == is_vague(f" {text}。")
