"""Everything that facts are made of, read for some customers at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from crmcli.core import stages
from crmcli.core.orders import BOOKED
from crmcli.model.connection import Connection
from crmcli.records.due import Birthday, Contract, State, Todo

CUSTOMERS = """
SELECT id, code, name, kind, stage, lost_reason, grade, strategic, do_not_contact, created_at, snoozed_until, note,
  need, credit_code, province, city
FROM customers
WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND merged_into IS NULL
"""
CONTACTS = """
SELECT customer_id, id, name, title, is_primary, birthday, birthday_lunar FROM contacts
WHERE customer_id IN (SELECT value FROM json_each(?))
ORDER BY customer_id, is_primary DESC, id
"""
POINTS = """
SELECT customer_id, contact_id, kind, value, masked, ended_at FROM contact_points
WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY customer_id, is_primary DESC, id
"""
TALKS = """
SELECT customer_id, id, at, method, reached, retry_at, created_at FROM interactions
WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY customer_id, at, id
"""
TASKS = """
SELECT customer_id, id, origin, title, due_at, priority, state, about, created_at FROM tasks
WHERE customer_id IN (SELECT value FROM json_each(?))
  AND (state = 'open' AND due_at IS NOT NULL OR about IS NOT NULL AND state <> 'withdrawn')
ORDER BY customer_id, due_at DESC, id DESC
"""
# amounts of another currency than the setting's (NULL) are never added up
DEALS = """
SELECT customer_id, count(*) AS deals, coalesce(sum(CASE WHEN currency IS NULL THEN amount END), 0) AS cents,
  coalesce(sum(CASE WHEN currency IS NULL THEN amount * coalesce(probability, 0) END), 0) AS stake
