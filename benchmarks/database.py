"""`python -m benchmarks.database COUNT FILE`: a file of so many customers and three times the interactions.

Everything goes through the product's own journal, so facts, journal and history are what years of use would leave.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.people import Invented, invent
from crmcli.services.workspace import open_workspace

if TYPE_CHECKING:
    from crmcli.model.journal.writing import Journal

NOW = datetime(2026, 11, 21, 9, 0)
OWNER = "bench"
AT_ONCE = 20_000  # customers written by one operation


def code(number: int) -> str:
    """The code of the customer with that number."""
    return f"B{number:08}"


def day(ago: int, time: str = " 09:00") -> str:
    """The moment so many days before NOW."""
    return (NOW - timedelta(days=ago)).strftime("%Y-%m-%d") + time


def fill(path: Path, customers: Iterable[Invented]) -> None:
    """Make the file at `path` and write the customers, some thousands in an operation."""
    waiting: list[Invented] = []
    with open_workspace(path, write=True, clock=lambda: NOW, user=OWNER, command="benchmark", language="zh") as ws:
        for one in customers:
            waiting.append(one)
            if len(waiting) == AT_ONCE:
                with ws.operation() as journal:
                    write(journal, waiting)
                waiting = []
        with ws.operation() as journal:
            write(journal, waiting)


def write(journal: Journal, some: Sequence[Invented]) -> None:
    """Write customers with all that hangs on them."""
    columns = ("code", "name", "kind", "city", "source", "stage", "lost_reason", "grade", "owner", "first_contact_at",
               "created_at", "updated_at")  # fmt: skip
    ids = journal.insert_many("customers", columns, map(_row, some))
    known = list(zip(ids, some, strict=True))
    first = _people(journal, known)
    _talks(journal, known, first)
    _work(journal, known)


def _row(one: Invented) -> tuple[Any, ...]:
    began = day(one.days_ago)
    lost = "price" if one.stage == "lost" else None
    head = (code(one.number), one.name, "company", one.city or None, one.source, one.stage, lost, one.grade, OWNER)
    return (*head, began[:10], began, began)


def _people(journal: Journal, known: Sequence[tuple[int, Invented]]) -> dict[int, int]:
    """Contacts and their points; returns the first contact of each customer."""
    people = [(at, n, one, who) for at, one in known for n, who in enumerate(one.people)]
    columns = ("customer_id", "name", "title", "is_primary", "created_at", "updated_at")
    rows = [(at, who.name, who.title, int(n == 0), day(one.days_ago), day(one.days_ago)) for at, n, one, who in people]
    points: list[tuple[Any, ...]] = []
    first: dict[int, int] = {}
    for contact, (at, _n, one, who) in zip(journal.insert_many("contacts", columns, rows), people, strict=True):
        first.setdefault(at, contact)
        values = (("mobile", who.mobile), ("phone", who.landline), ("email", who.email), ("wechat", who.wechat))
        points += [(at, contact, kind, value, value, 1, day(one.days_ago)) for kind, value in values if value]
    of_point = ("customer_id", "contact_id", "kind", "value", "raw", "is_primary", "created_at")
    journal.insert_many("contact_points", of_point, points)
    return first


def _talks(journal: Journal, known: Sequence[tuple[int, Invented]], first: dict[int, int]) -> None:
    columns = ("customer_id", "contact_id", "at", "method", "content", "reached", "retry_at", "created_at")
    rows = (
        (at, first[at], day(t.days_ago, " 14:30"), t.method, t.content, int(t.reached), _retry(t.days_ago, t.reached),
         day(t.days_ago, " 14:31"))
        for at, one in known
        for t in one.talks
    )  # fmt: skip
    journal.insert_many("interactions", columns, rows)


def _retry(days_ago: int, reached: bool) -> str | None:
    return None if reached else day(days_ago - 1, "")


def _work(journal: Journal, known: Sequence[tuple[int, Invented]]) -> None:
    """Stages, next steps, deals and tags."""
    moves = [(at, None, one.stage, day(one.days_ago)) for at, one in known]
    journal.insert_many("stage_events", ("customer_id", "from_stage", "stage", "at"), moves)
    steps = [
        (at, one.step[0], day(-one.step[1], ""), OWNER, "next_step", day(one.days_ago)) for at, one in known if one.step
    ]
    journal.insert_many("tasks", ("customer_id", "title", "due_at", "owner", "origin", "created_at"), steps)
    deals = [
        (at, d.name, d.cents, d.stage, d.state, None if d.ends_in is None else day(-d.ends_in, ""), day(one.days_ago),
         day(one.days_ago))
        for at, one in known
        for d in one.deals
    ]  # fmt: skip
    columns = ("customer_id", "name", "amount", "stage", "state", "ends_at", "created_at", "updated_at")
    journal.insert_many("deals", columns, deals)
    _tags(journal, known)


def _tags(journal: Journal, known: Sequence[tuple[int, Invented]]) -> None:
    from crmcli.model.tagging import tag_id

    wanted = {tag for _, one in known for tag in one.tags}
    ids = {tag: tag_id(journal, *tag, at=day(0)) for tag in sorted(wanted)}
    rows = [(at, ids[tag], "manual", day(one.days_ago)) for at, one in known for tag in one.tags]
    journal.insert_many("customer_tags", ("customer_id", "tag_id", "origin", "created_at"), rows)


if __name__ == "__main__":
    fill(Path(sys.argv[2]), invent(int(sys.argv[1])))
