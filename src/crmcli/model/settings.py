"""The settings table, and the little that is known of a file beside its rows."""

from __future__ import annotations

from pathlib import Path

from crmcli.errors import CrmError
from crmcli.model import connection, schema
from crmcli.model.connection import Connection
from crmcli.model.journal.images import entry
from crmcli.model.journal.writing import Journal


def read_all(db: Connection) -> dict[str, str]:
    """Every setting the file holds, as text; the language is there from the file's first day."""
    found = {}
    if language := state(db, "language"):
        found["language"] = language
    found.update((row[0], row[1]) for row in db.execute("SELECT key, value FROM settings"))
    return found


def read_language(path: Path) -> str | None:
    """The language stored in the file at `path`; None when there is no such file or it says nothing.

    Never raises for a file that cannot be read: the command itself will say so, in some language.
    """
    if not path.is_file():
        return None
    try:
        schema.refuse_stranger(path)
        db = connection.connect(path, write=False)
        try:
            return read_all(db).get("language")
        finally:
            db.close()
    except (CrmError, connection.Error):
        return None


def store(journal: Journal, key: str, value: str | None) -> None:
    """Set a setting, or forget it when `value` is None."""
    row = journal.db.execute("SELECT id FROM settings WHERE key = ?", (key,)).fetchone()
    if value is None:
        journal.delete("settings", [row[0]] if row else [])
    elif row:
        journal.update("settings", row[0], {"value": value})
    else:
        journal.insert("settings", {"key": key, "value": value})


def state(db: Connection, name: str) -> str | None:
    """One remembered fact about the file itself, such as the language of its first run."""
    row = db.execute("SELECT value FROM file_state WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_state(db: Connection, name: str, value: str) -> None:
    """Remember a fact about the file itself; not journaled, not undone."""
    db.execute("DELETE FROM file_state WHERE name = ?", (name,))
    db.execute("INSERT INTO file_state(name, value) VALUES (?, ?)", (name, value))


def chances(db: Connection) -> str:
    """What the settings say of the chances of deals: the stakes in facts were computed with them."""
    rows = db.execute("SELECT key || '=' || value FROM settings WHERE key LIKE 'probability.%' ORDER BY key")
    return " ".join(row[0] for row in rows)


def past_values(db: Connection, key: str) -> set[str]:
    """Every value that a setting has had in this file, as the journal tells."""
    ids: set[int] = set()
    found: set[str] = set()
    sql = "SELECT kind, cols, images FROM changes WHERE tbl = 'settings' ORDER BY seq"
    for kind, cols, blob in db.execute(sql):
        names, images = entry(kind, cols, blob)
        for image in images:
            if kind == "update":
                found.update(str(part[names.index("value")]) for part in image[1:] if image[0] in ids)
            elif image[names.index("key")] == key:
                ids.add(image[0])
                found.add(str(image[names.index("value")]))
    return found
