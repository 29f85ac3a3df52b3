"""Looking over the tags: what is wrong or of no use, each with the command that mends it (R067, R119)."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.duplicates.nearness import alike_texts
from crmcli.core.fold import fold
from crmcli.core.tags import FOLLOWS, FREE, SINGLE, TagName, read_tag
from crmcli.errors import CrmError, Refused
from crmcli.model import tagging
from crmcli.services import tag_rules

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

ALIKE = 0.85  # of two values' letters, from which on they are probably one
# Two of these in the same place are opposites, not spellings.
OPPOSITES = "高低大小多少新老强弱有无未已不非上下中先后男女东南西北前后"


class Finding(NamedTuple):
    """Something to be mended.

    Args:
        kind: unknown_dimension, status_name, alike, two_values, typed_computed, unused or broken_rule.
        tag: the tag, or the name of the rule.
        other: the tag it is like, its values, or why the rule cannot be read.
        customers: how many wear it.
        who: one of them, as code and name.
        mend: words of the command behind `crm`, each one argument.
    """

    kind: str
    tag: str
    other: object
    customers: int
    who: str
    mend: tuple[str, ...]


class Tag(NamedTuple):
    """A stored tag with its wearers."""

    name: TagName
    customers: int


def findings(ws: Workspace) -> tuple[Finding, ...]:
    """Everything there is to say about the tags, the worst first."""
    tags = [Tag(TagName(dimension, value), n) for _, dimension, value, n in tagging.every(ws.db)]
    worn = [tag for tag in tags if tag.customers]
    return (
        *_broken(ws),
        *_status_names(ws, worn),
        *_unknown(ws, worn),
        *_doubled(ws),
        *_alike(worn),
        *_typed(worn),
        *_unused(ws, tags),
    )


def _broken(ws: Workspace) -> Iterator[Finding]:
    from crmcli.services.tag_running import preview

    for rule, error in preview(ws).broken:
        yield Finding("broken_rule", rule.name, error, 0, "", ("tag", "rules", "off", rule.name))


def _status_names(ws: Workspace, tags: list[Tag]) -> Iterator[Finding]:
    for tag in tags:
        try:
            read_tag(str(tag.name), ws.words)
        except Refused:
            yield Finding("status_name", str(tag.name), "", tag.customers, "", _off(tag.name))
        except CrmError:
            continue


def _unknown(ws: Workspace, tags: list[Tag]) -> Iterator[Finding]:
    known = {entry.code for entry in ws.words.entries("tag_dimension")}
    for tag in tags:
        if tag.name.dimension not in known:
            mend = ("dict", "add", "tag_dimension", tag.name.dimension)
            yield Finding("unknown_dimension", str(tag.name), tag.name.dimension, tag.customers, "", mend)


def _doubled(ws: Workspace) -> Iterator[Finding]:
    for dimension, values, code, name in tagging.doubled(ws.db, sorted(SINGLE)):
        last = values.split("/")[-1]
        mend = ("tag", "rm", f"{dimension}-{last}", code)
        yield Finding("two_values", f"{dimension}-{values}", values, 1, f"{code} {name}", mend)


def _alike(tags: list[Tag]) -> Iterator[Finding]:
    """Pairs that are probably one tag: the one that fewer wear is renamed, a free one before one of a dimension."""
    ordered = sorted(tags, key=lambda tag: (tag.name.dimension == FREE, -tag.customers, str(tag.name)))
    for place, keep in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if (
                FREE in (keep.name.dimension, other.name.dimension) or keep.name.dimension == other.name.dimension
            ) and (is_alike(keep.name, other.name)):
                mend = ("tag", "rename", str(other.name), str(keep.name))
                yield Finding("alike", str(other.name), str(keep.name), other.customers, "", mend)


def is_alike(left: TagName, right: TagName) -> bool:
    """Whether two tags are probably one that was spelled in two ways."""
    (plain, one, digits), (other, two, others) = _letters(left.value), _letters(right.value)
    if plain == other:
        return True
    if left.dimension != right.dimension or digits != others or min(len(one), len(two)) < 4:
        return False
    if not alike_texts(one, two, ALIKE):  # never below the measure that follows, and a hundred times faster
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < ALIKE:
        return False
    differing = [(one[a:b], two[c:d]) for what, a, b, c, d in matcher.get_opcodes() if what != "equal"]
    return not any(set(a + b) & set(OPPOSITES) for a, b in differing)


@lru_cache(4096)  # each value is held against every other
def _letters(value: str) -> tuple[str, str, str]:
    """A value without signs and 客户, folded, and its digits."""
    folded = fold(value)
    plain = "".join(sign for sign in folded if sign.isalnum()).removesuffix("客户") or folded
    return plain, folded, "".join(sign for sign in folded if sign.isdigit())


def _typed(tags: list[Tag]) -> Iterator[Finding]:
    """Tags of computed dimensions that came with an import, and that nothing computed replaced."""
    for tag in tags:
        if tag.name.dimension in FOLLOWS:
            yield Finding("typed_computed", str(tag.name), tag.name.dimension, tag.customers, "", _off(tag.name))


def _unused(ws: Workspace, tags: list[Tag]) -> Iterator[Finding]:
    """Of one's own: what the dictionary offers may wait for its first customer."""
    given = {str(rule.tag) for rule in tag_rules.listed(ws)} | {entry.code for entry in ws.words.entries("tag_value")}
    for tag in tags:
        if not tag.customers and str(tag.name) not in given:
            yield Finding("unused", str(tag.name), "", 0, "", ("tag", "rm", str(tag.name)))


def _off(name: TagName) -> tuple[str, ...]:
    return ("tag", "rm", str(name), f"tag:{name}")
