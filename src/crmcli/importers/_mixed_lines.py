"""Text that is not UTF-8 throughout: one encoding for all of it, or lines pasted together from two."""

from __future__ import annotations

import re

from crmcli.errors import N_
from crmcli.importers._encoding import SAMPLE, Decoded, best_candidate, lost_characters, note, read_as
from crmcli.importers._legibility import legibility
from crmcli.importers._limits import numbers
from crmcli.records.base import Msg

_MANY_LINES = 1_000_000
_EVERYDAY = 0.7
# Two characters of UTF-8 as Chinese text has them, one behind the other: rare by chance in other encodings.
_LIKE_UTF8 = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf][\x80-\xbf]){2}")


def decode_lines(data: bytes) -> Decoded:
    """Decode bytes that are not valid UTF-8 as a whole; lines that are can stay so, and are named in a note."""
    tails = _tails(data)
    valid = [_is_utf8(data[first:last]) for first, last in tails]
    strangers = [tail for tail, fine in zip(tails, valid, strict=True) if not fine]
    other, _ = best_candidate(_sample(data, strangers))
    chosen = [_stays_utf8(data[first:last], fine, other) for (first, last), fine in zip(tails, valid, strict=True)]
    if not any(chosen):
        text = read_as(other, data)
        return Decoded(text, other, note(other) + lost_characters(text))
    return _joined(data, tails, chosen, other)


def _tails(data: bytes) -> list[tuple[int, int]]:
    """From the first byte that is not ASCII to the end of its line: what stands before needs no decoding.

    In an endless file several lines are judged together.
    """
    together = data.count(b"\n") // _MANY_LINES
    pattern = rb"[\x80-\xff][^\n]*" + (rb"(?:\n[^\n]*){0,%d}" % together if together else b"")
    return [match.span() for match in re.finditer(pattern, data)]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes, tails: list[tuple[int, int]]) -> bytes:
    taken: list[bytes] = []
    size = 0
    for first, last in tails:
        start = first - 1 if first and data[first - 1] >= 0x41 else first  # a letter before tells accents from hanzi
        taken.append(data[start : min(last, first + SAMPLE)])
        size += last - first
        if size > SAMPLE:
            break
    return b"\n".join(taken)


def _stays_utf8(line: bytes, fine: bool, other: str) -> bool:
    """Whether a line is UTF-8, perhaps with a broken character, rather than the `other` encoding."""
    like = _LIKE_UTF8.search(line)
    if fine == bool(like):
        return fine
    line = line[:SAMPLE]
    as_utf8 = legibility(line.decode("utf-8", "replace"))
    return as_utf8 >= _EVERYDAY or as_utf8 > legibility(read_as(other, line))


def _joined(data: bytes, tails: list[tuple[int, int]], chosen: list[bool], other: str) -> Decoded:
    pieces, fewer_utf8 = [], sum(chosen) * 2 < len(chosen)
    lines: list[int] = []
    place, line = 0, 1
    for (first, last), utf8 in zip(tails, chosen, strict=True):
        line += data.count(b"\n", place, first)
        pieces.append(data[place:first].decode("ascii"))
        pieces.append(data[first:last].decode("utf-8", "replace") if utf8 else read_as(other, data[first:last]))
        if utf8 == fewer_utf8:
            lines.append(line)
        line += data.count(b"\n", first, last)
        place = last
    pieces.append(data[place:].decode("ascii"))
    text = "".join(pieces)
    main, second = (other, "utf-8") if fewer_utf8 else ("utf-8", other)
    if not lines:
        return Decoded(text, main, lost_characters(text))
    params = {"lines": numbers(lines), "n": len(lines), "encoding": second, "main": main}
    pasted = Msg(
        N_("The lines {lines} were read as {encoding}, the others as {main}."),
        params,
        one=N_("Line {lines} was read as {encoding}, the others as {main}."),
    )
    return Decoded(text, main, (pasted, *lost_characters(text)))
