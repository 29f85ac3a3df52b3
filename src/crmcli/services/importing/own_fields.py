"""Fields that the user declared, in an import: their columns by name, and values of their types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from crmcli.core.headers import CUSTOM, key_of
from crmcli.core.own_fields import read_value
from crmcli.errors import BadValue
from crmcli.records.base import Msg
from crmcli.records.draft import Problem
from crmcli.services.declared import converted, declared

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping as ColumnMapping
    from crmcli.records.draft import Draft
    from crmcli.services.workspace import Workspace


def named(ws: Workspace, headers: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """What --map says, with the columns that are called like a declared field; names of fields as `custom.NAME`."""
    own = {key_of(field.name): CUSTOM + field.name for field in declared(ws) if field.own}
    if not own:
        return dict(given)
    said = {key_of(header) for header in given}
    found = {header: own.get(key_of(value), value) for header, value in given.items()}
    return found | {
        header: own[key]
        for header in headers
        if (key := key_of(header.removeprefix(CUSTOM))) in own and key_of(header) not in said
    }


def as_custom(mapping: ColumnMapping, given: Mapping[str, str]) -> ColumnMapping:
    """A mapping whose columns of declared fields are not said to have been given by the user."""
    said = {key_of(header) for header in given}
    columns = tuple(
        column._replace(how="custom")
        if column.how == "given" and (column.field or "").startswith(CUSTOM) and key_of(column.header) not in said
        else column
        for column in mapping.columns
    )
    return mapping._replace(columns=columns)


def typed(ws: Workspace) -> Callable[[Draft], Draft]:
    """What turns the texts of declared fields in a draft into values of their types."""
    fields = {field.name: field for field in converted(declared(ws))}
    now, currency = ws.now(), str(ws.settings["currency"])

    def convert(draft: Draft) -> Draft:
        custom = draft.columns.get("custom")
        if not isinstance(custom, dict) or not fields.keys() & custom.keys():
            return draft
        values, problems = dict(custom), []
        for name in fields.keys() & custom.keys():
            try:
                values[name] = read_value(fields[name], str(custom[name]), now=now, currency=currency)
            except BadValue as error:
                problems.append(Problem(CUSTOM + name, str(custom[name])[:40], Msg(error.message, error.params)))
        columns = {**draft.columns, "custom": values}
        return draft._replace(columns=columns, problems=(*draft.problems, *problems))

    return convert if fields else lambda draft: draft
