"""Whatever was done to two customers: merged and undone they are what they were, and a split leaves a sound file."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.errors import CrmError
from crmcli.model import merging as reading
from crmcli.services import merging, reversing, splitting
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.fuzzing import examples
from tests.journaling import check_whole, derived, in_memory
from tests.merged import A, B, everything, move, two
from tests.running import FixedClock

C = 3
EDITS = ("note=一", "phone=13900139000", "phone+=13700137000", "email=b@example.com", "phone=", "budget=5万",
         "grade=A", "custom.x=1", "custom.x=2", "contact=李四", "next=", "next=明天回访", "industry=C",
         "province=广东")  # fmt: skip
DEEDS = st.lists(
    st.tuples(st.sampled_from([A, B, C]), st.sampled_from([*EDITS, "log", "miss", "quote", "won", "lost", "undo"])),
    max_size=8,
)


@contextlib.contextmanager
def peopled(path: Path) -> Iterator[Workspace]:
    """Three customers in memory, two of them one; see tests.merged."""
    clock = FixedClock()
    ws = in_memory(path, clock)
    try:
        two(ws, clock)
        deeds.add(ws, "示例科技集团", contact="李四", phone="13900139000", source="展会", next="后天回访")
        yield ws
    finally:
        ws.db.close()


def do(ws: Workspace, some: list[tuple[int, str]]) -> None:
    """Some deeds; what is refused has done nothing, and only what was done here is taken back."""
    first = _last(ws)
    for customer, what in some:
        with contextlib.suppress(CrmError):
            if what == "undo":
                if _last(ws) > first and reversing.plan_undo(ws).operation.id > first:
                    deeds.undo(ws)
            elif "=" in what:
                deeds.edit(what, customer=customer)(ws)
            elif what in ("log", "miss"):
                deeds.log("价格可以谈" if what == "log" else "", customer=customer, answered=what == "log")(ws)
            else:
                move(ws, customer, what, "price" if what == "lost" else None)


@settings(max_examples=examples(15))
@given(before=DEEDS, chain=st.booleans())
def test_a_merge_and_its_undo_are_nothing(template: Path, before: list[tuple[int, str]], chain: bool) -> None:
    with peopled(template) as ws:
        do(ws, before)
        if chain:
            merging.merge(ws, B, C)
        whole, computed = everything(ws.db), derived(ws.db)
        values = _values(ws, A) | _values(ws, B)
        merging.merge(ws, A, B)
        check_whole(ws)
        assert _values(ws, A) >= values
        deeds.undo(ws)
        assert (everything(ws.db), derived(ws.db)) == (whole, computed)


@settings(max_examples=examples(15))
@given(before=DEEDS, after=DEEDS, order=st.permutations([B, C]))
def test_after_any_later_work_both_come_apart_and_the_file_is_sound(
    template: Path, before: list[tuple[int, str]], after: list[tuple[int, str]], order: list[int]
) -> None:
    with peopled(template) as ws:
        do(ws, before)
        values = {one: _values(ws, one) for one in (B, C)}
        merging.merge(ws, A, B)
        merging.merge(ws, A, C)
        do(ws, [(A, what) for _, what in after if what != "undo"])
        for loser in order:
            splitting.split(ws, loser)
            check_whole(ws)
        for one, known in values.items():
            assert _values(ws, one) >= known
            steps = [row for row in reading.rows(ws.db, one)["tasks"] if row["origin"] == "next_step"]
            assert sum(row["state"] == "open" for row in steps) <= 1


def _last(ws: Workspace) -> int:
    return int(ws.db.execute("SELECT max(id) FROM operations").fetchone()[0])


def _values(ws: Workspace, customer: int) -> set[tuple[str, str]]:
    """What must never be lost: numbers, talks, deals, orders, tags that a person put on, other ids."""
    rows = reading.rows(ws.db, customer)
    found = {(row["kind"], row["value"].casefold()) for row in rows["contact_points"]}
    for table in ("interactions", "deals", "orders", "attachments", "tasks"):
        found |= {(table, str(row["id"])) for row in rows[table]}
    found |= {("tag", str(row["tag_id"])) for row in rows["customer_tags"] if row["origin"] != "rule"}
    return found | {(row["system"], row["value"]) for row in rows["external_ids"]}
