"""What a cell says instead of a value: nothing at all, or stars. And its characters brought to one width."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from crmcli.core.fold import INVISIBLE
from crmcli.core.lexicon import words
from crmcli.core.patterns import lazily

# Values longer than this are prose, not a value; they are kept as text and not taken apart.
LONGEST_VALUE = 200
LONGEST_BLANK = 20

# product.md §4.3 and data/value_cases.csv; compared folded.
BLANKS = frozenset(words("blank"))
_WIDE_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_TRANSLATED = {**_WIDE_DASHES, **dict.fromkeys(map(ord, INVISIBLE))}
_ODD = lazily("[" + "".join(map(chr, _TRANSLATED)) + "]")
_WRAPPED = lazily(r'="(.*)"', re.DOTALL)
CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f々〇"
_CJK = lazily(f"[{CJK}]")
_CJK_GAP = lazily(rf"(?<=[{CJK}])\s+(?=[{CJK}])")


def narrow(text: str) -> str:
    """`text` in half width, without invisible characters, spreadsheet text marks and outer space; dashes are hyphens.

    Spreadsheets write `'138…` and `="138…"` to keep digits as text (data/value_cases.csv).
    """
    if text.isascii() and text[:1] not in ("'", "=", " ", "\t"):
        return text.strip()
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    if _ODD.search(text):
        text = text.translate(_TRANSLATED)
    text = text.strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    return text.lstrip("'").strip()


def is_blank(text: str) -> bool:
    """Whether it only says that there is no value: 无, 不详, N/A, -, 0, and stars alone."""
    if len(text) > LONGEST_BLANK and text[0] not in "*＊ \t":
        return False
    word = narrow(text).casefold()
    return not word.strip("*＊ ") or word in BLANKS


def is_masked(text: str) -> bool:
    """Whether part of the value is hidden behind stars, as in 张* or 138****8000."""
    return any(star in text for star in "*＊●•█") or "××" in text


def has_cjk(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    last = max(text, default="")
    return "\u3400" <= last <= "\u9fff" or (last > "〄" and _CJK.search(text) is not None)


def close_gaps(text: str) -> str:
    """`text` without white space between two Chinese characters: 上海 某某 → 上海某某."""
    return _CJK_GAP.sub("", text)
