"""Reading what grades are made of, who was given which, and writing them through the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from crmcli.core.orders import BOOKED
from crmcli.model.connection import Connection
from crmcli.model.journal.writing import Journal

# Living customers who ordered, are strategic, or have a grade; spend is of booked orders in the setting's currency.
STANDING = f"""
SELECT c.id, c.code, c.name, c.grade, c.strategic,
  (SELECT count(*) FROM orders o WHERE o.customer_id = c.id AND o.state IN {BOOKED}),
  (SELECT coalesce(sum(o.amount), 0) FROM orders o WHERE o.customer_id = c.id AND o.currency IS NULL
    AND o.state IN {BOOKED} AND substr(o.at, 1, 10) > :after AND substr(o.at, 1, 10) <= :today),
  (SELECT g.origin FROM grades g WHERE g.customer_id = c.id ORDER BY g.id DESC LIMIT 1)
FROM customers c
WHERE c.deleted_at IS NULL AND c.merged_into IS NULL AND (:one IS NULL OR c.id = :one)
  AND (c.grade IS NOT NULL OR c.strategic OR c.id IN (SELECT customer_id FROM orders))
ORDER BY c.code
"""  # noqa: S608


class Standing(NamedTuple):
    """One customer as grading looks at him.

    Args:
        grade: the last one given, None for none.
        orders: how many that are money.
        spend: cents of those in the time that counts.
        strategic: 1 or 0.
        origin: "run" or "manual", where the last one came from; None when no run and no command gave it.
    """

    id: int
    code: str
    name: str
    grade: str | None
    strategic: int
    orders: int
    spend: int
    origin: str | None


def standing(db: Connection, *, after: str, today: str, customer_id: int | None = None) -> tuple[Standing, ...]:
    """Everybody whom grading concerns.

    Args:
        after, today: ISO days; orders after the first, up to the second, count.
        customer_id: only this one.
    """
    rows = db.execute(STANDING, {"after": after, "today": today, "one": customer_id})
    return tuple(Standing(*row) for row in rows)


def counted(db: Connection) -> dict[str, int]:
    """Grade to the number of living customers who have it, as it counts now."""
    return {row[0]: row[1] for row in db.execute("SELECT grade, count(*) FROM facts GROUP BY grade")}


def last_run(db: Connection) -> tuple[str, str] | None:
    """Quarter and moment of the last run; None when there was none."""
    row = db.execute("SELECT period, created_at FROM grades WHERE origin = 'run' ORDER BY period DESC, id DESC LIMIT 1")
    found = row.fetchone()
    return (found[0], found[1]) if found else None


def of_customer(db: Connection, customer_id: int) -> tuple[dict[str, Any], ...]:
    """Grades given to one customer, the latest first."""
    sql = "SELECT * FROM grades WHERE customer_id = ? ORDER BY period DESC, id DESC"
    return tuple(dict(row) for row in db.execute(sql, (customer_id,)))


def by_quarter(db: Connection) -> tuple[tuple[str, str, int, int], ...]:
    """(quarter, grade, customers, cents they spent) of every run, the latest quarter first."""
    sql = (
        "SELECT period, grade, count(*), sum(spend) FROM v_grades WHERE origin = 'run'"
        " GROUP BY period, grade ORDER BY period DESC, grade"
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in db.execute(sql))


def snapshot(journal: Journal, period: str, rows: Iterable[tuple[int, str, int]], *, at: str) -> None:
    """Keep the grades of a quarter, one row for each customer; a second run in it replaces the first.

    Args:
        rows: (customer, grade, cents).
        at: of rows that are new or changed.
    """
    sql = "SELECT customer_id, id, grade, spend FROM grades WHERE period = ? AND origin = 'run'"
    known = {row[0]: tuple(row)[1:] for row in journal.db.execute(sql, (period,))}
    changed = []
    new = []
    for customer, grade, spend in rows:
        old = known.get(customer)
        if old is None:
            new.append((customer, grade, spend, period, "run", at))
        elif old[1:] != (grade, spend):
            changed.append((old[0], grade, spend, at))
    journal.insert_many("grades", ("customer_id", "grade", "spend", "period", "origin", "created_at"), new)
    journal.update_many("grades", ("grade", "spend", "created_at"), changed)