FROM v_deals WHERE customer_id IN (SELECT value FROM json_each(?)) AND state = 'open' GROUP BY customer_id
"""
CONTRACTS = """
SELECT customer_id, id, name, ends_at FROM deals
WHERE customer_id IN (SELECT value FROM json_each(?)) AND state = 'won' AND ends_at IS NOT NULL ORDER BY ends_at, id
"""
ORDERS = f"""
SELECT customer_id, count(*) AS orders, coalesce(sum(CASE WHEN currency IS NULL THEN amount END), 0) AS cents
FROM orders
WHERE customer_id IN (SELECT value FROM json_each(?)) AND state IN {BOOKED} GROUP BY customer_id
"""  # noqa: S608
RISK = """
SELECT ct.customer_id FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id
WHERE ct.customer_id IN (SELECT value FROM json_each(?)) AND t.dimension = '风险等级' AND t.value = '高'
"""
# what it was called before a merge, and its people; it must be found by that too
ALIASES = """
SELECT customer_id, contact_id, field, value FROM alternates
WHERE customer_id IN (SELECT value FROM json_each(?)) AND field IN ('name', 'name_en', 'credit_code') ORDER BY id
"""
CODES = "SELECT customer_id, system, value FROM external_ids WHERE customer_id IN (SELECT value FROM json_each(?))"


class Talks:
    """What the interactions of one customer come to."""

    __slots__ = ("attempts", "last_at", "last_id", "last_method", "reached", "retry_on", "tried_at")

    def __init__(self) -> None:
        self.reached = 0
        self.attempts = 0
        self.retry_on: str | None = None
        self.tried_at: str | None = None
        self.last_at: str | None = None
        self.last_id: int | None = None
        self.last_method: str | None = None

    def add(self, row: tuple[Any, ...]) -> None:
        """Take in the next row of TALKS, oldest first. Being at an event is contact, but no talk (product.md §4)."""
        _, number, at, method, reached, retry_at, created_at = row
        if not reached:
            self.attempts += 1
            self.retry_on, self.tried_at = retry_at, created_at
            return
        self.reached += method != "event"
        self.attempts, self.retry_on = 0, None
        self.last_at, self.last_id, self.last_method = at, number, method

    def retry(self, step: Any) -> str | None:
        """The day to try again; None when a date was agreed on or set after the last attempt."""
        if step and self.tried_at and step["created_at"] > self.tried_at:
            return None
        return self.retry_on


class Gathered:
    """One customer with all that facts need."""

    __slots__ = ("aliases", "codes", "contacts", "contracts", "deals", "orders", "points", "risk_high", "row",
                 "settled", "step", "talks", "todos")  # fmt: skip

    def __init__(self, row: Any) -> None:
        self.row = row
        self.contacts: list[Any] = []
        self.points: list[tuple[Any, ...]] = []  # as in POINTS
        self.codes: list[tuple[str, str]] = []
        self.aliases: list[Any] = []  # as in ALIASES
        self.talks = Talks()
        self.step: Any = None
        self.todos: list[Any] = []
        self.settled: set[str] = set()
        self.contracts: list[Any] = []
        self.deals = (0, 0, 0)
        self.orders = (0, 0)
        self.risk_high = False

    def add_task(self, row: Any) -> None:
        """Take in the next task, the latest first: of the next steps the earliest comes last and stays."""
        if row["about"]:
            self.settled.add(row["about"])
        if row["state"] == "open" and row["origin"] == "next_step":
            self.step = row
        elif row["state"] == "open":
            self.todos.append(row)


Each = Callable[[str], Iterator[tuple[Gathered, Any]]]


def gather(db: Connection, ids: list[int]) -> Iterator[Gathered]:
    """The living customers among `ids`."""
    listed = (json.dumps(ids),)
    found = {row["id"]: Gathered(row) for row in db.execute(CUSTOMERS, listed)}

    def each(sql: str) -> Iterator[tuple[Gathered, Any]]:
        return ((found[row[0]], row) for row in db.execute(sql, listed) if row[0] in found)

    _gather_people(each)
    _gather_work(each)
    for point in _plain(db, POINTS, listed):
        if point[0] in found:
            found[point[0]].points.append(point)
    for talk in _plain(db, TALKS, listed):
        if talk[0] in found:
            found[talk[0]].talks.add(talk)
    return iter(found.values())


def _plain(db: Connection, sql: str, listed: tuple[str]) -> Iterator[tuple[Any, ...]]:
    """Rows as plain tuples: there are most of these, and names would cost more than all the rest."""
    cursor = db.execute(sql, listed)
    cursor.row_factory = None
    return cursor


def _gather_people(each: Each) -> None:
    for one, row in each(CONTACTS):
        one.contacts.append(row)
    for one, row in each(CODES):
        one.codes.append((row["system"], row["value"]))
    for one, row in each(ALIASES):
        one.aliases.append(row)
    for one, _ in each(RISK):
        one.risk_high = True


def _gather_work(each: Each) -> None:
    for one, row in each(TASKS):
        one.add_task(row)
    for one, row in each(CONTRACTS):
        one.contracts.append(row)
    for one, row in each(DEALS):
        one.deals = (row["deals"], row["cents"], round(row["stake"]))
    for one, row in each(ORDERS):
        one.orders = (row["orders"], row["cents"])


def state_of(one: Gathered) -> State:
    """What the due rules look at."""
    row, talks, step = one.row, one.talks, one.step
    return State(
        status=stages.status_of(row["stage"]),
        stage=row["stage"],
        created_at=row["created_at"],
        lost_reason=row["lost_reason"],
        grade="A" if row["strategic"] else row["grade"] or "N",  # R196: a strategic partner is an A
        strategic=bool(row["strategic"]),
        risk_high=one.risk_high,
        do_not_contact=bool(row["do_not_contact"]),
        interactions=talks.reached,
        attempts=talks.attempts,
        retry_on=talks.retry(step),
        last_contact_at=talks.last_at,
        snoozed_until=row["snoozed_until"],
        next_at=step["due_at"] if step else None,
        next_task_id=step["id"] if step else None,
        next_title=step["title"] if step else "",
        open_deals=one.deals[0],
        stake_cents=one.deals[2],
        todos=tuple(map(_todo, one.todos)) if one.todos else (),
        contracts=tuple(_contracts(one)) if one.contracts else (),
        birthdays=tuple(_birthdays(one)) if one.contacts else (),
    )


def _todo(row: Any) -> Todo:
    return Todo(row["id"], row["origin"], row["title"], row["due_at"], row["priority"])


def _contracts(one: Gathered) -> Iterator[Contract]:
    """The contracts whose end was not settled; the day alone counts, and what is no day cannot come."""
    for row in one.contracts:
        if f"contract {row['id']} {row['ends_at'][:10]}" not in one.settled:
            yield Contract(row["id"], row["name"], row["ends_at"][:10])


def _birthdays(one: Gathered) -> Iterator[Birthday]:
    """`YYYY-MM-DD` or `MM-DD`; the year does not matter."""
    for row in one.contacts:
        if row["birthday"]:
            yield Birthday(row["id"], row["name"], row["birthday"][-5:], bool(row["birthday_lunar"]))
