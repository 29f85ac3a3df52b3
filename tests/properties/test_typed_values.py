"""What people type, cut up and put together anew: every reader reads it or refuses it with a sentence, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core import cell_dates, companies, emails, money, names, pasted, phones, sensitive, vague, wechat
from crmcli.core.dates import parse_past, parse_when
from crmcli.core.nextstep import parse_next_step
from crmcli.core.recurrence import parse_every
from crmcli.core.references import parse_reference
from crmcli.core.spans import parse_span
from crmcli.core.words import standard
from crmcli.errors import CrmError
from tests.fuzzing import examples, no_hang
from tests.work.command_lines import CUSTOMERS, DATES, EVERYTHING, MONEY

NOW = datetime(2026, 11, 23, 9, 30)
SIGNS = (" ", "　", "-", "－", "/", ".", "。", ",", "，", ":", "：", "(", "（", ")", "+", "~", "至", "前", "后", "号",
         "万", "元", "约", "每", "0", "9", "十", "廿", "两", "半", "年", "月", "日", "周", "公司", "经理", "先生",
         "女士", "总", "转", "分机", "@", "86", "½", "Ⅻ", "٣", "①", "\u200b", "\ufeff", "\x00")  # fmt: skip
pieces = st.sampled_from(EVERYTHING) | st.sampled_from((*DATES, *MONEY, *CUSTOMERS)) | st.sampled_from(SIGNS)
texts = st.lists(
    pieces | st.builds(lambda text, low, high: text[low:high], pieces, st.integers(0, 8), st.integers(0, 12)),
    max_size=6,
).map("".join)
READERS: dict[str, Callable[[str], object]] = {
    "a date ahead": lambda text: parse_when(text, now=NOW),
    "a date behind": lambda text: parse_past(text, now=NOW),
    "a date in a cell": lambda text: cell_dates.parse_any(text, now=NOW),
    "a span": lambda text: parse_span(text, now=NOW),
    "a next step": lambda text: parse_next_step(text, now=NOW),
    "a recurrence": parse_every,
    "phones": phones.read_phones,
    "a phone": phones.typed_phone,
    "an amount": money.parse_money,
    "a percentage": money.parse_percent,
    "a company": companies.read_company,
    "whether a company": companies.looks_like_company,
    "a name": names.read_name,
    "e-mails": emails.read_emails,
    "an e-mail": emails.typed_email,
    "a WeChat id": wechat.read_wechat,
    "what is sensitive": sensitive.find_sensitive,
    "what is vague": vague.is_vague,
    "a pasted line": lambda text: pasted.read_line(text, words=standard()),
    "a reference": parse_reference,
    "a word of a dictionary": lambda text: standard().code("channel", text),
}


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=examples(25))
@given(text=texts)
def test_anything_is_read_or_refused(reader: str, text: str) -> None:
    read, said = READERS[reader], ""
    with no_hang(2):
        try:
            first = read(text)
        except CrmError as error:
            said = error.message.format(**error.params)
        else:
            assert read(text) == first
    assert not said or "{" not in said or "{" in text
