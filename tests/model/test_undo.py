"""Taking the last operation back, and bringing it back: to the byte, and again and again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli.errors import NotFound, NothingToUndo, Refused
from crmcli.model.journal import reading
from crmcli.services import reversing, settings, tagging, trash
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.deeds import BUYER, COMPANY, DEEDS, PERSON, edit, log, redo, undo
from tests.journaling import Witness, check_whole, copied, derived, dump, narrowed, opened, told
from tests.running import FixedClock


@pytest.mark.parametrize("name", DEEDS)
def test_undo_restores_every_byte_and_redo_brings_it_back(ws: Workspace, clock: FixedClock, name: str) -> None:
    witness = Witness(ws.db)
    before, known = dump(ws.db), derived(ws.db)
    DEEDS[name](ws)
    after, number = dump(ws.db), ws.last_operation
    assert after != before
    clock.set("2026-11-24 08:00")
    for _ in range(2):
        witness.seen()
        _take_back(ws, number)
        assert dump(ws.db) == before
        assert told(ws.db, ws.last_operation or 0) == [narrowed(one) for one in witness.seen()]
        check_whole(ws)
        assert derived(ws.db) == known
        _take_back(ws, ws.last_operation)
        assert dump(ws.db) == after
        assert told(ws.db, ws.last_operation or 0) == [narrowed(one) for one in witness.seen()]
        check_whole(ws)


def _take_back(ws: Workspace, number: int | None) -> None:
    """Undo an operation of any kind: redo is the undo of an undo."""
    assert number is not None
    reversing.reverse(ws, reversing.plan_undo(ws, number))


def test_undo_and_redo_go_back_and_forth_in_time(ws: Workspace) -> None:
    states = [dump(ws.db)]
    for deed in (
        edit("note=一"),
        log("价格可以谈"),
        lambda ws: tagging.add(ws, [COMPANY, PERSON], "重点"),
        edit("city=上海"),
    ):
        deed(ws)
        states.append(dump(ws.db))
    for _ in range(2):
        for state in states[-2::-1]:
            undo(ws)
            assert dump(ws.db) == state
        for state in states[1:]:
            redo(ws)
            assert dump(ws.db) == state
    check_whole(ws)


def test_undo_walks_back_to_the_empty_file_and_redo_to_the_end(ws: Workspace) -> None:
    end = dump(ws.db)
    steps = 0
    while True:
        try:
            undo(ws)
        except NothingToUndo:
            break
        steps += 1
    assert dump(ws.db) == ""
    check_whole(ws)
    with pytest.raises(NothingToUndo):
        undo(ws)
    for _ in range(steps):
        redo(ws)
    assert dump(ws.db) == end
    check_whole(ws)


def test_undo_after_a_redo_takes_back_what_was_redone(ws: Workspace) -> None:
    edit("note=一")(ws)
    first = dump(ws.db)
    edit("note=二")(ws)
    second = dump(ws.db)
    undo(ws)
    redo(ws)
    assert dump(ws.db) == second
    undo(ws)
    assert dump(ws.db) == first


def test_new_work_after_an_undo_is_undone_first_and_the_undone_can_still_be_brought_back(ws: Workspace) -> None:
    edit("note=一")(ws)
    undo(ws)
    edit("city=上海")(ws)
    undo(ws)
    redo(ws)
    assert _value(ws, "city") == "上海"
    redo(ws)
    assert (_value(ws, "city"), _value(ws, "note")) == ("上海", "一")


def test_the_number_of_a_command_stays_good_however_often_it_was_undone(ws: Workspace) -> None:
    edit("note=一")(ws)
    number = ws.last_operation
    for _ in range(3):
        undo(ws, number)
        with pytest.raises(NothingToUndo):
            undo(ws, number)
        assert _value(ws, "note") is None
        redo(ws, number)
        with pytest.raises(NothingToUndo):
            redo(ws, number)
        assert _value(ws, "note") == "一"
    plan = reversing.plan_undo(ws, number)
    assert plan.first.id == number


def test_undoing_an_undo_by_its_number_brings_the_command_back(ws: Workspace) -> None:
    edit("note=一")(ws)
    undo(ws)
    number = ws.last_operation
    plan = reversing.plan_undo(ws, number)
    assert plan.kind == "redo"
    reversing.reverse(ws, plan)
    assert _value(ws, "note") == "一"
    with pytest.raises(NothingToUndo):
        undo(ws, number)


def test_numbers_that_are_not_there_or_were_not_taken_back_are_said(ws: Workspace) -> None:
    for number in (0, -1, 999):
        with pytest.raises(NotFound):
            undo(ws, number)
        with pytest.raises(NotFound):
            redo(ws, number)
    edit("note=一")(ws)
    with pytest.raises(NothingToUndo, match="not been taken back"):
        redo(ws, ws.last_operation)


def test_an_erasure_cannot_be_undone(ws: Workspace) -> None:
    edit("note=密码是 hunter22")(ws)
    trash.redact(ws, "hunter22")
    with pytest.raises(Refused):
        undo(ws, ws.last_operation)
    undo(ws)
    assert _value(ws, "note") is None


def test_a_plan_that_another_took_meanwhile_does_nothing(ws: Workspace) -> None:
    edit("note=一")(ws)
    plan = reversing.plan_undo(ws)
    undo(ws)
    before = dump(ws.db)
    with pytest.raises(NothingToUndo):
        reversing.reverse(ws, plan)
    assert dump(ws.db) == before


def test_undo_is_of_ones_own_work_and_any_number_is_free(peopled: Path, tmp_path: Path, clock: FixedClock) -> None:
    path = copied(peopled, tmp_path / "crm.db")
    with opened(path, clock, user="anna") as ws:
        edit("note=安娜")(ws)
        number = ws.last_operation
    with opened(path, clock, user="bob") as ws:
        with pytest.raises(NothingToUndo):
            undo(ws)
        edit("city=上海")(ws)
    with opened(path, clock, user="anna", terminal="tty7") as ws:
        plan = reversing.plan_undo(ws)
        assert (plan.operation.id, plan.elsewhere, plan.must_ask) == (number, True, True)
        reversing.reverse(ws, plan)
        assert (_value(ws, "note"), _value(ws, "city")) == (None, "上海")
        with pytest.raises(NothingToUndo):
            undo(ws)
    with opened(path, clock, user="bob") as ws:
        with pytest.raises(NothingToUndo):
            redo(ws)
        redo(ws, number)
        assert _value(ws, "note") == "安娜"
        check_whole(ws)


def test_a_new_name_does_not_hide_the_work_done_under_the_old_one(ws: Workspace) -> None:
    edit("note=一")(ws)
    settings.set_value(ws, "user.name", "李娜")
    settings.set_value(ws, "user.name", "王娜")
    undo(ws)
    assert ws.user == "李娜"
    undo(ws)
    assert ws.user == "tester"
    undo(ws)
    assert _value(ws, "note") is None
    for _ in range(3):
        redo(ws)
    assert (ws.user, _value(ws, "note")) == ("王娜", "一")


def test_the_plan_says_what_comes_back_and_whether_to_ask(ws: Workspace) -> None:
    edit("note=一", "city=上海")(ws)
    plan = reversing.plan_undo(ws)
    assert not plan.must_ask
    changes = {(one.column, one.old, one.new) for one in plan.changes}
    assert {("note", None, "一"), ("city", None, "上海")} <= changes
    tagging.add(ws, [COMPANY, PERSON, BUYER], "重点")
    plan = reversing.plan_undo(ws)
    assert plan.must_ask
    assert plan.operation.customers == 3
    assert plan.counts["customer_tags", "insert"] == 3
    done = reversing.reverse(ws, plan)
    assert (done.kind, done.target, done.customers, done.kept) == ("undo", plan.operation.id, 3, ())


def test_the_history_of_a_customer_names_what_each_operation_did_to_it(ws: Workspace) -> None:
    tagging.add(ws, [COMPANY, PERSON], "重点")
    undo(ws)
    (last, undone), (first, done), *_ = reversing.history(ws, customer=PERSON)
    assert (first.kind, last.kind, last.target, first.undone_by) == ("do", "undo", first.id, last.id)
    assert {one.table for one in (*done, *undone)} == {"customer_tags", "customers"}
    assert reading.operations(ws.db, limit=2)[1].id == first.id


@pytest.fixture
def plain(database: Path, clock: FixedClock) -> Iterator[Workspace]:
    with opened(database, clock) as ws:
        yield ws


def test_an_empty_file_has_nothing_to_undo(plain: Workspace) -> None:
    for reverse in (undo, redo):
        with pytest.raises(NothingToUndo):
            reverse(plain)
    deeds.add(plain, "王芳")
    undo(plain)
    assert dump(plain.db) == ""


def _value(ws: Workspace, column: str) -> object:
    row = ws.db.execute(f"SELECT {column} FROM customers WHERE id = ?", (COMPANY,)).fetchone()  # noqa: S608
    return row[0]
