"""Reading contacts and contact points."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from crmcli.model.connection import Connection


def contacts(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's contacts, the primary one first."""
    sql = "SELECT * FROM contacts WHERE customer_id = ? ORDER BY is_primary DESC, id"
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def contact(db: Connection, contact_id: int) -> dict[str, Any]:
    """One person's row of v_contacts."""
    return dict(db.execute("SELECT * FROM v_contacts WHERE id = ?", (contact_id,)).fetchone())


def points(db: Connection, customer_id: int, *, ended: bool = False) -> tuple[dict[str, Any], ...]:
    """Rows of a customer's contact points, primary ones first; with the ended ones when asked."""
    sql = (
        "SELECT * FROM contact_points WHERE customer_id = ? AND (? OR ended_at IS NULL)"
        " ORDER BY ended_at IS NOT NULL, is_primary DESC, id"
    )
    return tuple(dict(row) for row in db.execute(sql, (customer_id, ended)))


def points_of(db: Connection, contact_id: int) -> tuple[dict[str, Any], ...]:
    """Rows of one person's contact points, ended ones too."""
    return tuple(dict(row) for row in db.execute("SELECT * FROM contact_points WHERE contact_id = ?", (contact_id,)))


def talks_with(db: Connection, contact_id: int) -> tuple[int, ...]:
    """Ids of the interactions with one person."""
    return tuple(row[0] for row in db.execute("SELECT id FROM interactions WHERE contact_id = ?", (contact_id,)))


def contacts_by_id(db: Connection, ids: Sequence[int]) -> tuple[dict[str, Any], ...]:
    """Rows of contacts, in the order of their ids."""
    sql = "SELECT * FROM contacts WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return tuple(dict(row) for row in db.execute(sql, (json.dumps(list(ids)),)))
