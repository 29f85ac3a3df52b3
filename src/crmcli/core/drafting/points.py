"""Readers of contact points: phones, e-mails, WeChat, QQ, and cells that hold several kinds at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crmcli.core.drafting.abroad import with_code
from crmcli.core.drafting.collected import Collected, Points
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.emails import read_emails
from crmcli.core.filter_keys import choices, plain
from crmcli.core.marks import narrow
from crmcli.core.patterns import lazily
from crmcli.core.phones import read_phones
from crmcli.core.points import GAP, read_points
from crmcli.core.wechat import read_qq, read_wechat
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.customer import Point
from crmcli.records.record import replace

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_ROUNDED = "0" * 8
_SEVERAL = lazily(r"\s*:::\s*")  # how Google joins values of one label
_OTHER_KINDS = lazily(r"@|微信|微号|(?<![a-z])(?:qq|wx|vx|wechat|weixin|wxid)", re.IGNORECASE)
_ADDED = frozenset({"已加", "未加", "已添加", "未添加", "已加微信", "未加微信", "√", "×"})
_NO_PHONE = N_("There is no phone number in “{raw}”.")
_PLACEHOLDER = lazily(r"(?:电话|手机|微信|邮箱|联系方式|qq)\s?[:：]\s?[*＊]*", re.IGNORECASE)


def phones(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of phones of any kind; the number says which."""
    field, dialling = column.field or "phone", reading.dialling

    def read(row: Collected, text: str, cell: Cell) -> None:
        where = row.company_points if field == "company_phone" else _where(row, column)
        text = _prepared(text, cell, dialling)
        found = read_phones(text)
        for point in found.points:
            where.append(replace(point, kind="fax") if field == "fax" else point)
        if found.wechat_same:
            row.wechat_same = True
        others = _other_kinds(text) if found.problems or len(text) > 11 else ()
        where.extend(others)
        if found.problems and not (others and not found.points):
            _say(row, column, found.problems, found.unread)

    return read


def _other_kinds(text: str) -> tuple[Point, ...]:
    """What else than a number a cell of phones holds: 微信 lilac88, an address."""
    if not _OTHER_KINDS.search(text):
        return ()
    return tuple(point for point in read_points(text).points if point.kind in ("email", "wechat", "qq"))


def _prepared(text: str, cell: Cell, dialling: str) -> str:
    """The text of a cell of phones, with its country's code where the table needs one.

    1.38E+10 of a CSV that a spreadsheet opened and saved again is the number 13800000000: nobody's.
    """
    if text.endswith(_ROUNDED) and len(text) == 11 and isinstance(cell, int | float):
        return f"{float(cell):.2E}"
    if ":::" in text:
        text = _SEVERAL.sub("\n", text)
    return with_code(text, dialling) if dialling else text


def emails(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of addresses."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        found = read_emails(_SEVERAL.sub(" ", text) if ":::" in text else text)
        _where(row, column).extend(found.points)
        if found.problems:
            _say(row, column, found.problems, found.unread)

    return read


def wechats(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of WeChat ids; 已加 and nicknames are kept as text."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if text in _ADDED or plain(text) in choices("yesno"):
            if choices("yesno").get(plain(text)) != "no":
                row.keep(column.header, text)
            return
        found = read_wechat(text)
        _where(row, column).extend(found.points)
        row.wechat_same = row.wechat_same or found.same_as_phone
        if found.nickname:
            row.texts.setdefault("nickname", found.nickname)
        if found.problems:
            _say(row, column, found.problems, found.unread)

    return read


def qqs(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of QQ numbers."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        found = read_qq(text)
        _where(row, column).extend(found.points)
        if found.problems:
            _say(row, column, found.problems, found.unread)

    return read


def anything(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of 联系方式: numbers, addresses and ids, with labels or without (R039)."""
    by_phone = phones(column, reading)

    def read(row: Collected, text: str, cell: Cell) -> None:
        if len(text) == 11 and text.isdigit():
            by_phone(row, text, cell)
            return
        if _PLACEHOLDER.fullmatch(text):
            return
        found = read_points(text)
        if found.points:
            _where(row, column).extend(found.points)
            for problem in found.problems:
                row.warn("phone", text, problem)
            if rest := found.rest.replace(GAP, " ").strip(" :：,，;；、/|"):
                row.keep(column.header, rest)
        elif sum(map(str.isdigit, text)) >= 3 and not re.search("[A-Za-z_]", text):
            by_phone(row, text, cell)
        else:
            _id_alone(row, column, text)

    return read


def _id_alone(row: Collected, column: ColumnPlan, text: str) -> None:
    """What is neither number nor address may be a WeChat id, or says that there is none."""
    found = read_wechat(narrow(text).lstrip(": "))
    _where(row, column).extend(found.points)
    row.wechat_same = row.wechat_same or found.same_as_phone
    if found.nickname:
        row.unread("phone", column.header, text, Msg(_NO_PHONE, {"raw": text[:40]}))


def extension(column: ColumnPlan, reading: Reading) -> Reader:
    """A column that holds the extension of the landline beside it."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        digits = re.sub(r"\D", "", text)
        if 0 < len(digits) < 7:
            row.ext = digits
        else:
            row.keep(column.header, text)

    return read


def settle(row: Collected) -> None:
    """Give the extension and 微信同号 to the number they belong to, and leave every number once."""
    if row.ext:
        row.points = _extended(row.points, row.ext)
        row.company_points = _extended(row.company_points, row.ext)
    if row.wechat_same and not any(point.kind == "wechat" for point in row.points):
        mobile = next((point for point in row.points if point.kind == "mobile" and not point.masked), None)
        if mobile:
            row.points.append(Point("wechat", mobile.value, mobile.raw))
    if len(row.points) > 1:
        row.points = _once(row.points)
    if row.company_points:
        row.company_points = _once(row.company_points)
    if any(point.masked for point in (*row.points, *row.company_points)):
        row.masked = True


def _extended(points: Points, ext: str) -> Points:
    place = next((i for i, point in enumerate(points) if point.kind == "phone" and not point.ext), None)
    if place is not None:
        points = [*points[:place], replace(points[place], ext=ext), *points[place + 1 :]]
    return points


def _once(points: Points) -> Points:
    known: dict[tuple[str, str, str | None], Point] = {}
    for point in points:
        known.setdefault((point.kind, point.value.casefold(), point.ext), point)
    return list(known.values())


def _where(row: Collected, column: ColumnPlan) -> Points:
    """The points of the person that a column belongs to."""
    return row.points if column.person == 1 else row.others.setdefault(column.person, [])


def _say(row: Collected, column: ColumnPlan, problems: tuple[Msg, ...], unread: tuple[str, ...]) -> None:
    field = column.field if column.field in ("email", "wechat", "qq", "fax") else "phone"
    for raw in unread:
        row.kept.append(f"{column.header}: {raw} (?)")
    raw = unread[0] if unread else ""
    for problem in problems:
        row.warn(field or "phone", raw or str(problem.params.get("raw", "")), problem)
