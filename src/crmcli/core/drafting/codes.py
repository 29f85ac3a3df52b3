"""Readers of cells whose words come from dictionaries: source, status, grade, industry, size, role, yes and no."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import MEMORY, Reader, Reading
from crmcli.core.filter_keys import choices, plain
from crmcli.core.marks import narrow
from crmcli.core.tags import TagName
from crmcli.core.words import Words
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_UNKNOWN = N_("“{raw}” is not one of the words known for {field}.")
_CHANGE = re.compile(r"\s*(?:→|->|=>|➜|⇒|转为|变为|改为|升级为|至)\s*")
_FAIR = re.compile(r"广交会|进博会|高交会|服贸会|交易会|博览会|展销会|订货会|糖酒会|[\w·]{2,}展(?:览会|会)?$")
_TALK = re.compile(r"[\w·]{2,}(?:峰会|论坛|沙龙|大会|研讨会|路演)$")
_EXPO = re.compile("广交会|进博会|高交会|服贸会|糖酒会")
_ABOUT_SOURCE = re.compile(
    "(?:后台|店铺|渠道|来源|客户|推广|平台|私信|app|小程序|获客|线索|引流|咨询|添加)$", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[;；、，,|/]\s*")
_REFINED = re.compile(r"\s*[-－—:：>（(]\s*")
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


def source(column: ColumnPlan, reading: Reading) -> Reader:
    """客户来源: a channel, and the event when a fair is named. An unknown word is other, with its text kept (§4.3)."""
    words = reading.words
    known: dict[str, tuple[str | None, str | None]] = {}

    def read(row: Collected, text: str, cell: Cell) -> None:
        if text not in known:
            known[text] = read_source(text, words)
        code, event = known[text]
        columns = row.columns
        if code is None:
            if is_empty(text):
                return
            if columns.get("source") not in (None, "other"):
                row.keep(column.header, text)
                return
            columns.setdefault("source", "other")
            columns.setdefault("source_text", text[:200])
            unsaid = N_("The source “{raw}” is not known; it is kept as other, with its text.")
            row.warn("source", text, Msg(unsaid, {"raw": text[:40]}))
        elif columns.setdefault("source", code) == "other" and code != "other":
            columns["source"] = code
        if event:
            columns.setdefault("event", event)

    return read


def read_source(text: str, words: Words) -> tuple[str | None, str | None]:
    """Code of the channel and name of the event that a text means (value_cases: source).

    Returns:
        (None, None) when the text is not known.
    """
    code = words.find("channel", text)
    if code:
        return code, text if _EXPO.search(text) and code == "expo" else None
    pieces = [piece.strip("）) ") for piece in _REFINED.split(text, maxsplit=1)]
    if len(pieces) == 2 and (code := words.find("channel", pieces[0])):
        return code, pieces[1] if code in ("expo", "event") and pieces[1] else None
    codes = [found for part in _PARTS.split(text) if (found := words.find("channel", part))]
    if codes:
        return codes[0], None
    for pattern, channel in ((_FAIR, "expo"), (_TALK, "event")):
        if len(text) <= 40 and pattern.search(text):
            return channel, text
    shorter = _ABOUT_SOURCE.sub("", text)
    return (words.find("channel", shorter) if len(shorter) > 1 else None), None


def status(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of statuses or stages, in either's words; a change `潜在→意向` means its end (value_cases: status)."""
    words, first = reading.words, column.field or "status"
    known: dict[str, dict[str, str] | None] = {}

    def read(row: Collected, text: str, cell: Cell) -> None:
        if text not in known:
            known[text] = read_status(text, words, first=first)
        found = known[text]
        if found is None:
            unknown(row, column, text)
            return
        for key, value in found.items():
            if getattr(row, key) is None:
                setattr(row, key, value)

    return read


def read_status(text: str, words: Words, *, first: str) -> dict[str, str] | None:
    """What a word for a status or stage sets: stage, status, lost_reason, grade. Derived marks (活跃) set nothing.

    Args:
        first: "status" or "stage", the dictionary that the column's heading means.

    Returns:
        None when nothing knows the word.
    """
    if is_empty(text):
        return {}
    word = _CHANGE.split(text)[-1].strip() or text
    if "转商机" in word:
        return {"status": "intent"}
    for name in (first, "status" if first == "stage" else "stage"):
        code = words.find(name, word)
        if code == "lost":
            return {name: "lost", "lost_reason": _reason(word, words)}
        if code:
            return {name: code}
    if flag := words.find("derived_flag", word):
        return {"grade": "A"} if flag == "high_value" else {}
    return None


def _reason(word: str, words: Words) -> str:
    """无效 says why; 流失 does not: the reason is asked of the column for it, and is other without one."""
    return "invalid" if words.find("lost_reason", word) == "invalid" else ""


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
