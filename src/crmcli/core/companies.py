"""A company's name taken apart: core, legal form, branch, region. Whether two are one firm is decided elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crmcli.core import legal
from crmcli.core.fold import fold, squeeze
from crmcli.core.lexicon import words
from crmcli.core.marks import BLANKS, CJK, LONGEST_VALUE, close_gaps, has_cjk, is_blank, is_masked, narrow
from crmcli.core.organisations import looks_like_company
from crmcli.core.patterns import lazily
from crmcli.core.regions import city_names, latin_city, province_names

__all__ = ["CompanyName", "looks_like_company", "read_company"]

_PERSONS = frozenset(words("no_company"))
_LABEL = lazily(r"^(?:公司名?称?|单位名?称?|企业名?称?|客户名称|company(?: name)?)\s?[:：]\s*", re.IGNORECASE)
_WIDE = str.maketrans("()", "（）")
_BETWEEN = lazily(rf"(?<=[{CJK}（）])\s+(?=[（(A-Za-z0-9])|(?<=[A-Za-z0-9)）])\s+(?=[{CJK}（）])")
_LATIN_FIRST = lazily(rf"(?P<en>[^{CJK}]*[A-Za-z][^{CJK}]*?)[\s(（/|]+(?P<zh>\S*[{CJK}].*?)[)）]?")
_LATIN_LAST = lazily(rf"(?P<zh>.*[{CJK}][)）]?)[\s(（/|]+(?P<en>[A-Za-z][^{CJK}]*[A-Za-z.])[)）]?")
_LATIN = lazily(r"[A-Za-z]{2}")
_BRACKET = lazily(r"[（(]([^（()）]{0,60})[)）]")
_PUNCTUATION = lazily(r"[^\w*]|_")
_DISTRICT = lazily(r"[\u4e00-\u9fff]{2,3}?(?:新区|区|县)")
_AND = lazily(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
# Nothing to clean, no brackets, one language: most names in a sheet.
_PLAIN = lazily(rf"[\u4e00-\u9fa50-9]{{1,{LONGEST_VALUE}}}")


class CompanyName(NamedTuple):
    """A company's name taken apart.

    Args:
        name: for display: brackets of a Chinese name in full width, no blanks between Chinese characters; empty for
            个人 and other words for having none.
        name_en: the English half of a bilingual name.
        core: folded, without province and city, legal form, branch and brackets: what two spellings have in common.
        legal_form: "ltd", "joint_stock", "group", "partnership", "inc"…, joined by + when it has several; "" for none.
        branch: folded, such as 上海分公司 or 深圳分行; "" for the head office. Two different branches are two firms.
        region: short name of the province or city in the name; "" when it has none.
        masked: partly hidden (山东**有限公司): text, never a key.
        is_person: the text says that there is no company (个人, 自由职业).
    """

    name: str
    name_en: str | None = None
    core: str = ""
    legal_form: str = ""
    branch: str = ""
    region: str = ""
    masked: bool = False
    is_person: bool = False


@lru_cache(4096)  # a sheet repeats its companies, and matching asks again
def read_company(text: str) -> CompanyName:
    """A company's name from one cell or option (data/value_cases.csv: company; product.md §4.4). Nothing is raised."""
    if _PLAIN.fullmatch(text) and text not in BLANKS and (word := fold(text)) not in _PERSONS:
        core, forms, branch, region = _cut(word)
        return CompanyName(text, None, core, _joined(forms), branch, region)
    line = _LABEL.sub("", squeeze(narrow(text))).rstrip(" ;；,，、。!！'")
    if len(line) > LONGEST_VALUE:
        return CompanyName(squeeze(text), core=fold(text))
    word = fold(line)
    if (is_blank(line) and "*" not in line) or word in _PERSONS or not word.strip("*"):
        return CompanyName("", is_person=word in _PERSONS or word == "无" or not word.strip("-—"))
    name, name_en = _two_languages(line)
    name = _displayed(name)
    core, form, branch, region = _parts(name)
    return CompanyName(name, name_en, core, form, branch, region, is_masked(name))


