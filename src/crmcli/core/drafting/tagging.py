"""Readers of tags and of products somebody is interested in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import MEMORY, Reader, Reading
from crmcli.core.marks import CJK
from crmcli.core.patterns import lazily
from crmcli.core.tags import COMPUTED, FREE, LONGEST, TagName, read_tag
from crmcli.core.words import Words
from crmcli.errors import CrmError, Refused
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_GOOGLE = ":::"
_SYSTEM_GROUPS = frozenset({"mycontacts", "starred", "starred in android", "friends and family"})
_BETWEEN = lazily(r"[、，,;；┋|｜\r\n\t]+|[#＃]")
_BLANK = lazily(rf"(?<=[{CJK}0-9+])\s+(?=[{CJK}])|\s{{2,}}")
_SLASH = lazily(rf"(?<=[{CJK}]{{2}})/(?=[{CJK}]{{2}})")
_TICKS = {
    **dict.fromkeys(("√", "✓", "✔", "☑", "是", "有", "v", "V", "Y", "y", "1"), True),
    **dict.fromkeys("×否无N0", False),
}
_INTEREST = "关注产品"


def tags(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of tags, by any separator; `unit` is their group (企业微信: 标签组1(客户等级))."""
    words, group = reading.words, column.unit
    known: dict[str, tuple[TagName | CrmError, ...]] = {}

    def read(row: Collected, text: str, cell: Cell) -> None:
        if text not in known:
            if len(known) > MEMORY:
                known.clear()
            known[text] = tuple(read_tags(text, words, group=group))
        for tag in known[text]:
            if isinstance(tag, TagName):
                row.tags.append(tag)
            else:
                _refused(row, column, tag)

    return read


def own_tags(column: ColumnPlan, reading: Reading) -> Reader:
    """The tags of our own export, without those that follow from the record."""
    read_all = tags(column, reading)

    def read(row: Collected, text: str, cell: Cell) -> None:
        read_all(row, text, cell)
        row.tags = [tag for tag in row.tags if tag.dimension not in COMPUTED]

    return read


def read_tags(text: str, words: Words, *, group: str | None = None) -> Iterator[TagName | CrmError]:
    """The tags in one cell (value_cases: tags); the error of one that cannot be a tag."""
    for piece in split_tags(text):
        try:
            yield _grouped(piece, group, words) if group and "-" not in piece else read_tag(piece, words)
        except CrmError as error:
            yield error


def _grouped(piece: str, group: str, words: Words) -> TagName:
    """A tag of a group of another program: 组名-值, be its name one of our dimensions or not."""
    named = read_tag(f"{group}-{piece}", words)
    return TagName(group, piece) if named.dimension == FREE != group else named


def split_tags(text: str) -> list[str]:
    """The texts between separators: 、 , ; ┋ # line ends, a JSON list, Google's :::. Latin words keep their blanks."""
    if text[:1] == "[" and text[-1:] == "]" and (listed := _json(text)) is not None:
        pieces = listed
    elif _GOOGLE in text or text.startswith("* "):
        pieces = [piece.strip().removeprefix("* ") for piece in text.split(_GOOGLE)]
        pieces = [piece for piece in pieces if piece.casefold() not in _SYSTEM_GROUPS]
    else:
        pieces = [word for piece in _BETWEEN.split(text) for word in _BLANK.split(_SLASH.sub("、", piece))]
        pieces = [word for piece in pieces for word in piece.split("、")]
    bare = (piece.strip().strip("\"“”'").strip() for piece in pieces)
    return list(dict.fromkeys(piece for piece in bare if piece and not is_empty(piece)))


def _json(text: str) -> list[str] | None:
    try:
        listed = json.loads(text)
    except ValueError:
        return None
    if isinstance(listed, list) and all(isinstance(item, str | int | float) for item in listed):
        return [str(item) for item in listed]
    return None


def _refused(row: Collected, column: ColumnPlan, error: CrmError) -> None:
    """A status is no tag: nothing is lost, since it stays in the note."""
    raw = str(error.params.get("text", ""))
    msg = Msg(error.message, error.params)
    if isinstance(error, Refused):
        row.keep(column.header, raw)
        row.warn("tags", raw, msg)
    else:
        row.unread("tags", column.header, raw, msg)


def interests(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of products of interest: short names are tags of 关注产品, a sentence is a need."""
    del reading
    _, _, ticked = column.header.rpartition("-")  # 意向产品-A: a column of ticks for each product

    def read(row: Collected, text: str, cell: Cell) -> None:
        if ticked != column.header and text in _TICKS:
            row.tags.extend([TagName(_INTEREST, ticked[:20])] if _TICKS[text] else ())
            return
        for piece in split_tags(text):
            if len(piece) <= min(20, LONGEST) and not re.search("[。！？!?]", piece):
                row.tags.append(TagName(_INTEREST, piece.lstrip("#")))
            else:
                row.keep(column.header, piece)

    return read
