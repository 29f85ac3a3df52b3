"""A file with customers whose stories are invented at random, and the same stories as plain Python values."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from crmcli.core.due.settings import settings_from
from crmcli.model.facts.refreshing import refresh_all
from crmcli.services.settings import typed

STAGES = ("lead", "contact", "needs", "quote", "negotiation", "won", "after_sales")
STATUS = {"lead": "prospect", "contact": "prospect", "won": "won", "after_sales": "won", "lost": "lost"}
SOURCES = ("expo", "referral", "search", None)
EVENTS = ("2026广交会", "Maker Fair", None, None)
DAYS = [f"2026-{month:02}-{day:02}" for month in range(6, 12) for day in (1, 9, 15, 22, 30)]


@dataclass
class Customer:
    """One customer with everything that reports look at."""

    id: int
    kind: str
    source: str | None
    event: str | None
    created_at: str
    moves: list[tuple[str | None, str, str | None, str]] = field(default_factory=list)  # from, to, reason, at
    talks: list[tuple[str, str, int, str | None]] = field(default_factory=list)  # at, method, reached, event

    @property
    def stage(self) -> str:
        """Where it stands."""
        return self.moves[-1][1]

    @property
    def status(self) -> str:
        """Of its stage."""
        return STATUS.get(self.stage, "intent")

    @property
    def invalid(self) -> bool:
        """No lead at all."""
        return self.stage == "lost" and self.moves[-1][2] == "invalid"

    @property
    def bought(self) -> bool:
        """Ever."""
        return any(to in ("won", "after_sales") for _, to, _, _ in self.moves)


def invent(seed: int, count: int = 120) -> list[Customer]:
    """Customers whose stories are told in the order of time."""
    chance = random.Random(seed)
    return [_one(chance, number) for number in range(1, count + 1)]


def _one(chance: random.Random, number: int) -> Customer:
    days = sorted(chance.choices(DAYS, k=7))
    one = Customer(
        number, chance.choice(("company", "person")), chance.choice(SOURCES), chance.choice(EVENTS), f"{days[0]} 09:00"
    )
    at, stage = iter(days[1:]), chance.choice(("lead", "lead", "lead", "needs", "won"))
    one.moves.append((None, stage, None, one.created_at))
    for _ in range(chance.randrange(6)):
        target = chance.choice((*STAGES, *STAGES, "lost"))
        reason = chance.choice(("price", "invalid", "no_contact")) if target == "lost" else None
        if target != stage:
            one.moves.append((stage, target, reason, f"{next(at)} 10:00"))
            stage = target
    for _ in range(chance.randrange(3)):
        method, event = chance.choice((("phone", None), ("wechat", None), ("event", "Maker Fair")))
        one.talks.append((f"{chance.choice(DAYS)} 11:00", method, chance.choice((0, 1, 1)), event))
    return one


def write(path: Path, customers: Iterable[Customer]) -> None:
    """Put them into an empty database, and have the derived rows made."""
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("BEGIN")
    for one in customers:
        reason = one.moves[-1][2]
        db.execute(
            "INSERT INTO customers(id, code, name, kind, source, event, stage, lost_reason, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(one.id, f"C{one.id:04}", f"n{one.id}", one.kind, one.source, one.event, one.stage, reason),
                *(one.created_at, one.moves[-1][3]),
            ),
        )
        db.executemany(
            "INSERT INTO stage_events(customer_id, from_stage, stage, reason, at) VALUES (?, ?, ?, ?, ?)",
            [(one.id, *move) for move in one.moves],
        )
        db.executemany(
            "INSERT INTO interactions(customer_id, at, method, reached, event, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [(one.id, *talk, talk[0]) for talk in one.talks],
        )
    refresh_all(db, settings_from(typed({})))
    db.commit()
    db.close()
