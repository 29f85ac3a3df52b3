"""What else happens to the customers of `figures`: orders, deals, tasks, talks in detail, tags, costs and targets."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from crmcli.core.due.settings import settings_from
from crmcli.model.facts.refreshing import refresh_all
from crmcli.services.settings import typed
from tests.reports.figures import DAYS, Customer

PRODUCTS = ("pump", "valve", None)
TAGS = (("风险等级", "高"), ("意向", "高意向"), ("自定义", "VIP"))
COSTS = (
    ("expo", None, "2026-08", 3100000, None),
    (None, "Maker Fair", "2026-10", 70000, None),
    ("expo", None, "2026-08", 5, "USD"),
)
TARGETS = (("revenue", "2026-11", 10**8), ("revenue", "2026Q4", 10**9), ("conversion", "2026-11", 2500))
PROVINCES = ("广东省", "上海市", None)


@dataclass
class Sales:
    """Everything about one customer that is not in its story."""

    customer: Customer
    province: str | None
    industry: str | None
    owner: str | None
    # at, cents, currency, state, product
    orders: list[tuple[str, int, str | None, str, str | None]] = field(default_factory=list)
    deals: list[tuple[str, int | None, str | None, float | None, str | None]] = field(default_factory=list)
    lost_deals: list[tuple[str, str, str | None, int | None]] = field(default_factory=list)  # at, reason, who, cents
    tasks: list[tuple[str, str, str, str | None, str | None]] = field(default_factory=list)  # origin, due, state, …
    talks: list[tuple[str, str, str, int, int | None, str | None]] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    mobile: str | None = None


def invent(customers: Iterable[Customer], seed: int) -> list[Sales]:
    """More about each of the customers."""
    chance = random.Random(seed * 1000)
    return [_one(chance, one) for one in customers]


def _one(chance: random.Random, customer: Customer) -> Sales:
    def day() -> str:
        return chance.choice(DAYS)

    one = Sales(customer, chance.choice(PROVINCES), chance.choice(("C", "I", None)), chance.choice(("anna", None)))
    for _ in range(chance.choice((0, 0, 1, 2, 4))):
        state = chance.choice(("paid", "paid", "done", "cancelled"))
        one.orders.append(
            (day(), chance.randrange(1, 10**7), chance.choice((None, None, "USD")), state, chance.choice(PRODUCTS))
        )
    for _ in range(chance.randrange(3)):
        close = chance.choice(("2026-09-15", "2026-11-28", "2026-12-10", "2027-03-01", "2028-01-01", None))
        cents = chance.choice((None, chance.randrange(1, 10**8)))
        one.deals.append((chance.choice(("needs", "quote", "negotiation")), cents, chance.choice((None, None, "EUR")),
                          chance.choice((None, 0.25)), close))  # fmt: skip
    if chance.random() < 0.3:
        one.lost_deals.append((day(), chance.choice(("price", "competitor")), chance.choice(("Rival", None)), 500))
    for _ in range(chance.randrange(4)):
        state = chance.choice(("done", "skipped", "open", "withdrawn"))
        closed = f"{day()} 12:00" if state in ("done", "skipped") else None
        reason = chance.choice(("busy", None)) if state == "skipped" else None
        one.tasks.append((chance.choice(("manual", "deliver")), day(), state, closed, reason))
    for _ in range(chance.randrange(4)):
        at = day()
        entered = chance.choice((at, at, day()))
        one.talks.append((f"{at} {chance.choice(('08:00', '15:45'))}", f"{max(entered, at)} 18:00",
                          chance.choice(("phone", "visit")), chance.choice((1, 1, 0)),
                          chance.choice((None, 1, 3, 4, 5)), chance.choice((None, "fine"))))  # fmt: skip
    one.tags = [tag for tag in TAGS if chance.random() < 0.3]
    one.mobile = f"1380000{chance.randrange(40):04}" if chance.random() < 0.7 else None
    return one


def write(path: Path, sales: Iterable[Sales]) -> None:
    """Add all of it to the file that `figures.write` made."""
    db = sqlite3.connect(path, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("BEGIN")
    db.executemany("INSERT INTO tags(id, dimension, value, created_at) VALUES (?, ?, ?, '')",
                   [(number, *tag) for number, tag in enumerate(TAGS, 1)])  # fmt: skip
    for one in sales:
        write_one(db, one)
    db.executemany(
        "INSERT INTO channel_costs(source, event, month, amount, currency, created_at) VALUES (?, ?, ?, ?, ?, '')",
        COSTS,
    )
    db.executemany("INSERT INTO targets(name, period, amount, created_at) VALUES (?, ?, ?, '')", TARGETS)
    refresh_all(db, settings_from(typed({})))
    db.commit()
    db.close()


def write_one(db: sqlite3.Connection, one: Sales) -> None:
    """Add what belongs to one customer who is there already."""
    who = one.customer.id
    db.execute("UPDATE customers SET province = ?, industry = ?, owner = ? WHERE id = ?",
               (one.province, one.industry, one.owner, who))  # fmt: skip
    db.executemany(
        "INSERT INTO orders(customer_id, at, amount, currency, state, product, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, '')",
        [(who, *order) for order in one.orders],
    )
    db.executemany(
        "INSERT INTO deals(customer_id, name, stage, amount, currency, probability, expected_close_at, created_at,"
        " updated_at) VALUES (?, 'd', ?, ?, ?, ?, ?, '2026-06-01', '')",
        [(who, *deal) for deal in one.deals],
    )
    db.executemany(
        "INSERT INTO deals(customer_id, name, state, lost_at, lost_reason, competitor, amount, created_at, updated_at)"
        " VALUES (?, 'd', 'lost', ?, ?, ?, ?, '2026-06-01', '')",
        [(who, *deal) for deal in one.lost_deals],
    )
    db.executemany(
        "INSERT INTO tasks(customer_id, title, origin, due_at, state, closed_at, skip_reason, created_at)"
        " VALUES (?, 't', ?, ?, ?, ?, ?, '')",
        [(who, *task) for task in one.tasks],
    )
    db.executemany(
        "INSERT INTO interactions(customer_id, at, created_at, method, reached, satisfaction, feedback)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(who, *talk) for talk in one.talks],
    )
    db.executemany("INSERT INTO customer_tags(customer_id, tag_id, created_at) VALUES (?, ?, '')",
                   [(who, TAGS.index(tag) + 1) for tag in one.tags])  # fmt: skip
    if one.mobile:
        db.execute(
            "INSERT INTO contact_points(customer_id, kind, value, raw, is_primary, created_at)"
            " VALUES (?, 'mobile', ?, ?, 1, '2026-06-01')",
            (who, one.mobile, one.mobile),
        )
