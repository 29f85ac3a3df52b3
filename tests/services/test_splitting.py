"""Splitting: what was brought goes back, what came later stays, and it is said what stays with whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli.errors import Ambiguous, NotFound, NothingToUndo
from crmcli.model import merging as reading
from crmcli.model import people
from crmcli.services import contacts, lookup, merging, showing, splitting, trash
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.journaling import check_whole, opened
from tests.merged import A, B, everything, two
from tests.running import FixedClock

KEPT = ("contacts", "contact_points", "interactions", "deals", "orders", "customer_tags", "attachments", "grades",
        "stage_events", "external_ids")  # fmt: skip


@pytest.fixture
def ws(database: Path, clock: FixedClock) -> Iterator[Workspace]:
    """Two customers that are one, merged at the last minute; see tests.merged."""
    with opened(database, clock) as workspace:
        two(workspace, clock)
        yield workspace


def test_right_after_the_merge_a_split_gives_everything_back(ws: Workspace) -> None:
    before = {one: reading.rows(ws.db, one) for one in (A, B)}
    merging.merge(ws, A, B)
    done = splitting.split(ws, B)
    assert {one: reading.rows(ws.db, one) for one in (A, B)} == before
    assert (done.stays, done.since) == ((), {})
    assert done.back["interactions"] == 1
    check_whole(ws)


def test_a_split_can_be_undone_and_done_again(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    merged = everything(ws.db)
    splitting.split(ws, B)
    deeds.undo(ws)
    assert everything(ws.db) == merged
    splitting.split(ws, B)
    merging.merge(ws, A, B)
    splitting.split(ws, B)
    check_whole(ws)
    with pytest.raises(NothingToUndo):
        splitting.split(ws, B)


def test_talks_since_the_merge_stay_with_the_survivor_and_are_counted(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    deeds.log("合并后谈的", contact="李娜")(ws)
    done = splitting.split(ws, B)
    assert done.since["interactions"] == 1
    assert "合并后谈的" in {row["content"] for row in reading.rows(ws.db, A)["interactions"]}
    assert [row["content"] for row in reading.rows(ws.db, B)["interactions"]] == ["要两套"]
    check_whole(ws)


def test_a_number_learnt_since_goes_with_its_person(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    li = next(row["id"] for row in people.contacts(ws.db, A) if row["name"] == "李娜")
    contacts.edit(ws, A, li, contacts.read(ws, [("email", "add", "li@example.com")]))
    splitting.split(ws, B)
    assert "li@example.com" in {row["value"] for row in people.points(ws.db, B)}
    check_whole(ws)


def test_what_was_changed_since_stays_and_is_named(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    deeds.edit("need=三十人用")(ws)
    done = splitting.split(ws, B)
    assert [(one.column, one.now, one.wanted) for one in done.stays] == [("need", "三十人用", None)]
    assert [showing.record(ws, one).need for one in (A, B)] == ["三十人用", "二十人用"]


def test_one_of_several_merges_is_taken_apart_and_the_other_stays(ws: Workspace) -> None:
    deeds.add(ws, "示例科技集团", phone="13600136000", source="展会", address="别处")
    whole = {table: reading.rows(ws.db, B)[table] for table in KEPT}
    merging.merge(ws, A, B)
    merging.merge(ws, A, 3)
    with pytest.raises(Ambiguous):
        splitting.find(ws, "示例科技有限公司")
    splitting.split(ws, B)
    assert {table: reading.rows(ws.db, B)[table] for table in KEPT} == whole
    assert "13600136000" in {row["value"] for row in people.points(ws.db, A)}
    assert splitting.find(ws, "示例科技有限公司") == 3
    check_whole(ws)


def test_a_link_in_the_middle_of_a_chain_comes_out_alone_or_with_what_it_holds(ws: Workspace) -> None:
    deeds.add(ws, "示例科技集团", phone="13600136000", source="展会")
    merging.merge(ws, B, 3)
    merging.merge(ws, A, B)
    splitting.split(ws, 3)
    assert {row["value"] for row in people.points(ws.db, 3)} == {"13600136000"}
    assert "13600136000" not in {row["value"] for row in people.points(ws.db, A)}
    check_whole(ws)
    deeds.undo(ws)
    splitting.split(ws, B)
    assert "13600136000" in {row["value"] for row in people.points(ws.db, B)}
    assert lookup.find(ws, _code(ws, 3)) == B
    check_whole(ws)


def test_only_one_next_step_and_one_primary_contact_are_left_to_each(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    deeds.log("价格可以谈", next="周五签合同")(ws)
    splitting.split(ws, B)
    for one in (A, B):
        rows = reading.rows(ws.db, one)
        assert sum(row["is_primary"] for row in rows["contacts"]) == 1
        steps = [row for row in rows["tasks"] if row["state"] == "open" and row["origin"] == "next_step"]
        assert len(steps) <= 1
    check_whole(ws)


def test_trying_it_changes_nothing(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    before = everything(ws.db)
    tried = splitting.tried(ws, B)
    assert everything(ws.db) == before
    assert (tried.operation, tried.back) == (None, splitting.split(ws, B).back)


def test_what_was_never_merged_or_lies_in_the_trash_is_refused(ws: Workspace) -> None:
    with pytest.raises(NothingToUndo):
        splitting.find(ws, "示例科技有限公司")
    merging.merge(ws, A, B)
    assert splitting.find(ws, _code(ws, B).lower()) == B
    trash.remove(ws, [A])
    with pytest.raises(NotFound):
        splitting.split(ws, B)


def _code(ws: Workspace, customer: int) -> str:
    return str(ws.db.execute("SELECT code FROM customers WHERE id = ?", (customer,)).fetchone()[0])
