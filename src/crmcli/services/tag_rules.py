"""Tag rules as data: those of the package, the user's own, and changing them. Running them is services.tag_running.

A rule of the user's stands in the settings as `tag_rule.NAME`; one of the package that was changed stands there too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.fold import fold, squeeze
from crmcli.core.tag_rules import read_condition, spell
from crmcli.core.tags import TagName, split_tag
from crmcli.errors import N_, NotFound, Refused, UsageError
from crmcli.model import settings
from crmcli.records.filter import Filter, Missing, OneOf, View
from crmcli.records.tagging import Condition
from crmcli.services.declared import Fields

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

PREFIX = "tag_rule."
LONGEST = 40
PARTS = ("tag", "when", "on")


class Rule(NamedTuple):
    """One rule.

    Args:
        name: it is known by; stands beside the tags it put on.
        tag: what it puts on.
        when: its condition, as core.tag_rules spells it.
        on: whether it works.
        zh, en: what one of the package is about; empty for the user's own.
        changed: one of the package that the user changed.
    """

    name: str
    tag: TagName
    when: str
    on: bool = True
    zh: str = ""
    en: str = ""
    changed: bool = False

    @property
    def packaged(self) -> bool:
        """Whether it came with the program."""
        return bool(self.en)


def listed(ws: Workspace) -> tuple[Rule, ...]:
    """Every rule: the package's first; of two that want the same dimension the first wins."""
    return rules_of(settings.read_all(ws.db))


def rules_of(stored: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules, where the settings are known already."""
    own = {key.removeprefix(PREFIX): text for key, text in stored.items() if key.startswith(PREFIX)}
    found = [_with_own(rule, own.pop(rule.name, None)) for rule in packaged()]
    return (*found, *(rule for name, text in own.items() if (rule := _own(name, text)) is not None))


def packaged() -> tuple[Rule, ...]:
    """The rules of the package, as they came."""
    from crmcli.discovery import read_table

    return tuple(
        Rule(row["name"], split_tag(row["tag"]), row["condition"], row["on"] == "1", row["zh"], row["en"])
        for row in read_table("tag_rules")
    )


def find(ws: Workspace, name: str) -> Rule:
    """The rule of a name, in any spelling.

    Raises:
        NotFound: there is none; names the nearest.
    """
    from crmcli.core.spelling import nearest

    rules = listed(ws)
    for rule in rules:
        if fold(rule.name) == fold(name):
            return rule
    near = nearest(name, [rule.name for rule in rules])
    hint = N_("Did you mean {near}? All of them: crm tag rules") if near else N_("All of them: crm tag rules")
    raise NotFound(N_("There is no rule “{name}”."), hint, name=name, near=near)


def read(ws: Workspace, text: str) -> Condition:
    """The condition of a rule, with this file's dictionaries and fields.

    Raises:
        UsageError, BadValue: it cannot be read.
    """
    return read_condition(text, now=ws.now(), words=ws.words, fields=Fields(ws))


def make(ws: Workspace, *, tag: str, when: str, name: str = "") -> Rule:
    """A new rule, checked and not yet stored.

    Args:
        tag, when: as typed.
        name: as typed; made from the tag when empty.

    Raises:
        UsageError, BadValue: a condition or tag that cannot be read, or a name that cannot be one.
        Refused: a tag that no rule may give, a condition that looks at the tags of rules, or a name that is taken.
    """
    from crmcli.services import tagging

    given = tagging.read(ws, tag)
    name = squeeze(name)
    taken = {fold(rule.name) for rule in listed(ws)}
    if name and fold(name) in taken:
        raise Refused(N_("There is a rule “{name}” already."), N_("To change it: crm tag rules edit {name}"), name=name)
    rule = Rule(_checked(name) if name else _free(given.value, taken), given, spell(read(ws, when)))
    if (same := next((one for one in listed(ws) if (one.tag, one.when) == (rule.tag, rule.when)), None)) is not None:
        raise Refused(N_("The rule {name} says the same."), N_("All of them: crm tag rules"), name=same.name)
    _check_order(ws, rule)
    return rule


def changed(ws: Workspace, name: str, *, tag: str = "", when: str = "") -> Rule:
    """A rule with another condition or tag, checked and not yet stored.

    Raises:
        NotFound: there is no such rule.
        UsageError, BadValue, Refused: as for a new one.
    """
    from crmcli.services import tagging

    rule = find(ws, name)
    rule = rule._replace(
        tag=tagging.read(ws, tag) if tag else rule.tag, when=spell(read(ws, when)) if when else rule.when
    )
    _check_order(ws, rule)
    return rule


def store(ws: Workspace, rule: Rule) -> None:
    """Write a rule as one operation; the tags that follow are part of it."""
    with ws.operation() as journal:
        same = any(_same(rule, one) for one in packaged())
        text = json.dumps({"tag": str(rule.tag), "when": rule.when, "on": int(rule.on)}, ensure_ascii=False)
        settings.store(journal, PREFIX + rule.name, None if same else text)


def remove(ws: Workspace, name: str) -> Rule:
    """Forget a rule of the user's own, and its tags; one of the package becomes what it was.

    Raises:
        NotFound: there is no such rule.
        Refused: one of the package, unchanged.
    """
    rule = find(ws, name)
    if rule.packaged and not rule.changed:
        raise Refused(N_("“{name}” came with crm."), N_("To switch it off: crm tag rules off {name}"), name=rule.name)
    with ws.operation() as journal:
        settings.store(journal, PREFIX + rule.name, None)
    return rule


def uses(ws: Workspace, view: str) -> Rule | None:
    """A rule whose condition stands on a saved view, directly or through others."""
    from crmcli.services import views

    known = _by_fold(views.parsed(ws))
    return next((rule for rule, read_ in _conditions(ws) if fold(view) in _views_of(read_.filter, known)), None)


def _with_own(rule: Rule, text: str | None) -> Rule:
    own = _own(rule.name, text) if text else None
    return rule if own is None else rule._replace(tag=own.tag, when=own.when, on=own.on, changed=True)


def _own(name: str, text: str) -> Rule | None:
    """A stored rule; None for what is none."""
    try:
        tag, when, on = (json.loads(text)[part] for part in PARTS)
    except (ValueError, TypeError, KeyError):
        return None
    return Rule(name, split_tag(str(tag)), str(when), bool(on))


def _same(rule: Rule, other: Rule) -> bool:
    return (rule.name, rule.tag, rule.when, rule.on) == (other.name, other.tag, other.when, other.on)


def _checked(name: str) -> str:
    if len(name) > LONGEST or any(sign in name for sign in " .,=→"):
        raise UsageError(
            N_("“{name}” cannot name a rule."), N_("Use one short word, such as hot."), name=name[:LONGEST]
        )
    return name


def _free(value: str, taken: set[str]) -> str:
    """A name made from the tag's value, such as 高意向, 高意向-2."""
    plain = "".join(sign for sign in value if sign not in " .,=→")[:LONGEST] or "rule"
    names = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if fold(name) not in taken)


