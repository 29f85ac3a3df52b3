"""`python -m benchmarks.sales FILE`: more of what reports look at, for a file that `database` made.

The way of each customer through the stages, orders of those who bought, tasks that came due, deals won and lost, marks:
for 100,000 customers 290,000 changes of stage, 30,000 orders, 50,000 tasks, 30,000 deals and 100,000 marks.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.database import NOW, OWNER, day
from benchmarks.people import SEED
from crmcli.services.workspace import open_workspace

WAY = ("lead", "contact", "needs", "quote", "negotiation", "won", "after_sales")
BOUGHT = WAY[5:]
PRODUCTS = ("pump", "valve", "filter", None)
Known = list[tuple[int, str, str]]  # id, stage, created_at


def fill(path: Path) -> None:
    """Add it all, by one operation."""
    chance = random.Random(SEED)
    with open_workspace(path, write=True, clock=lambda: NOW, user=OWNER, command="benchmark") as ws:
        known = [(row[0], row[1], row[2]) for row in ws.db.execute("SELECT id, stage, created_at FROM customers")]
        begun = [row[0] for row in ws.db.execute("SELECT id FROM stage_events")]
        talks = [(row[0], row[0] % 5 + 1) for row in ws.db.execute("SELECT id FROM interactions WHERE id % 3 = 0")]
        with ws.operation() as journal:
            journal.delete("stage_events", begun)
            for table, columns, rows in (
                ("stage_events", "customer_id from_stage stage reason at", _moves(known, chance)),
                ("orders", "customer_id at amount currency product created_at", _orders(known, chance)),
                ("tasks", "customer_id title due_at origin state closed_at created_at", _tasks(known, chance)),
                ("deals", "customer_id name amount stage state expected_close_at won_at lost_at created_at updated_at",
                 _deals(known, chance)),
            ):  # fmt: skip
                journal.insert_many(table, columns.split(), rows)
            journal.update_many("interactions", ("satisfaction",), talks)


def _moves(known: Known, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """From the first stage to the present one, some days in each; the last may lie in the days to come."""
    for one, stage, created in known:
        path = (*WAY[: chance.randrange(1, 6)], "lost") if stage == "lost" else WAY[: WAY.index(stage) + 1]
        at, origin = datetime.fromisoformat(created), None
        for target in path:
            yield one, origin, target, "price" if target == "lost" else None, at.strftime("%Y-%m-%d %H:%M")
            at, origin = min(at + timedelta(days=chance.randrange(25)), NOW), target


def _orders(known: Known, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for one, stage, created in known:
        for _ in range(chance.choice((1, 1, 2, 3, 5)) if stage in BOUGHT else 0):
            currency = "USD" if chance.random() < 0.1 else None
            at = day(chance.randrange(500), "")
            yield one, at, chance.randrange(10**4, 10**8), currency, chance.choice(PRODUCTS), created


def _tasks(known: Known, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for one, _, created in known:
        if chance.random() < 0.5:
            due, state = day(chance.randrange(60), ""), chance.choice(("done", "skipped", "open"))
            yield one, "call", due, "manual", state, None if state == "open" else f"{due} 10:00", created


def _deals(known: Known, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    for one, _, created in known:
        if chance.random() < 0.3:
            state, decided = chance.choice(("open", "open", "won", "lost")), day(chance.randrange(400), "")
            yield (
                *(one, "deal", chance.randrange(10**5, 10**8), chance.choice(WAY[2:5]), state),
                *(day(chance.randrange(-200, 30), ""), decided if state == "won" else None),
                *(decided if state == "lost" else None, created, created),
            )


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
