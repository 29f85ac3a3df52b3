"""Custom values as they stand in the customers' rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal


def in_use(db: Connection) -> dict[str, int]:
    """Names of the custom fields that customers have, in order, with how many have each; the trash counts too."""
    sql = (
        "SELECT j.key, count(*) FROM customers c, json_each(c.custom) j WHERE c.custom <> '{}'"
        " GROUP BY j.key ORDER BY j.key"
    )
    return {row[0]: row[1] for row in db.execute(sql)}


def names(db: Connection) -> tuple[str, ...]:
    """The same names alone."""
    sql = "SELECT DISTINCT j.key FROM customers c, json_each(c.custom) j WHERE c.custom <> '{}' ORDER BY j.key"
    return tuple(row[0] for row in db.execute(sql))


def having(db: Connection, name: str) -> Iterable[tuple[int, dict[str, Any]]]:
    """Every customer that has a value of that name, with all its custom values."""
    sql = (
        "SELECT c.id, c.custom FROM customers c WHERE c.custom <> '{}'"
        " AND EXISTS (SELECT 1 FROM json_each(c.custom) j WHERE j.key = ?) ORDER BY c.id"
    )
    for row in db.execute(sql, (name,)):
        yield row[0], json.loads(row[1])


def change(journal: Journal, name: str, make: Callable[[dict[str, Any]], dict[str, Any]], *, at: str) -> int:
    """Make the custom values of every customer that has one of that name anew; returns how many changed."""
    rows = [(one, json.dumps(dict(sorted(new.items())), ensure_ascii=False), at)
            for one, old in having(journal.db, name) if (new := make(old)) != old]  # fmt: skip
    return journal.update_many("customers", ("custom", "updated_at"), rows)
