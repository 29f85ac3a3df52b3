"""Amounts and shares as people write them → whole cents and fractions. How amounts are drawn is not said here."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from crmcli.core.lexicon import words
from crmcli.core.marks import is_blank, narrow
from crmcli.core.numerals import CHINESE, SCALES, read_chinese, read_figures
from crmcli.core.patterns import lazily
from crmcli.errors import N_, BadValue

LIMIT = 10**15  # cents; far above any sale and far below what SQLite and JavaScript count exactly
_LONGEST = 80
_CURRENCIES = {
    "CNY": "rmb cny 人民币 ¥ yuan cn¥",
    "USD": "usd us$ $ 美元 美金 刀 dollars dollar",
    "HKD": "hkd hk$ 港币 港元",
    "TWD": "twd nt$ ntd 台币 新台币 新臺幣 臺幣",
    "EUR": "eur € 欧元 欧 euro euros",
    "GBP": "gbp £ 英镑",
    "JPY": "jpy jp¥ 日元 日圆 円",
    "KRW": "krw ₩ 韩元",
    "AUD": "aud a$ au$ 澳元 澳币",
    "CAD": "cad c$ ca$ 加元 加币",
    "SGD": "sgd s$ 新加坡元 新币 新元",
    "MOP": "mop 澳门元",
    "RUB": "rub ₽ 卢布",
    "INR": "inr ₹ 卢比",
    "THB": "thb ฿ 泰铢",
    "VND": "vnd ₫ 越南盾",
    "CHF": "chf 瑞士法郎",
}
_NAMES = {name: code for code, names in _CURRENCIES.items() for name in names.split()}
_CURRENCY = lazily("|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)))
_YUAN = lazily(r"元整?|块钱?|圆整?|整$|只$")
_OPEN = frozenset(words("amount_open"))
_AT_LEAST = lazily(
    r"^(?:≥|>=|>|大于等于|大于|超过|不低于|不少于|至少|最少|高于|多于|atleast|over|morethan|above|from|min)"
)
_AND_UP = lazily(r"(?:\+|及?以上|起步?|andup|ormore|andabove)$")
_AT_MOST = lazily(
    r"^(?:≤|<=|<|小于等于|小于|不超过|不高于|不多于|最多|至多|低于|少于|upto|atmost|under|below|lessthan|max|within)"
)
_OR_LESS = lazily(r"(?:及?以内|及?以下|之内|内|orless|andbelow)$")
_ABOUT = lazily(r"^(?:约为?|大约|大概|差不多|将近|~|≈|about|approx\.?|around|ca\.)|(?:左右|上下)$")
_NEAR = lazily(r"^(?:近|不到|不足)")
_ODD = lazily(r"多(?=[万亿千百元块]|$)|余(?=[万亿千百元块]|$)|几(?=[万亿千百十])")
_BETWEEN = lazily(r"(?<=[^\-~])(?:-+|~|至|到|–|\.\.|to)(?=[^\-~])")
_NOTE = lazily(r"\(([^()]{1,40})\)$|((?:/|每|per)[^\d]{1,12})$")
_SCALED = lazily("(.+?)(" + "|".join(sorted(SCALES, key=len, reverse=True)) + ")$")
_MIXED = lazily(r"(\d+(?:\.\d+)?)(亿|万|千万|百万|千)(\d[\d亿万千百十]*)")
_SINGLE = lazily(r"(?<!\d)\d(?!\d)")
_COUNTED = lazily(f"[{CHINESE}]")
_LABEL = lazily(r"^(?:项目|采购)?(?:预算|金额|价格|总价|报价|budget|amount|price)\s?[:：]?\s?(?:为|约(?=\d))?")
_EXAMPLES = N_("Write it like 1200, 20k, 10k-50k or 5万.")


class Money(NamedTuple):
    """An amount or a range of amounts.

    Args:
        low, high: cents; equal for one amount, None on an open side, both None when no amount was given.
        currency: ISO 4217 code when one was named; None means the setting's.
        approx: it was said to be about that much.
        note: what else was said, such as 含税, /客 or 面议.
    """

    low: int | None
    high: int | None
    currency: str | None = None
    approx: bool = False
    note: str | None = None


def parse_money(text: str, *, unit: int = 1) -> Money:
    """An amount as typed or as it stands in a cell (product.md §1; data/value_cases.csv: money).

    Args:
        unit: yuan in a number that names no unit itself, such as 10000 under a header 预算(万元).

    Raises:
        BadValue: it is no amount, is negative or is 10 trillion yuan or more.
    """
    line = _LABEL.sub("", narrow(text[: _LONGEST + 1]).lower())
    if not line or len(text) > _LONGEST:
        raise _bad(text)
    if line in _OPEN or (is_blank(line) and line != "0"):
        return Money(None, None, note=text.strip() if line in _OPEN else None)
    line, note = _without_note(line)
    line, currency = _without_currency("".join(line.split()) if not re.search(r"\d \d{3}\b", line) else line)
    if line.startswith(("-", "负")) or re.fullmatch(r"\([\d.,]+\)", line):
        raise BadValue(N_("“{text}” is negative; amounts here are not."), _EXAMPLES, text=text[:40])
    low, high, approx = _bounds(line, unit, text)
    for bound in (low, high):
        if bound is not None and bound >= LIMIT:
            raise BadValue(N_("“{text}” is too large an amount."), _EXAMPLES, text=text[:40])
    if low is not None and high is not None and low > high:
        raise BadValue(N_("The range “{text}” ends below its beginning."), _EXAMPLES, text=text[:40])
    return Money(low, high, currency, approx, note)


def parse_percent(text: str) -> float:
    """A share as a fraction: 30% → 0.3, 0.3 → 0.3, 三成 → 0.3 (data/value_cases.csv: percent).

    Raises:
        BadValue: it is no share between 0 and 1, or between 0 % and 100 %.
    """
    line = narrow(text[:30]).replace(" ", "").lower()
    scale = Decimal(1)
    for word, factor in (("%", "0.01"), ("percent", "0.01"), ("成", "0.1"), ("折", "0.1"), ("‰", "0.001")):
        if line.endswith(word):
            line, scale = line.removesuffix(word), Decimal(factor)
            break
    if line.startswith("百分之"):
        line, scale = line.removeprefix("百分之"), Decimal("0.01")
    number = read_figures(line) if line else None
    number = read_chinese(line) if number is None and line else number
    if number is not None and scale == 1 and 1 < number <= 100 and len(text) <= 30:
        scale = Decimal("0.01")  # 30 in a column of percentages
    if number is None or len(text) > 30 or not 0 <= number * scale <= 1:
        raise BadValue(N_("“{text}” is no share."), N_("Write it like 30% or 0.3."), text=text[:40])
    return float(number * scale)


def _bad(text: str) -> BadValue:
    return BadValue(N_("“{text}” is no amount."), _EXAMPLES, text=text[:40])


def _without_note(line: str) -> tuple[str, str | None]:
    match = _NOTE.search(line)
    if match is None or not line[: match.start()] or re.fullmatch(r"[\d.,]+", match[1] or "x"):
        return line, None
    return line[: match.start()].strip(), match[1] or match[2]


def _without_currency(line: str) -> tuple[str, str | None]:
    currency: str | None = None

    def keep(match: re.Match[str]) -> str:
        nonlocal currency
        currency = currency or _NAMES[match[0]]
        return ""

    line = _CURRENCY.sub(keep, line)
    return _YUAN.sub("", line).strip(), currency


def _bounds(line: str, unit: int, text: str) -> tuple[int | None, int | None, bool]:
    """Low and high in cents, and whether they are approximate."""
    about = _ABOUT.search(line) is not None
    line = _ABOUT.sub("", line)
    if match := _NEAR.match(line):
        return None, _cents(line[match.end() :], unit, text), True
    if _ODD.search(line):
        line = _AND_UP.sub("", line)
        return _cents(re.sub("^(?=[万亿千百])", "1", _ODD.sub("", line)), unit, text), None, True
    for pattern, low in ((_AT_LEAST, True), (_AND_UP, True), (_AT_MOST, False), (_OR_LESS, False)):
        if pattern.search(line) and not (low and _BETWEEN.search(line)):
            amount = _cents(pattern.sub("", line), unit, text)
            return (amount, None, about) if low else (None, amount, about)
    if match := re.fullmatch(r"(.+)\.\.|\.\.(.+)", line):
        return (_cents(match[1], unit, text), None, about) if match[1] else (None, _cents(match[2], unit, text), about)
    parts = _BETWEEN.split(line)
    if len(parts) == 2:
        return *_range(parts[0], parts[1], unit=unit, text=text), about
    amount = _cents(line, unit, text)
    return amount, amount, about


def _mixed(match: re.Match[str]) -> Decimal | None:
    """1亿2千万 and 12万5千 are sums; 3万5 means a tenth of the unit, as people say it."""
    head, scale, rest = read_figures(match[1]), SCALES[match[2]], match[3]
    if match[3].isdigit():
        tail = Decimal(rest) * scale / 10 if len(rest) == 1 else None
    else:
        tail = read_chinese(_in_chinese(rest))
    if head is None or tail is None or tail >= scale:
        return None
    return head * scale + tail


def _in_chinese(word: str) -> str:
    return _SINGLE.sub(lambda digit: "零一二三四五六七八九"[int(digit[0])], word)


def _range(first: str, last: str, *, unit: int, text: str) -> tuple[int, int]:
    """Both ends; the unit of the second belongs to the first as well, unless that turns the range round."""
    high = _cents(last, unit, text)
    plain = _cents(first, unit, text)
    scaled = _MIXED.fullmatch(last) or _SCALED.fullmatch(last)
    if scaled and not _SCALED.fullmatch(first):
        with_unit = _cents(first + scaled[2], unit, text)
        thousands = plain >= 1000 * 100  # 5000-1万; but 50-10万 runs backwards
        return (plain, high) if with_unit > high and thousands else (with_unit, high)
    return plain, high


def _cents(word: str, unit: int, text: str) -> int:
    """One amount in cents.

    Raises:
        BadValue: it is no number.
    """
    number = read_figures(word)
    if number is not None:
        number *= unit
    elif number is None and _COUNTED.search(word):
        number = read_chinese(word)
    if number is None and (mixed := _MIXED.fullmatch(word)):
        number = _mixed(mixed)
    if number is None and _COUNTED.search(word):  # 2千5百万
        number = read_chinese(_in_chinese(word))
    if number is None and (scaled := _SCALED.fullmatch(word)):
        number = read_figures(scaled[1])
        number = read_chinese(scaled[1]) if number is None else number
        number = None if number is None else number * SCALES[scaled[2]]
    if number is None:
        raise _bad(text)
    if number >= LIMIT:
        raise BadValue(N_("“{text}” is too large an amount."), _EXAMPLES, text=text[:40])
    return int((number * 100).quantize(Decimal(1), ROUND_HALF_UP))
