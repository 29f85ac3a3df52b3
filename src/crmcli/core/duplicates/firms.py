"""Two company names compared: core, legal form, branch and region decide what they have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from crmcli.core import legal
from crmcli.core.companies import read_company
from crmcli.core.duplicates.nearness import alike_names, one_off, same_sound, sounds
from crmcli.core.marks import has_cjk
from crmcli.records.duplicates import Firm

# What compare gives when the two may be one firm without being the same name: no contradiction when all else agrees.
POSSIBLE = frozenset(
    {"firm_brand", "firm_script", "firm_sound", "firm_near", "firm_form", "firm_head", "firm_foreign", ""}
)
SAME = frozenset({"firm", "firm_core", "firm_branch"})
_SHORTEST = 4  # signs of a core of which one may be wrong
_LATIN_SHORTEST = 7
_LATIN_TRADES = ("technology", "technologies", "tech", "trading", "trade", "electronics", "electronic", "industrial",
                 "industry", "international", "intl", "china", "import", "export", "software", "systems")  # fmt: skip
_SEPARATE = frozenset({"group", "joint_stock"})  # a firm of its own beside the one it is named after


@lru_cache(8192)
def firm_of(name: str) -> Firm | None:
    """A company's name as it is compared; None when it is masked or says nothing."""
    company = read_company(name)
    if company.masked or not company.core:
        return None
    return Firm(company.core, company.legal_form, company.branch, company.region)


def compare(left: Firm | None, right: Firm | None) -> str:
    """The signal of two company names; "" when one is not known or they cannot be compared."""
    if left is None or right is None:
        return ""
    if left.core == right.core:
        return _same_core(left, right)
    found = _other_core(left.core, right.core)
    if found in SAME | {"firm_brand"} and not _fits(left.region, right.region):
        return "other_region"
    if found in SAME | {"firm_brand"} and left.branch != right.branch:
        return "firm_head" if _fits(left.branch, right.branch) else "other_branch"
    return found


def _same_core(left: Firm, right: Firm) -> str:
    if left.branch != right.branch:
        return "firm_head" if not left.branch or not right.branch else "other_branch"
    if not _fits(left.region, right.region):
        return "other_region"
    if _separate(left.form) != _separate(right.form):
        return "firm_form"
    if left.branch:
        return "firm_branch"
    alike = left.region == right.region and (left.form == right.form or (_plain(left.form) and _plain(right.form)))
    return "firm" if alike else "firm_core"


def _separate(form: str) -> frozenset[str]:
    return _SEPARATE.intersection(form.split("+"))


def _plain(form: str) -> bool:
    """公司, 有限公司 and 有限责任公司 are one form in three spellings."""
    return form in ("ltd", "company")


def _fits(left: str, right: str) -> bool:
    """Whether two regions may be one: one is not said, they are equal, or one lies within the other."""
    return not left or not right or left == right or _within(left, right) or _within(right, left)


def _within(city: str, province: str) -> bool:
    return province == _province_of(city)


@lru_cache(1024)
def _province_of(city: str) -> str:
    from crmcli.core.regions import read_region

    read = read_region(city)
    return legal.short_region(read.province) if read.province and read.city else ""


@lru_cache(65_536)
def _other_core(left: str, right: str) -> str:
    """The signal of two different cores."""
    if has_cjk(left) != has_cjk(right):
        return _scripts(left, right) if has_cjk(left) else _scripts(right, left)
    short, long = sorted((left, right), key=len)
    if len(short) > 1 and long.startswith(short) and _says_more(short, long):
        return "firm_brand"
    if not has_cjk(left):
        near = len(short) >= _LATIN_SHORTEST and (one_off(left, right) or alike_names(left, right))
        return "firm_near" if near else "other_firm"
    if same_sound(left, right):
        return "firm_sound"
    return "firm_near" if len(short) >= _SHORTEST and one_off(left, right) else "other_firm"


def _says_more(brand: str, name: str) -> bool:
    """Whether a name only says more than a brand: 智微, 智微精密机械; a Latin one in words of a trade."""
    return has_cjk(brand) or _trades().fullmatch(name, len(brand)) is not None


@lru_cache(1)
def _trades() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(_LATIN_TRADES, key=len, reverse=True))})+")


def _scripts(chinese: str, latin: str) -> str:
    """智微科技 and Zhiwei Technology agree in pinyin; other names in two scripts prove nothing."""
    brand = chinese[:2]
    found = any(len(spelled) > 3 and latin.startswith(spelled) for spelled in sounds(brand))
    return "firm_script" if found else "firm_foreign"
