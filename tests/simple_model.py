"""What a simple mind knows of the customers, and the same read from the tables: for telling whether they agree."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field


@dataclass
class One:
    """What is known of one customer: the day of its open next step, "" without a day, None without a step."""

    alive: bool = True
    stage: str = "lead"
    tags: set[str] = field(default_factory=set)
    step: str | None = None


@dataclass
class Moment:
    """An operation with the file and the model on its other side."""

    number: int
    dump: str
    model: dict[int, One]


def present(db: sqlite3.Connection) -> dict[int, One]:
    """Every customer by its id, as the tables have it."""
    sql = "SELECT id, deleted_at IS NULL AS alive, stage FROM customers"
    found = {row[0]: One(bool(row[1]), row[2]) for row in db.execute(sql)}
    tags = "SELECT customer_id, dimension || '-' || value FROM customer_tags JOIN tags ON tags.id = tag_id"
    for one, tag in db.execute(tags):
        found[one].tags.add(tag)
    steps = "SELECT customer_id, due_at FROM tasks WHERE state = 'open' AND origin = 'next_step'"
    for one, day in db.execute(steps):
        assert found[one].step is None, "two next steps"
        found[one].step = day or ""
    return found
