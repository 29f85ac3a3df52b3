"""Bytes of attachments by their hash. Not journaled: an undo of an undo still finds them."""

from __future__ import annotations

from typing import Any

from crmcli.model.connection import Connection


def keep(db: Connection, name: str, content: bytes) -> None:
    """Keep bytes under the hash that names them."""
    if not db.execute("SELECT 1 FROM blobs WHERE hash = ?", (name,)).fetchone():
        db.execute("INSERT INTO blobs(hash, bytes) VALUES (?, ?)", (name, content))


def content(db: Connection, name: str) -> bytes | None:
    """The bytes with that hash; None when they are not there."""
    row = db.execute("SELECT bytes FROM blobs WHERE hash = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def attachments(db: Connection, customer_id: int | None) -> tuple[dict[str, Any], ...]:
    """Rows of the attachments of a customer, or of all who live, with code and name; the newest first."""
    sql = (
        "SELECT a.id, a.customer_id, c.code AS customer_code, c.name AS customer_name, a.name, a.size, a.hash,"
        " a.interaction_id, a.created_at FROM attachments a JOIN customers c ON c.id = a.customer_id"
        " WHERE c.deleted_at IS NULL AND c.merged_into IS NULL AND (?1 IS NULL OR a.customer_id = ?1)"
        " ORDER BY a.id DESC"
    )
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))
