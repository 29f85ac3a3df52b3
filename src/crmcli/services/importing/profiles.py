"""Saved mappings: what the columns of a file are, found again by its set of headings or by a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crmcli.core.fold import fold, squeeze
from crmcli.core.headers import key_of
from crmcli.core.spelling import nearest
from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import profiles as model

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.model.journal.writing import Journal
    from crmcli.records.importing import Profile
    from crmcli.records.rows import Table
    from crmcli.services.workspace import Workspace

LONGEST = 40


def listed(ws: Workspace) -> tuple[Profile, ...]:
    """Every saved profile."""
    return model.read(ws.db)


def signature(table: Table) -> str:
    """What a profile is found by: the set of headings, in any order and spelling."""
    return "|".join(sorted({key_of(header) for header in table.headers}))


def by_headers(ws: Workspace) -> dict[str, Mapping[str, str | None]]:
    """Set of headings to the mapping saved for it last."""
    return {headers: one.mapping for one in listed(ws) for headers in one.headers}


def named(ws: Workspace, name: str) -> Profile:
    """The profile of that name.

    Raises:
        NotFound: there is none; names the nearest.
    """
    known = {fold(one.name): one for one in listed(ws)}
    if found := known.get(fold(name)):
        return found
    near = nearest(name, [one.name for one in known.values()])
    hint = N_("Did you mean {near}?") if near else N_("To see what is saved: crm import --profiles")
    raise NotFound(N_("There is no saved mapping “{name}”."), hint, name=name, near=near)


def checked_name(name: str) -> str:
    """A name as it is saved.

    Raises:
        UsageError: empty, or too long.
    """
    plain = squeeze(name)
    if not plain or len(plain) > LONGEST:
        raise UsageError(N_("“{name}” cannot name a mapping."), N_("Use a short word, such as douyin."), name=name)
    return plain


def save(
    ws: Workspace,
    journal: Journal,
    name: str,
    *,
    tables: Sequence[tuple[Table, ColumnMapping]],
    given: Mapping[str, str],
) -> None:
    """Save what the columns of some tables are, under a name.

    Args:
        given: headings the user has said something about; of the others those that are left out are not kept, since
            they may only have been empty this time.
    """
    said = {key_of(header) for header in given}
    mapping = {
        column.header: column.field
        for _, columns in tables
        for column in columns.columns
        if column.field or key_of(column.header) in said
    }
    model.store(journal, name, sorted({signature(table) for table, _ in tables}), mapping, at=ws.minute())


def remove(ws: Workspace, name: str) -> str:
    """Forget a profile; returns its name as it was saved.

    Raises:
        NotFound: there is none of that name.
    """
    found = named(ws, name)
    with ws.operation() as journal:
        model.remove(journal, found.name)
    return found.name
