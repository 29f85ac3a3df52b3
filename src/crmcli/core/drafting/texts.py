"""Readers of plain texts, names among them, that are stored or looked at as they are; and of custom values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.core import codes
from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.filter_keys import choices, plain
from crmcli.core.fold import fold, squeeze
from crmcli.core.headers import CUSTOM, clean, key_of
from crmcli.core.marks import narrow
from crmcli.core.money import parse_money
from crmcli.core.patterns import lazily
from crmcli.core.phones import WECHAT_SAME
from crmcli.core.vague import is_vague
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_BUDGET = lazily(r"预算\s*[:：为约]?\s*([^\s,，;；、。|]{2,20})|budget\s*:?\s*([^\s,;|]{2,20})", re.IGNORECASE)
_CHINA = frozenset({"中国", "china", "cn", "prc", "中华人民共和国", "中国大陆"})
_SMALL_NUMBER = lazily(r"\d{1,4}")
# External ids keep apart by system: platforms are known by their heading, all others by the heading itself.
_SYSTEMS = {
    "member_card_no": "member_card",
    "externaluserid": "wecom",
    "externaluserunionid": "wechat_union",
    "外部联系人id": "wecom",
    "企微编号": "wecom",
    "unionid": "wechat_union",
    "微信openid": "wechat_open",
    "clueid": "clue",
    "线索id": "clue",
    "leadsid": "clue",
}


def late(column: ColumnPlan, reading: Reading) -> Reader:
    """A text that is looked at when the whole row is known: names, dates of a talk, parts of an address.

    The first column of a field wins; another one that says something else goes into the note.
    """
    del reading
    field, header = column.field or "", column.header

    def read(row: Collected, text: str, cell: Cell) -> None:
        said = row.texts.setdefault(field, text)
        if said is not text and fold(said) != fold(text) and not is_empty(text):
            if is_empty(said):
                row.texts[field] = text
            else:
                row.keep(header, text)

    return read


def stored(column: ColumnPlan, reading: Reading) -> Reader:
    """A text of the table customers; a second one that differs goes into the note."""
    del reading
    return _into(column, "columns")


def personal(column: ColumnPlan, reading: Reading) -> Reader:
    """A text of the table contacts."""
    del reading
    return _into(column, "person")


def sold(column: ColumnPlan, reading: Reading) -> Reader:
    """A text of an order or a deal, whichever the table is about."""
    return _into(column, "order" if reading.kind == "orders" else "deal")


def _into(column: ColumnPlan, place: str) -> Reader:
    key, header = column.field or "", column.header

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text):
            return
        text = squeeze(text)
        said = getattr(row, place).setdefault(key, text)
        if said != text and key == "product":  # name and variety of what was bought
            getattr(row, place)[key] = f"{said} {text}"
        elif said != text:
            row.keep(header, text)

    return read


def need(column: ColumnPlan, reading: Reading) -> Reader:
    """What the customer needs; several columns are joined, a need that says nothing is let in with a warning (R088)."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text):
            return
        said = row.columns.get("need")
        row.columns["need"] = f"{said}\n{text}" if said else text
        if is_vague(text):
            row.warn("need", text, Msg(N_("“{raw}” says nothing about the need."), {"raw": text[:40]}))

    return read


def note(column: ColumnPlan, reading: Reading) -> Reader:
    """A remark; several are joined. A budget in it is pointed out, never taken over (R037)."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text):
            return
        if WECHAT_SAME.fullmatch(text):
            row.wechat_same = True
            return
        row.notes.append(text)
        match = _BUDGET.search(text) if "预算" in text or "udget" in text else None
        if match and _is_amount(match[1] or match[2]):
            speaks = N_("The note speaks of a budget of {raw}; it was not taken over.")
            row.warn("budget", text, Msg(speaks, {"raw": match[1] or match[2]}), notice=True)

    return read


def _is_amount(text: str) -> bool:
    try:
        return parse_money(text) is not None and any(map(str.isdigit, text))
    except BadValue:
        return False


def content(column: ColumnPlan, reading: Reading) -> Reader:
    """What was said; several columns are joined."""
    del column, reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if not is_empty(text):
            row.contents.append(text)

    return read


def step(column: ColumnPlan, reading: Reading) -> Reader:
    """A next step or plan; a mere yes (Follow-up: Y) goes into the note."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if len(text) <= 3 and (answer := choices("yesno").get(plain(text))):
            if answer == "yes":
                row.keep(column.header, text)
        elif not is_empty(text):
            row.steps.append(text)

    return read


def custom(column: ColumnPlan, reading: Reading) -> Reader:
    """A column that only this file has: kept as text under its heading."""
    name = (column.field or "").removeprefix(CUSTOM)
    of_order = reading.kind == "orders"

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text) and text != "0":
            return
        if of_order:  # of this order, not of the customer
            row.keep(column.header, text)
        else:
            said = row.custom.setdefault(name, text)
            if said != text:
                row.keep(column.header, text)

    return read


def country(column: ColumnPlan, reading: Reading) -> Reader:
    """A country other than ours is a custom value."""
    del reading
    name = clean(column.header)

    def read(row: Collected, text: str, cell: Cell) -> None:
        if fold(text) not in _CHINA and not is_empty(text):
            row.custom.setdefault(name, squeeze(text))

    return read


def number(column: ColumnPlan, reading: Reading) -> Reader:
    """An order's number: text, and nothing when a spreadsheet has rounded it (value_cases: order_id)."""
    as_text = late(column, reading)

    def read(row: Collected, text: str, cell: Cell) -> None:
        if not _is_rounded(row, column, text):
            as_text(row, narrow(text), cell)  # without the apostrophe that keeps digits as text

    return read


def _is_rounded(row: Collected, column: ColumnPlan, text: str) -> bool:
    """Whether 6.91912E+18 stands for a longer number; said, and kept in the note."""
    if "E+" not in text or not re.fullmatch(r"\d(?:\.\d+)?E\+\d+", text):
        return False
    lost = N_("“{raw}” has lost its last digits: make the column text in the spreadsheet and type them again.")
    row.unread(column.field or "", column.header, text, Msg(lost, {"raw": text[:40]}))
    return True


def code(column: ColumnPlan, reading: Reading) -> Reader:
    """客户编号: a code of our own form, or an id of the system that the file came from.

    Bare numbers of up to four digits name a customer in no other file, so they are no ids but custom values.
    """
    system, form = _system(column), reading.code_format
    name = clean(column.header)

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text) or len(text) > 128:
            return
        if _is_rounded(row, column, text):
            return
        if codes.read_code(form, text) is not None and row.code is None and column.field == "code":
            row.code = text.upper()
        elif _SMALL_NUMBER.fullmatch(text) and column.field != "member_card_no":
            row.custom.setdefault(name, text)
        else:
            row.ids.append((system, text))

    return read


def _system(column: ColumnPlan) -> str:
    key = key_of(column.header)
    return _SYSTEMS.get(column.field or "") or _SYSTEMS.get(key) or key


def credit_code(column: ColumnPlan, reading: Reading) -> Reader:
    """A unified social credit code or an older registration number, in capitals and without blanks."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if not is_empty(text):
            row.columns.setdefault("credit_code", "".join(text.split()).upper())

    return read
