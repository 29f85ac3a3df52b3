"""Talk and needs that say nothing: 已沟通, 今天给客户打电话, followed up (R054, R088, R096). Length proves nothing."""

from __future__ import annotations

from functools import cache

from crmcli.core.fold import fold
from crmcli.core.lexicon import choice, words
from crmcli.core.patterns import lazily

_LONGEST = 40
_NOTHING = lazily(r"[\W_]+")
_WHOM = "(?:给|跟|和|与|向|对|同)?(?:该|这个|本)?(?:客户|他|她|对方|客人|顾客|联系人|负责人)(?:那边)?"
_PHONED = "打过?了?(?:一?[个通])?电话"
_ROUTINE = lazily(
    f"(?:(?:{choice('vague_when')}){{0,3}})(?:{_WHOM})?(?:{choice('vague_when')}){{0,2}}"
    f"(?:{_PHONED}|{choice('vague_did')}){{1,2}}(?:{choice('vague_after')}){{0,2}}(?:{_WHOM})?"
)


@cache
def _stop_list() -> frozenset[str]:
    return frozenset(map(fold, words("vague")))


def is_vague(text: str) -> bool:
    """Whether the whole text of a talk or a need is a phrase that says nothing (product.md §8).

    Width, case, blanks and punctuation do not count, and there is no minimum length: 同意报价 says something.
    """
    if len(text) > 4 * _LONGEST:
        return False
    said = _NOTHING.sub("", fold(text))
    if not said:
        return True
    if len(said) > _LONGEST:
        return False
    return said in _stop_list() or (len(set(said)) == 1 and not said.isdigit()) or _ROUTINE.fullmatch(said) is not None
