"""Saved filters by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crmcli.core.filter_spelling import spell
from crmcli.core.filters import parse_filter
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import saved_views
from crmcli.records.filter import Filter

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

LONGEST = 40


def save(ws: Workspace, name: str, tokens: Sequence[str]) -> str:
    """Save a filter under a name, replacing one that has it; returns it as it was understood.

    Raises:
        UsageError: a name that cannot be typed as @NAME, an empty filter, or one that does not parse.
    """
    name = name.removeprefix("@").strip()
    if not name or len(name) > LONGEST or any(sign in name for sign in " :,@：，"):
        raise UsageError(N_("“{name}” cannot name a view."), N_("Use one short word, such as hot."), name=name)
    wanted = parse_filter(tokens, now=ws.now(), words=ws.words, fields=custom_fields(ws))
    if not wanted.terms:
        raise UsageError(N_("A view needs a filter."), N_("For example: crm view save hot stage:quote last:7d"))
    text = spell(wanted)
    with ws.operation() as journal:
        saved_views.store(journal, name, text, at=ws.minute())
    return text


def remove(ws: Workspace, name: str) -> None:
    """Forget a view.

    Raises:
        NotFound: there is none of that name.
    """
    with ws.operation() as journal:
        if not saved_views.remove(journal, name.removeprefix("@")):
            raise NotFound(N_("There is no view “{name}”."), N_("All of them: crm view list"), name=name)


def listed(ws: Workspace) -> dict[str, str]:
    """Name to filter, as saved."""
    return saved_views.read(ws.db)


def parsed(ws: Workspace) -> Mapping[str, Filter]:
    """Every view, ready to be used inside another filter."""
    saved = listed(ws)
    fields = custom_fields(ws) if saved else ()
    return {name: parse_filter([text], now=ws.now(), words=ws.words, fields=fields) for name, text in saved.items()}


def custom_fields(ws: Workspace) -> tuple[str, ...]:
    """Names of the custom fields that customers have."""
    return saved_views.custom_names(ws.db)
