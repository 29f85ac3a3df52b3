"""Provinces and cities in free text: 广东深圳, 北京朝阳, Guangdong Shenzhen. Streets stay text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from crmcli.core.fold import fold
from crmcli.core.lexicon import words
from crmcli.core.marks import LONGEST_VALUE, close_gaps, is_blank, narrow
from crmcli.core.patterns import lazily
from crmcli.discovery import read_table

# 大区 and the abbreviations in use for several provinces at once.
_GROUPS = {
    "江浙沪": "江苏省 浙江省 上海市",
    "长三角": "江苏省 浙江省 上海市 安徽省",
    "珠三角": "广东省",
    "京津冀": "北京市 天津市 河北省",
    "东三省": "辽宁省 吉林省 黑龙江省",
    "云贵川": "云南省 贵州省 四川省",
    "川渝": "四川省 重庆市",
    "两广": "广东省 广西壮族自治区",
}
_MUNICIPAL = ("北京市", "上海市", "天津市", "重庆市")
_DISTRICT = lazily(r"[\u4e00-\u9fff]{1,6}?(?:新区|区|县|旗|市)")
# Short names that are a usual word or another place as well: they need their 市, 州 or 区.
_WORDS = frozenset(words("ambiguous_place"))


class Place(NamedTuple):
    """A province, city or district of data/places.csv."""

    province: str
    city: str | None
    district: str | None
    kind: str


class Region(NamedTuple):
    """What a text says about where.

    Args:
        province, city, district: full names (广东省, 深圳市, 南山区), None when not said or not sure.
        region: 大区 or abbreviation, such as 华东 or 江浙沪.
        provinces: the provinces that an abbreviation names.
        rest: what follows, such as the street; the whole text when nothing is sure.
        ambiguous: several places have that name, so it stays text.
    """

    province: str | None = None
    city: str | None = None
    district: str | None = None
    region: str | None = None
    provinces: tuple[str, ...] = ()
    rest: str = ""
    ambiguous: bool = False


@lru_cache(4096)  # a sheet names the same places over and over
def read_region(text: str) -> Region:
    """Province, city and district at the beginning of a text (data/value_cases.csv: region). Nothing is raised."""
    line = close_gaps(narrow(text))
    if is_blank(line) or len(line) > LONGEST_VALUE:
        return Region(rest="" if is_blank(line) else line)
    if line.isascii():
        return _latin(line)
    line = _simple(line).removeprefix("中国")
    if line in _GROUPS or line in {row["region"] for row in read_table("provinces")}:
        return Region(region=line, provinces=tuple(_GROUPS.get(line, "").split()))
    return _chinese(line)


def _simple(line: str) -> str:
    """Traditional characters and width folded; blanks around the parts go too."""
    return fold(line) if not line.isascii() else line


def _chinese(line: str) -> Region:
    province, rest = take_province(line)
    if province is None and rest == line:
        return _without_province(line)
    return _below(province or "", rest)


def take_province(line: str) -> tuple[str | None, str]:
    """The province a text begins with, by full or short name, and the rest; None and the text when it does not."""
    for name, full in province_names():
        if line.startswith(name) and not line.startswith(name + "路"):
            rest = line[len(name) :]
            return full, rest[1:] if rest[:1] in ("省", "-", "/", ",", "·") else rest
    return None, line


def _below(province: str, line: str) -> Region:
    """City and district behind a known province."""
    line = line.lstrip(" -/,·、")
    if province in _MUNICIPAL:
        short = province[:-1]
        for again in (province, short):
            line = line.removeprefix(again)
        line = line.removeprefix("市辖区").lstrip(" -/,·市" if line.startswith("市") else " -/,·")
        district, rest = _district(line, province)
        return Region(province, province, district, rest=rest)
    name, place = _first_place(line, province)
    if place is None:
        return Region(province, rest=line)
    rest = line[len(name) :].lstrip(" -/,·")
    if place.district:
        return Region(province, place.city, place.district, rest=rest)
    district, rest = _district(rest, place.city or "")
    return Region(province, place.city, district, rest=rest)


def _district(line: str, city: str) -> tuple[str | None, str]:
    line = line.removeprefix("州").lstrip(" -/,·")  # 伊犁州 is the short form of a name that ends in 自治州
    for n in range(min(6, len(line)), 1, -1):
        for place in _index().get(line[:n], ()):
            if place.district and place.city == city:
                full = place.district
                return full, line[len(full) :] if line.startswith(full) else line[n:]
    match = _DISTRICT.match(line)
    return (match[0], line[match.end() :].lstrip()) if match and len(match[0]) > 1 else (None, line)


def _first_place(line: str, province: str) -> tuple[str, Place | None]:
    """The longest name of a city or county of the province that the text begins with."""
    for n in range(min(12, len(line)), 1, -1):
        for place in _index().get(line[:n], ()):
            if place.province == province:
                return line[:n], place
    return "", None


def _without_province(line: str) -> Region:
    for n in range(min(12, len(line)), 1, -1):
        places = _index().get(line[:n])
        if not places or line[n : n + 1] in ("路", "街", "道"):
            continue
        if len(places) > 1:
            return Region(rest=line, ambiguous=True)
        place = places[0]
        if place.kind == "district" or (line[:n] in _WORDS and n < len(line)):
            return Region(rest=line, ambiguous=place.kind == "district")
        if place.district:
            return Region(place.province, place.city, place.district, rest=line[n:].lstrip(" -/,·"))
        district, rest = _district(line[n:].lstrip(" -/,·"), place.city or "")
        return Region(place.province, place.city, district, rest=rest)
    return Region(rest=line)


def _latin(line: str) -> Region:
    """Pinyin: a province, a city, or both in either order."""
    parts = re.sub(r"\b(?:province|city|china|prc|p\.r\.)\b", " ", line.casefold()).replace(",", " ").split()
    joined = {"".join(parts[i:j]) for i in range(min(4, len(parts))) for j in range(i + 1, min(i + 4, len(parts)) + 1)}
    province = next((full for name, full in _latin_provinces().items() if name in joined), None)
    cities = [place for name in joined for place in _latin_cities().get(name, ()) if province in (None, place.province)]
    used = {word for word in joined if word in _latin_provinces() or word in _latin_cities()}
    if not (province or cities) or len(parts) > 4 or "".join(parts) not in ("".join(pair) for pair in _pairs(used)):
        return Region(rest=line)
    if len(cities) > 1:
        return Region(province, rest=line, ambiguous=province is None)
    city = cities[0] if cities else None
    if city:
        return Region(city.province, city.city)
    return Region(province, province if province in _MUNICIPAL else None)


def _pairs(words: set[str]) -> list[tuple[str, ...]]:
    return [(a,) for a in words] + [(a, b) for a in words for b in words]


@cache
def province_names() -> tuple[tuple[str, str], ...]:
    """Names a province goes by → its full name, longest first."""
    names = {row[key]: row["name"] for row in read_table("provinces") for key in ("name", "short")}
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


@cache
def _index() -> dict[str, tuple[Place, ...]]:
    """Full and short names → the places that bear them; 朝阳 is a city of Liaoning and a district of Beijing."""
    index: dict[str, tuple[Place, ...]] = {}
    for row in read_table("places"):
        below = row["kind"] != "city"
        place = Place(row["province"], row["city"], row["name"] if below else None, row["kind"])
        for name in {row["name"], row["short"]}:
            index[name] = (*index.get(name, ()), place)
    return index


@cache
def city_names() -> frozenset[str]:
    """Full and short names of cities, county-level ones too, that are not another word as well."""
    rows = [row for row in read_table("places") if row["kind"] == "city" or row["name"].endswith("市")]
    return frozenset({row[key] for row in rows for key in ("name", "short")} - _WORDS)


def latin_city(word: str) -> str:
    """The full name of the Chinese city that a word spells; "?" when several do, "" when none does."""
    return _spelled().get(word.replace("'", ""), "")


@cache
def _spelled() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_table("places"):
        for spelled in filter(None, row["pinyin"].split("|")):
            if row["kind"] == "city" or row["name"].endswith("市"):
                names[spelled] = "?" if spelled in names else row["name"]
    return names


@cache
def _latin_provinces() -> dict[str, str]:
    return {name.replace(" ", ""): row["name"] for row in read_table("provinces") for name in row["pinyin"].split("|")}


@cache
def _latin_cities() -> dict[str, tuple[Place, ...]]:
    index: dict[str, tuple[Place, ...]] = {}
    for row in read_table("places"):
        for name in filter(None, row["pinyin"].split("|")):
            index[name] = (*index.get(name, ()), Place(row["province"], row["city"], None, row["kind"]))
    return index
