"""What the user added to the dictionaries or changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal

if TYPE_CHECKING:
    from crmcli.core.words import Words


def words(db: Connection) -> Words:
    """The dictionaries as this file knows them."""
    from crmcli.core.words import standard

    rows = [tuple(row) for row in db.execute("SELECT dict, code, zh, en, aliases, hidden FROM choices ORDER BY id")]
    return standard().with_choices(rows) if rows else standard()


def hidden(db: Connection, name: str) -> dict[str, tuple[str, str]]:
    """The words taken out of a dictionary: code to both labels."""
    sql = "SELECT code, zh, en FROM choices WHERE dict = ? AND hidden ORDER BY id"
    return {row[0]: (row[1], row[2]) for row in db.execute(sql, (name,))}


def store(journal: Journal, values: dict[str, object], *, at: str) -> None:
    """Write a word of a dictionary, replacing what the user wrote about the same code before."""
    key = (values["dict"], values["code"])
    row = journal.db.execute("SELECT id FROM choices WHERE dict = ? AND code = ?", key).fetchone()
    if row:
        journal.update("choices", row[0], {"hidden": 0, **values})
    else:
        journal.insert("choices", {**values, "created_at": at})
