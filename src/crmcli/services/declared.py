"""Fields as the user declared them: custom ones with their type, and which fields a customer needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crmcli.core.filter_keys import find_key
from crmcli.core.fold import fold
from crmcli.core.own_fields import TYPES, Field
from crmcli.model import own_fields, settings

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

PREFIX = "field."  # of the settings that hold them


def declared(ws: Workspace) -> tuple[Field, ...]:
    """Every field that was declared, in the order it was: custom ones, and ours that are needed."""
    stored = settings.read_all(ws.db)
    read = (_field(key.removeprefix(PREFIX), text) for key, text in stored.items() if key.startswith(PREFIX))
    return tuple(field for field in read if field is not None)


def custom_fields(ws: Workspace) -> dict[str, str]:
    """Custom fields by name with their type: those declared, then those that customers only have (text)."""
    found = {field.name: field.type for field in declared(ws) if field.own}
    return found | {name: "text" for name in own_fields.names(ws.db) if name not in found}


class Fields(Mapping[str, str]):
    """The same, read only when a name is looked up that is none of ours: it takes a look at every customer."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._found: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._found is None:
            self._found = custom_fields(self._ws)
        return self._found

    def __getitem__(self, name: str) -> str:
        """The type of a field."""
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        """Names."""
        return iter(self._all())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all())


def custom_field(ws: Workspace, name: str) -> Field:
    """The custom field of that name, in any spelling; one that nobody declared is text."""
    for field in declared(ws):
        if field.own and fold(field.name) == fold(name):
            return field
    return Field(name, "text")


def needed(ws: Workspace, columns: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields that a customer with these columns needs, whether it has them or not.

    Args:
        columns: kind, stage, source, industry, grade of the table customers.
    """
    from crmcli.core.filters import parse_filter

    return tuple(
        field
        for field in declared(ws)
        if field.required
        and applies(parse_filter([field.when], now=ws.now(), words=ws.words) if field.when else None, columns)
    )


def applies(wanted: Any, columns: Mapping[str, object]) -> bool:
    """Whether a filter of `services.fielding.DEPENDS` keys holds for a customer with these columns."""
    from crmcli.core.stages import status_of

    if wanted is None:
        return True
    stage = str(columns.get("stage") or "lead")
    values = {**columns, "stage": stage, "status": status_of(stage)}
    return all((values.get(term.key) in term.values) is not term.negated for term in wanted.terms)


def converted(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those custom fields whose values are not plain text."""
    return tuple(field for field in fields if field.own and field.type != "text")


def as_text(field: Field) -> str:
    """A declaration as it is stored."""
    values = {"type": field.type, "choices": list(field.choices), "required": int(field.required), "when": field.when}
    return json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False)


def _field(name: str, text: str) -> Field | None:
    try:
        values = json.loads(text)
        kind = str(values.get("type", ""))
        return Field(
            name,
            kind if kind in TYPES else "" if find_key(name) else "text",
            tuple(map(str, values.get("choices", ()))),
            bool(values.get("required", 0)),
            str(values.get("when", "")),
        )
    except (ValueError, TypeError, AttributeError):
        return None
