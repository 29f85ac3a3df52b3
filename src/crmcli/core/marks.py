"""What a cell says instead of a value: nothing at all, or stars. And its characters brought to one width."""

from __future__ import annotations

import re
from unicodedata import normalize

from crmcli.core.fold import INVISIBLE

# Values longer than this are prose, not a value; they are kept as text and not taken apart.
LONGEST_VALUE = 200

# product.md §4.3 and data/value_cases.csv; compared folded.
_BLANKS = frozenset(
    "无 暂无 没有 未留 未填 未提供 不详 未知 不知道 不清楚 不便透露 保密 空 待补充 待定 na n/a n.a. #n/a null none nil nan tbd "
    "unknown nothing / \\ - -- --- — —— – _ __ . .. ... … ? ？ ?? 0 × x".split()
)
_WIDE_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣ー"), "-")
_DROPPED = dict.fromkeys(map(ord, INVISIBLE))
_WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f々〇"
_CJK = re.compile(f"[{CJK}]")
_CJK_GAP = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")


def narrow(text: str) -> str:
    """`text` in half width, without invisible characters, spreadsheet text marks and outer space; dashes are hyphens.

    Spreadsheets write `'138…` and `="138…"` to keep digits as text (data/value_cases.csv).
    """
    if text.isascii() and text[:1] not in ("'", "=", " ", "\t"):
        return text.strip()
    text = normalize("NFKC", text).translate(_DROPPED).translate(_WIDE_DASHES).strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    return text.lstrip("'").strip()


def is_blank(text: str) -> bool:
    """Whether it only says that there is no value: 无, 不详, N/A, -, 0, and stars alone."""
    word = narrow(text).casefold()
    return not word.strip("*＊ ") or word in _BLANKS


def is_masked(text: str) -> bool:
    """Whether part of the value is hidden behind stars, as in 张* or 138****8000."""
    return any(star in text for star in "*＊●•█") or "××" in text


def has_cjk(text: str) -> bool:
    """Whether there is a Chinese character in it."""
    return _CJK.search(text) is not None


def close_gaps(text: str) -> str:
    """`text` without white space between two Chinese characters: 上海 某某 → 上海某某."""
    return _CJK_GAP.sub("", text)
