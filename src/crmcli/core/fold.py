"""Two ways to clean text: `fold` for comparing words, `squeeze` for showing them. Nothing here knows any word."""

from __future__ import annotations

from unicodedata import category, is_normalized, normalize

from crmcli import discovery

# Invisible characters that web pages, chat programs and spreadsheets leave in names: soft hyphen, zero-width space
# and joiners, direction marks, word joiner, byte order mark, emoji selectors.
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)


def fold(text: str) -> str:
    """The form in which two spellings of one word are equal.

    Full and half width (NFKC), upper and lower case, traditional and simplified characters, and all white space are
    the same afterwards. Folding twice is folding once (product.md §1: width, case, spaces, 繁→简).
    """
    if text.isascii():  # nothing to look up; this path loads no table
        lower = text.lower()
        return lower if lower.isalnum() else "".join(lower.split())
    folded = text.translate(_CHARACTERS)
    if folded.isascii() or is_normalized("NFKC", folded):
        return folded
    return _once(_once(text))  # marks combine across characters


def _once(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().translate(_SIMPLER).split())


class _Simpler(dict[int, str | None]):
    """Code point → simplified character, or None for what is dropped; looked for when a character turns up."""

    def __missing__(self, point: int) -> str:
        traditional, simplified = discovery.read_text("t2s.txt").split()
        place = traditional.find(chr(point))
        char = self[point] = simplified[place] if place >= 0 else chr(point)
        return char


_SIMPLER = _Simpler(dict.fromkeys(map(ord, INVISIBLE)))


class _Characters(dict[int, str]):
    """Code point → its folded form, filled as characters turn up, so that a long list of names is one look-up each."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _once(chr(point))
        return folded


_CHARACTERS = _Characters()


def squeeze(text: str) -> str:
    """Text fit to be shown on one line: no outer white space, inner runs as one space, no control characters.

    Characters keep their width and case, and a space between two of them stays as typed.
    """
    if not text.isprintable():
        text = "".join(char if char.isprintable() else _stand_in(char) for char in text)
    return " ".join(text.split())


def _stand_in(char: str) -> str:
    """What is shown for a character that is not printable.

    Nothing for an invisible one. Rare characters of names that a font or Unicode version does not know stay.
    A half of a surrogate pair, which no file can hold, becomes the replacement character.
    """
    kind = category(char)
    if kind in ("Co", "Cn"):
        return char
    return {"Cf": "", "Cs": "\ufffd"}.get(kind, " ")
