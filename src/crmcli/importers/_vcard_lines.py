"""Content lines of vCards: unfolded, split into name, parameters and value, decoded from quoted-printable."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from crmcli.importers._encoding import decode, read_as
from crmcli.importers._legibility import legibility
from crmcli.importers._limits import LONGEST_CELL

# A value of many lines that is not text: pictures, sounds, keys.
BULKY = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_LINE = re.compile(
    r"(?:[\w.-]+\.)?(?P<name>[A-Za-z][\w-]*)(?P<params>(?:;(?:[^\":;]|\"[^\"]*\")*)*):(?P<value>.*)", re.DOTALL
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PIECE = re.compile(r";|(?:[^\\;]++|\\.)++|\\", re.DOTALL)
_LONGEST_HEAD = 1_000


class Line(NamedTuple):
    """One property: name and type words in upper case, the value as it stands, escapes and all."""

    name: str
    types: frozenset[str]
    value: str

    def fields(self) -> list[str]:
        """The value's parts between semicolons, unescaped."""
        parts = [""]
        for piece in _PIECE.findall(self.value):
            if piece == ";":
                parts.append("")
            else:
                parts[-1] += unescape(piece)
        return [part.strip() for part in parts]

    def text(self) -> str:
        """The whole value, unescaped."""
        return unescape(self.value).strip()


def unescape(text: str) -> str:
    """vCard's escapes (RFC 6350, 3.4): newline, comma, semicolon, backslash."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def lines(text: str, name: str) -> Iterator[Line]:
    """The properties of all cards in order; what is no property is passed over.

    Args:
        text: of the file. name: the file's name for sentences.
    """
    for logical in _unfolded(text):
        head, colon, _ = logical[:_LONGEST_HEAD].partition(":")
        match = _LINE.match(logical[: len(head) + LONGEST_CELL]) if colon else None
        if match:
            yield _line(match, name)


def _unfolded(text: str) -> Iterator[str]:
    """Lines with their continuations: a leading blank, or "=" at the end of quoted-printable."""
    open_: list[str] = []
    soft = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if soft:
            open_.append(line)
        elif line[:1] in (" ", "\t"):
            open_.append(line[1:])
        else:
            if open_:
                yield "".join(open_)
            open_ = [line]
        head = open_[0] if open_ else ""
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in head.partition(":")[0].upper()
        if soft:
            open_[-1] = open_[-1][:-1]
    if open_:
        yield "".join(open_)


def _line(match: re.Match[str], name: str) -> Line:
    if not match["params"]:
        return Line(match["name"].upper(), frozenset(), match["value"])
    types: set[str] = set()
    encoding = charset = ""
    for parameter in match["params"].split(";")[1:]:
        key, separator, value = parameter.partition("=")
        key, value = key.strip().upper(), value.strip(' "')
        if key == "ENCODING" or (not separator and key in ("QUOTED-PRINTABLE", "BASE64")):
            encoding = (value or key).upper()
        elif key == "CHARSET":
            charset = value
        elif key == "TYPE" or not separator:
            types.update(word.strip().upper() for word in (value if separator else key).split(","))
        elif key == "PREF":
            types.add("PREF")
    value = match["value"]
    if encoding == "QUOTED-PRINTABLE":
        value = _from_quoted(value, charset, name)
    return Line(match["name"].upper(), frozenset(types), value)


def _from_quoted(value: str, charset: str, name: str) -> str:
    raw = binascii.a2b_qp(value.encode("utf-8", "replace"))
    if charset:
        try:
            known = {"GBK": "gb18030", "GB2312": "gb18030", "BIG5": "big5"}.get(charset.upper(), charset)
            told = read_as(known, raw)
        except (LookupError, ValueError):
            told = "\ufffd"
        if legibility(told) >= 0 or not raw.strip():
            return told
    return decode(raw, name=name).text if raw.strip() else ""
