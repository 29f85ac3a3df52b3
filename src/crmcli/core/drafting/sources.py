"""Where a customer came from: a channel, and the event when a fair is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.patterns import lazily
from crmcli.core.words import Words
from crmcli.errors import N_
from crmcli.records.base import Msg

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_FAIR = lazily(r"广交会|进博会|高交会|服贸会|交易会|博览会|展销会|订货会|糖酒会|[\w·]{2,}展(?:览会|会)?$")
_TALK = lazily(r"[\w·]{2,}(?:峰会|论坛|沙龙|大会|研讨会|路演)$")
_EXPO = lazily("广交会|进博会|高交会|服贸会|糖酒会")
_ABOUT_SOURCE = lazily(
    "(?:直播间|短视频|后台|店铺|渠道|来源|客户|推广|平台|私信|app|小程序|获客|线索|引流|咨询|添加)$", re.IGNORECASE
)
_PARTS = lazily(r"\s*[;；、，,|/]\s*")
_REFINED = lazily(r"\s*[-－—:：>（(]\s*")


def source(column: ColumnPlan, reading: Reading) -> Reader:
    """客户来源: a channel, and the event when a fair is named. An unknown word is other, with its text kept (§4.3)."""
    words = reading.words
    known: dict[str, tuple[str | None, str | None]] = {}

    def read(row: Collected, text: str, cell: Cell) -> None:
        if text not in known:
            known[text] = read_source(text, words)
        code, event = known[text]
        columns = row.columns
        if code in (None, "other") and is_empty(text):  # N/A is no answer: a source given for all rows may fill it
            return
        if code is None:
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
    pieces = [piece.strip("）) ") for piece in _REFINED.split(text, maxsplit=1)]
    named = words.find("channel", pieces[0]) if len(pieces) == 2 else None
    code = words.find("channel", text)
    if code and not (named == code == "expo"):
        return code, text if _EXPO.search(text) and code == "expo" else None
    if named:
        return named, pieces[1] if named in ("expo", "event") and pieces[1] else None
    codes = [found for part in _PARTS.split(text) if (found := words.find("channel", part))]
    if codes:
        return codes[0], None
    for pattern, channel in ((_FAIR, "expo"), (_TALK, "event")):
        if len(text) <= 40 and pattern.search(text):
            return channel, text
    shorter = _ABOUT_SOURCE.sub("", text)
    return (words.find("channel", shorter) if len(shorter) > 1 else None), None
