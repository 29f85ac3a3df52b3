"""Words for a status or a stage: either dictionary's, changes between two, and marks that are neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.core.cells import is_empty
from crmcli.core.drafting.codes import unknown
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.patterns import lazily
from crmcli.core.words import Words

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_GOING_ON = lazily("(?:进行)?(?:中|阶段)$")
# 成交状态 未成交 is not lost: it has not come to that yet.
_ASKS_DONE = lazily(r"(?:成交|签约|合作|转化)(?:状态|情况)?(?:[（(].*)?$|^是否")
_NOT_YET = lazily("(?:未|暂未|尚未|还没|没有?)(?:成交|签约|合作|转化|签)")
_CHANGE = lazily(r"\s*(?:→|->|=>|➜|⇒|转为|变为|改为|升级为|至)\s*")


def status(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of statuses or stages, in either's words; a change `潜在→意向` means its end (value_cases: status)."""
    words, first = reading.words, column.field or "status"
    asks = _ASKS_DONE.search(column.header) is not None
    known: dict[str, dict[str, str] | None] = {}

    def read(row: Collected, text: str, cell: Cell) -> None:
        if text not in known:
            known[text] = {} if asks and _NOT_YET.fullmatch(text) else read_status(text, words, first=first)
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
    shorter = _GOING_ON.sub("", word)  # 谈判中 and 谈判阶段 are 谈判
    names = (first, "status" if first == "stage" else "stage")
    for name, form in [(name, form) for form in dict.fromkeys((word, shorter)) for name in names if len(form) > 1]:
        code = words.find(name, form)
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
