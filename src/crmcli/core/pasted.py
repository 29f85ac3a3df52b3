"""One pasted line taken apart: 张伟 示例科技 总经理 13800138000. What has no place is handed back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crmcli.core import titles
from crmcli.core.companies import read_company
from crmcli.core.fold import squeeze
from crmcli.core.labelled import cut_labels
from crmcli.core.marks import CJK, close_gaps, has_cjk
from crmcli.core.money import Money, parse_money
from crmcli.core.names import PersonName, is_full_name, read_name
from crmcli.core.organisations import looks_like_company
from crmcli.core.patterns import lazily
from crmcli.core.pieces import pieces
from crmcli.core.points import GAP, read_points
from crmcli.core.regions import read_region
from crmcli.core.words import Words
from crmcli.errors import BadValue
from crmcli.records.base import Msg
from crmcli.records.customer import Point

_LONGEST = 1000  # longer text is a document; only its contact points are taken
_BUDGET = lazily(r"(?:(?:项目|采购)?预算\s?[:为约]?|(?<![a-z])budget\s?:?)\s?([^\s,;、|]{1,30})", re.IGNORECASE)
_MONEY = lazily(r"(?=.*\d).{1,24}(?:万|w|元|k|千)[+]?(?:以内|以上|左右)?", re.IGNORECASE)
_LATIN_NAME = lazily(r"[^\W\d_][^\W\d_.'\-]*(?:[ .\-']+[^\W\d_.'\-]+\.?){0,4}")

_PLUS = lazily(rf"(?<=[{CJK}\d])\s*[+＋]\s*(?=[{CJK}]|1[3-9]\d)")
_DASHED = lazily(rf"[{CJK}]\s?-\s?1[3-9]\d{{9}}(?!\d)|(?<!\d)1[3-9]\d{{9}}\s?-\s?[{CJK}]")
_DASH = lazily(rf"(?<=[{CJK}])\s?-\s?(?=[{CJK}]|1[3-9]\d{{9}}(?!\d))|(?<=\d)\s?-\s?(?=[{CJK}])")
_CAPITALS = lazily(r"[A-Z][\w'.\-]*(?: (?:&|and|of|[A-Z0-9][\w'.\-]*)){0,4}")


class PastedLine(NamedTuple):
    """A line taken apart.

    Args:
        name: of the person; or of whatever a line without contact points names as a whole.
        points: contact points, ready to be stored.
        rest: what could not be placed, joined by blanks.
        name_en, budget, source, industry, province, city, address, need, note: when said; source and industry are
            dictionary codes.
        problems: what was odd about the contact points.
    """

    name: str | None = None
    company: str | None = None
    title: str | None = None
    department: str | None = None
    points: tuple[Point, ...] = ()
    rest: str = ""
    name_en: str | None = None
    budget: Money | None = None
    source: str | None = None
    industry: str | None = None
    province: str | None = None
    city: str | None = None
    address: str | None = None
    need: str | None = None
    note: str | None = None
    problems: tuple[Msg, ...] = ()


def read_line(text: str, *, words: Words) -> PastedLine:
    """What one pasted line says, in any order, with labels or without (product.md §3, add).

    A line without any contact point or label is a name, unless it surely is a person, a company and nothing else.
    Nothing is raised.

    Args:
        text: the line; blanks, tabs, commas, 、 / | and line ends may part it.
        words: the dictionaries, for sources and industries.
    """
    text = _parted(text)
    read = read_points(text)
    found = _Found(words)
    if len(text) > _LONGEST:
        return PastedLine(points=read.points, rest=_clean(read.rest), problems=read.problems)
    labels, line = cut_labels(read.rest)
    for key, value in labels:
        found.label(key, value)
    line = _BUDGET.sub(found.budget_said, line)
    for piece in pieces(line):
        found.piece(piece)
    result = found.result()._replace(points=read.points, problems=read.problems)
    if not (read.points or read.problems or labels or result.budget) and not _is_sure(result):
        return PastedLine(squeeze(text) or None)
    return result


def _parted(text: str) -> str:
    """张伟+示例科技+13800138000 and 李经理-示例药业-138…: signs of a chat that only part, as blanks."""
    if "+" in text or "＋" in text:
        text = _PLUS.sub("\t", text)
    return _DASH.sub("\t", text) if "-" in text and _DASHED.search(text) else text


def _clean(text: str) -> str:
    return " ".join(text.replace(GAP, " ").split()).strip(" ,;|、/")


def _is_sure(line: PastedLine) -> bool:
    """Whether a line without contact points is more than a name: a person and a company, with nothing left over."""
    if not (line.name and line.company) or line.rest:
        return False
    return is_full_name(line.name) or (not has_cjk(line.name) and " " in line.name)


@dataclass(slots=True)
class _Open:
    """A piece of text that is nothing certain yet."""

    text: str
    taken: bool = False


class _Found:
    """Collects what the pieces of a line turn out to be."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.values: dict[str, str] = {}
        self.budget: Money | None = None
        self.left: list[_Open] = []

    def label(self, key: str, value: str) -> None:
        """A value that its label explains; source and industry as codes."""
        if key == "budget":
            self._budget(value)
        elif key in ("source", "industry"):
            code = self.words.find("channel" if key == "source" else key, value)
            self._put(key, code, value)
        elif key == "name":
            self._person(value)
        elif key == "company":
            self._put("company", read_company(value).name, value)
        elif key == "region":
            self._region(value)
        else:
            self._put(key, value, value)

    def budget_said(self, match: re.Match[str]) -> str:
        """Take 预算20万 out of the line; what is no amount stays."""
        try:
            money = parse_money(match[1])
        except BadValue:
            return match[0]
        if self.budget or (money.low is None and money.high is None):
            return match[0]
        self.budget = money
        return GAP

    def _budget(self, value: str) -> None:
        try:
            self.budget = parse_money(value)
        except BadValue:
            self.left.append(_Open(value))

    def _put(self, key: str, value: str | None, raw: str) -> None:
        if value and key not in self.values:
            self.values[key] = value
        elif raw:
            self.left.append(_Open(raw))

    def piece(self, piece: str) -> None:
        """Find out what one piece of the line is."""
        if has_cjk(piece):
            self._chinese(piece)
        else:
            self._latin(piece)

    def _latin(self, chunk: str) -> None:
        chunk = chunk.strip()
        if looks_like_company(chunk) and "company" not in self.values:
            self._put("company", read_company(chunk).name, chunk)
        elif titles.is_title(chunk) and "title" not in self.values:
            self._put("title", chunk, chunk)
        elif not self._word(chunk):
            self.left.append(_Open(chunk))

    def _chinese(self, token: str) -> None:
        if looks_like_company(token):
            self._put("company", read_company(token).name, token)
        elif titles.is_title(token) and "title" in self.values:
            self._put("title", None, token)
        elif titles.is_title(token):
            self._put("title", token, token)
        elif (split := titles.split_department(token))[0] and not is_full_name(token):
            self._put("department", split[0], split[0] or "")
            if split[1]:
                self._put("title", split[1], split[1])
        elif not (self._word(token) or self._region(token)):
            self._maybe_person(token)

    def _word(self, token: str) -> bool:
        """A word of the dictionaries of sources and industries."""
        for key, name in (("source", "channel"), ("industry", "industry")):
            if key not in self.values and len(token) > 1 and (code := self.words.find(name, token)):
                self.values[key] = code
                return True
        return False

    def _region(self, token: str) -> bool:
        where = read_region(token)
        if where.province is None or "province" in self.values or where.rest or is_full_name(token):
            return False
        self.values["province"] = where.province
        if where.city:
            self.values["city"] = where.city
        return True

    def _maybe_person(self, token: str) -> None:
        read = read_name(token)
        known = is_full_name(read.name) or (read.title and read.incomplete) or read.gender
        if "name" not in self.values and read.name and not read.company and known:
            self._person(token)
        else:
            self.left.append(_Open(token))

    def _person(self, text: str) -> None:
        """A text that surely is a person; kept with what could not be placed when it names nobody, or a second one."""
        read = read_name(text)
        if read.name and "name" not in self.values:
            self._keep_person(read)
        else:
            self.left.append(_Open(text))

    def _keep_person(self, read: PersonName) -> None:
        parts = {key: getattr(read, key) for key in ("name", "title", "department", "company", "name_en", "note")}
        for key, value in parts.items():
            if value and self.values.setdefault(key, value) != value:
                self.left.append(_Open(value))  # a second title, say
        if read.nickname:
            self.left.append(_Open(read.nickname))

    def result(self) -> PastedLine:
        """The line, once every piece was seen: a name is looked for among the pieces left."""
        self._name_from_left()
        self._company_from_left()
        rest = " ".join(piece.text for piece in self.left if not piece.taken)
        return PastedLine(**{key: self.values[key] for key in self.values}, budget=self.budget, rest=rest)  # type: ignore[arg-type]

    def _name_from_left(self) -> None:
        """Take a name, and a Latin name beside a Chinese one, from the pieces that are nothing certain."""
        for piece in tuple(self.left):
            text = piece.text
            name = self.values.get("name")
            if name is None and _may_be_name(text):
                read = read_name(text)
                if read.name and not read.company:
                    self._keep_person(read)
                    piece.taken = True
            elif name and has_cjk(name) and "name_en" not in self.values and re.fullmatch(r"[A-Za-z]{2,20}", text):
                self.values["name_en"] = text
                piece.taken = True

    def _company_from_left(self) -> None:
        """In `Tom Baker, Oak Furniture, CEO` what stands right behind the name, in capitals, is where the title is."""
        if "company" in self.values or "title" not in self.values:
            return
        for name, piece in pairwise(self.left):
            if name.taken and not piece.taken and _CAPITALS.fullmatch(piece.text):
                self.values["company"] = piece.text
                piece.taken = True
                return


def _may_be_name(text: str) -> bool:
    longest = 8 if has_cjk(text) else 40
    return len(close_gaps(text)) <= longest and _LATIN_NAME.fullmatch(text) is not None and not _MONEY.fullmatch(text)