def _two_languages(line: str) -> tuple[str, str | None]:
    """The Chinese name and the English one, when the text is both. ABC科技 is one name in two scripts."""
    if not _LATIN.search(line) or not has_cjk(line):
        return line, None
    for pattern in (_LATIN_FIRST, _LATIN_LAST):
        match = pattern.fullmatch(line)
        if match and legal.ends_in_english(match["en"]) and not (len(match["zh"]) < 3 or legal.is_form(match["zh"])):
            return match["zh"].strip(" (（/|"), match["en"].strip(" (（/|,")
    match = _LATIN_LAST.fullmatch(line)
    if match and looks_like_company(match["zh"]) and len(match["en"]) > 1 and "." not in match["en"][:1]:
        return match["zh"].strip(), match["en"].strip()
    return line, None


def _displayed(name: str) -> str:
    if not has_cjk(name):
        return name.strip(" ,;'")
    if " " in name:
        name = _BETWEEN.sub("", close_gaps(name))
    return name.translate(_WIDE).strip(" 。.,，;；、!！'")


def _parts(name: str) -> tuple[str, str, str, str]:
    """Core, legal form, branch and region of a name in display form."""
    forms: list[str] = []
    branch = region = ""
    inner = _BRACKET.findall(name) if "（" in name or "(" in name else []
    for inside in inner:
        word = fold(inside)
        if legal.branch_of(word):
            branch = branch or word
        elif where := _region_of(word):
            region = region or where
        elif form := legal.form_of(word):
            forms.append(form)
    rest = _BRACKET.sub("", name) if inner else name
    rest = rest if _PUNCTUATION.sub("", rest) else name
    rest, english = legal.without_english(rest) if _LATIN.search(rest[-40:]) else (rest, [])
    forms += english
    if not has_cjk(rest):
        rest, where = _latin_parts(rest)
        region = region or where
    core = _PUNCTUATION.sub("", fold(rest)) or _PUNCTUATION.sub("", fold(name)) or fold(name)
    core, cut_forms, cut_branch, cut_region = _cut(core)
    return core, _joined(forms + cut_forms), branch or cut_branch, region or cut_region


def _latin_parts(name: str) -> tuple[str, str]:
    """A Latin name without "and", "the" and the Chinese city before it, and that city: Shenzhen Tengfei Electronics."""
    words_ = [word for word in _AND.sub(" ", name).split() if word.casefold() != "the"] or [name]
    for n in (1, 2):
        if len(words_) > n + 1 and (found := latin_city("".join(words_[:n]).casefold())):
            return " ".join(words_[n:]), legal.short_region(fold(found)) if found != "?" else ""
    return " ".join(words_), ""


def _joined(forms: list[str]) -> str:
    return "+".join(sorted(set("+".join(forms).split("+")))) if len(forms) != 1 else forms[0]


def _cut(core: str) -> tuple[str, list[str], str, str]:
    """Take region, branch and legal form off until nothing more comes off, so that a core has itself as its core."""
    forms: list[str] = []
    branch = region = ""
    regions = _regions()
    while True:
        before = core
        if core[-2:] in legal.ENDS:
            core, found = legal.without_branch(core)
            branch = branch or found
            core, form = legal.without_form(core)
            if form:
                forms.append(form)
        if core[:2] in regions:
            core, found = _without_region(core)
            region = found or region
        if core == before:
            return core, forms, branch, region


def _region_of(word: str) -> str:
    """The short name of a word that is a region and nothing else: 广东省深圳市 → 深圳."""
    where = ""
    while word:
        rest, found = _first_region(word)
        if not found:
            return ""
        where, word = found, rest
    return where


def _without_region(core: str) -> tuple[str, str]:
    """A name without the province and city at its front, unless nothing of its own would be left (北京大学)."""
    rest, found = _first_region(core)
    if not found or legal.is_generic(rest):
        return core, ""
    if core[len(core) - len(rest) - 1] == "市" and (district := _DISTRICT.match(rest)):
        after = rest[district.end() :]
        rest = after if len(after) > 1 and not legal.is_generic(after) else rest
    return rest, found


def _first_region(text: str) -> tuple[str, str]:
    starts = _regions().get(text[:2])
    for word, short in starts or ():
        if text.startswith(word):
            return text[len(word) :].removeprefix("省"), short
    return text, ""


@lru_cache(1)
def _regions() -> dict[str, tuple[tuple[str, str], ...]]:
    """First two characters → names of provinces and cities that begin so, longest first, each with its short name."""
    names = {fold(name): fold(full) for name, full in province_names()}
    names |= {fold(name): fold(name) for name in city_names()}
    index: dict[str, tuple[tuple[str, str], ...]] = {}
    for name in sorted(names, key=len, reverse=True):
        index[name[:2]] = (*index.get(name[:2], ()), (name, legal.short_region(names[name])))
    return index
