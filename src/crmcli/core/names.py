"""A person's name out of what is typed for it: 张三经理, 李四女士, 王总, 李伟 Leo. Companies are elsewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crmcli.core import titles
from crmcli.core.fold import squeeze
from crmcli.core.marks import CJK, LONGEST_VALUE, has_cjk, is_blank, is_masked, narrow
from crmcli.core.organisations import last_characters, looks_like_company, surname_of, surnames
from crmcli.core.patterns import lazily
from crmcli.errors import N_
from crmcli.records.base import Msg

_PLACEHOLDERS = frozenset({"匿名", "测试", "某人", "客户", "本人", "联系人", "先生", "女士", "小姐", "不愿透露"})
_TEST = lazily(r"test\d*|测试.{0,6}|([a-z0-9])\1{2,}|asdf\w{0,4}|qwer\w{0,4}|xxx+", re.IGNORECASE)
_LABEL = lazily(r"^(?:姓名|名字|联系人|客户姓名|联系人姓名|称呼|name|contact)\s?[:：]\s*", re.IGNORECASE)
_VIRTUAL = lazily(r"(?<=\S)\s?\[\d{4}\]$")  # the extension of a shop's stand-in number, which stands there too
_UNIT_FIRST = lazily(rf"([{CJK}A-Za-z0-9]{{2,20}})\s?[-_—/]\s?([{CJK}A-Za-z0-9]{{2,20}})")
_ENGLISH_TITLE = lazily(r"(mr|mrs|ms|miss)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_BRACKET = lazily(r"([^()]{1,60})\(([^()]{0,80})\)")
_PROXY = lazily(r"代签?|代领|代填")
_NICK = lazily("^(?:小|老|阿|大)(.)$")
_SOMEBODY = lazily(r"[某xX]{1,2}$|^某")
_WORD = lazily(rf"[{CJK}·]+|[^\s{CJK}][^{CJK}]*")
_CHINESE = lazily(rf"[{CJK}·]+")
_LIST = lazily(r"[、/;,|\n]|\s(?:和|与|and)\s")
_LATIN = lazily(r"[^\W\d_][\w .'\-]*")
_FULL = range(2, 5)


class PersonName(NamedTuple):
    """A name taken apart.

    Args:
        name: for display; empty when the text names nobody.
        gender: "male" or "female", only when a form of address says so.
        name_en: the Latin name beside a Chinese one.
        incomplete: only a surname or a nickname (陈经理, 小李, 王总): accepted, and listed as incomplete.
        masked: partly hidden (张*): text, never a key.
        company: an organisation that stood in the name's place, or beside it.
        nickname, note: what stood in brackets.
        problems: what is odd about it.
    """

    name: str
    title: str | None = None
    gender: str | None = None
    department: str | None = None
    name_en: str | None = None
    incomplete: bool = False
    masked: bool = False
    company: str | None = None
    nickname: str | None = None
    note: str | None = None
    problems: tuple[Msg, ...] = ()


def read_name(text: str) -> PersonName:
    """The one person that a text names (data/value_cases.csv: contact_name; R079, R159). Nothing is raised."""
    if len(text) <= 3 and text[-1:] not in _meaning_ends() and is_full_name(text):
        return PersonName(text)
    line = squeeze(narrow(text))
    if len(line) > LONGEST_VALUE:
        return PersonName(squeeze(text))
    line = _VIRTUAL.sub("", _LABEL.sub("", line))
    if is_blank(line):
        return PersonName("")
    if line in _PLACEHOLDERS or line.startswith("测试"):
        return PersonName("", problems=(_test(line),) if line.startswith("测试") else ())
    read = _with_unit(line) or _bracketed(line)
    if read.name in _PLACEHOLDERS:  # Mr. 先生
        return read._replace(name="")
    if read.name and is_blank(read.name):  # what is left says nothing: nothing was taken apart
        return _flagged(line)
    if _TEST.fullmatch(read.name):
        return read._replace(problems=(_test(read.name),))
    return read


def read_names(text: str) -> tuple[PersonName, ...]:
    """All persons in one cell: 张三、李四. A comma within one Latin name (Smith, John) parts nothing."""
    line = narrow(text)
    parts = [part for part in _LIST.split(line[:LONGEST_VALUE]) if part.strip()]
    if len(line) <= LONGEST_VALUE and len(parts) > 1 and all(_is_plain(part) for part in parts):
        return tuple(name for part in parts if (name := read_name(part)).name)
    one = read_name(text)
    return (one,) if one.name else ()


def is_full_name(text: str) -> bool:
    """Whether it looks like a Chinese name in full: a known surname and one to two characters more, three at most."""
    surname = surname_of(text)
    return bool(surname) and len(surname) < len(text) <= len(surname) + 2 and _CHINESE.fullmatch(text) is not None


@cache
def _meaning_ends() -> frozenset[str]:
    """Last characters of titles and organisations: a short name that ends otherwise is a name and nothing else."""
    return frozenset({"某"} | titles.last_characters() | last_characters())


def _is_plain(part: str) -> bool:
    """Whether a part of a list is a name by itself and not, say, a title."""
    part = part.strip()
    return has_cjk(part) and len(part) <= 12 and not titles.is_title(part) and not looks_like_company(part)


def _test(raw: str) -> Msg:
    return Msg(N_("“{raw}” looks like test data."), {"raw": raw[:40]})


def _with_unit(line: str) -> PersonName | None:
    """示例科技-孙丽 and 李娜-示例公司, as people call themselves in meetings and salespeople call them in a chat."""
    match = _UNIT_FIRST.fullmatch(line.partition("(")[0].strip())
    if match is None:
        return None
    for name, unit in (match.groups(), match.groups()[::-1]):
        plain = has_cjk(unit) and not is_full_name(unit) and not titles.is_title(unit)
        if is_full_name(name) and (looks_like_company(unit) or (plain and len(unit) > 3)):
            return PersonName(name, company=unit)
    return None


def _bracketed(line: str) -> PersonName:
    """A name with something in brackets behind it: 先生, 采购部经理, 代签, a Latin name, a nickname."""
    match = _BRACKET.fullmatch(line)
    if match is None:
        return _spaced(line)
    read, inside = _spaced(match[1].strip()), match[2].strip()
    if not inside:
        return read
    if gender := titles.gender_of(inside):
        return read._replace(gender=gender)
    if _PROXY.fullmatch(inside):
        return read._replace(note="代签")
    department, title = titles.split_department(inside)
    if department or titles.is_title(inside):
        return read._replace(department=department, title=title or read.title)
    if not has_cjk(inside) and has_cjk(read.name) and _LATIN.fullmatch(inside) and not read.name_en:
        return read._replace(name_en=inside)
    return read._replace(nickname=inside)


def _spaced(line: str) -> PersonName:
    """A text with blanks: a padded name, a name with its title, two scripts, or a roster line."""
    words = _WORD.findall(line) if has_cjk(line) else [line]
    chinese = [word for word in words if _CHINESE.fullmatch(word)]
    latin = [word.strip() for word in words if word not in chinese]
    if not chinese or "".join(words).replace(" ", "") != line.replace(" ", ""):
        return _english(line)
    pieces = line.split()
    if any(map(is_full_name, pieces)) and any(map(looks_like_company, pieces)) and (read := _roster(pieces)):
        return read
    if latin:
        return _two_scripts(line, chinese, latin)
    if all(len(word) == 1 for word in chinese) or (len(chinese) > 1 and is_full_name("".join(chinese))):
        return _chinese("".join(chinese))
    if len(chinese) > 1 and (read := _roster(chinese)):
        return read
    return _chinese("".join(chinese))


def _two_scripts(line: str, chinese: list[str], latin: list[str]) -> PersonName:
    name, other = "".join(chinese), " ".join(latin)
    if line.endswith(f" {name}") and titles.is_title(name) and _LATIN.fullmatch(other):  # Tom Chen 采购
        return _english(other)._replace(title=name)
    split = titles.split_title(line)
    if split.rest != line and not has_cjk(split.rest) and " " not in split.rest:  # X总, *经理, Mike经理
        short = len(split.rest) == 1 or is_masked(split.rest) or not split.rest.strip("Xx")
        return PersonName(line if short else split.rest, split.title, split.gender, None, None, short, is_masked(line))
    whole_word = (line.startswith(name) or line.endswith(name)) and not is_blank(name)
    if not whole_word or looks_like_company(line):
        return PersonName("", company=line) if looks_like_company(line) else _flagged(line)
    if " " in line and len(other) > 1 and _LATIN.fullmatch(other):
        return _spaced(" ".join(chinese))._replace(name_en=other)
    if is_full_name(name) and re.fullmatch(r"[^\W\d_]{2}[\w .'\-]*", other):
        return _chinese(name)._replace(name_en=other)
    return _flagged(line)


def _roster(words: list[str]) -> PersonName | None:
    """骆玉婷 市工业和信息化局装备工业科科长: a name, then unit, department and title in whatever pieces and order."""
    person = next((word for word in words if is_full_name(word) and not looks_like_company(word)), words[0])
    if len(person) not in _FULL or looks_like_company(person):
        return None
    read: PersonName | None = _chinese(person)
    for word in words:
        if word != person and read is not None:
            read = _with_word(read, word)
    return read


def _with_word(read: PersonName, word: str) -> PersonName | None:
    """The name with one more piece of its roster line; None when the piece is nothing that belongs there."""
    unit = None if read.company else _unit_of(word)
    if unit:
        read, word = read._replace(company=unit), word[len(unit) :]
        department = None
    else:
        department, word = titles.split_department(word)
    if department:
        read = read._replace(department=department)
    if word and titles.split_title(word).title:
        return read._replace(title=word)
    if word and titles.gender_of(word):
        return read._replace(gender=titles.gender_of(word))
    return None if word else read


def _unit_of(word: str) -> str | None:
    """The organisation a word begins with, when nothing or a title follows."""
    if looks_like_company(word):
        return word
    if not titles.split_title(word).title:
        return None
    ends = [match.end() for match in re.finditer("公司|集团|银行|医院|大学|学院|中心|局|厅|委|院|厂|会", word)]
    return next((word[:end] for end in ends if end > 2 and end < len(word)), None)


def _chinese(name: str) -> PersonName:
    """A Chinese text without blanks: a name with or without a title, or an organisation."""
    if looks_like_company(name):
        return PersonName("", company=name)
    split = titles.split_title(name)
    if split.title and not split.rest:
        return PersonName(name, split.title, incomplete=True)
    if split.rest == name or not split.rest:
        return _flagged(name)
    surname_only = split.rest in surnames() or is_masked(split.rest) or _SOMEBODY.search(split.rest) is not None
    if surname_only:
        return PersonName(name, split.title, split.gender, incomplete=True, masked=is_masked(name))
    if titles.split_title(split.rest).rest != split.rest:
        return _flagged(name)  # two titles: who is who is not ours to guess
    if split.short and (split.title is None or split.title == "工程师"):
        return _flagged(name)  # 王立工 is as likely a name as an engineer
    if split.rest[:1] in "小老阿" or not is_full_name(split.rest):
        foreign = split.gender and len(split.rest) > 1
        return PersonName(split.rest if foreign else name, split.title, split.gender, incomplete=not foreign)
    return PersonName(split.rest, split.title, split.gender)


def _flagged(name: str) -> PersonName:
    """A name as it is, marked when it cannot be whole."""
    masked = is_masked(name)
    nick = _NICK.match(name)
    short = len(name) == 1 or (nick is not None and nick[1] in surnames()) or _SOMEBODY.search(name) is not None
    short = short or name in surnames()
    return PersonName(name, incomplete=masked or (short and has_cjk(name)), masked=masked)


def _english(line: str) -> PersonName:
    gender = None
    while match := _ENGLISH_TITLE.match(line):
        if is_blank(line[match.end() :]):
            break
        gender = gender or titles.gender_of(match[1])
        line = line[match.end() :]
    if looks_like_company(line):
        return PersonName("", company=line)
    name, _, title = line.rpartition(", ")
    if name and "," not in name and titles.is_title(title):  # John Smith, CEO
        return _flagged(name)._replace(gender=gender, title=title)
    return _flagged(line)._replace(gender=gender)
