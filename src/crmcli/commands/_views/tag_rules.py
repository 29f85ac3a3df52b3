"""Tag rules in words: their conditions as people say them, a table of them, and what running them did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crmcli import i18n
from crmcli.commands._views.pieces import joined
from crmcli.core.filter_spelling import spell
from crmcli.errors import N_, CrmError
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Column, Sheet, Typed
from crmcli.records.tagging import Condition, Said, Talks

if TYPE_CHECKING:
    from crmcli.services.tag_rules import Rule
    from crmcli.services.tag_running import Plan
    from crmcli.services.workspace import Workspace

COLUMNS = (
    Column("name", N_("Rule"), style="strong"),
    Column("when", N_("Condition"), share=2),
    Column("tags", N_("Tag"), "tags"),
    Column("on", N_("On"), "yesno"),
    Column("wearers", N_("Customers"), "count"),
    Column("shown", N_("Condition"), "msg", share=2),
)
SHOWN = ("name", "tags", "on", "wearers")
SAME = {"topic": N_("the same topic"), "product": N_("the same product")}


def sheet(ws: Workspace, rules: Sequence[Rule]) -> Sheet:
    """A table of rules; data formats have the condition as it can be typed."""
    from crmcli.model.tag_rules import wearers

    worn = wearers(ws.db)
    rows = tuple((one.name, one.when, (str(one.tag),), one.on, worn.get(one.name, 0), worded(ws, one)) for one in rules)
    return Sheet(COLUMNS, rows, shown=SHOWN, details=tuple((row[5],) for row in rows))


def worded(ws: Workspace, rule: Rule) -> Msg:
    """What must hold, in words; of a rule of the package its own."""
    from crmcli.services.tag_rules import packaged, read

    if any((one.name, one.when) == (rule.name, rule.when) for one in packaged()):
        return Msg("{text}", {"text": rule.zh if i18n.language() == "zh" else rule.en})
    try:
        return in_words(read(ws, rule.when))
    except CrmError:
        return Msg("{text}", {"text": rule.when})


def in_words(condition: Condition) -> Msg:
    """A condition as people say it; what is a filter stays one."""
    parts = [_turned(_talks(one), negated=one.negated) for one in condition.talks]
    parts += [_turned(_said(one), negated=one.negated) for one in condition.said]
    return joined([*parts, spell(condition.filter) or None], "; ")


def followed(made: Plan) -> Iterator[Msg]:
    """What the rules did after a write: of one customer each tag, of many how many."""
    if len(made.customers) > 1:
        yield from outcome(made)
        return
    for one in made.added:
        params = {"tag": tag_cell(str(one.tag)), "rule": one.rule}
        yield Msg(N_("Put on by the rule {rule}: {tag}"), params)
    for gone in made.withdrawn:
        params = {"tag": tag_cell(str(gone.tag)), "rule": gone.row.rule}
        yield Msg(N_("Taken off by the rule {rule}: {tag}"), params)


def outcome(made: Plan, *, name: str = "") -> Iterator[Msg]:
    """What each rule put on and took off, a line each; of the rule `name` also when that is nothing."""
    counts = made.counts() if not name else {name: (0, 0), **made.counts()}
    for name, (added, gone) in counts.items():
        yield Msg(N_("{rule}: {added} tags put on, {gone} taken off"), {"rule": name, "added": added, "gone": gone})


def outcome_sheet(made: Plan) -> Sheet:
    """The same for scripts."""
    columns = (
        Column("rule", N_("Rule")),
        Column("added", N_("Put on"), "count"),
        Column("withdrawn", N_("Taken off"), "count"),
    )
    return Sheet(columns, tuple((name, *counts) for name, counts in made.counts().items()))


def broken(made: Plan) -> Iterator[Msg]:
    """The rules that cannot be read any more, and why."""
    for rule, error in made.broken:
        params = {"rule": rule.name, "why": Msg(error.message, error.params)}
        yield Msg(N_("The rule {rule} cannot be read: {why}"), params)


def _talks(one: Talks) -> Msg:
    what: object = None
    if one.type:
        what = Word("interaction_type", one.type)
    if one.method:
        what = joined([what, Word("interaction_method", one.method)])
    parts = [
        Msg(N_("within {n} days"), {"n": one.within}) if one.within else None,
        Msg(N_("{n} talks or more"), {"n": one.at_least}, one=N_("a talk")),
        what,
        Msg(SAME[one.same]) if one.same else None,
        Msg(N_("about {words}"), {"words": "/".join(one.about)}) if one.about else None,
    ]
    return joined(parts)


def _said(one: Said) -> Msg:
    params = {"words": "/".join(one.words), "until": "/".join(one.until)}
    return Msg(N_("said {words}, and not {until} since") if one.until else N_("said {words}"), params)


def _turned(what: Msg, *, negated: bool) -> Msg:
    return Msg(N_("not: {what}"), {"what": what}) if negated else what


def tag_cell(tag: str) -> Typed:
    """A tag in a sentence."""
    return Typed("tags", (tag,), key="tags")
