"""What a simple mind knows of the customers, and the same read from the tables: for telling whether they agree."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field


@dataclass
class One:
    """What is known of one customer.

    Attributes:
        alive: neither in the trash nor merged into another.
        tags: those that people and sheets put on; what rules put on is theirs to take off.
        step: day of the open next step; "" for one without a day, None without a step.
        tasks: ids of open tasks that were typed. deals: state by id.
        talks, orders, files: how many.
    """

    name: str = ""
    alive: bool = True
    stage: str = "lead"
    tags: set[str] = field(default_factory=set)
    step: str | None = None
    tasks: set[int] = field(default_factory=set)
    deals: dict[int, str] = field(default_factory=dict)
    talks: int = 0
    orders: int = 0
    files: int = 0


@dataclass
class Moment:
    """An operation with the file and the model on its other side."""

    number: int
    dump: str
    model: dict[int, One]


def present(db: sqlite3.Connection) -> dict[int, One]:
    """Every customer by its id, as the tables have it."""
    sql = "SELECT id, name, deleted_at IS NULL AND merged_into IS NULL AS alive, stage FROM customers"
    found = {row[0]: One(row[1], bool(row[2]), row[3]) for row in db.execute(sql)}
    tags = (
        "SELECT customer_id, dimension || '-' || value FROM customer_tags JOIN tags ON tags.id = tag_id"
        " WHERE origin <> 'rule'"
    )
    for one, tag in db.execute(tags):
        found[one].tags.add(tag)
    for one, number, origin, day in db.execute(
        "SELECT customer_id, id, origin, due_at FROM tasks WHERE state = 'open'"
    ):
        if origin == "next_step":
            assert found[one].step is None, "two next steps"
            found[one].step = day or ""
        elif origin == "manual":
            found[one].tasks.add(number)
    for one, number, state in db.execute("SELECT customer_id, id, state FROM deals"):
        found[one].deals[number] = state
    for name, table in (("talks", "interactions"), ("orders", "orders"), ("files", "attachments")):
        for one, n in db.execute(f"SELECT customer_id, count(*) FROM {table} GROUP BY 1"):  # noqa: S608
            setattr(found[one], name, n)
    return found
