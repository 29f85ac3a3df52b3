"""Saved filters by name, with the columns and the order of their lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crmcli.core.filter_spelling import spell
from crmcli.core.filters import parse_filter
from crmcli.core.fold import fold
from crmcli.errors import N_, CrmError, NotFound, Refused, UsageError
from crmcli.model import saved_views
from crmcli.model.saved_views import Saved
from crmcli.records.filter import Filter, View
from crmcli.services.checks import refuse_sensitive
from crmcli.services.declared import Fields, custom_fields

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

__all__ = ["Saved", "custom_fields", "layout", "listed", "parsed", "remove", "save"]
LONGEST = 40


def save(ws: Workspace, name: str, tokens: Sequence[str], *, columns: str = "", sort: str = "") -> Saved:
    """Save a filter under a name, replacing one that has it; returns it as it was understood.

    Args:
        columns: keys of columns, checked by the caller; "" is the list's own.
        sort: an order of services.listing; "" is the list's own.

    Raises:
        UsageError: a name that cannot be typed as @NAME, an empty filter, one that does not parse or that leads back
            to itself, or an order there is not.
        NotFound: it stands on a view that is not there.
        Refused: a number that must not be kept.
    """
    from crmcli.services.listing import check_order

    name = name.removeprefix("@").strip()
    refuse_sensitive([name, *tokens])
    if not name or len(name) > LONGEST or any(sign in name for sign in " :,@：，"):
        raise UsageError(N_("“{name}” cannot name a view."), N_("Use one short word, such as hot."), name=name)
    wanted = parse_filter(tokens, now=ws.now(), words=ws.words, fields=Fields(ws))
    if not wanted.terms:
        raise UsageError(N_("A view needs a filter."), N_("For example: crm view save hot stage:quote last:7d"))
    name = _as_saved(ws, name)
    _check_circle(name, wanted, parsed(ws))
    if sort:
        check_order(sort)
    made = Saved(spell(wanted), columns, sort)
    with ws.operation() as journal:
        saved_views.store(journal, name, made, at=ws.minute())
    return made


def remove(ws: Workspace, name: str) -> None:
    """Forget a view.

    Raises:
        NotFound: there is none of that name.
        Refused: another view, or the rule of a tag, stands on it.
    """
    from crmcli.services.tag_rules import uses

    name = _as_saved(ws, name.removeprefix("@"))
    known = parsed(ws)
    others = [one for one, wanted in known.items() if one != name and _leads_to(wanted, name, known, {one})]
    rule = uses(ws, name) if name in known and not others else None
    if name in known and (others or rule):
        raise Refused(
            N_("The rule {other} stands on @{name}.") if rule else N_("The view @{other} stands on @{name}."),
            N_("Change that one first."),
            name=name,
            other=rule.name if rule else others[0],
        )
    with ws.operation() as journal:
        if not saved_views.remove(journal, name):
            raise NotFound(N_("There is no view “{name}”."), N_("All of them: crm view list"), name=name)


def listed(ws: Workspace) -> dict[str, Saved]:
    """Name to view, as saved."""
    return saved_views.read_all(ws.db)


def parsed(ws: Workspace) -> Mapping[str, Filter]:
    """Every view, ready to be used inside another filter; one that cannot be read any more is left out."""
    saved = saved_views.read(ws.db)
    fields = Fields(ws)
    found: dict[str, Filter] = {}
    for name, text in saved.items():
        try:
            found[name] = parse_filter([text], now=ws.now(), words=ws.words, fields=fields)
        except CrmError:
            continue
    return found


def layout(ws: Workspace, tokens: Sequence[str]) -> Saved:
    """Columns and order of the first view that stands in a filter and has any; empty ones when none has."""
    names = [token.removeprefix("@").removeprefix("＠") for token in tokens if token[:1] in ("@", "＠")]
    if not names:
        return Saved("")
    known = {fold(name): saved for name, saved in listed(ws).items()}
    found = [known[fold(name)] for name in names if fold(name) in known]
    columns = next((one.columns for one in found if one.columns), "")
    return Saved("", columns, next((one.sort for one in found if one.sort), ""))


def _as_saved(ws: Workspace, name: str) -> str:
    """A name as it was first written: @Hot and @hot are one view."""
    return next((one for one in saved_views.read(ws.db) if fold(one) == fold(name)), name)


def _check_circle(name: str, wanted: Filter, known: Mapping[str, Filter]) -> None:
    for term in wanted.terms:
        if not isinstance(term, View):
            continue
        inner = next((one for one in known if fold(one) == fold(term.name)), None)
        if fold(term.name) == fold(name) or (inner and _leads_to(known[inner], name, known, {inner})):
            raise UsageError(
                N_("The view @{name} would lead back to itself."), N_("Leave out @{inner}."), name=name, inner=term.name
            )
        if inner is None:
            raise NotFound(N_("There is no saved view @{name}."), N_("List them with: crm view list"), name=term.name)


def _leads_to(wanted: Filter, name: str, known: Mapping[str, Filter], seen: set[str]) -> bool:
    """Whether a filter stands on a view, directly or through others."""
    for term in wanted.terms:
        if not isinstance(term, View):
            continue
        if fold(term.name) == fold(name):
            return True
        inner = next((one for one in known if fold(one) == fold(term.name)), None)
        if inner and inner not in seen and _leads_to(known[inner], name, known, {*seen, inner}):
            return True
    return False
