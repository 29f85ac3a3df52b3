"""The recycle bin: into it, out of it, and out of the world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crmcli.core.fold import fold
from crmcli.errors import N_, Ambiguous, NotFound, UsageError
from crmcli.model import connection, customers, merging
from crmcli.model.journal import erasing, redacting
from crmcli.records.customer import Candidate
from crmcli.services import backing

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

SHOWN = 8  # candidates
SHORTEST = 4  # redacting shorter text would blank half of what is written


def remove(ws: Workspace, ids: Sequence[int]) -> int:
    """Put customers into the trash; returns how many were not there yet."""
    at = ws.minute()
    with ws.operation() as journal:
        return journal.update_many("customers", ("deleted_at", "updated_at"), [(one, at, at) for one in ids])


def restore(ws: Workspace, codes: Sequence[str]) -> tuple[str, ...]:
    """Take customers out of the trash, named by code or name; returns their names.

    Raises:
        NotFound, Ambiguous: a code or name that is not in the trash, or is there several times; nothing was restored.
    """
    ids = _ids(ws, codes)
    with ws.operation() as journal:
        rows = [(one, None, ws.minute()) for one in ids]
        journal.update_many("customers", ("deleted_at", "updated_at"), rows)
    return tuple(one.name for one in customers.records(ws.db, ids))


def listed(ws: Workspace) -> tuple[dict[str, Any], ...]:
    """Rows of the customers in the trash, the latest first."""
    return customers.in_trash(ws.db)


def chosen(ws: Workspace, codes: Sequence[str] = ()) -> tuple[dict[str, Any], ...]:
    """Rows of the customers in the trash with these codes or names; all that are there when none are given.

    Raises:
        NotFound, Ambiguous: a code or name that is not in the trash, or is there several times.
    """
    wanted = set(_ids(ws, codes))
    return tuple(row for row in listed(ws) if not codes or row["id"] in wanted)


def purge(ws: Workspace, codes: Sequence[str] = ()) -> int:
    """Erase customers in the trash for good, all of them when no codes or names are given. Returns how many.

    A backup is made first, and keeps what it holds.

    Raises:
        NotFound, Ambiguous: a code or name that is not in the trash, or is there several times; nothing was erased.
    """
    ids = [row["id"] for row in chosen(ws, codes)]
    if not ids:
        return 0
    backing.make(ws, "before-purge")
    with ws.operation(kind="erase") as journal:
        erasing.purge(journal, ids)
    connection.compact(ws.db, ws.path)
    return len(ids)


def count_texts(ws: Workspace, text: str) -> int:
    """How many texts `redact` would blank.

    Raises:
        UsageError: the text is too short to be blanked safely.
        NotFound: it is written nowhere.
    """
    found = redacting.count(ws.db, _secret(text))
    if not found:
        raise NotFound(
            N_("“{text}” is not written anywhere in the file."),
            N_("Type it as it was typed then. Spaces and hyphens in a number do not matter."),
            text=text,
        )
    return found


def redact(ws: Workspace, text: str) -> int:
    """Blank `text` wherever people's words are kept: in records, in the journal, in command lines. Returns how many.

    No backup is made: it would keep the text.

    Raises:
        UsageError: the text is too short to be blanked safely.
    """
    secret = _secret(text)
    with ws.operation(kind="erase") as journal:
        changed = redacting.redact(journal, secret)
    if changed:
        connection.compact(ws.db, ws.path)
    return changed


def _secret(text: str) -> re.Pattern[str]:
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        raise UsageError(
            N_("“{text}” is too short to be blanked everywhere."), N_("Give at least 4 characters."), text=text
        )
    return redacting.pattern(wanted)


def _ids(ws: Workspace, words: Sequence[str]) -> list[int]:
    """Ids of the customers in the trash that codes, names or parts of names mean, each once."""
    there = listed(ws)
    return list(dict.fromkeys(_id(there, _survivor(ws, word)) for word in words))


def _survivor(ws: Workspace, word: str) -> str:
    """The code that a code leads to which was merged into another."""
    found = merging.merged_with_code(ws.db, word.strip())
    if found is None:
        return word
    return customers.code_of(ws.db, merging.survivors(ws.db, [found["id"]])[found["id"]])


def _id(there: Sequence[dict[str, Any]], word: str) -> int:
    wanted = fold(word)
    by_code = [row for row in there if fold(row["code"]) == wanted]
    by_name = [row for row in there if fold(row["name"]) == wanted]
    by_part = [row for row in there if wanted and wanted in fold(row["name"])]
    for found in (by_code, by_name, by_part):
        if len(found) == 1:
            return int(found[0]["id"])
        if found:
            shown = tuple(Candidate(row["code"], row["name"], None, None, row["stage"]) for row in found[:SHOWN])
            raise Ambiguous(
                N_("“{text}” means {n} customers in the trash."), N_("Use the code."), shown, text=word, n=len(found)
            )
    raise NotFound(N_("{code} is not in the trash."), N_("What is there: crm trash list"), code=word)
