"""Taking an older operation back: values return only where nothing later changed them, and later work stays whole."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.errors import Conflict
from crmcli.model import people, talks
from crmcli.records.journal import Clash, Reversal
from crmcli.services import contacts, dictionary, staging, tagging, trash, views
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.deeds import BUYER, COMPANY, LI, PERSON, THROWN, ZHANG, edit, log, redo, undo
from tests.journaling import check_whole, dump, operations
from tests.running import FixedClock


def do(ws: Workspace, *some: deeds.Deed) -> list[int]:
    """Do these deeds; their numbers."""
    numbers = []
    for deed in some:
        deed(ws)
        assert ws.last_operation is not None
        numbers.append(ws.last_operation)
    return numbers


def refused(ws: Workspace, number: int) -> tuple[Clash, ...]:
    """What stands in the way of undoing; the refusal changed nothing."""
    before, known = dump(ws.db), operations(ws)
    with pytest.raises(Conflict) as caught:
        undo(ws, number)
    assert (dump(ws.db), operations(ws)) == (before, known)
    return tuple(one for one in caught.value.conflicts if isinstance(one, Clash))


def keeping(ws: Workspace, number: int) -> Reversal:
    """Undo, keeping later work; the file is sound after it."""
    found = undo(ws, number, keep_later=True)
    assert isinstance(found, Reversal)
    check_whole(ws)
    return found


def row(ws: Workspace, customer: int = COMPANY) -> dict[str, Any]:
    return dict(ws.db.execute("SELECT * FROM customers WHERE id = ?", (customer,)).fetchone())


def test_an_older_operation_is_taken_back_where_later_work_lies_elsewhere(ws: Workspace) -> None:
    first, *_ = do(
        ws, edit("note=一", "city=上海"), edit("address=中关村"), log("看过样品"), edit("note=二", customer=PERSON)
    )
    undo(ws, first)
    assert [row(ws)[name] for name in ("note", "city", "address")] == [None, None, "中关村"]
    assert row(ws, PERSON)["note"] == "二"
    check_whole(ws)


def test_a_conflict_says_what_where_and_by_which_later_operation(ws: Workspace) -> None:
    first, _, second = do(ws, edit("note=一", "city=上海"), edit("note=别人", customer=PERSON), edit("note=二"))
    (clash,) = refused(ws, first)
    assert clash == Clash(
        "customers", COMPANY, "note", f"{row(ws)['code']} {row(ws)['name']}", "二", None, "changed", (second,)
    )


def test_keep_later_takes_back_the_rest(ws: Workspace) -> None:
    first, _ = do(ws, edit("note=一", "city=上海"), edit("note=二"))
    found = keeping(ws, first)
    assert [row(ws)[name] for name in ("note", "city")] == ["二", None]
    assert [one.column for one in found.kept] == ["note"]
    undo(ws)  # the second edit: back to what the first had written
    assert row(ws)["note"] == "一"
    check_whole(ws)


def test_what_later_work_put_back_itself_is_no_conflict(ws: Workspace) -> None:
    first, *_ = do(ws, edit("note=一", "city=上海"), edit("note=二"), edit("note=一"))
    undo(ws, first)
    assert [row(ws)[name] for name in ("note", "city")] == [None, None]
    (again, *_) = do(ws, edit("note=三", "city=北京"), edit("note="))
    undo(ws, again)
    assert [row(ws)[name] for name in ("note", "city")] == [None, None]


def test_when_later_work_changed_all_of_it_nothing_is_noted_as_taken_back(ws: Workspace) -> None:
    first, second = do(ws, edit("note=一"), edit("note=二"))
    with pytest.raises(Conflict, match="later work changed all of it"):
        undo(ws, first, keep_later=True)
    undo(ws, second)
    undo(ws, first)
    assert row(ws)["note"] is None


def test_later_work_that_was_undone_itself_is_in_nobodys_way(ws: Workspace) -> None:
    first, second = do(ws, edit("note=一"), edit("note=二"))
    undo(ws, second)
    undo(ws, first)
    assert row(ws)["note"] is None
    redo(ws, first)
    redo(ws, second)
    assert row(ws)["note"] == "二"
    assert [one.operations for one in refused(ws, first)] == [(ws.last_operation,)]


def test_a_customer_that_was_worked_on_since_stays_whole(ws: Workspace) -> None:
    (first,) = do(
        ws, lambda ws: deeds.add(ws, "孙悦", phone="13812345678", source="展会", tag="高意向", next="周五回访")
    )
    new = row(ws, BUYER + 2)
    (later,) = do(ws, log("要两台", customer=new["id"]))
    before = dump(ws.db)
    assert ("customers", new["id"], "worked_on", (later,)) in [
        (one.table, one.row_id, one.why, one.operations) for one in refused(ws, first)
    ]
    with pytest.raises(Conflict):
        undo(ws, first, keep_later=True)
    assert dump(ws.db) == before
    undo(ws, later)
    undo(ws, first)
    assert not ws.db.execute("SELECT 1 FROM customers WHERE id = ?", (new["id"],)).fetchone()
    check_whole(ws)


def test_of_several_customers_that_came_together_only_those_worked_on_stay(ws: Workspace) -> None:
    with ws.operation() as journal:
        values = {"kind": "person", "created_at": "2026-11-23", "updated_at": "2026-11-23"}
        ids = [journal.insert("customers", {"code": f"X{n}", "name": f"客{n}", **values}) for n in range(3)]
        for one in ids:
            contact = {"customer_id": one, "name": "某", "created_at": "", "updated_at": ""}
            who = journal.insert("contacts", contact)
            point = {"customer_id": one, "contact_id": who, "kind": "mobile", "value": f"1380000000{one}", "raw": "",
                     "created_at": ""}  # fmt: skip
            journal.insert("contact_points", point)
        journal.update("customers", COMPANY, {"city": "上海"})
    batch = ws.last_operation or 0
    (later,) = do(ws, edit("note=熟人", customer=ids[1]))
    assert [(one.row_id, one.why, one.operations) for one in refused(ws, batch)] == [(ids[1], "worked_on", (later,))]
    found = keeping(ws, batch)
    assert [one.row_id for one in found.kept] == [ids[1]]
    left = ws.db.execute("SELECT id FROM customers WHERE code LIKE 'X%'").fetchall()
    assert [one[0] for one in left] == [ids[1]]
    assert deeds.points_of(ws, ids[1]) == [f"1380000000{ids[1]}"]
    assert row(ws)["city"] is None


def test_a_customer_that_has_to_stay_keeps_its_phone_whatever_the_history_says(ws: Workspace) -> None:
    """The later operations are taken back in part and in turn, so that none of them counts as later work."""
    (first,) = do(ws, lambda ws: deeds.add(ws, "孙悦", phone="13812345678", source="展会"))
    new = ws.db.execute("SELECT max(id) FROM customers").fetchone()[0]
    second, third = do(ws, edit("note=一", "city=上海", customer=new), edit("note=二", customer=new))
    keeping(ws, second)  # the city goes, the note stays
    undo(ws, third)  # now the note is the second's, which counts as taken back
    assert row(ws, new)["note"] == "一"
    with pytest.raises(Conflict):
        undo(ws, first, keep_later=True)
    assert deeds.points_of(ws, new) == ["13812345678"]
    check_whole(ws)


def test_rows_that_later_rows_need_stay(ws: Workspace) -> None:
    first, later = do(
        ws,
        lambda ws: contacts.add(ws, PERSON, "秘书", contacts.read(ws, [])),
        log("秘书转告", customer=PERSON, contact="秘书"),
    )
    (clash,) = [one for one in refused(ws, first) if one.why == "used"]
    assert (clash.table, clash.operations) == ("contacts", (later,))


def test_a_tag_that_others_wear_by_now_is_no_reason_to_refuse(ws: Workspace) -> None:
    first, second = do(
        ws, lambda ws: tagging.add(ws, [COMPANY], "新标签"), lambda ws: tagging.add(ws, [PERSON], "新标签")
    )
    undo(ws, first)
    assert tagging.listed(ws)[-1][2] == 1
    check_whole(ws)
    undo(ws, second)
    redo(ws, first)
    assert [one[1] for one in tagging.listed(ws)].count("新标签") == 1
    check_whole(ws)


def test_a_deleted_row_does_not_come_back_where_another_took_its_place(ws: Workspace) -> None:
    first, _ = do(
        ws, lambda ws: tagging.remove(ws, [COMPANY], "高意向"), lambda ws: tagging.add(ws, [COMPANY], "高意向")
    )
    assert "taken" in [one.why for one in refused(ws, first)]
    gone, _ = do(ws, lambda ws: views.remove(ws, "hot"), lambda ws: views.save(ws, "hot", ["stage:won"]))
    assert [(one.table, one.why) for one in refused(ws, gone)] == [("saved_views", "taken")]


def test_what_points_to_a_row_that_is_gone_does_not_come_back(ws: Workspace) -> None:
    first, second = do(
        ws, lambda ws: tagging.add(ws, [PERSON], "新标签"), edit("tag-=新标签", "note=一", customer=PERSON)
    )
    undo(ws, first)  # nobody wears the tag any more: it goes
    assert [(one.table, one.why) for one in refused(ws, second)] == [("customer_tags", "gone")]
    keeping(ws, second)
    assert row(ws, PERSON)["note"] is None


def test_an_undo_does_not_take_the_place_of_the_primary_contact_chosen_since(ws: Workspace) -> None:
    first, _ = do(
        ws,
        lambda ws: contacts.make_primary(ws, COMPANY, LI),
        lambda ws: contacts.add(ws, COMPANY, "钱多", contacts.read(ws, []), primary=True),
    )
    assert ("contacts", ZHANG, "is_primary") in [(one.table, one.row_id, one.column) for one in refused(ws, first)]
    with pytest.raises(Conflict):
        undo(ws, first, keep_later=True)
    assert [one["name"] for one in people.contacts(ws.db, COMPANY) if one["is_primary"]] == ["钱多"]


def test_a_removed_contact_comes_back_beside_the_primary_one_chosen_since(ws: Workspace) -> None:
    first, _ = do(
        ws,
        lambda ws: contacts.remove(ws, COMPANY, ZHANG),
        lambda ws: contacts.add(ws, COMPANY, "钱多", contacts.read(ws, []), primary=True),
    )
    assert refused(ws, first)
    keeping(ws, first)
    people_now = {one["name"]: one["is_primary"] for one in people.contacts(ws.db, COMPANY)}
    assert people_now == {"张伟": 0, "李娜": 0, "钱多": 1}
    assert deeds.points_of(ws, COMPANY).count("13800138000") == 1


def test_an_old_number_comes_back_behind_the_one_given_since(ws: Workspace) -> None:
    first, _ = do(ws, edit("phone=13900000001", "note=一"), edit("phone=13900000002"))
    assert refused(ws, first)
    keeping(ws, first)
    assert ws.db.execute("SELECT mobile FROM facts WHERE customer_id = ?", (COMPANY,)).fetchone()[0] == "13900000002"
    assert deeds.points_of(ws, COMPANY)[-1] == "13800138000"


def test_a_step_that_was_closed_does_not_open_again_beside_the_one_agreed_since(ws: Workspace) -> None:
    first, _ = do(ws, edit("note=一", "next=+3d"), log("改期", next="+5d"))
    assert refused(ws, first)
    keeping(ws, first)
    assert row(ws)["note"] is None
    assert [one["due_at"] for one in talks.open_tasks(ws.db, COMPANY, origin="next_step")] == ["2026-11-28"]


def test_a_redo_does_not_open_a_second_step(ws: Workspace) -> None:
    (first,) = do(ws, log("改期", next="+3d"))
    undo(ws)
    do(ws, edit("next=+5d"))
    with pytest.raises(Conflict):
        redo(ws, first)
    redo(ws, first, keep_later=True)
    check_whole(ws)
    assert [one["due_at"] for one in talks.open_tasks(ws.db, COMPANY, origin="next_step")] == ["2026-11-28"]


def test_an_undone_stage_move_keeps_the_one_made_since(ws: Workspace) -> None:
    first, later = do(
        ws, lambda ws: staging.move(ws, COMPANY, "negotiation"), lambda ws: staging.move(ws, COMPANY, "won")
    )
    assert {(one.column, one.operations) for one in refused(ws, first)} == {("stage", (later,))}
    keeping(ws, first)
    assert row(ws)["stage"] == "won"


def test_work_on_a_customer_that_went_into_the_trash_since_is_taken_back_there(ws: Workspace) -> None:
    first, _ = do(ws, edit("note=一", customer=PERSON), lambda ws: trash.remove(ws, [PERSON]))
    undo(ws, first)
    assert row(ws, PERSON)["note"] is None
    trash.restore(ws, [row(ws, PERSON)["code"], row(ws, THROWN)["code"]])
    check_whole(ws)


def test_a_word_of_a_dictionary_changed_since_stays(ws: Workspace) -> None:
    first, _ = do(
        ws,
        lambda ws: dictionary.add(ws, "channel", "抖音店"),
        lambda ws: dictionary.hide(ws, "channel", "抖音店"),
    )
    assert [(one.table, one.column) for one in refused(ws, first)] == [("choices", "hidden")]


def test_undoing_a_redo_of_an_older_operation_keeps_what_came_between(ws: Workspace) -> None:
    (first,) = do(ws, edit("note=一", "city=上海"))
    undo(ws)
    do(ws, edit("address=中关村"))
    redo(ws, first)
    do(ws, edit("city=广州"))
    keeping(ws, first)
    assert [row(ws)[name] for name in ("note", "city", "address")] == [None, "广州", "中关村"]


def test_the_time_of_the_last_change_is_never_a_reason_to_refuse(ws: Workspace, clock: FixedClock) -> None:
    (first,) = do(ws, edit("note=一"))
    clock.set("2026-11-25 10:00")
    do(ws, edit("city=上海"))
    undo(ws, first)
    assert row(ws)["updated_at"] == "2026-11-25 10:00"
