"""Numbers in words and figures: 三十万, 贰万, 1.2万, 20k, 1,200.50. What they count is read elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from crmcli.core.patterns import lazily

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_DIGITS |= dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True))
_DIGITS |= {"两": 2, "兩": 2, "貳": 2, "參": 3, "陸": 6, "俩": 2}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
SCALES = {"百": 100, "千": 10**3, "k": 10**3, "thousand": 10**3, "w": 10**4, "万": 10**4, "萬": 10**4, "十万": 10**5}
SCALES |= {"百万": 10**6, "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "千万": 10**7}
SCALES |= {"万万": 10**8, "亿": 10**8, "億": 10**8, "bn": 10**9, "billion": 10**9}
CHINESE = "零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖两兩貳參陸俩十拾百佰千仟万萬亿億"
_CHINESE = lazily(f"[{CHINESE}]{{1,24}}")
_TWO_DIGITS = lazily("[一二三四五六七八九壹贰叁肆伍陆柒捌玖两兩貳參陸俩]{2}")
_FIGURES = lazily(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
# Groups of three, of four (from the right, as Chinese counts), and the Indian 12,34,567.
_GROUPED = lazily(r"(?:\d{1,3}(?:[, ']\d{3})+|\d{1,4}(?:,\d{4})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?", re.ASCII)
_CONTINENTAL = lazily(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", re.ASCII)
_SCIENTIFIC = lazily(r"\d(?:\.\d{1,20})?e\+?\d{1,2}", re.ASCII)


def read_figures(text: str) -> Decimal | None:
    """A number in figures with any thousands separator: 1,200.50, 1 200, 1.200,50; None when it is none."""
    if _FIGURES.fullmatch(text) or _SCIENTIFIC.fullmatch(text):
        return _decimal(text)
    if _GROUPED.fullmatch(text):
        return _decimal(re.sub(r"[, ']", "", text))
    if _CONTINENTAL.fullmatch(text):
        return _decimal(text.replace(".", "").replace(",", "."))
    return None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def read_chinese(text: str) -> Decimal | None:
    """A number in Chinese words, everyday or financial; 一万二 is 12,000, 两千五 is 2,500. None when it is none."""
    if not _CHINESE.fullmatch(text) or text[0] in _MYRIADS:
        return None
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text)) if len(text) != 2 else None  # 三五 is 3 to 5
    if _TWO_DIGITS.search(text):
        return None
    total = section = digit = 0
    unit = last_unit = 1
    for char in text:
        if char in _DIGITS:
            digit, unit = _DIGITS[char], 10 if char in "零〇" else unit
            continue
        if char in _TENS:
            section += (digit or 1) * _TENS[char]
            unit = _TENS[char]
        else:
            unit = _MYRIADS[char]
            total = (total + section + digit) * unit if char in "亿億" else total + (section + digit) * unit
            section = 0
        digit, last_unit = 0, unit
    if digit and unit > 10 and text[-2] in {**_TENS, **_MYRIADS}:
        digit *= last_unit // 10  # the unit below the last one is left out
    return Decimal(total + section + digit)
