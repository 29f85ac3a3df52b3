"""The whole file as text, for tests that a command can be taken back without a trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crmcli.model import connection
from crmcli.model.facts.refreshing import DERIVED
from crmcli.model.journal.tables import JOURNALED
from tests.running import Crm


def dump(crm: Crm) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every journaled and derived table."""
    db = connection.connect(crm.db, write=False)
    try:
        names = (*JOURNALED, *DERIVED)
        return {name: _rows(db.execute(f"SELECT * FROM {name}")) for name in names}  # noqa: S608 - names of ours
    finally:
        db.close()


def _rows(found: Iterable[Sequence[object]]) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in found), key=repr)


def differing(one: dict[str, list[tuple[object, ...]]], other: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """The tables that are not the same."""
    return [name for name in one if one[name] != other[name]]
