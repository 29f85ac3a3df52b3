"""The mapping_profiles table: what the columns of a set of headings are, saved under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal
from crmcli.records.importing import Profile


def read(db: Connection) -> tuple[Profile, ...]:
    """Every saved profile, the one saved first at the top."""
    sql = "SELECT name, headers, mapping, created_at FROM mapping_profiles ORDER BY id"
    return tuple(Profile(row[0], tuple(json.loads(row[1])), json.loads(row[2]), row[3]) for row in db.execute(sql))


def store(journal: Journal, name: str, headers: Sequence[str], mapping: Mapping[str, str | None], *, at: str) -> None:
    """Save a profile under a name, replacing one that has it.

    Args:
        headers: signatures of the sets of headings it is for.
        mapping: heading to field; None for a column that is left out.
        at: local day and minute.
    """
    values = {
        "headers": json.dumps(list(headers), ensure_ascii=False),
        "mapping": json.dumps(dict(mapping), ensure_ascii=False),
        "created_at": at,
    }
    row = journal.db.execute("SELECT id FROM mapping_profiles WHERE name = ?", (name,)).fetchone()
    if row:
        journal.update("mapping_profiles", row[0], values)
    else:
        journal.insert("mapping_profiles", {"name": name, **values})


def remove(journal: Journal, name: str) -> None:
    """Forget a profile."""
    row = journal.db.execute("SELECT id FROM mapping_profiles WHERE name = ?", (name,)).fetchone()
    if row:
        journal.delete("mapping_profiles", [row[0]])
