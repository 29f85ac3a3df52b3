"""Bytes of attachments by their hash. Not journaled: an undo of an undo still finds them."""

from __future__ import annotations

from crmcli.model.connection import Connection


def keep(db: Connection, name: str, content: bytes) -> None:
    """Keep bytes under the hash that names them."""
    if not db.execute("SELECT 1 FROM blobs WHERE hash = ?", (name,)).fetchone():
        db.execute("INSERT INTO blobs(hash, bytes) VALUES (?, ?)", (name, content))
