"""What happened and what is to happen: talks, the last contact, tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from crmcli.core.cell_dates import parse_any
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reading
from crmcli.core.fold import fold
from crmcli.core.marks import has_cjk
from crmcli.core.nextstep import parse_next_step
from crmcli.core.patterns import lazily
from crmcli.core.vague import is_vague
from crmcli.core.words import Words
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg
from crmcli.records.draft import DraftTalk, DraftTask

KEYS = frozenset({"content", "at", "method", "type", "topic", "feedback", "result", "satisfaction"})
_DAY = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s\d{1,2}:\d\d)?"
_ENTRY = lazily(
    r"(?:^|[;；\n。|]|(?<=\S)\s+)\s*(?:\d{1,2}[.、)）]\s*)?[\[【(（]?"
    rf"(?P<day>{_DAY})[\]】)）]?\s*[:：，,、\s\-—]\s*"
)
_LINES = lazily(
    r"(?:^|\n)\s*(?:\d{1,2}[.、)）]\s+)?(?P<day>\d{1,2}\s?(?:[-/.]|月)\s?\d{1,2}[日号]?)\s*[:：，,、\s]\s*(?=\D)"
)
_PHRASE = 12  # characters of a way of talking in other words
_TOLD = ("topic", "feedback", "result", "satisfaction", "method", "type")
_LEAD = lazily(r"\s*[\s:：,，、\-—]\s*")
_PLANS = lazily(rf"[;；\n](?=\s*{_DAY})|\n")


def talks(row: Collected, reading: Reading, *, headers: Mapping[str, str]) -> tuple[DraftTalk, ...]:
    """The talks of a row: a history is taken apart (R157), else one with the date of the row.

    What was said without any date goes into the note.

    Args:
        headers: field → heading, to keep a text under.
    """
    texts, content = row.texts, "\n".join(row.contents)
    if content and (entries := history(content, reading)):
        return entries
    _near(row, reading)
    at = texts.get("at") or (texts.get("last_contact_at") if content or _says(texts) else None)
    if at is None and content and reading.kind == "interactions":
        at = reading.day
    if at is None:
        _without_day(row, content, headers)
        return ()
    if content and is_vague(content):
        row.warn("content", content, Msg(N_("“{raw}” says nothing about the talk."), {"raw": content[:40]}))
    talking = reading.kind == "interactions"
    method, kind = _method(row, reading.words, headers)
    return (
        DraftTalk(
            at,
            method,
            kind,
            content,
            texts.get("topic"),
            texts.get("feedback"),
            texts.get("result"),
            "；".join(row.steps) or None if talking else None,
            texts.get("next_at") if talking else None,
            texts.get("contact") if talking else None,
            str(row.columns["owner"]) if talking and "owner" in row.columns else None,
            int(texts["satisfaction"]) if "satisfaction" in texts else None,
            str(row.columns["event"]) if talking and "event" in row.columns else None,
        ),
    )


def _without_day(row: Collected, content: str, headers: Mapping[str, str]) -> None:
    """What was said on no known day is kept in the note."""
    if content:
        row.notes.append(content)
    for key in _TOLD:
        if key in headers and key in row.texts:
            row.keep(headers[key], row.texts[key])


def _near(row: Collected, reading: Reading) -> None:
    """下次联系 11.10 beside a talk of 11.3 is counted from that talk, not from today."""
    at, said = row.texts.get("at"), row.texts.get("next_raw")
    if at is None or said is None or reading.kind != "interactions":
        return
    day = datetime.combine(date.fromisoformat(at[:10]), reading.now.time())
    try:
        when = parse_any(said, now=day, order=reading.order)
    except BadValue:
        return
    if when is not None and when.at[:10] >= at[:10]:
        row.texts["next_at"] = when.at


def _says(texts: dict[str, str]) -> bool:
    return any(key in texts for key in ("method", "type", "topic", "feedback", "result", "satisfaction"))


def _method(row: Collected, words: Words, headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Method and type, each from its own column, or from the other's: 体验 as a method is a type, in the store."""
    said, typed = row.texts.get("method"), row.texts.get("type")
    method = _method_of(said, words) if said else None
    kind = words.find("interaction_type", typed) if typed else None
    if said and method is None:
        kind = kind or words.find("interaction_type", said)
        method = "onsite" if kind == "trial" else None
        if kind is None:
            row.keep(headers.get("method", "method"), said)
    if typed and kind is None:
        method = method or words.find("interaction_method", typed)
        if method is None:
            row.keep(headers.get("type", "type"), typed)
    return method, kind or _type_of_heading(headers.get("content", ""), words)


