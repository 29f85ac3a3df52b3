"""The saved_views table, and the custom fields in use."""

from __future__ import annotations

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal


def read(db: Connection) -> dict[str, str]:
    """Name to filter text, in the order of names."""
    return {row[0]: row[1] for row in db.execute("SELECT name, filter FROM saved_views ORDER BY name")}


def store(journal: Journal, name: str, text: str, *, at: str) -> None:
    """Save a filter text under a name, replacing one that has it."""
    row = journal.db.execute("SELECT id FROM saved_views WHERE name = ?", (name,)).fetchone()
    if row:
        journal.update("saved_views", row[0], {"filter": text})
    else:
        journal.insert("saved_views", {"name": name, "filter": text, "created_at": at})


def remove(journal: Journal, name: str) -> bool:
    """Forget a view; False when there is none of that name."""
    row = journal.db.execute("SELECT id FROM saved_views WHERE name = ?", (name,)).fetchone()
    return bool(row and journal.delete("saved_views", [row[0]]))


def custom_names(db: Connection) -> tuple[str, ...]:
    """Names of the custom fields that at least one customer has."""
    sql = "SELECT DISTINCT j.key FROM customers c, json_each(c.custom) j WHERE c.custom <> '{}' ORDER BY j.key"
    return tuple(row[0] for row in db.execute(sql))
