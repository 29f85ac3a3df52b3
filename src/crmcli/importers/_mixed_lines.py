"""Text that is not UTF-8 throughout: one encoding for all of it, or lines pasted together from two."""

from __future__ import annotations

import re

from crmcli.errors import N_
from crmcli.importers._encoding import SAMPLE, Decoded, best_candidate, lost_characters, note, read_as
from crmcli.importers._legibility import legibility
from crmcli.importers._limits import numbers
from crmcli.records.base import Msg

# From the first byte that is not ASCII to the end of its line: what stands before needs no decoding.
_TAIL = re.compile(rb"[\x80-\xff][^\n]*")


def decode_lines(data: bytes) -> Decoded:
    """Decode bytes that are not valid UTF-8 as a whole; lines that are can stay so, and are named in a note."""
    tails = [(match.start(), match.end()) for match in _TAIL.finditer(data)]
    valid = [_is_utf8(data[first:last]) for first, last in tails]
    strangers = b"\n".join(_sample(data, [tail for tail, fine in zip(tails, valid, strict=True) if not fine]))
    other, _ = best_candidate(strangers)
    chosen = [_stays_utf8(data[first:last], fine, other) for (first, last), fine in zip(tails, valid, strict=True)]
    if not any(chosen):
        text = read_as(other, data)
        return Decoded(text, other, note(other) + lost_characters(text))
    return _joined(data, tails, chosen, other)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes, tails: list[tuple[int, int]]) -> list[bytes]:
    """Lines up to the size of a sample; the last one may be cut, but not within a character's first bytes."""
    taken, size = [], 0
    for first, last in tails:
        taken.append(data[first : min(last, first + SAMPLE)])
        size += last - first
        if size > SAMPLE:
            break
    return taken


def _stays_utf8(line: bytes, fine: bool, other: str) -> bool:
    line = line[:SAMPLE]
    as_utf8 = line.decode("utf-8", "replace")
    if not fine and as_utf8.count("\ufffd") * 4 > len(as_utf8):
        return False
    return legibility(as_utf8) > legibility(read_as(other, line))


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
