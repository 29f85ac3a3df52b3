"""Reading tags: those of a customer, those there are, and finding or making one."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal


class Row(NamedTuple):
    """That a customer wears a tag.

    Args:
        id: of the row in customer_tags.
        origin: manual, rule or import.
        rule: name of the rule that put it on.
    """

    id: int
    customer_id: int
    tag_id: int
    origin: str
    rule: str | None


class Worn(NamedTuple):
    """One of a customer's tags; origin as in Row, or "computed"."""

    dimension: str
    value: str
    origin: str
    rule: str | None


ROW = "SELECT id, customer_id, tag_id, origin, rule FROM customer_tags"
SOME = "customer_id IN (SELECT value FROM json_each(?))"


def tag_id(journal: Journal, dimension: str, value: str, *, at: str) -> int:
    """The id of a tag, made if it is not there."""
    there = find(journal.db, dimension, value)
    if there is not None:
        return there
    return journal.insert("tags", {"dimension": dimension, "value": value, "created_at": at})


def find(db: Connection, dimension: str, value: str) -> int | None:
    """The id of a tag, None when nobody ever wore it."""
    row = db.execute("SELECT id FROM tags WHERE dimension = ? AND value = ?", (dimension, value)).fetchone()
    return row[0] if row else None


def worn_rows(db: Connection, tag: int, customer_ids: Sequence[int]) -> dict[int, Row]:
    """Which of some customers wear the tag, with the row that says so."""
    found = db.execute(f"{ROW} WHERE tag_id = ? AND {SOME}", (tag, json.dumps(list(customer_ids))))
    return {row[1]: Row(*row) for row in found}


def all_rows(db: Connection, tag: int) -> tuple[Row, ...]:
    """Everybody who wears the tag, those in the trash too."""
    return tuple(Row(*row) for row in db.execute(f"{ROW} WHERE tag_id = ? ORDER BY id", (tag,)))


def refusals(db: Connection, tag: int, customer_ids: Sequence[int] | None = None) -> dict[int, int]:
    """Customers, of some or of all, that the tag was taken off by hand: customer id -> id of the row that says so."""
    if customer_ids is None:
        found = db.execute("SELECT customer_id, id FROM tag_refusals WHERE tag_id = ?", (tag,))
    else:
        sql = f"SELECT customer_id, id FROM tag_refusals WHERE tag_id = ? AND {SOME}"  # noqa: S608
        found = db.execute(sql, (tag, json.dumps(list(customer_ids))))
    return {row[0]: row[1] for row in found}


def counts(db: Connection) -> tuple[tuple[str, str, int], ...]:
    """Every tag that a living customer wears, computed ones last: (dimension, value, how many)."""
    sql = (
        "SELECT dimension, value, count(*) FROM v_tags GROUP BY dimension, value"
        " ORDER BY max(origin = 'computed'), dimension, count(*) DESC, value"
    )
    return tuple((row[0], row[1], row[2]) for row in db.execute(sql))


def of_customer(db: Connection, customer_id: int) -> tuple[Worn, ...]:
    """A customer's tags, computed ones last."""
    sql = (
        "SELECT dimension, value, origin, rule FROM v_tags WHERE customer_id = ?"
        " ORDER BY origin = 'computed', dimension, value"
    )
    return tuple(Worn(*row) for row in db.execute(sql, (customer_id,)))


def kept_off(db: Connection, customer_id: int) -> tuple[str, ...]:
    """The tags that were taken off a customer by hand, and that a rule would put on."""
    sql = (
        "SELECT t.dimension || '-' || t.value FROM tag_refusals r JOIN tags t ON t.id = r.tag_id"
        " WHERE r.customer_id = ? ORDER BY t.dimension, t.value"
    )
    return tuple(row[0] for row in db.execute(sql, (customer_id,)))


def values(db: Connection, dimension: str) -> tuple[str, ...]:
    """The values of a dimension that somebody wears or wore."""
    return tuple(row[0] for row in db.execute("SELECT value FROM tags WHERE dimension = ? ORDER BY id", (dimension,)))


def names(db: Connection, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Dimension and value of some tags, by id."""
    if not ids:
        return {}
    sql = "SELECT id, dimension, value FROM tags WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: (row[1], row[2]) for row in db.execute(sql, (json.dumps(sorted(ids)),))}


def every(db: Connection) -> tuple[tuple[int, str, str, int], ...]:
    """Every stored tag: (id, dimension, value, how many living customers wear it)."""
    sql = (
        "SELECT t.id, t.dimension, t.value, count(f.customer_id) FROM tags t"
        " LEFT JOIN customer_tags x ON x.tag_id = t.id LEFT JOIN facts f ON f.customer_id = x.customer_id"
        " GROUP BY t.id ORDER BY t.dimension, t.value"
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in db.execute(sql))


def doubled(db: Connection, dimensions: Sequence[str]) -> tuple[tuple[str, str, str, str], ...]:
    """Living customers with several stored tags of a dimension: (dimension, tag values joined by /, code, name)."""
    sql = (
        "SELECT dimension, group_concat(value, '/'), customer_code, customer_name FROM"
        " (SELECT dimension, value, customer_code, customer_name, customer_id FROM v_tags"
        " WHERE origin <> 'computed' AND dimension IN (SELECT value FROM json_each(?)) ORDER BY value)"
        " GROUP BY customer_id, dimension HAVING count(*) > 1 ORDER BY dimension, customer_code"
    )
    found = db.execute(sql, (json.dumps(list(dimensions), ensure_ascii=False),))
    return tuple((row[0], row[1], row[2], row[3]) for row in found)
