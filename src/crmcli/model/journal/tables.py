"""What is journaled, and how those tables hang together."""

from __future__ import annotations

from crmcli.model.connection import Connection

# table -> the column that says whose row it is; "" where a row is nobody's
JOURNALED = {
    "customers": "id",
    "contacts": "customer_id",
    "contact_points": "customer_id",
    "external_ids": "customer_id",
    "deals": "customer_id",
    "orders": "customer_id",
    "interactions": "customer_id",
    "stage_events": "customer_id",
    "tasks": "customer_id",
    "tags": "",
    "customer_tags": "customer_id",
    "attachments": "customer_id",
    "imports": "",
    "mapping_profiles": "",
    "distinct_pairs": "",
    "choices": "",
    "channel_costs": "",
    "targets": "",
    "grades": "customer_id",
    "settings": "",
    "saved_views": "",
}

# Bookkeeping that any later work moves: never a reason to refuse an undo.
SOFT = frozenset({"updated_at"})


def columns(db: Connection, table: str) -> dict[str, object]:
    """Every column of `table` in order, with the value it takes when nothing is given."""
    rows = db.execute("SELECT name, dflt_value FROM pragma_table_info(?)", (table,)).fetchall()
    return {name: _literal(db, default) for name, default in rows}


def _literal(db: Connection, sql: str | None) -> object:
    if sql is None:
        return None
    return db.execute(f"SELECT {sql}").fetchone()[0]


def references(db: Connection) -> dict[str, list[tuple[str, str]]]:
    """For each table, the (child table, child column) pairs whose rows point to it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for child in JOURNALED:
        for row in db.execute('SELECT "table", "from" FROM pragma_foreign_key_list(?)', (child,)):
            found.setdefault(row[0], []).append((child, row[1]))
    return found
