"""From the heading of a column to the field it means, by words alone. What only the values or neighbours can tell
is decided in core.header_context; the words are in data/header_lexicon.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from crmcli.core.fold import fold, squeeze
from crmcli.core.marks import narrow
from crmcli.core.patterns import lazily
from crmcli.discovery import read_table

FORBIDDEN = "_forbidden"  # never stored
IGNORED = "_ignore"  # row numbers, signatures, technical columns
OWN = "_custom"  # known, and without a place of its own: a custom value
CUSTOM = "custom."  # what a custom field is called as a field

_LEAD = lazily(r"^(?:[*＊#★●•·\s]+|[（(【\[]?(?:Q|第)?\d{1,3}(?:题)?[、.．)）:：】\]]\s*)+")
_TAIL = lazily(
    r"(?:[*＊:：?？\s]|[（(【\[](?:[*＊]|必填|选填|必選|選填|可选|required|optional)[)）】\]])+$", re.IGNORECASE
)
_BRACKET = lazily(r"[（(【\[]([^()（）【】\[\]]*)[)）】\]]")
_POLITE = lazily(r"^(?:请问|请)?(?:填写|输入|选择|留下|提供)?(?:您|你|贵)?(?:所在)?的?|(?:是什么|是多少|有哪些|是|为)$")
_SCRIPTS = lazily(r"([\u3400-\u9fff][^A-Za-z]*)\s+([A-Za-z][\w .\-]*)")
_TURNED = lazily(r"([A-Za-z][\w .\-]*?)\s+([\u3400-\u9fff]\S*)")
# What a part of a heading before a hyphen only says whose the rest is: Deal - ID, Person - Name.
_WHOSE = frozenset({"deal", "person", "organization", "organisation", "lead", "contact", "account", "company", "order"})
_KEBAB = lazily(r"[a-z0-9]+(?:-[a-z0-9]+)+")  # item-price: a key of a program, whose last word alone may mislead
_VAGUE_ENDS = frozenset({"code", "id", "name", "date", "type", "price", "status", "number", "level", "time"})
_GOOGLE = lazily(r"(phone|e-?mail|address|website|organization) \d+ - (.+)", re.IGNORECASE)
_GOOGLE_VALUES = {"phone": "phone", "email": "email", "address": "address", "website": "website"}
_TAG_GROUP = lazily(r"标签(?:组\s?\d*)?\s?[（(【\[]([^)）】\]]{1,20})[)）】\]]|标签[-_:：]([^-_:：]{1,20})")
_UNITS = {"万元": 10_000, "万": 10_000, "w": 10_000, "千元": 1000, "k": 1000, "千": 1000, "亿": 10**8, "亿元": 10**8}
_SCALE = lazily(
    r"(?:单位)?[:：]?\s?(人民币|美元|usd|港币|欧元)?\s?(亿元?|万元?|千元?|元|w|k)?\s?(人民币|美元|usd|rmb)?"
)
_NUMBERED = lazily(r"(.*?[^\d\s])\s?([2-9]|1[0-9]?|[一二三四五])$")
_ASKED = lazily(
    r"^(?:what(?:'s|’s| is| are)|please (?:enter|provide|fill in|tell us|give us)|enter|provide|tell us)"
    r"\s+(?:your\s+|the\s+)?|^your\s+",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = lazily("紧急|配偶|推荐|介绍|家长|父|母|业务员|销售|导购|员工|店长|门店|对手|竞")
# Headings that end in one of these mean it, whatever stands before: 您的公司名称, 单位负责人联系电话.
_ENDINGS = (
    *("手机号码", "手机号", "手机", "联系电话", "电话", "电子邮箱", "邮箱", "微信号", "微信"),
    *("公司名称", "单位名称"),
)
_PATH = lazily(r"(?:\w+\.)*(?P<parent>\w+)\.(?P<last>\w*[^\W\d]\w*)")
_OTHER_PARENTS = lazily("owner|user|agent|sales|seller|assign|creat|updat|modif|负责|创建|销售", re.IGNORECASE)
_CONTACT_KINDS = frozenset({"mobile", "phone", "landline", "email", "wechat", "qq", "contact_any", "company_phone"})


class Heading(NamedTuple):
    """What a heading says.

    Args:
        key: the folded form that was known; "" when none was.
        field: the field; "" for an ambiguous key, None when unknown.
        unit: the unit that stands in it, such as 万元; of a column of tags their group, such as 客户等级.
        person: 2 for 手机2 or 联系人2, otherwise 1.
    """

    key: str
    field: str | None
    unit: str | None = None
    person: int = 1


@cache
def lexicon() -> dict[str, str]:
    """Folded heading → field, of the headings that mean one thing."""
    rows = read_table("header_lexicon")
    return {fold(header): row["field"] for row in rows for header in row["headers"].split("|")}


@cache
def ambiguous() -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded heading → (test, field) pairs, the first test that holds decides; an empty one always does."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in read_table("ambiguous_headers"):
        found[row["header"]] = (*found.get(row["header"], ()), (row["when"], row["field"]))
    return found


@cache
def fields() -> frozenset[str]:
    """Every field that a column may be mapped to, without those for columns that are left out."""
    return frozenset(field for field in lexicon().values() if not field.startswith("_"))


def clean(header: str) -> str:
    """A heading as it may be shown and stored: one line, without asterisks, numbers of questions and colons."""
    plain = squeeze(header)
    return _TAIL.sub("", _LEAD.sub("", plain)) or plain


def key_of(header: str) -> str:
    """The form in which two spellings of one heading are equal."""
    return fold(clean(header)).replace("_", "")


def read_heading(header: str) -> Heading:
    """What a heading means by itself (product.md §4, Map; data/header_lexicon.csv).

    Tried in this order: whole, without brackets, its lines, its halves at / and -, its Chinese or Latin half, without
    a number, without polite words, by its end.
    """
    google = _GOOGLE.fullmatch(header.strip())
    if google and google[2].casefold() in ("label", "type"):
        return Heading(key_of(header), "label")
    if google and google[2].casefold() == "value":
        return Heading(key_of(header), _GOOGLE_VALUES.get(google[1].casefold().replace("-", ""), OWN))
    group = _TAG_GROUP.search(header)
    if group:
        return Heading(key_of(header), "tags", clean(group[1] or group[2]))
    for form, person in _forms(header):
        key = fold(form).replace("_", "")
        if key in ambiguous():
            return Heading(key, "", unit_of(header), person)
        field = _known(key) or _known(fold(form))
        if field:
            return Heading(key, field, unit_of(header), person)
    return Heading("", _joined(header) or _by_ending(header), unit_of(header))


def _known(key: str) -> str | None:
    return lexicon().get(key) or _without_lines().get(key)


@cache
def _without_lines() -> dict[str, str]:
    """The lexicon without the underscores that technical headings have."""
    return {key.replace("_", ""): field for key, field in lexicon().items() if "_" in key}


def _forms(header: str) -> Iterator[tuple[str, int]]:
    """Shorter and shorter forms of a heading, each with the person it speaks of."""
    yield squeeze(header), 1
    whole = clean(header)
    yield whole, 1
    if whole.endswith("."):  # Mobile No.
        yield whole[:-1], 1
    bare = _TAIL.sub("", _BRACKET.sub("", whole)).strip()
    if bare and bare != whole:
        yield bare, 1
    for part in re.split(r"[\r\n]+", header):
        if part.strip() and part.strip() != header.strip():
            yield from _halves(clean(part))
    yield from _halves(bare or whole)
    inside = _BRACKET.search(whole)
    if inside:
        yield clean(inside[1]), 1
    yield from _of_path(whole)


def _of_path(text: str) -> Iterator[tuple[str, int]]:
    """What a path into JSON means: address.city the city; of owner.name the owner, and never its e-mail."""
    path = _PATH.fullmatch(text)
    if path and path["last"] == "name":
        yield path["parent"], 1
        yield path["parent"].removesuffix("s"), 1  # contacts.name
    elif path and not _OTHER_PARENTS.search(path["parent"]):
        yield path["last"], 1


def _halves(text: str) -> Iterator[tuple[str, int]]:
    yield text, 1
    pieces = [piece.strip() for piece in re.split(r"\s?[-–—－>]\s?", text)]
    if len(pieces) > 1 and _KEBAB.fullmatch(text):
        yield text.replace("-", " "), 1
        if fold(pieces[-1]) in _VAGUE_ENDS:
            return
    if len(pieces) > 1:
        yield pieces[-1], 1
        if fold(pieces[0]) not in _WHOSE:
            yield pieces[0], 1
    scripts = _SCRIPTS.fullmatch(text) or _TURNED.fullmatch(text)
    if scripts:
        yield scripts[1].strip(), 1
        yield scripts[2].strip(), 1
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        yield numbered[1], "一二三四五".find(numbered[2]) + 1 or int(numbered[2])
    polite = _ASKED.sub("", text) if text.isascii() else _POLITE.sub("", text)
    if polite and polite != text:
        yield polite, 1


def _joined(header: str) -> str | None:
    """姓名/Name means one of its parts; 手机/邮箱, all of them contact points, is read by content."""
    parts = [clean(part) for part in re.split(r"[/／、|或及和]", _BRACKET.sub("", header))]
    found = [field for part in parts if (field := _known(fold(part)))]
    if len(parts) < 2 or len(found) < len(parts):
        return found[0] if len(parts) > 1 and found and found[0] not in (IGNORED, OWN) else None
    if len(set(found)) > 1 and set(found) <= _CONTACT_KINDS:
        return "contact_any"
    if set(found) == {"contact", "title"}:  # 职务/姓名: the title is taken off the name
        return "contact"
    return found[0]


def is_of_others(header: str) -> bool:
    """Whether a heading speaks of somebody who is not the customer: owner.mobile, 归属门店, 介绍人."""
    path = _PATH.fullmatch(clean(header))
    return bool(_SOMEBODY_ELSE.search(header) or (path and _OTHER_PARENTS.search(path["parent"])))


def _by_ending(header: str) -> str | None:
    plain = fold(_TAIL.sub("", _BRACKET.sub("", clean(header))))
    if _SOMEBODY_ELSE.search(plain):
        return None
    return next((_known(ending) for ending in _ENDINGS if plain.endswith(ending) and plain != ending), None)


def unit_of(header: str) -> str | None:
    """The unit of money in a heading: 预算(万元), 金额/元, 报价（单位：美元）; None when it names none."""
    for word in (*_BRACKET.findall(header), *re.split(r"[/／,，]", header)[1:]):
        match = _SCALE.fullmatch(narrow(word).lower())
        if match and any(match.groups()):
            return narrow(word)
    return None


def scale_of(unit: str | None) -> tuple[int, str]:
    """Yuan per number and the currency's word that a unit means: 万元 → 10000 and "", 万美元 → 10000 and 美元."""
    match = _SCALE.fullmatch((unit or "").lower())
    if match is None:
        return 1, ""
    return _UNITS.get(match[2] or "", 1), match[1] or match[3] or ""
