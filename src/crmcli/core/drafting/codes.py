"""Readers of cells whose words come from dictionaries: grade, industry, size, role, kind, yes and no.

Sources and statuses, which say more than a code, have files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import MEMORY, Reader, Reading
from crmcli.core.filter_keys import choices, plain
from crmcli.core.marks import narrow
from crmcli.core.patterns import lazily
from crmcli.core.tags import TagName
from crmcli.core.words import Words
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_UNKNOWN = N_("“{raw}” is not one of the words known for {field}.")
_PARTS = lazily(r"\s*[-—－>/／、,，;；·]\s*")
_SIZES = ((20, "micro"), (300, "small"), (1000, "medium"))

Finder = Callable[[str], str | None]


def remembered(find: Finder) -> Finder:
    """The same question answered once: a column of codes repeats a handful of words a hundred thousand times."""
    known: dict[str, str | None] = {}

    def look(text: str) -> str | None:
        if text not in known:
            if len(known) > MEMORY:
                known.clear()
            known[text] = find(text)
        return known[text]

    return look


def coded(column: ColumnPlan, reading: Reading, *, dictionary: str, into: str) -> Reader:
    """A column of one dictionary; an unknown word goes into the note.

    Args:
        into: "columns.KEY", "person.KEY", "order.KEY" or "lost_reason".
    """
    look = remembered(lambda text: _find(reading.words, dictionary, text))
    place, _, key = into.partition(".")

    def read(row: Collected, text: str, cell: Cell) -> None:
        code = look(text)
        if code is None:
            unknown(row, column, text)
        elif code:
            _put(row, place, key, code)

    return read


def _find(words: Words, dictionary: str, text: str) -> str | None:
    """The code; "" for a placeholder that is no word of the dictionary."""
    found = words.find(dictionary, text)
    if found is None and dictionary == "company_size":
        found = _size(text)
    if found is None and dictionary == "industry":  # 制造业-电子, IT/通信/电子: the wider word stands first
        found = next((code for part in _PARTS.split(text) if (code := words.find(dictionary, part))), None)
    if found is None and dictionary == "role" and plain(text) in choices("yesno"):  # 是否关键决策人
        found = "decider" if choices("yesno")[plain(text)] == "yes" else ""
    if found is None and (is_empty(text) or (dictionary == "gender" and text in ("其他", "其它", "保密"))):
        return ""
    return found


def _put(row: Collected, place: str, key: str, code: str) -> None:
    if place == "lost_reason":
        row.lost_reason = row.lost_reason or code
    else:
        getattr(row, place).setdefault(key, code)


def unknown(row: Collected, column: ColumnPlan, text: str) -> None:
    """A word that no dictionary has: into the note, marked."""
    field = column.field or ""
    row.unread(field, column.header, text, Msg(_UNKNOWN, {"raw": text[:40], "field": column.header}))


def _size(text: str) -> str | None:
    """A company's size by heads: the number, or the middle of a range."""
    if not re.fullmatch(r"[\d\s,\-~至到人名个约+以上下多余左右]+", narrow(text)):
        return None
    numbers = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", narrow(text))]
    if not numbers or len(numbers) > 2 or max(numbers) > 10_000_000:
        return None
    heads = sum(numbers) / len(numbers)
    return next((code for limit, code in _SIZES if heads < limit), "large")


def customer_type(column: ColumnPlan, reading: Reading) -> Reader:
    """客户类型: company or person, or else a custom value of its own."""
    words = reading.words
    look = remembered(lambda text: words.find("customer_kind", text) or _yes_company(text))
    name = column.header[:60]

    def read(row: Collected, text: str, cell: Cell) -> None:
        kind = look(text)
        if kind:
            row.texts.setdefault("kind", kind)
        elif not is_empty(text):
            row.custom.setdefault(name, text)

    return read


def _yes_company(text: str) -> str | None:
    answer = choices("yesno").get(plain(text))
    return {"yes": "company", "no": "person"}.get(answer or "")


def flag(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of yes and no; stored as 0 and 1."""
    del reading
    look = remembered(read_yes)
    key = column.field or ""

    def read(row: Collected, text: str, cell: Cell) -> None:
        answer = look(text)
        if answer is None:
            unknown(row, column, text)
        elif answer:
            row.columns.setdefault(key, 1 if answer == "yes" else 0)

    return read


def read_yes(text: str) -> str | None:
    """ "yes", "no", or None for neither: √, 已加, Y; ×, 未加, 无 (value_cases: bool)."""
    word = plain(text)
    if word in choices("yesno"):
        return choices("yesno")[word]
    if word in ("√", "✓", "✔", "对", "t", "on", "已", "要") or word.startswith("已"):
        return "yes"
    if word in ("×", "x", "✗", "✘", "f", "off", "-", "未", "没有") or word.startswith(("未", "没")):
        return "no"
    return None


def risk(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of risk levels becomes the tag 风险等级-高."""
    words = reading.words
    look = remembered(lambda text: words.find("tag_value", f"风险等级-{text}") or words.find("tag_value", text))

    def read(row: Collected, text: str, cell: Cell) -> None:
        found = look(text) or ""
        dimension, _, value = found.partition("-")
        if dimension == "风险等级":
            row.tags.append(TagName(dimension, value))
        elif not is_empty(text):
            unknown(row, column, text)

    return read


def grade(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of grades: A, B类, 重点客户."""
    words = reading.words
    look = remembered(lambda text: words.find("grade", text) or ("" if is_empty(text) else None))

    def read(row: Collected, text: str, cell: Cell) -> None:
        code = look(text)
        if code is None:
            unknown(row, column, text)
        elif code and code != "N":
            row.grade = code

    return read
