"""What stands in an e-mail cell or behind --email. Addresses are only read here, never looked up."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmcli.core.marks import has_cjk, is_blank, is_masked, narrow
from crmcli.core.patterns import lazily
from crmcli.errors import N_, BadValue
from crmcli.records.base import Msg
from crmcli.records.customer import Point

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~\-]{1,64}"
_HOST = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
# The common subset of RFC 5321 that mail programs accept: no quotes, no address literals, a letter-only last label.
ADDRESS = lazily(rf"{_ATOM}(?:\.{_ATOM}){{0,20}}@(?:{_HOST}\.){{1,8}}(?:[a-z]{{2,24}}|xn--[a-z0-9\-]{{1,50}})")
_BETWEEN = lazily(r"[;,、|\s]+|/(?=[^/\s]*@)")
_LABEL = lazily(r"^(?:mailto:|(?:电子|工作|公司|个人)?(?:邮箱|邮件|信箱)(?:地址)?\s?:?|(?:e-?)?mail\s?:)\s*")
_NAMED = lazily(r"[^<>]{0,80}<\s*([^<>\s]{1,254})\s*>")
_SPELLED_AT = lazily(r"\s?(?:\(at\)|\[at\]|\{at\}|（at）|#at#| at |\(a\))\s?", re.IGNORECASE)
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})


class EmailsRead(NamedTuple):
    """What a cell of addresses held; the fields mean the same as those of PhonesRead."""

    points: tuple[Point, ...]
    problems: tuple[Msg, ...] = ()
    unread: tuple[str, ...] = ()


def read_emails(text: str) -> EmailsRead:
    """The addresses in one cell, lower case (data/value_cases.csv: email). Nothing is raised."""
    plain = text.strip().lower()
    if len(plain) <= 254 and plain.isascii() and "*" not in plain and ADDRESS.fullmatch(plain):
        return EmailsRead((Point("email", plain, text),))
    line = narrow(text).lower()
    if is_blank(line):
        return EmailsRead(())
    points: dict[str, Point] = {}
    problems: list[Msg] = []
    unread: list[str] = []
    for piece in _pieces(_LABEL.sub("", _NAMED.sub(r" \1 ", line)).strip()):
        address = piece.translate(_DOTS)
        masked = is_masked(address)
        if len(address) <= 254 and ADDRESS.fullmatch(address):
            points.setdefault(address, Point("email", address, piece, masked=masked))
        else:
            unread.append(piece)
        if points and not any(map(str.isalnum, address)):  # a@x.com - a@x.com
            unread.remove(piece)
            continue
        if address not in points or address != piece or masked:
            problems.append(_problem(piece, address, read=address in points))
    return EmailsRead(tuple(points.values()), tuple(problems), tuple(unread))


def typed_email(text: str) -> Point:
    """The one address a person typed.

    Raises:
        BadValue: it is none, or several; the hint gives what was probably meant.
    """
    read = read_emails(text)
    if read.unread:
        problem = read.problems[0]
        raise BadValue(problem.id, N_("Write it like name@example.com."), **problem.params)
    if not read.points:
        raise BadValue(N_("There is no e-mail address in “{raw}”."), raw=text[:60])
    if len(read.points) > 1:
        raise BadValue(N_("“{raw}” holds {n} e-mail addresses; give one."), raw=text[:60], n=len(read.points))
    return read.points[0]


def _pieces(line: str) -> list[str]:
    """The texts between separators. `a@b,com` stays whole, because its second half is the end of a domain."""
    if _SPELLED_AT.search(line):
        return [line] if line else []
    pieces: list[str] = []
    for part in _BETWEEN.split(line):
        before = pieces[-1] if pieces else ""
        if re.fullmatch(r"(?:com|net|org|cn|com\.cn|edu|gov|io|hk|tw)", part) and re.fullmatch(r"[^@]+@[^@.]+", before):
            pieces[-1] = f"{before},{part}"
        elif part:
            pieces.append(part)
    return pieces


def _problem(piece: str, address: str, *, read: bool) -> Msg:
    shown: dict[str, object] = {"raw": piece[:60]}
    if read and is_masked(address):
        return Msg(N_("“{raw}” is partly hidden; it is kept as text."), shown)
    if read:
        return Msg(N_("“{raw}” was read as {better}."), {**shown, "better": address})
    better = re.sub(r"\.{2,}", ".", _SPELLED_AT.sub("@", address).replace(",", ".").replace("@@", "@").replace(" ", ""))
    if len(better) <= 254 and better != address and ADDRESS.fullmatch(better):
        return Msg(N_("“{raw}” is no e-mail address. Is it {better}?"), {**shown, "better": better})
    if has_cjk(address):
        return Msg(N_("“{raw}” is no e-mail address: it has Chinese characters in it."), shown)
    if "@" not in address:
        return Msg(N_("“{raw}” is no e-mail address: there is no @ in it."), shown)
    return Msg(N_("“{raw}” is no e-mail address."), shown)