@cache
def _type_of_heading(header: str, words: Words) -> str | None:
    """投诉内容 is what complaints say, 咨询内容 questions."""
    return type_in(header, words)


def _method_of(said: str, words: Words) -> str | None:
    """上门拜访 and 现场拜访客户 are no words of the dictionary and hold one."""
    return words.find("interaction_method", said) or (method_in(said, words) if len(said) <= _PHRASE else None)


def history(text: str, reading: Reading) -> tuple[DraftTalk, ...]:
    """`2023-10-10:会议讨论需求;2023-10-15:发送报价单` as two talks; empty when the text is no such list."""
    entries = list(_ENTRY.finditer(text))
    if not entries:
        entries = list(_LINES.finditer(text))  # days without their year, each on a line of its own
    if not entries or entries[0].start() > 0:
        return ()
    found: list[DraftTalk] = []
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        said = text[entry.end() : following.start() if following else len(text)].strip(" ;；\n。|")
        try:
            when = parse_any(entry["day"], now=reading.latest, past=True)
        except BadValue:
            return ()
        if when is None or when.at[:10] > reading.now.date().isoformat():
            return ()
        found.append(DraftTalk(when.at, method_in(said, reading.words), type_in(said, reading.words), said))
    return tuple(found)


def method_in(text: str, words: Words) -> str | None:
    """The method that a word in the text names: 会议讨论需求 was a meeting; None when none does, or several do.

    A word of its own at the beginning decides: `微信 约了见面` was no visit.
    """
    lead, *rest = _LEAD.split(text, maxsplit=1)
    if rest and (code := words.find("interaction_method", lead)):
        return code
    return _only(text, _index(words, "interaction_method"))


def type_in(text: str, words: Words) -> str | None:
    """The type that a word in the text names: 发送报价单 was a quote."""
    return _only(text, _index(words, "interaction_type"))


def _only(text: str, index: dict[str, str]) -> str | None:
    folded = fold(text)
    found = {code for word, code in index.items() if word in folded}
    return found.pop() if len(found) == 1 else None


@cache
def _index(words: Words, name: str) -> dict[str, str]:
    return {
        fold(word): entry.code
        for entry in words.entries(name)
        for word in (*entry.labels, *entry.aliases)
        if has_cjk(word) and entry.code != "other"
    }


def tasks(row: Collected, reading: Reading) -> tuple[DraftTask, ...]:
    """What a row promises: its plan taken apart at its dates (R158), or the next date alone."""
    next_at = row.texts.get("next_at")
    state = row.texts.get("task_state")
    if state and reading.words.find("task_state", state) != "open":
        return ()
    if not row.steps:
        return (DraftTask("", next_at),) if next_at else ()
    parts = [part.strip() for step in row.steps for part in _PLANS.split(step)]
    said = _day_of(row, reading)
    found = [task for part in parts if (task := _task(part, said))]
    if next_at and found and found[0].due_at is None:
        found[0] = found[0]._replace(due_at=next_at)
    elif next_at and not any(task.due_at == next_at for task in found):
        found.append(DraftTask("", next_at))
    return tuple(found)


def _day_of(row: Collected, reading: Reading) -> datetime:
    """When a step was promised: 周五前寄样品 is the Friday after that talk, not after today."""
    at = row.texts.get("at") if reading.kind == "interactions" else None
    return datetime.combine(date.fromisoformat(at[:10]), reading.now.time()) if at else reading.base


def _task(text: str, said: datetime) -> DraftTask | None:
    if not text:
        return None
    dated = re.match(rf"({_DAY})\s*[:：]\s*(.+)", text, re.DOTALL)
    try:
        step = parse_next_step(dated[2] if dated else text, now=said)
        due = parse_any(dated[1], now=said) if dated else None
    except BadValue:
        return DraftTask(text[:500])
    return DraftTask(step.title[:500], due.at if due else step.due_at, step.owner)
