"""Which customers were not reviewed for a while. What a review looks at is not here."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crmcli.model.connection import Connection

# As in the index customers_review, word for word, or it would not be used.
OPEN = "deleted_at IS NULL AND merged_into IS NULL AND stage <> 'lost' AND do_not_contact = 0"
LIVING = "deleted_at IS NULL AND merged_into IS NULL"
SINCE = "coalesce(reviewed_at, created_at)"
MOST = 1000  # counted for one line of the due list: beyond it the number says nothing
# Nearest to a contract first, among those that waited equally long.
STAGES = ("negotiation", "quote", "needs", "contact", "lead", "won", "after_sales", "lost")


def waiting(
    db: Connection,
    before: str,
    *,
    owners: Sequence[str] | None,
    nobodys: bool = True,
    lost: bool = False,
    among: Sequence[int] | None = None,
) -> tuple[int, ...]:
    """Ids of customers not reviewed since a day, those that waited longest first.

    Args:
        before: ISO day; a review, or else the entry, on it or later is fresh.
        owners: names; None for everybody's.
        nobodys: customers without an owner as well.
        lost: the lost ones, and those who asked not to be contacted, as well.
        among: ids to choose from; None for all.
    """
    order = " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(STAGES))
    sql = (
        f"SELECT id FROM customers WHERE {_condition(lost)} AND (:among IS NULL OR id IN"  # noqa: S608 - ours
        f" (SELECT value FROM json_each(:among))) ORDER BY substr({SINCE}, 1, 10), CASE stage {order} END, id"
    )
    return tuple(row[0] for row in db.execute(sql, {**_params(before, owners, nobodys), "among": _list(among)}))


def count(db: Connection, before: str, *, owners: Sequence[str]) -> int:
    """How many open customers of some owners, or of nobody, were not reviewed since an ISO day; MOST and no further."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM customers WHERE {_condition(lost=False)} LIMIT :most)"  # noqa: S608
    return int(db.execute(sql, {**_params(before, owners, nobodys=True), "most": MOST}).fetchone()[0])


def _condition(lost: bool) -> str:
    return (
        f"{LIVING if lost else OPEN} AND {SINCE} < :before"  # noqa: S608 - of ours
        " AND (:owners IS NULL OR owner IN (SELECT value FROM json_each(:owners))"
        " OR :nobodys AND coalesce(owner, '') = '')"
    )


def _params(before: str, owners: Sequence[str] | None, nobodys: bool) -> dict[str, str | bool | None]:
    return {"before": before, "owners": _list(owners), "nobodys": nobodys}


def _list(values: Sequence[object] | None) -> str | None:
    return None if values is None else json.dumps(list(values), ensure_ascii=False)


def stage_since(db: Connection, customer_id: int) -> str | None:
    """When the customer came into its present stage, 'YYYY-MM-DD HH:MM'."""
    sql = "SELECT at FROM stage_events WHERE customer_id = ? AND deal_id IS NULL ORDER BY at DESC, id DESC LIMIT 1"
    row = db.execute(sql, (customer_id,)).fetchone()
    return row[0] if row else None
