"""Pairs of customers that the user said are different. What makes them worth asking about again is in core."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal
from crmcli.records.duplicates import Dismissed

# A member that was merged since stands for its survivor.
ALL = (
    "SELECT d.id, coalesce(l.merged_into, l.id), coalesce(r.merged_into, r.id), d.signature"
    " FROM distinct_pairs d JOIN customers l ON l.id = d.left_id JOIN customers r ON r.id = d.right_id"
)
LISTED = (
    "SELECT d.id, l.code, r.code, l.name, r.name, d.created_at FROM distinct_pairs d"
    " JOIN customers l ON l.id = d.left_id JOIN customers r ON r.id = d.right_id ORDER BY d.created_at DESC, d.id DESC"
)


def dismissals(db: Connection) -> dict[tuple[int, int], frozenset[str]]:
    """Pair of ids, the smaller first, to what they had in common when they were said to be different."""
    found: dict[tuple[int, int], frozenset[str]] = {}
    for _id, left, right, signature in db.execute(ALL):
        if left != right:
            pair = (min(left, right), max(left, right))
            found[pair] = found.get(pair, frozenset()) | frozenset(json.loads(signature))
    return found


def listed(db: Connection) -> tuple[Dismissed, ...]:
    """Every pair said to be different, the latest first."""
    return tuple(Dismissed(*row) for row in db.execute(LISTED))


def remember(journal: Journal, pair: tuple[int, int], signature: Iterable[str], *, at: str) -> None:
    """Write that two customers are different.

    Args:
        pair: ids.
        signature: what they have in common, see core.duplicates.dismissing.
        at: now, local ISO minute.
    """
    left, right = min(pair), max(pair)
    text = json.dumps(sorted(signature))
    sql = "SELECT id FROM distinct_pairs WHERE left_id = ? AND right_id = ?"
    row = journal.db.execute(sql, (left, right)).fetchone()
    if row is None:
        values = {"left_id": left, "right_id": right, "signature": text, "created_at": at}
        journal.insert("distinct_pairs", values)
    else:
        journal.update("distinct_pairs", row[0], {"signature": text, "created_at": at})


def forget(journal: Journal, ids: Sequence[int]) -> None:
    """Take back that pairs are different, by the ids of `listed`."""
    journal.delete("distinct_pairs", ids)


def of_customers(db: Connection, customers: Sequence[int]) -> tuple[int, ...]:
    """Ids of the dismissals among customers: of one with anybody, of two with each other."""
    marks = json.dumps(list(customers))
    joint = "AND" if len(customers) > 1 else "OR"
    sql = (
        "SELECT d.id FROM distinct_pairs d JOIN customers l ON l.id = d.left_id JOIN customers r ON r.id = d.right_id"  # noqa: S608 - AND or OR
        f" WHERE coalesce(l.merged_into, l.id) IN (SELECT value FROM json_each(?1)) {joint}"
        " coalesce(r.merged_into, r.id) IN (SELECT value FROM json_each(?1))"
    )
    return tuple(row[0] for row in db.execute(sql, (marks,)))
