"""Calling a tag otherwise, or making two tags one: customers, rules and saved views follow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core import tag_rules as grammar
from crmcli.core.filter_spelling import spell
from crmcli.core.tags import TagName, split_tag
from crmcli.errors import N_, CrmError, UsageError
from crmcli.model import saved_views, settings, tagging
from crmcli.model.journal.writing import Journal
from crmcli.records.filter import Filter, OneOf, Term
from crmcli.records.record import replace
from crmcli.services import tag_rules, views
from crmcli.services.tagging import read, unknown

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


class Renaming(NamedTuple):
    """What a renaming changes.

    Args:
        old, new: the tags.
        customers: how many wear the old one.
        merges: somebody wears the new one already.
        settings: rules to be written, by key.
        filters: saved views to be written, by name.
    """

    old: str
    new: str
    customers: int
    merges: bool
    settings: Mapping[str, str]
    filters: Mapping[str, str]

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that follow."""
        return tuple(key.removeprefix(tag_rules.PREFIX) for key in self.settings)

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the saved views that follow."""
        return tuple(self.filters)


def plan(ws: Workspace, old: str, new: str) -> Renaming:
    """What calling a tag otherwise would do.

    Args:
        old, new: as typed; a bare new value stays in the old one's dimension where that is no tag of one's own.

    Raises:
        NotFound: nobody ever wore the old one.
        UsageError, Refused: a new name that no tag may have, or the same one.
    """
    before = read(ws, old, on=False)
    tag = tagging.find(ws.db, *before)
    if tag is None:
        raise unknown(before)
    after = read(ws, new)
    if before == after:
        raise UsageError(N_("The tag is called {tag} already."), "", tag=str(after))
    target = tagging.find(ws.db, *after)
    merges = target is not None and bool(tagging.all_rows(ws.db, target))
    return Renaming(
        str(before),
        str(after),
        len(tagging.all_rows(ws.db, tag)),
        merges,
        _rules(ws, before, after),
        _views(ws, before, after),
    )


def rename(ws: Workspace, made: Renaming) -> None:
    """Write a renaming as one operation.

    Rows move from tag to tag, one for each customer: each has it in its history, and facts follow.

    Raises:
        NotFound: the tag was forgotten since it was planned.
    """
    with ws.operation() as journal:
        old = tagging.find(ws.db, *split_tag(made.old))
        if old is None:  # forgotten meanwhile, at another terminal
            raise unknown(split_tag(made.old))
        new = tagging.tag_id(journal, *split_tag(made.new), at=ws.minute())
        _move(ws, journal, old, new)
        for key, text in made.settings.items():
            settings.store(journal, key, text)
        for name, text in made.filters.items():
            saved_views.rewrite(journal, name, text)
        journal.delete("tags", [old])


def _move(ws: Workspace, journal: Journal, old: int, new: int) -> None:
    """The wearers, and those who are kept off; of one who wears both, what somebody typed stays."""
    there = {row.customer_id: row for row in tagging.all_rows(ws.db, new)}
    rows = tagging.all_rows(ws.db, old)
    typed = [row for row in rows if row.customer_id in there and row.origin != "rule"]
    by_rule = [there[row.customer_id] for row in typed if there[row.customer_id].origin == "rule"]
    journal.delete("customer_tags", [row.id for row in by_rule])
    stays = there.keys() - {row.customer_id for row in by_rule}
    journal.delete("customer_tags", [row.id for row in rows if row.customer_id in stays])
    journal.update_many("customer_tags", ("tag_id",), [(row.id, new) for row in rows if row.customer_id not in stays])
    known = tagging.refusals(ws.db, new)
    refused = tagging.refusals(ws.db, old)
    journal.delete("tag_refusals", [row for one, row in refused.items() if one in known])
    journal.update_many("tag_refusals", ("tag_id",), [(row, new) for one, row in refused.items() if one not in known])


def _rules(ws: Workspace, old: TagName, new: TagName) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule in tag_rules.listed(ws):
        try:
            condition = tag_rules.read(ws, rule.when)
        except CrmError:
            continue
        wanted = _renamed(condition.filter, old, new)
        if rule.tag != old and wanted == condition.filter:
            continue
        when = grammar.spell(replace(condition, filter=wanted))
        tag = str(new if rule.tag == old else rule.tag)
        text = {"tag": tag, "when": when, "on": int(rule.on)}
        found[tag_rules.PREFIX + rule.name] = json.dumps(text, ensure_ascii=False)
    return found


def _views(ws: Workspace, old: TagName, new: TagName) -> dict[str, str]:
    known = views.parsed(ws)
    changed = {name: _renamed(wanted, old, new) for name, wanted in known.items()}
    return {name: spell(wanted) for name, wanted in changed.items() if wanted != known[name]}


def _renamed(wanted: Filter, old: TagName, new: TagName) -> Filter:
    def term(one: Term) -> Term:
        if not isinstance(one, OneOf) or one.key != "tag":
            return one
        # A bare value may be that of another tag too: there both are looked for.
        values = [
            other
            for value in one.values
            for other in ((str(new),) if value == str(old) else (value, str(new)) if value == old.value else (value,))
        ]
        return replace(one, values=tuple(dict.fromkeys(values)))

    return Filter(tuple(map(term, wanted.terms)))
