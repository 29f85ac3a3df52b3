"""Merging: nothing is lost, the newest valid value wins, the losing code leads on, an undo restores everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmcli.errors import Conflict, CrmError, NotFound, Refused, UsageError
from crmcli.model import merging as reading
from crmcli.model import people
from crmcli.services import contacts, dueing, lookup, merging, reversing, showing, splitting, trash
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.journaling import check_whole, derived, opened
from tests.merged import A, B, everything, move, two
from tests.running import FixedClock


@pytest.fixture
def ws(database: Path, clock: FixedClock) -> Iterator[Workspace]:
    """Two customers that are one; see tests.merged."""
    with opened(database, clock) as workspace:
        two(workspace, clock)
        yield workspace


def test_an_undo_right_after_restores_both_byte_for_byte(ws: Workspace) -> None:
    before, computed = everything(ws.db), derived(ws.db)
    merging.merge(ws, A, B)
    assert everything(ws.db) != before
    check_whole(ws)
    deeds.undo(ws)
    assert everything(ws.db) == before
    assert derived(ws.db) == computed
    check_whole(ws)


def test_undone_and_redone_is_merged_again_in_every_table(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    merged = everything(ws.db)
    deeds.undo(ws)
    deeds.redo(ws)
    assert everything(ws.db) == merged
    check_whole(ws)


def test_everything_of_the_loser_is_the_survivors(ws: Workspace) -> None:
    before = {one: reading.rows(ws.db, one) for one in (A, B)}
    merging.merge(ws, A, B)
    assert not any(reading.rows(ws.db, B).values())
    after = reading.rows(ws.db, A)
    for table in ("interactions", "deals", "orders", "tasks", "attachments", "grades"):
        assert {row["id"] for row in after[table]} == {row["id"] for one in (A, B) for row in before[one][table]}
    values = {(row["kind"], row["value"]) for row in after["contact_points"]}
    assert values == {(row["kind"], row["value"]) for one in (A, B) for row in before[one]["contact_points"]}
    tags = {row["tag_id"] for row in after["customer_tags"]}
    assert tags >= {row["tag_id"] for one in (A, B) for row in before[one]["customer_tags"] if row["origin"] != "rule"}
    assert {(row["system"], row["value"]) for row in after["external_ids"]} == {
        ("shop", "U1"),
        ("crm", _code(ws, B)),
    }


def test_a_conflicting_value_that_loses_is_kept_beside_the_winner(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    row = showing.show(ws, A).row
    kept = {(one["field"], one["value"]) for one in showing.show(ws, A).alternates}
    assert (row["name"], row["industry"]) == ("示例科技有限公司", "F")
    assert kept >= {("name", "北京示例科技"), ("industry", "C"), ("source", "referral"), ("title", "总经理")}
    assert (row["source"], row["event"], row["need"], row["note"]) == (
        *("expo", "2026广交会", "二十人用"),
        "老板爱喝茶；先付款",
    )


def test_a_field_may_be_kept_by_hand(ws: Workspace) -> None:
    merging.merge(ws, A, B, keep={"name": "right", "industry": "left", "note": "right"})
    row = showing.show(ws, A).row
    assert (row["name"], row["industry"], row["note"]) == ("北京示例科技", "C", "先付款")
    kept = {(one["field"], one["value"]) for one in showing.show(ws, A).alternates}
    assert kept >= {("name", "示例科技有限公司"), ("industry", "F"), ("note", "老板爱喝茶")}


@pytest.mark.parametrize("keep", [{"website": "left"}, {"industry": "both"}, {"industry": "neither"}])
def test_what_cannot_be_kept_is_refused_and_nothing_is_merged(ws: Workspace, keep: dict[str, str]) -> None:
    before = everything(ws.db)
    with pytest.raises(UsageError):
        merging.merge(ws, A, B, keep=keep)
    assert everything(ws.db) == before


def test_the_stage_is_the_furthest_and_both_histories_stay(ws: Workspace) -> None:
    move(ws, A, "contact")
    merging.merge(ws, A, B)
    assert showing.record(ws, A).stage == "quote"
    events = reading.rows(ws.db, A)["stage_events"]
    assert [row["stage"] for row in sorted(events, key=lambda row: (row["at"], row["id"]))][-1] == "quote"
    assert {"lead", "contact", "quote"} <= {row["stage"] for row in events}


def test_who_bought_stays_a_customer(ws: Workspace) -> None:
    move(ws, A, "won")
    merging.merge(ws, A, B)
    assert showing.record(ws, A).status == "won"


def test_a_surname_and_a_full_name_with_one_mobile_are_one_contact(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    rows = people.contacts(ws.db, A)
    assert [row["name"] for row in rows] == ["张伟", "李娜"]
    assert [row["is_primary"] for row in rows] == [1, 0]
    mobiles = [row for row in people.points(ws.db, A) if row["kind"] == "mobile"]
    assert sorted(row["value"] for row in mobiles) == ["13700137000", "13800138000"]
    talk = reading.rows(ws.db, A)["interactions"][0]
    assert talk["contact_id"] == rows[0]["id"]


def test_both_next_steps_stay_due_and_one_is_the_next_step(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    tasks = [row for row in reading.rows(ws.db, A)["tasks"] if row["state"] == "open"]
    assert [row["title"] for row in tasks if row["origin"] == "next_step"] == ["演示"]
    assert "发送报价" in {row["title"] for row in tasks if row["origin"] == "manual"}
    assert {one.customer_code for one in dueing.due(ws, days=30).items} == {_code(ws, A)}


def test_the_losing_code_leads_to_the_survivor_through_a_chain(ws: Workspace) -> None:
    deeds.add(ws, "示例科技集团", phone="13600136000", source="展会")
    codes = [_code(ws, one) for one in (A, B, 3)]
    merging.merge(ws, B, 3)
    merging.merge(ws, A, B)
    assert {lookup.find(ws, code) for code in codes} == {A}
    check_whole(ws)
    shown = dict.fromkeys(value for system, value in showing.show(ws, A).codes if system == "crm")
    assert list(shown) == codes[1:]


def test_merging_with_itself_again_or_with_the_trash_is_refused(ws: Workspace) -> None:
    deeds.add(ws, "远山贸易", phone="13600136000", source="展会")
    trash.remove(ws, [3])
    before = everything(ws.db)
    for survivor, loser, error in ((A, A, Refused), (A, 3, NotFound), (3, A, NotFound)):
        with pytest.raises(error):
            merging.merge(ws, survivor, loser)
    assert everything(ws.db) == before
    merging.merge(ws, A, B)
    for pair in ((A, B), (B, A)):
        with pytest.raises(Refused):
            merging.merge(ws, *pair)


def test_the_trash_gives_back_a_survivor_by_the_losing_code(ws: Workspace) -> None:
    code = _code(ws, B)
    merging.merge(ws, A, B)
    trash.remove(ws, [A])
    assert trash.restore(ws, [code]) == ("示例科技有限公司",)


def test_later_work_refuses_the_undo_with_a_list(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    number = ws.last_operation
    deeds.edit("need=三十人用")(ws)
    before = everything(ws.db)
    with pytest.raises(Conflict) as caught:
        deeds.undo(ws, number)
    assert len(caught.value.conflicts) > 0
    assert everything(ws.db) == before
    deeds.undo(ws, number, keep_later=True)
    check_whole(ws)
    assert [showing.record(ws, one).need for one in (A, B)] == ["三十人用", "二十人用"]


def test_a_talk_since_the_merge_is_later_work_too(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    number = ws.last_operation
    deeds.log("合并后谈的")(ws)
    with pytest.raises(Conflict):
        deeds.undo(ws, number)


def test_a_merge_is_not_brought_back_over_work_on_the_one_who_would_vanish(ws: Workspace) -> None:
    merging.merge(ws, A, B)
    number = ws.last_operation
    deeds.undo(ws)
    deeds.log("分开后谈的", customer=B)(ws)
    with pytest.raises(Conflict):
        reversing.reverse(ws, reversing.plan_redo(ws, number), keep_later=True)
    check_whole(ws)


def test_what_was_done_before_the_merge_can_be_taken_back_after_it(ws: Workspace) -> None:
    deeds.log("报价已发", customer=B, contact="李娜")(ws)
    number = ws.last_operation
    merging.merge(ws, A, B)
    deeds.undo(ws, number)
    assert "报价已发" not in {row["content"] for row in reading.rows(ws.db, A)["interactions"]}
    check_whole(ws)


def test_the_same_order_counts_once_and_another_of_that_number_stays(ws: Workspace) -> None:
    with ws.operation() as journal:
        order = {"customer_id": A, "at": "2026-11-18", "amount": 100_00, "created_at": ws.minute()}
        journal.insert("orders", {**order, "order_no": "NO-1", "product": "标签机"})
        journal.insert("orders", {**order, "order_no": "NO-2"})
    merging.merge(ws, A, B)
    orders = reading.rows(ws.db, A)["orders"]
    assert sorted(row["order_no"] for row in orders) == ["NO-1", "NO-2"]
    first = next(row for row in orders if row["order_no"] == "NO-1")
    assert (first["product"], first["deal_id"] is None) == ("标签机", False)


def test_two_persons_who_are_one_customer_are_one_contact(ws: Workspace) -> None:
    deeds.add(ws, "王芳", wechat="wangfang_88", source="展会")
    deeds.add(ws, "王小芳", phone="13900139000", source="展会")
    merging.merge(ws, 3, 4, keep={"name": "right"})
    assert [row["name"] for row in people.contacts(ws.db, 3)] == ["王小芳"]
    assert lookup.find(ws, "王芳") == 3
    deeds.undo(ws)
    check_whole(ws)


def test_a_plan_says_what_the_merge_then_does_and_writes_nothing(ws: Workspace) -> None:
    before = everything(ws.db)
    plan = merging.plan(ws, A, B)
    assert everything(ws.db) == before
    assert merging.merge(ws, A, B).plan == plan
    assert plan.people == (("张总", "张伟"),)
    assert (plan.moved["interactions"], plan.same["customer_tags"]) == (1, 1)


def test_contacts_of_one_customer_can_be_made_one(ws: Workspace) -> None:
    contacts.add(ws, A, "大卫", contacts.read(ws, [("email", "set", "david@example.com")]))
    before = everything(ws.db)
    ids = {row["name"]: row["id"] for row in people.contacts(ws.db, A)}
    assert contacts.merge(ws, A, ids["张伟"], ids["大卫"]) == "张伟"
    assert {row["value"] for row in people.points_of(ws.db, ids["张伟"])} == {"13800138000", "david@example.com"}
    assert ("name", "大卫") in {(one["field"], one["value"]) for one in showing.show(ws, A).alternates}
    check_whole(ws)
    deeds.undo(ws)
    assert everything(ws.db) == before


def test_a_new_contact_with_the_number_of_a_surname_is_that_person(ws: Workspace) -> None:
    contacts.add(ws, B, "张大为", contacts.read(ws, [("phone", "set", "13800138000")]))
    assert [row["name"] for row in people.contacts(ws.db, B)] == ["张大为", "李娜"]


def test_several_merges_of_one_operation_are_one_undo_and_many_splits(ws: Workspace) -> None:
    deeds.add(ws, "示例科技集团", phone="13600136000", source="展会", need="别的")
    before = everything(ws.db)
    with ws.operation() as journal:
        for loser in (B, 3):
            merging.merge_within(ws, journal, A, loser)
    check_whole(ws)
    splitting.split(ws, B)
    assert showing.record(ws, B).name == "北京示例科技"
    assert lookup.find(ws, _code(ws, 3)) == A
    check_whole(ws)
    deeds.undo(ws)
    deeds.undo(ws)
    assert everything(ws.db) == before


def test_every_refusal_is_a_sentence(ws: Workspace) -> None:
    with pytest.raises(CrmError, match="cannot be merged with itself"):
        merging.plan(ws, A, A)


def _code(ws: Workspace, customer: int) -> str:
    return str(ws.db.execute("SELECT code FROM customers WHERE id = ?", (customer,)).fetchone()[0])
