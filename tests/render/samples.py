"""Wordings, sheets and texts that the tests of this folder share."""

from __future__ import annotations

from hypothesis import strategies as st

from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet
from crmcli.render import Wording

CHINESE = {
    "Customer": "客户",
    "Contact": "联系人",
    "Phone": "电话",
    "Stage": "阶段",
    "Amount": "金额",
    "Nothing to show.": "没有内容。",
    "yes": "是",
    "no": "否",
    "¥{amount}": "{amount} 元",
    "{n} customers": "{n} 位客户",
}
LABELS = {"quote": ("方案报价", "Proposal and quote"), "lead": ("线索", "Lead")}


def wording(lang: str = "en", *, mask: bool = False, currency: str = "CNY", today: str = "2026-11-21") -> Wording:
    """A Wording over the few words above."""

    def label(dictionary: str, code: str) -> str:
        return LABELS.get(code, (code, code))[lang == "en"]

    def translate(text: str) -> str:
        return CHINESE.get(text, text) if lang == "zh" else text

    return Wording(lang, translate, label, mask=mask, currency=currency, today=today)


CUSTOMERS = (
    Column("code", "Code"),
    Column("name", "Customer", share=2, style="strong"),
    Column("contact", "Contact", share=1),
    Column("phone", "Phone"),
    Column("stage", "Stage", "code", "stage"),
    Column("last_contact_at", "Last contact", "day", short="Last"),
    Column("next_at", "Next", "moment"),
)


def customers(*rows: tuple[str | None, ...]) -> Sheet:
    """A list of customers as on a terminal, with a number before each row."""
    return Sheet(CUSTOMERS, rows, numbered=True, notes=(Msg("{n} customers", {"n": len(rows)}, one="{n} customer"),))


EXAMPLE = ("C20260501001", "北京示例科技有限公司", "张伟", "13800138000", "quote", "2026-11-12 15:30", "2026-11-24")
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "示例科技，。（）🙂👩🏽‍💻❤️é้́ท﷽\u202e\u2066\u200b\u200d\ufeff\x1b\x9b\x07\x00\r\n\t\u2028[red]{n}%|\\\"'=+-@"
        ),
        st.characters(categories=["Cs"]),
    ),
    max_size=40,
)
