"""What stands above a header: the title and its event, lines of time and place, notes; and the day they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fold import squeeze
from crmcli.core.layout_cells import filled, shown
from crmcli.core.layout_phrases import is_hint, is_note
from crmcli.core.marks import narrow
from crmcli.core.patterns import lazily
from crmcli.records.rows import Skipped

if TYPE_CHECKING:
    from crmcli.records.grid import Cell

_SHEET_WORDS = lazily(
    r"[\s\-—_·:：]*(?:现场|展会|活动|展位|展台)?(?:来访|到访|到场|到会|参观|参会|参展|与会|意向|潜在|目标|重点|新增|采购商)*"
    r"(?:客户|观众|嘉宾|来宾|人员|客商|买家|用户|会员|学员|代表|访客|名片)*(?:信息|资料|联系方式|通讯|情况)*"
    r"(?:签到|登记|报名|报到|统计|收集|记录|一览|档案|汇总|明细|信息|名)(?:表|册|簿|单|台账)?(?:格)?"
    r"[\s]*(?:[（(【\[][^)）】\]]{0,12}[)）】\]])?$"
    r"|[\s\-—_·:：]*(?:到会|与会)?(?:参展商|展商|客商|采购商|企业|嘉宾|观众|商家)*(?:名录|名册|通讯录)$"
)
_SHEET_WORDS_ENGLISH = lazily(
    r"[\s\-–—:,]*(?:visitors?|attendees?|customers?|guests?|participants?|leads?|booth|event)*[\s'’]*"
    r"(?:sign[- ]?in|registration|check[- ]?in|contact|leads?|visitors?|attendees?|guests?)\s*(?:sheet|form|list|log)$",
    re.IGNORECASE,
)
_EVENT = lazily(
    r"签到|报名|来访|参观|观众|展位|博览|广交会|进博会|交易会|洽谈会|订货会|峰会|论坛|沙龙|研讨会|推介会|发布会|招商会|路演|"
    r"展(?:会|览|销会)?(?![开示])|\b(?:expo|fair|exhibition|trade show|summit|conference|forum|webinar|meetup"
    r"|sign[- ]?in)\b",
    re.IGNORECASE,
)
_META = lazily(
    r"(?:时\s*间|日\s*期|地\s*点|地\s*址|展\s*位|展馆|场馆|会场|接待|主办|承办|协办|主持|讲师|单\s*位|部\s*门|公\s*司|填表|制表|制作"
    r"|填报|登记|记录|统计|导出|打印|更新|截止|负责|联系|业务|经办|审核|版本|编号|页|活动|会议|展会|主题|币种|金额单位"
    r"|date|time|venue|place|location|booth|event|host|organi[sz]er|prepared|exported|printed|generated|owner|period|from|to)"
    r"[^:：]{0,8}[:：]",
    re.IGNORECASE,
)
_NAMED = lazily(r"(?:活动|展会|会议|展览|项目|event)(?:名称|主题| name)?\s*(?:[:：]\s*|$)", re.IGNORECASE)
_MADE = lazily(
    r"(?:导出|打印|制表|填表|填报|更新|截止|截至|统计|生成|制作|下载|export|print|generat|updat|download|as of"
    r"|prepared)[^:：]{0,12}"
    r"[:：]?\s*[\d/.\-年月日: ]+",
    re.IGNORECASE,
)
_DAY = lazily(
    r"(?<!\d)((?:19|20)\d\d)\s?[年./\-]\s?(\d{1,2})\s?[月./\-]\s?(\d{1,2})(?!\d)\s?[日号]?|(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"\b({'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH_DAY = lazily(
    rf"(?:{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}),?\s+(20\d\d)\b",
    re.IGNORECASE,
)
_SHORT_DAY = lazily(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})(?!\d)")
_SHEET_DAY = lazily(r"\D{0,8}?(?<!\d)(\d{1,2})[./\-](\d{1,2})(?!\d)\D{0,8}|(0[1-9]|1[0-2])([0-3]\d)")
_YEAR = lazily(r"(?<!\d)(20\d\d)(?!\d)")


class Above(NamedTuple):
    """The rows above a header.

    Args:
        skipped: each of them, with what it is.
        title: the event, or else the text of the title row.
        texts: what may state a day.
        day: ISO day that a cell or text states with its year.
    """

    skipped: tuple[Skipped, ...]
    title: str | None
    texts: tuple[str, ...]
    day: str | None


def event_name(title: str) -> str | None:
    """The event that a title names: 2024上海五金展 来访客户签到表 → 2024上海五金展; None when it names none."""
    plain = squeeze(title)
    first, _, second = plain.partition(" / ")
    if second.isascii() and not first.isascii():  # the same in another language
        plain = first
    bare = _SHEET_WORDS_ENGLISH.sub("", _SHEET_WORDS.sub("", plain)).strip(' -—_·:：,，《》“”"')
    asks = "请" in bare or "@" in bare  # 群主@所有人 请报名: asks for an answer and names no event
    return bare if len(bare) >= 2 and not asks and _EVENT.search(plain) else None


def look_above(rows: Sequence[tuple[Cell, ...]], first: int, number: int) -> Above:
    """Tell title, lines of time and place, and notes apart.

    Args:
        rows: the rows above the header.
        first, number: their first index in the sheet is `first`, and `number` for a reader.
    """
    skipped: list[Skipped] = []
    title: str | None = None
    texts: list[str] = []
    days: list[str] = []
    for offset, row in enumerate(rows):
        cells = filled(row)
        why = _kind([text for _, text in cells], row, titled=title is not None)
        if why == "title":
            title = squeeze(cells[0][1])
        elif why == "meta" and title is None:
            title = _named([text for _, text in cells])
        if why in ("title", "meta"):
            texts += [text for _, text in cells]
            days += _typed_days(row, cells)
        skipped.append(Skipped(number + offset, why, shown(cells)))
    day = next(iter(days), None) or next(filter(None, map(full_day, texts)), None)
    return Above(tuple(skipped), title and (event_name(title) or title), tuple(texts), day)


def _named(texts: list[str]) -> str | None:
    """The title in a line of particulars: behind 活动名称, or before the day (签到表 | 日期：5月1日)."""
    for place, text in enumerate(texts):
        if match := _NAMED.match(text):
            rest = text[match.end() :].split("  ")[0] or next(iter(texts[place + 1 :]), "")
            return squeeze(rest) or None
    plain = len(texts) > 1 and not _META.search(texts[0] + "：") and not full_day(texts[0]) and texts[0][:1].isalnum()
    return squeeze(texts[0]) if plain and len(texts[0]) <= 60 else None


def _typed_days(row: tuple[Cell, ...], cells: list[tuple[int, str]]) -> list[str]:
    if any(_MADE.match(text + ":1") for _, text in cells if len(text) < 20):
        return []
    return [str(cell)[:10] for cell in row if isinstance(cell, date)]


def _kind(texts: list[str], row: tuple[Cell, ...], *, titled: bool) -> str:
    if not texts:
        return "blank"
    if any(isinstance(cell, date | datetime) for cell in row) or any(_META.search(text[:40]) for text in texts):
        return "note" if is_note(texts[0]) or len(texts[0]) > 120 else "meta"
    if len(texts) == 2 and len(texts[0]) <= 8 and _META.match(texts[0] + "："):
        return "meta"
    if is_note(texts[0]) or is_hint(texts[0]) or len(texts[0]) > 60 or len(texts) > 3:
        return "note"
    if full_day(texts[0]) and not any(map(str.isalpha, _ENGLISH_DAY.sub("", _DAY.sub("", texts[0])))):
        return "meta"
    return "note" if titled else "title"


def full_day(text: str) -> str | None:
    """The day that a text states with its year, ISO; not the day a list was made on (导出时间：…)."""
    plain = _MADE.sub(" ", narrow(text[:400]))
    if match := _DAY.search(plain):
        year, month, day = (int(part) for part in match.groups() if part)
        return _iso(year, month, day)
    if match := _ENGLISH_DAY.search(plain):
        name, number = (match[1], match[2]) if match[1] else (match[4], match[3])
        return _iso(int(match[5]), _MONTHS.index(name[:3].lower()) + 1, int(number))
    return None


def year_in(texts: Iterable[str]) -> int | None:
    """The year that some texts name first."""
    found = (_YEAR.search(narrow(text[:400])) for text in texts)
    return next((int(match[1]) for match in found if match), None)


def state_day(sheet: str, above: Above, year: int | None) -> str | None:
    """The day a sheet is of: its name's (5月1日, 5.1, 20240501) before that of a line or of the title.

    Args:
        year: the year of days without one; None when nothing names it, and such days are passed over.
    """
    own = full_day(sheet)
    if own:
        return own
    match = _SHORT_DAY.search(narrow(sheet)) or _SHEET_DAY.fullmatch(narrow(sheet))
    if match and year:
        month, number = (int(part) for part in match.groups() if part)
        if named := _iso(year, month, number):
            return named
    if above.day or not year:
        return above.day
    short = (_SHORT_DAY.search(_MADE.sub(" ", narrow(text[:400]))) for text in above.texts)
    return next((day for match in short if match and (day := _iso(year, int(match[1]), int(match[2])))), None)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
