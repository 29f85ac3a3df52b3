"""What tests of taking back and erasing look at behind the commands: the bytes of the file, and its replay."""

from __future__ import annotations

from crmcli.model import connection
from crmcli.model.journal.replaying import differences
from tests.running import Crm


def assert_replays(crm: Crm) -> None:
    """The journal alone tells the same as the tables."""
    db = connection.connect(crm.db, write=False)
    try:
        assert differences(db) == []
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        db.close()


def holds(crm: Crm, text: str) -> bool:
    """Whether the bytes of the database file hold a text."""
    return text.encode() in crm.db.read_bytes()