def _check_order(ws: Workspace, rule: Rule) -> None:
    """Rules do not build on each other: what they give would depend on their order, and might never settle."""
    from crmcli.services import views

    known = _by_fold(views.parsed(ws))
    others = [(one, read_) for one, read_ in _conditions(ws) if one.name != rule.name]
    mine = (rule, read(ws, rule.when))
    given = {one.tag for one, _ in others} | {rule.tag}
    for one, condition in (mine, *others):
        among = given if one is rule else {rule.tag}
        if (seen := next((tag for tag in among if _looks_at(condition.filter, tag, known)), None)) is not None:
            raise Refused(
                N_("The condition of “{name}” looks at {tag}, which a rule puts on."),
                N_("Write the condition of that rule instead."),
                name=one.name,
                tag=str(seen),
            )


def _conditions(ws: Workspace) -> Iterator[tuple[Rule, Condition]]:
    """Every rule with its condition; one that cannot be read any more is left out."""
    from crmcli.errors import CrmError

    for rule in listed(ws):
        try:
            yield rule, read(ws, rule.when)
        except CrmError:
            continue


def _looks_at(wanted: Filter, tag: TagName, known: Mapping[str, Filter], *, seen: tuple[str, ...] = ()) -> bool:
    for term in wanted.terms:
        match term:
            case OneOf("tag", values) if {str(tag), tag.value, tag.dimension} & set(values):
                return True
            case Missing(fields) if "tag" in fields:
                return True
            case View(name) if (view := fold(name)) in known and view not in seen:
                if _looks_at(known[view], tag, known, seen=(*seen, view)):
                    return True
    return False


def _views_of(wanted: Filter, known: Mapping[str, Filter], *, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    for term in wanted.terms:
        if isinstance(term, View) and (name := fold(term.name)) not in seen:
            seen |= {name}
            if name in known:
                seen = _views_of(known[name], known, seen=seen)
    return seen


def _by_fold(known: Mapping[str, Filter]) -> dict[str, Filter]:
    """Views by what a name in any spelling is folded to."""
    return {fold(name): wanted for name, wanted in known.items()}
