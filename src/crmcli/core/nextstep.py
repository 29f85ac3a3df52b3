"""A next step as one types it: what to do, when, and who does it (3月15日前发送数据对接案例,*销售负责)."""

from __future__ import annotations

import re
from datetime import datetime

from crmcli.core.date_parts import Frame, Order
from crmcli.core.date_search import find_date
from crmcli.core.dates import find_when
from crmcli.records.record import record

_CJK = "[\u2e80-\u9fff]"
_MARKS = ",，;；:：、。"
_LEADING = r"^(?:[\s,，;；:：、。]|[-–—~](?![0-9]))+"
_TRAILING = " \t\n\r\u3000,，;；:：、。–—~-"
_ONLY_MARKS = r"[\W_]*"
# 王芳负责, 由*销售负责, 请李工负责跟进。, 负责人：王芳; at the end, after a mark.
_OWNER = (
    r"[\s,，;；、。](?:(?:由|请)?(?P<name>[*＊]?[^\s,，;；、。:：()（）]{1,8}?)负责(?:跟进)?"
    r"|负责人[:：]\s?(?P<named>[^\s,，;；]{1,8}))[。.!！]?$"
)
_NOBODY = ("谁", "我", "我们", "专人", "需要", "是否", "无人")


@record
class NextStep:
    """What a next step says.

    Args:
        title: what to do; empty when the text was a date alone.
        due_at: ISO day, or `YYYY-MM-DD HH:MM`; None without a date.
        owner: who does it, as typed; None when not said.
    """

    title: str
    due_at: str | None
    owner: str | None


def parse_next_step(text: str, *, now: datetime, order: Order | None = None, country: str = "CN") -> NextStep:
    """Read a next step (requirements R055).

    The first date phrase is cut out with its deadline word (前, by…); the rest, tidied, is the title. A text without a
    date is all title. Dates are read as in dates.parse_when: a past one that was written out is returned as it is.

    Args:
        text: as typed.
        now: local time, without a zone.
        order: how 01/05/2027 is to be read, "dmy" or "mdy".
        country: whose working days are counted.

    Raises:
        BadValue: only for what is plainly written as a date and is impossible or ambiguous.
    """
    typed = text.strip()
    frame = Frame(now, order=order, country=country)
    whole = find_when(typed, frame)
    if whole is not None:
        return NextStep("", whole.at, None)
    step, owner = _split_owner(typed)
    hit = find_date(step, frame)
    if hit is None:
        return NextStep(step, None, owner)
    return NextStep(_join(step[: hit.start], step[hit.end :]), hit.when.at, owner)


def _split_owner(text: str) -> tuple[str, str | None]:
    match = re.search(_OWNER, text)
    owner = (match["name"] or match["named"]) if match else None
    if match is None or owner in _NOBODY:
        return text, None
    return text[: match.start()].rstrip(_TRAILING), owner


def _join(before: str, after: str) -> str:
    """The text around the cut phrase, without the marks and spaces that it leaves dangling."""
    left, right = before.rstrip(), after.lstrip()
    while left.endswith(("(", "（", "[", "【")) and right.startswith((")", "）", "]", "】")):
        left, right = left[:-1].rstrip(), right[1:].lstrip()
    if re.fullmatch(_ONLY_MARKS, right):
        return left.rstrip(_TRAILING)
    if not left or re.fullmatch(_ONLY_MARKS, left):
        return re.sub(_LEADING, "", right)
    if left.endswith(tuple(_MARKS)):
        return left + (" " if left[-1].isascii() else "") + re.sub(_LEADING, "", right)
    return left + _space(before, after, left[-1] + right[0]) + right


def _space(before: str, after: str, neighbours: str) -> str:
    """One space where words would run together; between Chinese characters only when there was one on both sides."""
    spaces = before[-1:].isspace() + after[:1].isspace()
    if re.fullmatch(f"{_CJK}.|.{_CJK}|.[,，;；:：、。.!?]", neighbours):
        return " " if spaces == 2 else ""
    return " "
