"""Legal forms and branches in company names, Chinese and English. Whole names are taken apart in `core.companies`."""

from __future__ import annotations

import re

from crmcli.core.lexicon import words
from crmcli.core.patterns import lazily

# Longest first: what a form is made of comes after it. 有限责任公司 is 有限公司 (Company Law of the PRC).
# 有限公 is what a narrow cell leaves of it.
_FORMS = {
    "集团股份有限公司": "group+joint_stock",
    "集团有限责任公司": "group+ltd",
    "集团有限公司": "group+ltd",
    "控股集团": "group",
    "集团公司": "group",
    "股份有限公司": "joint_stock",
    "有限责任公司": "ltd",
    "股份公司": "joint_stock",
    "合伙企业": "partnership",
    "有限合伙": "partnership",
    "普通合伙": "partnership",
    "特殊普通合伙": "partnership",
    "个人独资企业": "sole",
    "个人独资": "sole",
    "个体工商户": "individual",
    "个体户": "individual",
    "株式会社": "kk",
    "有限会社": "ltd",
    "有限公司": "ltd",
    "责任公司": "ltd",
    "公司": "company",
    "股份有限公": "joint_stock",
    "有限责任公": "ltd",
    "有限公": "ltd",
    "有限": "ltd",
    "控股": "group",
    "集团": "group",
    "股份": "joint_stock",
    "(株)": "kk",
}
_ENGLISH = {
    "co": "",
    "ltd": "ltd",
    "limited": "ltd",
    "inc": "inc",
    "incorporated": "inc",
    "corp": "inc",
    "corporation": "inc",
    "company": "company",
    "llc": "llc",
    "llp": "partnership",
    "lp": "partnership",
    "plc": "joint_stock",
    "gmbh": "gmbh",
    "ag": "joint_stock",
    "sa": "joint_stock",
    "spa": "joint_stock",
    "nv": "joint_stock",
    "bv": "ltd",
    "ab": "joint_stock",
    "oy": "ltd",
    "kk": "kk",
    "sarl": "ltd",
    "srl": "ltd",
    "kg": "partnership",
    "pte": "",
    "pty": "",
    "pvt": "",
    "private": "",
    "group": "group",
    "holdings": "group",
    "holding": "group",
}
# By their last four characters, and the shorter ones by their last two; in the order above.
_LONG = {word[-4:]: tuple(pair for pair in _FORMS.items() if pair[0][-4:] == word[-4:]) for word in _FORMS}
_SHORT = {word[-2:]: tuple(p for p in _FORMS.items() if len(p[0]) < 4 and p[0][-2:] == word[-2:]) for word in _FORMS}
_ENGLISH_BRANCH = lazily(r"[\s,\-]+[a-z]+(?:\s[a-z]+)?\s(?:branch(?: office)?|subsidiary)$", re.IGNORECASE)
_LAST_WORD = lazily(r"[\s,.\-&]+([A-Za-z.]{2,14})[.,\s]*$")
_BRANCHES = words("branch")
_BRANCHES_BY_END = {end[-2:]: tuple(word for word in _BRANCHES if word[-2:] == end[-2:]) for end in _BRANCHES}
SHOP = "店"  # 国贸店 is one of a chain; without brackets it may as well be a 书店
ENDS = frozenset(word[-2:] for word in (*_FORMS, *_BRANCHES))  # without one of these there is nothing to take off
_HOLDERS = ("公司", "银行", "集团", "大学", "学院", "医院", "事务所", "协会")
_BEFORE_SON = tuple("电量原种亲光粒离")
_REGION_SUFFIX = lazily(r"(?:壮族自治区|回族自治区|维吾尔自治区|特别行政区|自治区|.{0,9}自治州|地区|盟|省|市)$")
# Words that are no name of their own: 北京大学 and 上海贸易有限公司 keep their region.
_GENERIC = frozenset(words("generic_name"))


def is_generic(rest: str) -> bool:
    """Whether a name without its region would have nothing of its own."""
    if len(rest) < 2 or rest in _GENERIC or not without_all(rest):
        return True
    return rest.startswith(("大学", "学院", "第一", "第二", "第三"))


def without_all(text: str) -> str:
    """`text` without any legal form, possibly empty."""
    for word, _ in _ending(text):
        if text.endswith(word):
            return text[: -len(word)]
    return text


def is_form(text: str) -> bool:
    """Whether the text is a legal form and nothing else."""
    return text in _FORMS


def form_of(word: str) -> str:
    """The legal form that a word in brackets means; "" when none."""
    return _FORMS.get(word) or _ENGLISH.get(word.rstrip("."), "")


def without_form(core: str) -> tuple[str, str]:
    """A folded name without the Chinese legal form at its end, and the form; the name keeps at least one character."""
    for word, form in _ending(core):
        if core.endswith(word) and len(core) > len(word):
            return core[: -len(word)], form
    return core, ""


def _ending(text: str) -> tuple[tuple[str, str], ...]:
    """The forms that a text may end in."""
    long, short = _LONG.get(text[-4:], ()), _SHORT.get(text[-2:], ())
    return long + short if long and short else long or short


def branch_of(word: str) -> str:
    """The word itself when, standing in brackets, it names a branch (上海分公司, 国贸店, shanghaibranch), else ""."""
    return word if word.endswith((*_BRANCHES, SHOP, "branch", "branchoffice")) else ""


def without_branch(core: str) -> tuple[str, str]:
    """A folded name without the branch at its end, and the branch: …银行股份有限公司深圳分行 → 深圳分行."""
    endings = _BRANCHES_BY_END.get(core[-2:])
    if endings is None or not core.endswith(endings):
        return core, ""
    ending = next(word for word in endings if core.endswith(word))
    before = core[: -len(ending)]
    if ending == "子公司" and before[-1:] in _BEFORE_SON:  # 智微电子公司 is no subsidiary
        return core, ""
    cut = max((before.rfind(word) + len(word) for word in _HOLDERS if word in before), default=0)
    if not cut:
        cut = _before_place(before)
    return (core[:cut], core[cut:]) if cut > 1 else (core, "")


def _before_place(before: str) -> int:
    """Where the place name begins that a branch is called after; the whole length when there is none."""
    from crmcli.core.regions import city_names

    for n in (5, 4, 3, 2):
        if len(before) > n + 1 and before[-n:] in city_names():
            return len(before) - n
    return len(before)


def ends_in_english(text: str) -> bool:
    """Whether a Latin text ends in a legal form: Co., Ltd."""
    return without_english(text)[0] != text


def without_english(name: str) -> tuple[str, list[str]]:
    """A name without English legal forms and branch at its end, and the forms. Only whole words behind others count."""
    forms: list[str] = []
    if branch := _ENGLISH_BRANCH.search(name[-80:]):
        name = name[: len(name) - len(branch[0])]
    while (match := _LAST_WORD.search(name[-40:])) and (word := match[1].replace(".", "").lower()) in _ENGLISH:
        if len(match[0]) >= len(name):
            break
        if _ENGLISH[word]:
            forms.append(_ENGLISH[word])
        name = name[: len(name) - len(match[0])]
    return name, forms


def short_region(name: str) -> str:
    """A region's name without 省, 市 and the like: 广西壮族自治区 → 广西."""
    short = _REGION_SUFFIX.sub("", name)
    return short if len(short) > 1 else name
