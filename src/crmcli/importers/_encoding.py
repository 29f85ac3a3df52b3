"""Bytes → text: byte-order mark, then NUL pattern, then strict UTF-8, then the candidate that reads best.

The judge is in _legibility, files whose lines differ in _mixed_lines.
"""

from __future__ import annotations

import codecs
import re

from crmcli.errors import N_, BadValue, NothingReadable
from crmcli.importers._legibility import legibility
from crmcli.importers._limits import numbers
from crmcli.records.base import Msg
from crmcli.records.record import record

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Python's codec for each name that is told to users: cp950 is what Taiwan's Windows writes and calls Big5.
CODECS = {"gb18030": "gb18030", "big5": "cp950", "utf-16": "utf-16-le", "cp1252": "cp1252"}
_OTHER_NAMES = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "cp950": "big5", "latin1": "cp1252"}
SAMPLE = 65_536
_TEXT = 0.0  # below this it is hardly writing; _NOISE: surely none
_NOISE = -0.7
_HIGH = re.compile(rb"[\x80-\xff][^\r\n]*")
_ODD = re.compile("[^\x00-\x7f]+")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_SCRIPTS = re.compile("(?P<latin>[À-ɏ])|(?P<greek>[Ͱ-Ͽ])|(?P<cyrillic>[Ѐ-ԯ])|(?P<hebrew>[֐-׿])|(?P<arabic>[؀-ۿ])")


@record
class Decoded:
    """Text, the encoding of most of it, and what was odd about it."""

    text: str
    encoding: str
    notes: tuple[Msg, ...] = ()


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Decoded:
    """The text of a file (product.md §4 step 1).

    Args:
        name: the file's name for sentences.
        encoding: told by the user; then nothing is guessed.

    Raises:
        NothingReadable: the bytes are no text. BadValue: `encoding` is no known name.
    """
    found = _as_told(data, encoding) if encoding else _find(data)
    if found is None or len(_CONTROLS.findall(found.text[:SAMPLE])) * 20 > min(len(found.text), SAMPLE):
        raise NothingReadable(
            N_("{file} is not a text file, and not a workbook that can be read."),
            N_("If it is text, name its encoding: --encoding gb18030, big5 or utf-16."),
            file=name,
        )
    return found


def read_as(encoding: str, data: bytes) -> str:
    """Decode by a name of CODECS (or Python's), with U+FFFD for what cannot be."""
    if encoding == "big5":
        try:
            return data.decode("cp950")
        except UnicodeDecodeError:
            hong_kong, taiwan = data.decode("big5hkscs", "replace"), data.decode("cp950", "replace")
            return hong_kong if hong_kong.count("\ufffd") < taiwan.count("\ufffd") else taiwan
    return data.decode(CODECS.get(encoding, encoding), "replace")


def best_candidate(data: bytes) -> tuple[str, float]:
    """The encoding in which a sample that is not UTF-8 reads best, and how well. Earlier ones win when equal."""
    names = ["gb18030", "big5", "cp1252"]
    if len(data) % 2 == 0 and b"\n" not in data:
        names.append("utf-16")
    scores = [(legibility(read_as(name, data)), -place, name) for place, name in enumerate(names)]
    score, _, name = max(scores)
    return name, score


def note(encoding: str) -> tuple[Msg, ...]:
    """What is said about an encoding that had to be found out."""
    return (Msg(N_("The text was read as {encoding}."), {"encoding": encoding}),)


def _as_told(data: bytes, encoding: str) -> Decoded:
    wanted = encoding.strip().lower().replace("_", "-")
    wanted = _OTHER_NAMES.get(wanted, wanted)
    try:
        if not codecs.lookup(CODECS.get(wanted, wanted))._is_text_encoding:
            raise LookupError
        if wanted.startswith("utf-16") or wanted.startswith("utf16"):
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le", "replace")
        else:
            text = read_as("utf-8-sig" if wanted in ("utf-8", "utf8") else wanted, data)
    except (LookupError, UnicodeError, ValueError):  # ValueError: a NUL in the name
        raise BadValue(
            N_("{encoding} is not an encoding."),
            N_("Use utf-8, gb18030, big5, utf-16 or cp1252."),
            encoding=encoding,
        ) from None
    return Decoded(text.replace("\0", ""), wanted, lost_characters(text))


def lost_characters(text: str) -> tuple[Msg, ...]:
    """A note naming the lines in which characters could not be read."""
    if "\ufffd" not in text:
        return ()
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    params = {"lines": numbers(lines), "n": len(lines)}
    return (Msg(N_("Some characters of the lines {lines} could not be read."), params),)


def _find(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            plain = encoding.removesuffix("-le").removesuffix("-be")
            return Decoded(text.replace("\0", ""), plain, lost_characters(text))
    if b"\0" in data:
        return _with_nuls(data)
    return _without_nuls(data)


def _with_nuls(data: bytes) -> Decoded | None:
    sample = data[: SAMPLE - SAMPLE % 2]
    score, codec = max((legibility(sample.decode(codec, "replace")), codec) for codec in _likely_utf16(sample))
    if score > _TEXT:
        return Decoded(data.decode(codec, "replace").replace("\0", ""), "utf-16", note("utf-16"))
    nuls = data.count(0)
    if nuls * 4 > len(data):
        return None
    found = _without_nuls(data.replace(b"\0", b""))
    if found is None:
        return None
    left_out = Msg(N_("{n} NUL characters were left out."), {"n": nuls}, one=N_("{n} NUL character was left out."))
    return Decoded(found.text, found.encoding, (*found.notes, left_out))


def _likely_utf16(sample: bytes) -> tuple[str, ...]:
    """Plain letters and digits have their NUL on one side only; a few Chinese characters have one on the other."""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if first > 9 * second:
        return ("utf-16-be",)
    return ("utf-16-le",) if second > 9 * first else ("utf-16-le", "utf-16-be")


def _without_nuls(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        from crmcli.importers._mixed_lines import decode_lines

        found = decode_lines(data)
        return found if legibility(_odd_part(found.text)) > _NOISE else None
    return _disguised(data, text) or Decoded(text, "utf-8")


def _odd_part(text: str) -> str:
    return "".join(_ODD.findall(text[: SAMPLE * 8]))[:SAMPLE]


def _disguised(data: bytes, text: str) -> Decoded | None:
    """GBK whose every character happens to be valid UTF-8: two-byte characters only, in a mixture of scripts."""
    odd = _odd_part(text) if not text.isascii() else ""
    if not odd or max(odd) >= "\u0800":
        return None
    scripts: dict[str | None, int] = {}
    for match in _SCRIPTS.finditer(odd):
        scripts[match.lastgroup] = scripts.get(match.lastgroup, 0) + 1
    if max(scripts.values(), default=0) > 0.7 * len(odd):
        return None
    name, score = best_candidate(b"\n".join(_HIGH.findall(data[:SAMPLE])))
    if name != "gb18030" or score < 0.6:
        return None
    return Decoded(read_as(name, data), name, note(name))
