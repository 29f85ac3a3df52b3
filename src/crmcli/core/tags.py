"""How a tag is written: `dimension-value` (product.md §1, R067)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fold import fold, squeeze
from crmcli.errors import N_, Refused, UsageError

if TYPE_CHECKING:
    from crmcli.core.words import Words

FREE = "自定义"  # the dimension of tags that belong to none
LONGEST = 60


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
        UsageError: nothing is left, or it is too long.
        Refused: the name of a status, stage or mark, which are never tags (R119).
    """
    plain = squeeze(text).strip().lstrip("#＃").strip(" ,，;；、")
    if not plain or len(plain) > LONGEST or ";" in plain:
        hint = N_("Write a short word, or dimension-value.")
        raise UsageError(N_("“{text}” cannot be a tag."), hint, text=text[:LONGEST])
    named = _with_dimension(plain, words)
    if named is not None:
        return named
    known = words.find("tag_value", plain)
    if known is not None:
        return _split(known)
    _refuse_status(plain, words)
    return TagName(FREE, plain)


def _with_dimension(plain: str, words: Words) -> TagName | None:
    for sign in ("-", "－", "：", ":"):
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
            return _split(known)
    return TagName(dimension, value)


def _split(known: str) -> TagName:
    dimension, _, value = known.partition("-")
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
