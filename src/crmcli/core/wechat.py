"""WeChat and QQ ids as they are typed and as they stand in cells. Not the WeChat program, which nobody asks."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core.marks import has_cjk, is_blank, is_masked, narrow
from crmcli.core.patterns import lazily
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg
from crmcli.records.customer import Point

_LABEL = lazily(r"^(?:微信|wechat|weixin|vx|wx|v信?)\s?(?:账号|帐号|号|id)?\s?(?:[:]\s?|\s)", re.IGNORECASE)
_SAME = lazily(
    r"\(?(?:(?:微信|微|v信?|vx|wx|wechat)号?)?(?:同号|同手机号?|手机同号|同上|同电话|same|同微信|微同|即手机号?|手机号?|同)\)?",
    re.IGNORECASE,
)
_BETWEEN = lazily(r"[/、,;|\r\n\t]+")
_ID = lazily(r"[A-Za-z0-9_\-*]{1,40}", re.ASCII)
# Weixin's own rule: 6 to 20 letters, digits, _ or -, beginning with a letter or _; older ids and phones also occur.
_REGULAR = lazily(r"[A-Za-z_][A-Za-z0-9_\-]{5,19}|1[3-9]\d{9}|\+?\d{7,15}", re.ASCII)
_QQ_LABEL = lazily(r"^qq\s?(?:号码?|id)?\s?[:]?\s?", re.IGNORECASE)
_QQ = lazily(r"[1-9]\d{4,10}", re.ASCII)
_QQ_MAIL = lazily(r"([1-9]\d{4,10})@(?:vip\.)?qq\.com", re.IGNORECASE | re.ASCII)


class WechatRead(NamedTuple):
    """What a cell of WeChat or QQ ids held.

    Args:
        points: the ids, case as written.
        problems: what is odd or could not be read.
        nickname: text that is a name and no id.
        same_as_phone: it says that the id is the mobile number.
        unread: texts that could not be read.
    """

    points: tuple[Point, ...]
    problems: tuple[Msg, ...] = ()
    nickname: str | None = None
    same_as_phone: bool = False
    unread: tuple[str, ...] = ()


def read_wechat(text: str) -> WechatRead:
    """The WeChat ids in one cell (data/value_cases.csv: wechat). Ids compare case-insensitively. Nothing is raised."""
    line = _LABEL.sub("", narrow(text))
    if is_blank(line):
        return WechatRead(())
    if _SAME.fullmatch(line.replace(" ", "")):
        return WechatRead((), same_as_phone=True)
    points: list[Point] = []
    problems: list[Msg] = []
    names: list[str] = []
    for part in _BETWEEN.split(line):
        value = _LABEL.sub("", part.strip())
        if _ID.fullmatch(value):
            points.append(Point("wechat", value, part.strip(), masked=is_masked(value)))
            problems += _oddities(value)
        elif value:
            names.append(value)
    nickname = "、".join(names) or None
    if nickname:
        problems.append(Msg(N_("“{raw}” is a WeChat nickname, not an id."), {"raw": nickname[:40]}))
    return WechatRead(tuple(points), tuple(problems), nickname)


def typed_wechat(text: str) -> Point:
    """The one WeChat id a person typed.

    Raises:
        BadValue: it is no id, or several.
    """
    read = read_wechat(text)
    hint = N_("An id has 6 to 20 letters, digits, _ or -. Open the profile in WeChat to see it.")
    if len(read.points) != 1 or read.nickname:
        raise BadValue(N_("“{raw}” is not one WeChat id."), hint, raw=text[:40])
    return read.points[0]


def read_qq(text: str) -> WechatRead:
    """The QQ numbers in one cell: 5 to 11 digits (data/value_cases.csv: qq). Nothing is raised."""
    line = narrow(text)
    if is_blank(line):
        return WechatRead(())
    points: list[Point] = []
    unread: list[str] = []
    for part in _BETWEEN.split(line):
        value = _QQ_LABEL.sub("", part.strip())
        if mail := _QQ_MAIL.fullmatch(value):
            value = mail[1]
        value = value.removesuffix(".0")
        if _QQ.fullmatch(value):
            points.append(Point("qq", value, part.strip()))
        elif value:
            unread.append(part.strip())
    odd = N_("“{raw}” is no QQ number: it has 5 to 11 digits.")
    problems = tuple(Msg(odd, {"raw": raw[:40]}) for raw in unread)
    return WechatRead(tuple(points), problems, unread=tuple(unread))


def typed_qq(text: str) -> Point:
    """The one QQ number a person typed.

    Raises:
        BadValue: it is none, or several.
    """
    read = read_qq(text)
    if len(read.points) != 1 or read.unread:
        raise BadValue(N_("“{raw}” is no QQ number: it has 5 to 11 digits."), raw=text[:40])
    return read.points[0]


def _oddities(value: str) -> list[Msg]:
    shown: dict[str, object] = {"raw": value[:40]}
    if is_masked(value):
        return [Msg(N_("“{raw}” is partly hidden; it is kept as text."), shown)]
    if _REGULAR.fullmatch(value) or has_cjk(value):
        return []
    return [Msg(N_("“{raw}” is odd for a WeChat id: 6 to 20 letters, digits, _ or -, a letter first."), shown)]
