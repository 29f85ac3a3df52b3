"""What is journaled, and how those tables hang together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crmcli.model.connection import Connection

# table -> the column that says whose row it is; "" where a row is nobody's
JOURNALED = {
    "customers": "id",
    "contacts": "customer_id",
    "contact_points": "customer_id",
    "external_ids": "customer_id",
    "alternates": "customer_id",
    "deals": "customer_id",
    "orders": "customer_id",
    "interactions": "customer_id",
    "stage_events": "customer_id",
    "tasks": "customer_id",
    "tags": "",
    "customer_tags": "customer_id",
    "tag_refusals": "customer_id",
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

AUTOMATIC = "crm (rules)"  # the user of an operation that nobody asked for: what time changed in the tags of rules
MARK = "▮▮▮"  # stands where something was blanked for good

# table -> the columns people write into in their own words; all others hold codes, times and numbers of ours
FREE_TEXT = {
    "customers": ("name", "province", "city", "address", "website", "credit_code", "source_text", "event", "owner",
                  "need", "note", "custom"),
    "contacts": ("name", "name_en", "title", "department", "note", "custom"),
    "contact_points": ("value", "raw", "ext", "note"),
    "external_ids": ("value",),
    "alternates": ("value",),
    "deals": ("name", "product", "competitor", "contract_no"),
    "orders": ("order_no", "product", "note"),
    "interactions": ("topic", "content", "feedback", "result", "next_step", "owner", "event"),
    "tasks": ("title", "goal", "owner", "skip_reason"),
    "tags": ("value",),
    "attachments": ("name",),
    "imports": ("file",),
    "choices": ("zh", "en", "aliases"),
    "channel_costs": ("event",),
    "targets": ("name",),
    "saved_views": ("name", "filter"),
}  # fmt: skip
# free text that no two rows may share
UNIQUE_TEXT = frozenset({("external_ids", "value"), ("tags", "value"), ("targets", "name"), ("saved_views", "name")})

# Made when first needed, and of use to others since: stays while it is used, which is no reason to refuse an undo.
SHARED = frozenset({"tags"})


class OneOf(NamedTuple):
    """Rows of which only one can be the one.

    Args:
        within: columns that are alike in the rows that exclude each other.
        where: what makes a row the one; `{row}` stands for the row.
        column: the column that says so. columns: all that say so together.
        otherwise: the value of `column` in a row that is not the one; None where such a row has no place at all.
    """

    within: tuple[str, ...]
    where: str
    column: str
    columns: frozenset[str]
    otherwise: object


ONE_OF = {
    "contacts": OneOf(("customer_id",), "{row}.is_primary", "is_primary", frozenset({"is_primary"}), 0),
    "contact_points": OneOf(
        ("customer_id", "contact_id", "kind"),
        "{row}.is_primary AND {row}.ended_at IS NULL",
        "is_primary",
        frozenset({"is_primary"}),
        0,
    ),
    "tasks": OneOf(
        ("customer_id",),
        "{row}.state = 'open' AND {row}.origin = 'next_step'",
        "state",
        frozenset({"state", "closed_at", "origin"}),
        None,
    ),
}


def follows(table: str, row: Mapping[str, object]) -> bool:
    """Whether a row was made by a rule, which makes or takes it back by itself after every operation."""
    return table == "customer_tags" and row.get("origin") == "rule"


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
