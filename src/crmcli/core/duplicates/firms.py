"""Two company names compared: core, legal form, branch and region decide what they have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from crmcli.core import legal
from crmcli.core.companies import read_company
from crmcli.core.duplicates.nearness import alike_texts, one_off, same_sound, sounds
from crmcli.core.lexicon import words
from crmcli.core.marks import has_cjk
from crmcli.records.duplicates import Firm

SAME = frozenset({"firm", "firm_core", "firm_branch"})
_LOOSE = ("", "company")  # a name that may be cut short
_BY_REGION = SAME | {"firm_brand", "firm_within"}
_SHORTEST = 4  # signs of a core of which one may be wrong
_LATIN_SHORTEST = 7
_LATIN_ALIKE = 0.9  # Trading and Textiles behind one long name are two firms
_LATIN_TRADES = ("technology", "technologies", "tech", "trading", "trade", "electronics", "electronic", "industrial",
                 "industry", "international", "intl", "china", "import", "export", "software", "systems")  # fmt: skip
_NUMERALS = frozenset("第一二三四五六七八九十0123456789")
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
    left, right = _shop_of(left, right.core), _shop_of(right, left.core)
    if left.core == right.core:
        return _same_core(left, right)
    found = _other_core(left.core, right.core)
    if found == "firm_brand" and _two_names(left, right):
        found = "firm_within"
    if found == "firm_script" and right.form and left.form and _separate(left.form) != _separate(right.form):
        found = "firm_form"
    if found in _BY_REGION and not fits(left.region, right.region):
        return "other_region"
    if found in _BY_REGION and not _same_branch(left.branch, right.branch):
        return "firm_head" if fits(left.branch, right.branch) else "other_branch"
    return found


def _shop_of(firm: Firm, chain: str) -> Firm:
    """A shop without brackets beside its chain or its sisters: 小满咖啡国贸店 is the branch 国贸店 of 小满咖啡."""
    cut = len(chain)
    is_shop = firm.core.endswith(legal.SHOP) and cut > 1 and len(firm.core) > cut + 1 and firm.core.startswith(chain)
    return firm._replace(core=chain, branch=firm.branch or firm.core[cut:]) if is_shop else firm


def _two_names(left: Firm, right: Firm) -> bool:
    """Whether a longer name is another firm's rather than the whole of a short one: both are said with their legal
    form, or it has what sister firms are called by (智微科技, 智微科技发展)."""
    short, long = sorted((left, right), key=lambda firm: len(firm.core))
    more = long.core.removeprefix(short.core)
    if short.form not in _LOOSE and (long.form not in _LOOSE or more in words("trader_form")):
        return True
    return len(short.core) >= _SHORTEST and more.startswith(_sisters())


@lru_cache(1)
def _sisters() -> tuple[str, ...]:
    return words("sister_firm")


def _same_branch(left: str, right: str) -> bool:
    """Whether two branches are one: 国贸店, 北京国贸店."""
    return left == right or bool(left and right and (left.endswith(right) or right.endswith(left)))


def _same_core(left: Firm, right: Firm) -> str:
    if not _same_branch(left.branch, right.branch):
        return "firm_head" if not left.branch or not right.branch else "other_branch"
    if not fits(left.region, right.region):
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


def fits(left: str, right: str) -> bool:
    """Whether two regions may be one: one is not said, they are equal, or one lies within the other."""
    return not left or not right or left == right or _within(left, right) or _within(right, left)


def _within(place: str, larger: str) -> bool:
    return larger in _above(place)


@lru_cache(1024)
def _above(place: str) -> tuple[str, ...]:
    """What a city or county-level city belongs to."""
    from crmcli.core.regions import read_region

    read = read_region(place)
    if not read.province or not read.city:
        return ()
    return (legal.short_region(read.province), *((legal.short_region(read.city),) if read.district else ()))


@lru_cache(65_536)
def _other_core(left: str, right: str) -> str:
    """The signal of two different cores."""
    if has_cjk(left) != has_cjk(right):
        return _scripts(left, right) if has_cjk(left) else _scripts(right, left)
    short, long = sorted((left, right), key=len)
    if len(short) > 1 and long.startswith(short) and _says_more(short, long):
        return "firm_brand"
    if not has_cjk(left):
        return _latin(short, long)
    if same_sound(left, right):
        return "firm_sound"
    if len(short) >= _SHORTEST and long.endswith(short) and not _counts(long[: -len(short)]):
        return "firm_within"  # a district before it that the other does not say
    return "firm_near" if len(short) >= _SHORTEST and one_off(left, right) else "other_firm"


def _latin(short: str, long: str) -> str:
    if len(short) >= _LATIN_SHORTEST and (one_off(short, long) or alike_texts(short, long, _LATIN_ALIKE)):
        return "firm_near"
    within = len(short) >= _SHORTEST and (long.startswith(short) or long.endswith(short))
    return "firm_within" if within else "other_firm"


def _counts(before: str) -> bool:
    """Whether what stands before ends in a number: 第一 and 第二 are two schools."""
    return before[-1:] in _NUMERALS


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
