"""Cells of a sheet as layout sees them: filled or not, a heading or a value, and what a row says in words.

Which row is the header is core.layout_headers; what a record is, core.layout_rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crmcli.core.cells import text_of
from crmcli.core.fold import fold, squeeze
from crmcli.core.headers import clean, read_heading
from crmcli.core.patterns import lazily

if TYPE_CHECKING:
    from crmcli.records.grid import Cell

LONGEST_HEADING = 120  # characters; what is longer is prose
SHOWN = 80  # characters of a skipped row that are kept
# A row that fills one of these columns speaks of somebody.
NAMING = frozenset({
    *("name", "company", "contact", "family_name", "given_name", "display_name", "nickname", "remark_name", "name_en")
})  # fmt: skip
IDENTIFYING = NAMING | {
    *("mobile", "phone", "landline", "company_phone", "contact_any", "email", "wechat", "qq", "code", "external_id"),
    *("order_no", "content", "deal_name", "contract_no", "credit_code", "member_card_no"),
}
# Headings that the values decide about; these name somebody whatever they turn out to mean.
_NAMING_KEYS = frozenset({"displayname", "买家", "name", "名称", "名字", "主要联系人", "primarycontact"})
_COUNTING_KEYS = frozenset({"id", "编号", "no", "no.", "#", "序号", "序", "项次", "行号"})
_VALUE = lazily(
    r"\d{3}|[\w.]@\w|有限公司|有限责任|股份公司|(?i:\b(?:ltd|inc|llc|gmbh)\b)|https?:|\*{2}|^[\d\s.,:/%+＋-]+$"
)
_CONTACT = lazily(r"\w@\w+\.\w|(?<![\d])(?:\+?86)?[-\s]?1[3-9]\d[\d*\s-]{8,12}(?!\d)|\d{3,4}-\d{7,8}|\+\d[\d\s-]{8,}")


class Lexicon:
    """What headings mean, each looked up once.

    Args:
        known: heading → field, "" when that depends on the values, None when unknown; None for the lexicon's own.
    """

    def __init__(self, known: Callable[[str], str | None] | None = None) -> None:
        self._known = known or _by_heading
        self._seen: dict[str, str | None] = {}

    def field(self, text: str) -> str | None:
        """The field that a heading means; None for what is too long or holds nothing but digits and signs."""
        if text not in self._seen:
            worth = text == "#" or (len(text) <= LONGEST_HEADING and any(map(str.isalpha, text)))
            self._seen[text] = self._known(text) if worth else None
        return self._seen[text]

    def names_somebody(self, text: str) -> bool:
        """Whether a heading is that of a person or a company."""
        field = self.field(text)
        return field in NAMING or (field == "" and fold(clean(text)) in _NAMING_KEYS)

    def identifies(self, text: str) -> bool:
        """Whether a filled cell under a heading is enough to speak of somebody."""
        return self.field(text) in IDENTIFYING or self.names_somebody(text)

    def counts(self, text: str) -> bool:
        """Whether a column says nothing about anybody: numbers of rows, signatures."""
        return self.field(text) == "_ignore" or fold(clean(text)) in _COUNTING_KEYS

    def heading(self, text: str) -> str:
        """A heading on one line, without required marks and numbers of questions where it means the same without."""
        field = self.field(text)
        forms = (clean(text), squeeze(text))
        return next((form for form in forms if form and self.field(form) == field), squeeze(text))


def _by_heading(text: str) -> str | None:
    return read_heading(text).field


def is_empty(cell: Cell) -> bool:
    """Whether nothing is in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled(row: Sequence[Cell]) -> list[tuple[int, str]]:
    """(column, text) of the cells of a row that hold something."""
    return [(column, text) for column, cell in enumerate(row) if cell is not None and (text := text_of(cell))]


def is_value(cell: Cell) -> bool:
    """Whether a cell looks like a value and not like a heading: numbers, dates, addresses, names of firms."""
    if isinstance(cell, str):
        return len(cell) > LONGEST_HEADING or bool(_VALUE.search(cell.strip()))
    return cell is not None


def is_contact(text: str) -> bool:
    """Whether a mobile, landline or e-mail address is in a text."""
    return _CONTACT.search(text[:LONGEST_HEADING]) is not None


def shown(cells: Sequence[tuple[int, str]]) -> str:
    """A skipped row in one short line."""
    words = squeeze(" ".join(text[:SHOWN] for _, text in cells[:20]))
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
