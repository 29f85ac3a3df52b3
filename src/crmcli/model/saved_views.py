"""The saved_views table."""

from __future__ import annotations

from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal


class Saved(NamedTuple):
    """A saved view.

    Args:
        filter: as core.filter_spelling spells it.
        columns: keys of columns, joined by commas; "" is the list's own.
        sort: an order of services.listing; "" is the list's own.
    """

    filter: str
    columns: str = ""
    sort: str = ""


def read(db: Connection) -> dict[str, str]:
    """Name to filter text, in the order of names."""
    return {name: saved.filter for name, saved in read_all(db).items()}


def read_all(db: Connection) -> dict[str, Saved]:
    """Name to view, in the order of names."""
    rows = db.execute("SELECT name, filter, columns, sort FROM saved_views ORDER BY name")
    return {row[0]: Saved(row[1], row[2], row[3]) for row in rows}


def store(journal: Journal, name: str, saved: Saved, *, at: str) -> None:
    """Save a view under a name, replacing one that has it."""
    row = journal.db.execute("SELECT id FROM saved_views WHERE name = ?", (name,)).fetchone()
    if row:
        journal.update("saved_views", row[0], saved._asdict())
    else:
        journal.insert("saved_views", {"name": name, **saved._asdict(), "created_at": at})


def rewrite(journal: Journal, name: str, text: str, *, columns: str | None = None) -> None:
    """Give a view that is there another filter, and other columns unless None; its order stays."""
    row = journal.db.execute("SELECT id FROM saved_views WHERE name = ?", (name,)).fetchone()
    journal.update("saved_views", row[0], {"filter": text} | ({} if columns is None else {"columns": columns}))


def remove(journal: Journal, name: str) -> bool:
    """Forget a view; False when there is none of that name."""
    row = journal.db.execute("SELECT id FROM saved_views WHERE name = ?", (name,)).fetchone()
    return bool(row and journal.delete("saved_views", [row[0]]))
