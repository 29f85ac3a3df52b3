"""Contact points of every kind in one text: 电话：138… 微信：zhang_88, Tel …, a@b.com. Names are read elsewhere."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core import emails, phones, wechat
from crmcli.core.marks import narrow
from crmcli.core.patterns import lazily
from crmcli.records.base import Msg
from crmcli.records.customer import Point

_MAIL = lazily(
    r"(?:(?:电子)?邮箱(?:地址)?|邮件|e-?mail|mail)?\s?[:]?\s?"
    r"(?P<value><?[A-Za-z0-9!#$%&'*+=?^_`{|}~.\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:[.。][A-Za-z0-9\-]{1,63}){1,8}>?)",
    re.IGNORECASE | re.ASCII,
)
_WECHAT = lazily(
    r"(?:微信号?|wechat(?:\s?id)?|weixin|(?<![a-z])(?:vx|wx)|v信)号?\s?[:]?\s?(?P<value>[a-z_][a-z0-9_\-]{2,39}|\+?[\d*]{7,15})"
    r"|(?<![a-z0-9_])(?P<system>wxid_[a-z0-9]{6,30})",
    re.IGNORECASE | re.ASCII,
)
_QQ = lazily(r"(?<![a-z])qq号?\s?[:]?\s?(?P<value>[1-9]\d{4,10})(?!\d)", re.IGNORECASE | re.ASCII)
_PHONE_LABEL = lazily(
    r"(?:(?:联系|办公|公司|移动|固定|手机)?(?:电话|手机|座机|固话|传真|联系方式)号?码?\d?"
    r"|(?<![a-z])(?:tel(?:ephone)?|mobile|mob|cell|phone|fax|ph|[tmpf](?=[:.])))\.?\s?[:]?\s?$",
    re.IGNORECASE,
)
# Digits that touch a Latin word belong to it (C20240501001), unless it is a label.
_RUN = lazily(
    r"(?:(?<![a-z0-9_.])|(?<=tel)|(?<=phone)|(?<=mobile)|(?<=cell)|(?<=fax)|(?<=[tmpf]\.))" + phones.RUN.pattern,
    re.IGNORECASE,
)
_ORDER = ("mobile", "phone", "fax", "email", "wechat", "qq")
GAP = "\t"  # stands where a point was cut out, so that the words around it do not join


class PointsRead(NamedTuple):
    """What a text held.

    Args:
        points: in the order mobile and phone, e-mail, WeChat, QQ; each value once per kind.
        problems: what was odd about them, and what looked like one and is none.
        rest: the text without them, with a tab where each was.
    """

    points: tuple[Point, ...]
    problems: tuple[Msg, ...]
    rest: str


def read_points(text: str) -> PointsRead:
    """All contact points in a text, with labels or without (data/value_cases.csv: contact_any). Nothing is raised."""
    found = _Found()
    line = _MAIL.sub(found.mail, narrow(text))
    same = phones.WECHAT_SAME.search(line) is not None
    line = phones.WECHAT_SAME.sub(GAP, line) if same else line
    line = _QQ.sub(found.qq, _WECHAT.sub(found.wechat, line))
    line = _cut_phones(line, found)
    mobile = next((point for point in found.points if point.kind == "mobile" and not point.masked), None)
    if same and mobile:
        found.points.append(Point("wechat", mobile.value, mobile.raw))
    unique = {(point.kind, point.value): point for point in reversed(found.points)}
    points = sorted(reversed(unique.values()), key=lambda point: _ORDER.index(point.kind))
    return PointsRead(tuple(points), tuple(found.problems), line)


class _Found:
    """Collects what is cut out of the text."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.problems: list[Msg] = []

    def mail(self, match: re.Match[str]) -> str:
        read = emails.read_emails(match["value"])
        return self._keep(match[0], read.points, read.problems)

    def wechat(self, match: re.Match[str]) -> str:
        read = wechat.read_wechat(match["value"] or match["system"])
        return self._keep(match[0], read.points, ())

    def qq(self, match: re.Match[str]) -> str:
        read = wechat.read_qq(match["value"])
        return self._keep(match[0], read.points, read.problems)

    def phones(self, raw: str) -> bool:
        read = phones.read_phones(raw)
        if not read.points or read.unread:
            self.problems += read.problems
            return False
        self._keep(raw, read.points, read.problems)
        return True

    def _keep(self, raw: str, points: tuple[Point, ...], problems: tuple[Msg, ...]) -> str:
        self.points += points
        self.problems += problems
        return GAP if points else raw


def _cut_phones(line: str, found: _Found) -> str:
    """The line without its phone numbers and their labels. Dates stay, and join no digits beside them."""
    kept: list[str] = []
    end = 0
    for day in phones.DAY.finditer(line):
        kept += [_cut_between(line[end : day.start()], found), day[0]]
        end = day.end()
    return "".join([*kept, _cut_between(line[end:], found)])


def _cut_between(line: str, found: _Found) -> str:
    kept: list[str] = []
    end = 0
    for run in _RUN.finditer(line):
        before = line[end : run.start()]
        label = _PHONE_LABEL.search(before[-24:])
        size = sum(map(str.isdigit, run[0]))
        if size < 5 or (size < 7 and not label and "*" not in run[0]):  # a short number needs its label
            continue
        if found.phones((label[0] if label else "") + run[0]):
            kept += [before[: len(before) - len(label[0])] if label else before, GAP]
            end = run.end()
    kept.append(line[end:])
    return "".join(kept)
