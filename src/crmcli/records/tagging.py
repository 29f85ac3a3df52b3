"""Conditions of tag rules as they are read. Reading is core.tag_rules, SQL is model.tag_rules."""

from __future__ import annotations

from crmcli.records.filter import Filter
from crmcli.records.record import record


@record
class Talks:
    """So many talks of a kind.

    Args:
        at_least: how many.
        type, method: codes of the dictionaries; "" is any.
        within: days back from today, today included; None is ever.
        same: "" counts all together, "topic" and "product" those about one and the same.
        about: the talk has one of these words in it; none is any.
        negated: the condition holds for everybody else.
    """

    at_least: int
    type: str = ""
    method: str = ""
    within: int | None = None
    same: str = ""
    about: tuple[str, ...] = ()
    negated: bool = False


@record
class Said:
    """Words that stand in the need, the note or a talk, and were not answered by others since.

    Args:
        words: one of these was said.
        until: one of these, said later, ends it.
        negated: the condition holds for everybody else.
    """

    words: tuple[str, ...]
    until: tuple[str, ...] = ()
    negated: bool = False


@record
class Condition:
    """What has to be true, all of it."""

    talks: tuple[Talks, ...] = ()
    said: tuple[Said, ...] = ()
    filter: Filter = Filter()
