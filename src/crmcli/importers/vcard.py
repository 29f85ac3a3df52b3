"""Address books: vCard 2.1, 3.0 and 4.0. Each card becomes a row under headings that any sheet might have."""

from __future__ import annotations

import re
from collections.abc import Callable

from crmcli.core.patterns import lazily
from crmcli.importers._limits import LONGEST_CELL, check_extent
from crmcli.importers._source import Source
from crmcli.importers._vcard_lines import BULKY, Line, lines
from crmcli.records.grid import Grid

Card = dict[str, list[str]]

# Headings in the order of the columns; all are words of the header lexicon.
_NAME, _NICK, _COMPANY, _DEPARTMENT, _TITLE, _ROLE = "姓名", "昵称", "公司", "部门", "职务", "角色"
_MOBILE, _WORK, _HOME, _PHONE, _FAX = "手机", "办公电话", "家庭电话", "电话", "传真"
_EMAIL, _WECHAT, _QQ, _WEBSITE, _ADDRESS = "邮箱", "微信", "QQ", "网址", "地址"
_BIRTHDAY, _GENDER, _TAGS, _NOTE = "生日", "性别", "标签", "备注"
_ORDER = (
    *(_NAME, _NICK, _COMPANY, _DEPARTMENT, _TITLE, _ROLE, _MOBILE, _WORK, _HOME, _PHONE, _FAX),
    *(_EMAIL, _WECHAT, _QQ, _WEBSITE, _ADDRESS, _BIRTHDAY, _GENDER, _TAGS, _NOTE),
)
_PLAIN = {
    "NICKNAME": _NICK,
    "TITLE": _TITLE,
    "ROLE": _ROLE,
    "EMAIL": _EMAIL,
    "URL": _WEBSITE,
    "BDAY": _BIRTHDAY,
    "NOTE": _NOTE,
    "X-WECHAT": _WECHAT,
    "X-WEIXIN": _WECHAT,
    "X-QQ": _QQ,
}
# What a program keeps for itself and says nothing about the person.
_SILENT = BULKY | {
    *("BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "SORT-STRING", "CLASS", "TZ", "GEO", "MAILER", "LABEL"),
    *("AGENT", "SOURCE", "CLIENTPIDMAP", "KIND", "XML", "N", "FN", "PROFILE", "LANG"),
}
_MOST_PROPERTIES = 1_000
_HAN = lazily("[㐀-鿿]")
_SEPARATORS = {_TAGS: ";", _NOTE: "\n", _ADDRESS: "\n"}


def likeness(source: Source) -> int:
    """The first line of a card."""
    return 100 if source.opening.startswith("begin:vcard") else 0


def read(source: Source) -> tuple[Grid, ...]:
    """One Grid of all cards, several values of a kind joined in one cell.

    Raises:
        NothingReadable: no text, or too large.
    """
    decoded = source.decoded
    cards: list[Card] = []
    properties: list[Line] = []
    for line in lines(decoded.text, source.name):
        if line.name == "BEGIN":
            properties = []
        elif line.name == "END":
            cards.append(_card(properties))
            properties = []
        elif len(properties) < _MOST_PROPERTIES:
            properties.append(line)
    if properties:  # cut off in the middle
        cards.append(_card(properties))
    used = {heading for card in cards for heading in card}
    header = [*(heading for heading in _ORDER if heading in used), *sorted(used.difference(_ORDER))]
    check_extent(len(cards), len(header), file=source.name)
    rows = (tuple([_cell(card.get(heading, ()), heading) for heading in header]) for card in cards)
    return (
        Grid(
            source.name,
            "",
            (tuple(header), *rows) if header else (),
            first_row=0,
            kind="vcard",
            format="vcard",
            encoding=decoded.encoding,
            notes=decoded.notes,
        ),
    )


def _cell(values: list[str] | tuple[()], heading: str) -> str:
    return _SEPARATORS.get(heading, " / ").join(dict.fromkeys(values))[:LONGEST_CELL]


def _card(properties: list[Line]) -> Card:
    card: Card = {}
    for line in properties:
        reader = _READERS.get(line.name)
        if reader:
            for heading, value in reader(line):
                if value:
                    card.setdefault(heading, []).append(value)
        elif line.name not in _SILENT and not line.name.startswith(("X-AB", "X-MIUI")) and line.text():
            card.setdefault(_PLAIN.get(line.name, line.name), []).append(line.text())
    name = _name(properties)
    if name and [name] != card.get(_COMPANY):  # the card of a firm bears its name
        card[_NAME] = [name]
    return card


def _name(properties: list[Line]) -> str:
    """The whole name, from its parts where they are Chinese: programs write FN in their own order."""
    parts = next((line.fields() for line in properties if line.name == "N"), [])
    whole = next((line.text() for line in properties if line.name == "FN" and line.text()), "")
    family, given, middle = (*parts, "", "", "")[:3]
    if family and given and _HAN.search(family + given):
        own = family + middle + given
        return whole if whole.startswith(own) else own  # 黄蓉（桃花岛食品） says where from
    return whole or " ".join(part for part in (given, middle, family) if part)


Readings = list[tuple[str, str]]


def _organisation(line: Line) -> Readings:
    company, *units = line.fields() or [""]
    return [(_COMPANY, company), (_DEPARTMENT, "-".join(unit for unit in units if unit))]


def _phone(line: Line) -> Readings:
    value = re.sub(r"(?i)^tel:", "", line.text())
    value = re.sub(r"(?i);ext=", " ext ", value)
    if "FAX" in line.types:
        return [(_FAX, value)]
    for kind, heading in (("CELL", _MOBILE), ("IPHONE", _MOBILE), ("WORK", _WORK), ("HOME", _HOME)):
        if kind in line.types:
            return [(heading, value)]
    return [(_PHONE, value)]


def _address(line: Line) -> Readings:
    box, more, street, city, region, postcode, country = (line.fields() + [""] * 7)[:7]
    if _HAN.search(street + city + region):
        city = "" if city == region else city
        return [(_ADDRESS, "".join((region, city, street, more)))]
    return [(_ADDRESS, ", ".join(part for part in (box, street, more, city, region, postcode, country) if part))]


def _messenger(line: Line) -> Readings:
    scheme, _, handle = line.text().partition(":")
    heading = {"qq": _QQ, "mqq": _QQ, "wechat": _WECHAT, "weixin": _WECHAT}.get(scheme.lower())
    return [(heading or "IMPP", handle if heading else line.text())]


def _social(line: Line) -> Readings:
    """A profile: its name in the value or behind x-user, the network among the types."""
    handle = line.text().removeprefix("x-apple:")
    for network, heading in (("WECHAT", _WECHAT), ("WEIXIN", _WECHAT), ("QQ", _QQ)):
        if network in line.types and "://" not in handle:
            return [(heading, handle)]
    return [("LinkedIn" if "LINKEDIN" in line.types else line.name, handle)]


def _birthday(line: Line) -> Readings:
    """Apple writes 1604 for a birthday without its year."""
    return [(_BIRTHDAY, re.sub(r"^1604-?(?=\d\d-?\d\d$)", "--", line.text()))]


def _gender(line: Line) -> Readings:
    sex = (line.fields() or [""])[0].upper()
    return [(_GENDER, {"M": "男", "F": "女"}.get(sex, ""))]


def _categories(line: Line) -> Readings:
    return [(_TAGS, tag.strip()) for tag in re.split(r"[,，]", line.text()) if tag.strip()]


def _android(line: Line) -> Readings:
    """vnd.android.cursor.item/nickname;蓉儿;1;;; of phones that keep what vCard 2.1 has no word for."""
    kind, _, rest = line.text().partition(";")
    value = rest.partition(";")[0]
    return [(_NICK, value)] if kind.endswith("/nickname") else [("X-ANDROID-CUSTOM", value)]


_READERS: dict[str, Callable[[Line], Readings]] = {
    "ORG": _organisation,
    "TEL": _phone,
    "ADR": _address,
    "IMPP": _messenger,
    "GENDER": _gender,
    "BDAY": _birthday,
    "X-SOCIALPROFILE": _social,
    "CATEGORIES": _categories,
    "X-ANDROID-CUSTOM": _android,
}
