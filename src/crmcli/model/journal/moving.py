"""Rows that moved from one customer to another: by a merge, or by taking one back.

A row of a merged customer is found at the one it is part of now. What hangs on a row that moves away follows it, and a
talk stays where it was had.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from crmcli.model.connection import Connection
from crmcli.model.journal import tables
from crmcli.model.journal.images import Images, unpack
from crmcli.model.journal.writing import Journal

STAYS = frozenset({"interactions"})  # what happened with a customer, whoever it was who was talked with


def homes(db: Connection) -> dict[int, int]:
    """Every merged customer to the one it is part of now, at the end of the chain."""
    parents: dict[int, int] = dict(
        tuple(row) for row in db.execute("SELECT id, merged_into FROM customers WHERE merged_into IS NOT NULL")
    )
    found: dict[int, int] = {}
    for one in parents:
        home, steps = one, 0
        while home in parents and steps <= len(parents):
            home, steps = parents[home], steps + 1
        found[one] = home
    return found


def at_home(busy: dict[int, set[int]], homes: dict[int, int]) -> dict[int, set[int]]:
    """Later work by customer, that of merged customers at the ones they are part of now as well."""
    found = {one: set(numbers) for one, numbers in busy.items()}
    for one, numbers in busy.items():
        if one in homes:
            found.setdefault(homes[one], set()).update(numbers)
    return found


def moved_home(table: str, kind: str, cols: list[str], images: Images, homes: dict[int, int]) -> Images:
    """Images as they would be today: rows of merged customers belong to the ones they are part of now."""
    owner = tables.JOURNALED[table]
    if not homes or owner in ("", "id") or owner not in cols:
        return images
    place = cols.index(owner)
    if kind == "update":
        return [[image[0], *(_home(part, place, homes) for part in image[1:])] for image in images]
    return [_home(image, place, homes) for image in images]


def _home(values: list[Any], place: int, homes: dict[int, int]) -> list[Any]:
    if values[place] not in homes:
        return values
    return [*values[:place], homes[values[place]], *values[place + 1 :]]


def merges(cols: list[str], images: Images) -> dict[int, int]:
    """Loser to survivor, of the merges among updates of customers, made or taken apart."""
    place = cols.index("merged_into")
    return {one: after[place] or before[place] for one, before, after in images if before[place] != after[place]}


def strays(db: Connection, customers: Collection[int]) -> list[tuple[str, int, str, int]]:
    """Rows of some customers that point to a row of another: (table, id, column, owner of what they point to)."""
    found: list[tuple[str, int, str, int]] = []
    for parent, children in tables.references(db).items():
        for child, column in children:
            if tables.JOURNALED[parent] != "customer_id" or tables.JOURNALED[child] != "customer_id":
                continue
            sql = (
                f"SELECT c.id, p.customer_id FROM {child} c JOIN {parent} p ON p.id = c.{column}"  # noqa: S608
                " WHERE c.customer_id = ? AND p.customer_id <> c.customer_id"
            )
            for one in customers:
                found += [(child, row[0], column, row[1]) for row in db.execute(sql, (one,))]
    return found


def settle(journal: Journal, customers: Collection[int], *, since: int) -> None:
    """Let strays follow what they hang on. A talk lets go of it, and so does what came from a third customer.

    Args:
        since: number of the operation that is taken back; what later merges brought is not its own.
    """
    for table, row_id, column, owner in strays(journal.db, customers):
        if table in STAYS or _came_later(journal.db, table, row_id, since):
            journal.update(table, row_id, {column: None})
        else:
            journal.update(table, row_id, {"customer_id": owner})


def _came_later(db: Connection, table: str, row_id: int, since: int) -> bool:
    """Whether an operation after `since` brought a row over from another customer."""
    sql = (
        "SELECT images FROM changes WHERE op > ? AND tbl = ? AND kind = 'update' AND lo <= ? AND hi >= ?"
        " AND cols LIKE '%customer_id%'"
    )
    found = db.execute(sql, (since, table, row_id, row_id))
    return any(image[0] == row_id for (blob,) in found for image in unpack(blob))
