"""The recycle bin: into it, out of it, and out of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crmcli.errors import N_, NotFound, UsageError
from crmcli.model import backups, connection, customers
from crmcli.model.journal import erasing

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

SHORTEST = 4  # redacting shorter text would blank half of what is written


def remove(ws: Workspace, ids: Sequence[int]) -> int:
    """Put customers into the trash; returns how many were not there yet."""
    at = ws.minute()
    with ws.operation() as journal:
        return journal.update_many("customers", ("deleted_at", "updated_at"), [(one, at, at) for one in ids])


def restore(ws: Workspace, codes: Sequence[str]) -> tuple[str, ...]:
    """Take customers out of the trash; returns their names.

    Raises:
        NotFound: a code that is not in the trash; nothing was restored.
    """
    ids = _ids(ws, codes)
    with ws.operation() as journal:
        rows = [(one, None, ws.minute()) for one in ids]
        journal.update_many("customers", ("deleted_at", "updated_at"), rows)
    return tuple(one.name for one in customers.records(ws.db, ids))


def listed(ws: Workspace) -> tuple[dict[str, Any], ...]:
    """Rows of the customers in the trash, the latest first."""
    return customers.in_trash(ws.db)


def purge(ws: Workspace, codes: Sequence[str] | None = None) -> int:
    """Erase customers in the trash for good, all of them when no codes are given. Returns how many.

    A backup is made first, and keeps what it holds.

    Raises:
        NotFound: a code that is not in the trash; nothing was erased.
    """
    ids = _ids(ws, codes) if codes is not None else [row["id"] for row in listed(ws)]
    if not ids:
        return 0
    _back_up(ws, "before-purge")
    with ws.operation(kind="erase") as journal:
        erasing.purge(journal, ids)
    connection.compact(ws.db, ws.path)
    return len(ids)


def redact(ws: Workspace, text: str) -> int:
    """Blank `text` wherever it is written: in records, in the journal, in command lines. Returns texts changed.

    Raises:
        UsageError: the text is too short to be blanked safely.
    """
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        raise UsageError(
            N_("“{text}” is too short to be blanked everywhere."), N_("Give at least 4 characters."), text=text
        )
    with ws.operation(kind="erase") as journal:
        journal.begin()
        changed = erasing.redact(journal, [wanted])
    connection.compact(ws.db, ws.path)
    return changed


def _back_up(ws: Workspace, why: str) -> None:
    backups.copy(ws.path, ws.caller.backups, stamp=f"{ws.clock():%Y%m%d-%H%M%S}-{why}")


def _ids(ws: Workspace, codes: Sequence[str]) -> list[int]:
    there = {row["code"].casefold(): row["id"] for row in listed(ws)}
    for code in codes:
        if code.casefold() not in there:
            raise NotFound(N_("{code} is not in the trash."), N_("What is there: crm trash list"), code=code)
    return [there[code.casefold()] for code in codes]
