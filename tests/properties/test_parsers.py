"""Whatever is typed, a parser reads it or says what is wrong: nothing else, and not for ever."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.companies import looks_like_company, read_company
from crmcli.core.dates import parse_past, parse_when
from crmcli.core.emails import read_emails, typed_email
from crmcli.core.filters import parse_filter
from crmcli.core.money import parse_money
from crmcli.core.names import read_name
from crmcli.core.nextstep import parse_next_step
from crmcli.core.pasted import read_line
from crmcli.core.phones import read_phones, typed_phone
from crmcli.core.references import parse_reference
from crmcli.core.sensitive import find_sensitive, redact
from crmcli.core.spans import parse_span
from crmcli.core.vague import is_vague
from crmcli.core.wechat import read_wechat
from crmcli.core.words import standard
from crmcli.errors import CrmError
from tests.fuzzing import examples, no_hang

NOW = datetime(2026, 11, 23, 9, 0)
WORDS = standard()
PARSERS: dict[str, Callable[[str], object]] = {
    "when": lambda text: parse_when(text, now=NOW),
    "past": lambda text: parse_past(text, now=NOW),
    "span": lambda text: parse_span(text, now=NOW),
    "next step": lambda text: parse_next_step(text, now=NOW),
    "filter": lambda text: parse_filter(text.split(), now=NOW, words=WORDS, fields=("型号",)),
    "money": parse_money,
    "phone": typed_phone,
    "phones": read_phones,
    "email": typed_email,
    "emails": read_emails,
    "wechat": read_wechat,
    "name": read_name,
    "company": read_company,
    "organisation": looks_like_company,
    "pasted": lambda text: read_line(text, words=WORDS),
    "reference": parse_reference,
    "sensitive": find_sensitive,
    "vague": is_vague,
    "word": lambda text: WORDS.find("stage", text),
}
PIECES = (
    *"0123456789０９一二三十百千万亿廿两零〇+-−—*/\\:：.．,，、;；~～…",
    *"()（）[]【】{}<>@#$%^&=＝|!?'\"` 　\t\n\r\0\x1b\x85\u200b\u202e\ufeff\ud800",
    "年", "月", "日", "号", "周", "星期", "上", "下", "个", "半", "点", "分", "今天", "明天", "大后天", "前", "后",
    "Q4", "T", "Z", "pm",
    "上午",
    "2026", "31", "13800138000", "+86", "0086", "010", "转", "ext", "62345678", "400-", "1.38E+10", "微信", "wx",
    "同手机", "万", "元", "￥", "USD",
    "万元", "k", "先生", "总", "有限公司", "股份", "分公司", "Ltd", "Co.", "集团", "张", "欧阳", "王芳", "a@b.cn",
    "@", "C20261123001",
    "stage:", "not:", "last:", "..", "7d", ">", "<=", "@hot", "monday", "in", "days", "ago", "next", "week",
    "11010519491231002X", "6222021234567890128",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join)


@settings(max_examples=examples(150))
@given(text=texts, name=st.sampled_from(sorted(PARSERS)))
def test_a_text_is_read_or_refused_with_a_sentence(text: str, name: str) -> None:
    refused = None
    try:
        PARSERS[name](text)
    except CrmError as error:
        refused = error
    assert refused is None or (str(refused) and refused.exit_code in (2, 3, 6))


@pytest.mark.parametrize("name", PARSERS)
def test_nothing_typed_takes_for_ever(name: str) -> None:
    """Patterns that some parsers would go over again and again: each is thousands of characters long."""
    for piece in ("1", "12 ", "1-", "一", "十", "年", "2026-", "11/", "张", "有限公司", "(", "（（", "a", "a@",
                      "a.a@a.", ".", "13800138000,",
                  "+", "stage:", "not:", "--", "下周", "转", "0" * 10, " ", "\u200b", "有限", "C2",
                  "6222 "):  # fmt: skip
        for text in (piece * (6000 // len(piece)), piece * 300 + "x", "x" + piece * 300):
            with no_hang(), contextlib.suppress(CrmError):
                PARSERS[name](text)


@given(texts)
def test_redacting_leaves_nothing_to_find_and_the_rest_as_it_was(text: str) -> None:
    plain, found = redact(text)
    assert len(plain) == len(text)
    assert find_sensitive(plain) == ()
    for finding in found:
        assert set(plain[finding.start : finding.end]) == {"*"}
