"""How a tag is written: `dimension-value` (product.md §1, R067)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fold import fold, squeeze
from crmcli.errors import N_, Refused, UsageError
from crmcli.records.base import Word

if TYPE_CHECKING:
    from crmcli.core.words import Words

FREE = "自定义"  # the dimension of tags that belong to none
LONGEST = 60
# Dimensions that follow from the record: nobody types their tags (R064, R113–R115). Those with a column in the view
# v_computed are shown as tags; of the others the field itself is shown.
COMPUTED = {"地域": "region", "企业规模": "size", "预算规模": "budget", "客单价": "ticket", "复购": "repurchase"}
COMPUTED_VALUES = {
    "地域": ("华北", "东北", "华东", "华中", "华南", "西南", "西北", "港澳台"),
    "企业规模": ("微型", "小型", "中型", "大型"),
    "预算规模": ("10万以下", "10-50万", "50万以上"),
    "客单价": ("1千以下", "1千-1万", "1万-10万", "10万以上"),
    "复购": ("首购", "复购2次", "复购3次以上"),
}
FOLLOWS = {
    "地域": N_("It follows from the address: crm edit CUSTOMER province=…"),
    "企业规模": N_("It follows from the size: crm edit CUSTOMER company_size=…"),
    "预算规模": N_("It follows from the budget: crm edit CUSTOMER budget=…"),
    "客单价": N_("It follows from the orders: crm order add"),
    "复购": N_("It follows from the orders: crm order add"),
    "行业": N_("It follows from the industry: crm edit CUSTOMER industry=…"),
    "渠道来源": N_("It follows from the source: crm edit CUSTOMER source=…"),
    "跟进阶段": N_("It follows from the stage: crm stage CUSTOMER STAGE"),
}
# Of these a customer has one value; of the others as many as apply.
SINGLE = frozenset({*FOLLOWS, "风险等级", "活跃度", "意向"})
SIGNS = ("-", "－", "：", ":")
WORDY = re.compile(r"[\u3400-\u9fff]{2,}")  # a dimension, not the hyphen of a word such as follow-up


class TagName(NamedTuple):
    """A tag: its dimension as a code of the dictionary, and its value."""

    dimension: str
    value: str

    def __str__(self) -> str:
        return f"{self.dimension}-{self.value}"


def read_tag(text: str, words: Words) -> TagName:
    """The tag that typed text means.

    `意向-高意向` and `意向：高意向` name a dimension; a bare value of exactly one dimension gets it (`高意向`);
    anything else becomes `自定义-…`. A leading # is left off.

    Raises:
        UsageError: nothing is left, not even of the value, or it is too long.
        Refused: the name of a status, stage or mark, which are never tags (R119).
    """
    plain = _bare(text)
    head = plain.rstrip("".join((*SIGNS, " ")))
    unsaid = not head or (head != plain and words.find("tag_dimension", head) is not None)  # `意向-`: which one?
    if unsaid or len(plain) > LONGEST or ";" in plain:
        hint = N_("Write a short word, or dimension-value.")
        raise UsageError(N_("“{text}” cannot be a tag."), hint, text=text[:LONGEST])
    named = _with_dimension(plain, words)
    if named is not None:
        if named.dimension == FREE:
            _refuse_status(named.value, words)
        return named
    known = words.find("tag_value", plain)
    if known is not None:
        return split_tag(known)
    _refuse_status(plain, words)
    return TagName(FREE, plain)


def computed(text: str) -> tuple[tuple[str, str | None], ...]:
    """Where a tag's name, dimension or value may stand among the computed ones: (column of v_computed, value).

    No value is any of the dimension.
    """
    dimension, sign, value = text.partition("-")
    if dimension in COMPUTED:
        return ((COMPUTED[dimension], value if sign else None),)
    return tuple((COMPUTED[name], text) for name, values in COMPUTED_VALUES.items() if text in values)


def worn_tag(text: str, words: Words) -> TagName:
    """As `read_tag`, for a tag to be taken off or renamed: it may be one that nobody may put on any more."""
    try:
        return read_tag(text, words)
    except Refused:
        return TagName(FREE, _bare(text).removeprefix(f"{FREE}-"))


def typed_tag(text: str, words: Words, *, free: bool = False) -> TagName:
    """As `read_tag`, for a tag that somebody puts on: of a dimension that is known, and that is not computed.

    Args:
        free: what looks like an unknown dimension is part of a tag of one's own.

    Raises:
        UsageError, Refused: as `read_tag`; and a dimension that there is not, or that follows from the record.
    """
    name = read_tag(text, words)
    if name.dimension in FOLLOWS:
        raise Refused(
            N_("Tags of {dimension} are computed, not typed."),
            FOLLOWS[name.dimension],
            dimension=Word("tag_dimension", name.dimension),
        )
    if name.dimension == FREE and not free:
        _refuse_unknown(text, name.value, words)
    return name


def canonical(text: str, words: Words) -> str:
    """What a filter's `tag:` looks for: the tag, the dimension, or the value of any dimension that a text means."""
    plain = text.strip().lstrip("#＃")
    named = _with_dimension(plain, words)
    if named is not None:
        return str(named)
    known = words.find("tag_value", plain)
    if known is not None and fold(plain) != fold(split_tag(known).value):
        return known
    return words.find("tag_dimension", plain) or text


def _bare(text: str) -> str:
    """A tag as typed, without the # of a chat and the sign that ends a list."""
    return squeeze(text).strip().lstrip("#＃").strip(" ,，;；、")


def _refuse_unknown(text: str, value: str, words: Words) -> None:
    for sign in SIGNS:
        head, found, tail = value.partition(sign)
        if not (found and tail.strip() and WORDY.search(head)) or words.find("tag_dimension", text.partition(sign)[0]):
            continue
        near = words.nearest("tag_dimension", head, 2)
        raise UsageError(
            N_("There is no tag dimension “{head}”."),
            N_("Did you mean {near}? A new one: crm dict add tag_dimension {head}. As a tag of your own: {free}")
            if near
            else N_("A new one: crm dict add tag_dimension {head}. As a tag of your own: {free}"),
            head=head,
            free=f"{FREE}-{value}",
            near=tuple(Word("tag_dimension", entry.code) for entry in near),
        )


def _with_dimension(plain: str, words: Words) -> TagName | None:
    for sign in SIGNS:
        head, found, tail = plain.partition(sign)
        dimension = words.find("tag_dimension", head) if found and tail.strip() else None
        if dimension is not None:
            return _known_value(dimension, tail.strip(), words)
    return None


def _known_value(dimension: str, value: str, words: Words) -> TagName:
    """The value as the dictionary spells it, if it knows it."""
    for spelling in (f"{dimension}-{value}", value):
        known = words.find("tag_value", spelling)
        if known is not None and known.startswith(f"{dimension}-"):
            return split_tag(known)
    return TagName(dimension, value)


def split_tag(text: str) -> TagName:
    """The tag whose text this is: what `str` made of it, or a code of the dictionary of values."""
    dimension, _, value = text.partition("-")
    return TagName(dimension, value)


def _refuse_status(plain: str, words: Words) -> None:
    for name in ("status", "derived_flag", "stage"):
        for entry in words.entries(name):
            if fold(plain) in {fold(entry.zh), fold(entry.zh.removesuffix("客户")), fold(entry.en)}:
                raise Refused(
                    N_("“{text}” is a status, not a tag: it follows from the stage and the talks."),
                    N_("To move a customer: crm stage CUSTOMER STAGE"),
                    text=plain,
                )
