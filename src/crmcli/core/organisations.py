"""Whether a text names an organisation rather than a person, by the words in it. Taking the name apart is elsewhere."""

from __future__ import annotations

import re
from functools import cache

from crmcli.core.lexicon import words
from crmcli.core.marks import has_cjk, narrow
from crmcli.core.patterns import lazily
from crmcli.discovery import read_table

# Certain wherever they stand.
_ANYWHERE = ("公司", "集团", "有限合伙", "株式会社", "事业单位", "个体工商户")
# Certain at the end, and before a branch or a bracket.
_ENDINGS = words("organisation_ending")
# Trades: certain behind at least two characters that do not look like a name's.
_TRADES = words("organisation_trade")
# One character: certain behind two that are no name, or behind three.
_PLACES = tuple("厂店局院所社馆行铺坊吧")
_TAIL = lazily(r"\([^()]{0,40}\)$")
_LEGAL_EN = (
    r"ltd|limited|inc|incorporated|llc|llp|plc|gmbh|corp|corporation|company|pte|pty|pvt|sarl|s\.a\.r\.l|bv|b\.v|s\.p\.a|kk|k\.k"
    r"|university|college|hospital|institute|foundation|association|technologies|holdings|industries|enterprises|ministry|bank\sof"
)
_LAST_EN = (
    r"co|sa|s\.a|ag|spa|oy|ab|as|a/s|nv|n\.v|kg|ohg|bank|group|school|studio|technology|trading|logistics|agency|labs"
    r"|partners|solutions"
)
_ENGLISH = lazily(rf"(?:^|[\s,.&(])(?:(?:{_LEGAL_EN})(?=$|[\s,.;)])|(?:{_LAST_EN})\.?\)?$)", re.IGNORECASE)
_LATIN = lazily(r"[A-Za-z]{2}")
_ANY_LETTER = lazily(r"[^\W\d_]")


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames of one and two characters. Source: data/surnames.csv."""
    return frozenset(row["surname"] for row in read_table("surnames"))


def surname_of(text: str) -> str:
    """The surname a Chinese name begins with, the compound one if it can be; empty when it begins with none."""
    known = surnames()
    return text[:2] if text[:2] in known and len(text) > 1 else text[:1] if text[:1] in known else ""


def last_characters() -> set[str]:
    """The characters that organisations' words end in."""
    return {word[-1] for word in (*_ANYWHERE, *_ENDINGS, *_TRADES, *_PLACES)}


def looks_like_company(text: str) -> bool:
    """Whether an organisation's word is in the name (product.md §3, add).

    张店 and other names of two or three characters that begin with a surname are persons.
    """
    line = narrow(text)[:400]
    if _LATIN.search(line) and _ENGLISH.search(line) and len(_ANY_LETTER.findall(line)) > 5:
        return True
    if not has_cjk(line):
        return False
    line = "".join(_TAIL.sub("", line).lower().split()).rstrip(".。,;!")
    if len(line) < 3:
        return line in ("公司",)
    return any(word in line for word in _ANYWHERE) or _ends_as_company(line)


def _ends_as_company(line: str) -> bool:
    person = len(line) == 3 and surname_of(line) != ""
    if line.endswith(_ENDINGS):
        return len(line) > 3 or not person
    if line.endswith(_TRADES):
        return len(line) > 3 or not person
    return line.endswith(_PLACES) and not person and not line.endswith(("老板", "销售行"))
