"""Text made safe for a terminal, and measured, cut and wrapped in its cells. What the text says is not known here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

# Line ends and tabs; controls (C0, DEL, C1); what is drawn as nothing: soft hyphen, zero-width and bidirectional
# characters, variation selectors, tags; halves of surrogate pairs.
_BREAK = re.compile("\r\n|[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_RETURN = re.compile("\r(?!\n)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_OPEN = "（「『《〈【〔“‘(\\[{"
_CLOSE = "，。、；：！？）」』》〉】〕”’…,.;:!?)\\]}"
ENDING = 10  # cells of the end of a text cut in its middle: 上海分公司


def visible(text: str) -> str:
    """`text` with controls shown as pictures (ESC as ␛) and lone surrogates as �; line ends and tabs stay.

    Nothing in the result can move a terminal (product.md §8). Used for data formats, where nothing else may be lost.
    """
    if text.isprintable():
        return text
    # a lone carriage return would take the terminal back to the beginning of the line, to write over it
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(lambda found: _picture(found[0]), _RETURN.sub("\n", text)))


def _picture(char: str) -> str:
    code = ord(char)
    if char in "\t\n\r":
        return char
    if code < 0x20:
        return chr(0x2400 + code)
    # A C1 control is the one-character form of ESC and a letter: shown as what a terminal would have read.
    return "␡" if code == 0x7F else "␛" + chr(code - 0x40)


def one_line(text: str) -> str:
    """`text` with each line end and tab as a space."""
    return text if text.isprintable() else _BREAK.sub(" ", text)


def clean(text: str) -> str:
    """`text` as one line for a terminal: as `visible`, line ends and tabs as a space, invisible characters left out."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", visible(one_line(text)))


def clean_lines(text: str) -> list[str]:
    """The lines of `text`, each cleaned; empty lines at either end are left out."""
    return [clean(line) for line in text.strip("\r\n").splitlines()]


@lru_cache(8192)  # cutting a table to its width measures the same pieces many times
def cells(text: str) -> int:
    """The number of terminal cells that `text` takes: two for a Chinese character, none for a combining mark."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def head(text: str, width: int) -> str:
    """The longest beginning of `text` that takes at most `width` cells."""
    if cells(text) <= width:
        return text
    used = 0
    for index, char in enumerate(text):
        used += cells(char)
        if used > width:
            return text[:index]
    return text


def cut(text: str, width: int) -> str:
    """`text`, or its beginning and … when it takes more than `width` cells."""
    if cells(text) <= width:
        return text
    return head(text, width - 1).rstrip() + "…" if width > 0 else ""


def cut_middle(text: str, width: int) -> str:
    """`text`, or its beginning, … and its end when it takes more than `width` cells: 深圳市大疆创…上海分公司."""
    if cells(text) <= width:
        return text
    tail = head(text[::-1], min((width - 1) * 2 // 3, ENDING))[::-1].lstrip()
    return head(text, width - 1 - cells(tail)).rstrip() + "…" + tail if width > 2 else cut(text, width)


def cut_apart(texts: Sequence[str], width: int) -> list[str]:
    """`texts` cut to `width` cells; those that would look alike then, such as two branches, keep their end."""
    shorter = [cut(text, width) for text in texts]
    alike: dict[str, set[str]] = {}
    for text, short in zip(texts, shorter, strict=True):
        alike.setdefault(short, set()).add(text)
    pairs = zip(texts, shorter, strict=True)
    return [cut_middle(text, width) if len(alike[short]) > 1 else short for text, short in pairs]


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `width` cells, before it when `right`."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


@cache
def _tokens() -> re.Pattern[str]:
    """What a line may not be broken in: a Chinese character or a word, with the punctuation that clings to it.

    Compiled when a text is too long for its cell: the Chinese ranges take milliseconds.
    """
    return re.compile(f"\\s+|[{_OPEN}]*(?:[{_CJK}]|[^\\s{_CJK}{_OPEN}{_CLOSE}]+)[{_CLOSE}]*|.", re.DOTALL)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` (2 or more) cells; broken at spaces and between Chinese characters.

    Punctuation stays with the character before it (the kinsoku rule); only a word longer than a line is broken.
    """
    lines, line = [], ""
    for token in _tokens().findall(text):
        if cells(line + token.rstrip()) <= width:
            line += token
            continue
        lines.append(line.rstrip())
        line = token.lstrip()
        while cells(line) > width:
            piece = head(line, width)
            lines.append(piece)
            line = line[len(piece) :]
    return [*[done for done in lines if done], *([line.rstrip()] if line.strip() or not lines else [])]
