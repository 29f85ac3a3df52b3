"""What follows when a custom field is called otherwise: values, saved views, tag rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crmcli.core import tag_rules as grammar
from crmcli.core.filter_keys import CUSTOM
from crmcli.core.filter_spelling import spell
from crmcli.core.own_fields import Field
from crmcli.errors import CrmError
from crmcli.model import own_fields, saved_views, settings
from crmcli.model.journal.writing import Journal
from crmcli.records.filter import Filter, Missing, Term
from crmcli.records.record import replace
from crmcli.records.tagging import Condition
from crmcli.services import tag_rules, views
from crmcli.services.declared import PREFIX, as_text

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace


def rename(ws: Workspace, journal: Journal, field: Field, new: str) -> None:
    """Within an operation: write everything that names a field anew."""
    old = field.name
    stored = saved_views.read_all(ws.db)
    saved = {name: _renamed(wanted, old, new) for name, wanted in views.parsed(ws).items()}
    rules = {rule: condition for rule, condition in _rules(ws) if _names(condition.filter, old)}
    settings.store(journal, PREFIX + old, None)
    settings.store(journal, PREFIX + new, as_text(field._replace(name=new)))
    own_fields.change(
        journal, old, lambda custom: {new if key == old else key: one for key, one in custom.items()}, at=ws.minute()
    )
    for name, wanted in saved.items():
        columns = stored[name].columns.split(",")
        columns = [CUSTOM + new if column == CUSTOM + old else column for column in columns]
        saved_views.rewrite(journal, name, spell(wanted), columns=",".join(columns))
    for rule, condition in rules.items():
        when = grammar.spell(replace(condition, filter=_renamed(condition.filter, old, new)))
        text = {"tag": str(rule.tag), "when": when, "on": int(rule.on)}
        settings.store(journal, tag_rules.PREFIX + rule.name, json.dumps(text, ensure_ascii=False))


def user(ws: Workspace, name: str) -> str:
    """A saved view or a tag rule that looks at a custom field; "" for none."""
    stored = saved_views.read_all(ws.db)
    for view, wanted in views.parsed(ws).items():
        if _names(wanted, name) or CUSTOM + name in stored[view].columns.split(","):
            return f"@{view}"
    return next((rule.name for rule, condition in _rules(ws) if _names(condition.filter, name)), "")


def _rules(ws: Workspace) -> list[tuple[tag_rules.Rule, Condition]]:
    found = []
    for rule in tag_rules.listed(ws):
        try:
            found.append((rule, tag_rules.read(ws, rule.when)))
        except CrmError:
            continue
    return found


def _names(wanted: Filter, name: str) -> bool:
    return any(
        CUSTOM + name in term.fields if isinstance(term, Missing) else getattr(term, "key", "") == CUSTOM + name
        for term in wanted.terms
    )


def _renamed(wanted: Filter, old: str, new: str) -> Filter:
    def term(one: Term) -> Term:
        if isinstance(one, Missing):
            fields = tuple(CUSTOM + new if key == CUSTOM + old else key for key in one.fields)
            return replace(one, fields=fields)
        return replace(one, key=CUSTOM + new) if getattr(one, "key", "") == CUSTOM + old else one

    return Filter(tuple(map(term, wanted.terms)))
