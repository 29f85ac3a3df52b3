"""Facts follow every operation: what is derived of the touched customers is what computing all anew would give."""

from __future__ import annotations

from typing import Any

import pytest

from crmcli.model.facts.gathering import gather, state_of
from crmcli.services import contacts, settings, staging, tagging, trash
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.deeds import BUYER, COMPANY, LI, PERSON, THROWN, edit, log, redo, undo
from tests.journaling import check_whole, derived, recomputed
from tests.running import FixedClock


def facts(ws: Workspace, customer: int = COMPANY) -> dict[str, Any]:
    """One customer's facts; empty when it has none."""
    row = ws.db.execute("SELECT * FROM facts WHERE customer_id = ?", (customer,)).fetchone()
    return dict(row) if row else {}


def dues(ws: Workspace, customer: int = COMPANY) -> dict[tuple[str, bool], str]:
    """(rule, whether a task is behind it) -> the day it is due."""
    sql = "SELECT rule, ref > 0, due_at FROM dues WHERE customer_id = ?"
    return {(row[0], bool(row[1])): row[2] for row in ws.db.execute(sql, (customer,))}


def keys(ws: Workspace, customer: int) -> set[str]:
    return {row[0] for row in ws.db.execute("SELECT key FROM match_key WHERE customer_id = ?", (customer,))}


def test_a_customer_in_the_trash_has_no_facts_and_gets_the_same_ones_back(ws: Workspace) -> None:
    assert facts(ws, THROWN) == {}
    before = derived(ws.db)
    code = ws.db.execute("SELECT code FROM customers WHERE id = ?", (COMPANY,)).fetchone()[0]
    trash.remove(ws, [COMPANY])
    assert (facts(ws), dues(ws), keys(ws, COMPANY)) == ({}, {}, set())
    undo(ws)
    assert derived(ws.db) == before
    redo(ws)
    assert facts(ws) == {}
    trash.restore(ws, [code])
    assert derived(ws.db) == before
    undo(ws)
    assert facts(ws) == {}


def test_work_on_a_customer_in_the_trash_makes_no_facts(ws: Workspace) -> None:
    tagging.add(ws, [THROWN], "重点")
    assert facts(ws, THROWN) == {}
    check_whole(ws)


@pytest.mark.parametrize(
    ("key", "text"), [("due.intent", "1"), ("due.working_days", "yes"), ("country", "US"), ("score.cap", "3")]
)
def test_a_changed_setting_recomputes_everybody_and_undo_does_it_again(ws: Workspace, key: str, text: str) -> None:
    before = derived(ws.db)
    settings.set_value(ws, key, text)
    after = derived(ws.db)
    assert after == recomputed(ws)
    undo(ws)
    assert derived(ws.db) == before == recomputed(ws)
    redo(ws)
    assert derived(ws.db) == after
    settings.unset(ws, key)
    assert derived(ws.db) == before


def test_a_cadence_that_is_changed_moves_the_days_of_those_it_concerns(ws: Workspace) -> None:
    undo_step = edit("next=")
    undo_step(ws)
    assert dues(ws)["cadence", False] == "2026-11-21"  # the last talk on the 18th and 3 days
    settings.set_value(ws, "due.intent", "10")
    assert dues(ws)["cadence", False] == "2026-11-28"
    assert facts(ws)["cadence_days"] == 10
    assert facts(ws, BUYER)["cadence_days"] == 45


def test_a_high_risk_tag_shortens_the_cadence_until_it_is_taken_off(ws: Workspace) -> None:
    assert (facts(ws)["risk_high"], facts(ws)["cadence_days"]) == (0, 3)
    tagging.add(ws, [COMPANY, PERSON], "风险等级-高")
    assert [(facts(ws, one)["risk_high"], facts(ws, one)["cadence_days"]) for one in (COMPANY, PERSON)] == [(1, 2)] * 2
    tagging.remove(ws, [COMPANY], "风险等级-高")
    assert (facts(ws)["risk_high"], facts(ws, PERSON)["risk_high"]) == (0, 1)


def test_an_attempt_is_no_contact_and_is_tried_again_the_next_working_day(ws: Workspace, clock: FixedClock) -> None:
    before = facts(ws)["last_contact_at"]
    clock.set("2026-11-27 15:00")  # a Friday
    log(answered=False)(ws)
    found = facts(ws)
    assert (found["attempts"], found["retry_on"], found["last_contact_at"]) == (1, "2026-11-30", before)
    clock.set("2026-11-30 09:00")
    log(answered=False)(ws)
    assert (facts(ws)["attempts"], facts(ws)["retry_on"]) == (2, "2026-12-01")
    undo(ws)
    assert (facts(ws)["attempts"], facts(ws)["retry_on"]) == (1, "2026-11-30")


def test_a_talk_ends_the_attempts(ws: Workspace, clock: FixedClock) -> None:
    log(answered=False)(ws)
    clock.set("2026-11-23 11:00")
    log("接通了,下周再谈")(ws)
    found = facts(ws)
    assert (found["attempts"], found["retry_on"], found["last_contact_at"]) == (0, None, "2026-11-23 11:00")
    assert ("next_step", False) not in dues(ws)


def test_a_talk_entered_late_does_not_end_the_attempts_made_after_it(ws: Workspace, clock: FixedClock) -> None:
    clock.set("2026-11-25 09:00")
    log(answered=False)(ws)
    log("周一在展会见过面", at="2026-11-23 14:00")(ws)
    found = facts(ws)
    assert (found["attempts"], found["retry_on"], found["last_contact_at"]) == (1, "2026-11-26", "2026-11-23 14:00")


def test_a_date_agreed_after_the_last_attempt_replaces_the_retry(ws: Workspace, clock: FixedClock) -> None:
    log(answered=False)(ws)
    clock.set("2026-11-23 10:00")
    edit("next=2026-12-04")(ws)
    assert facts(ws)["retry_on"] is None
    assert dues(ws) == {
        ("next_step", True): "2026-12-04",
        ("idle", False): "2026-12-04",
        ("need_check", True): "2026-12-01",
        ("silent", False): "2027-02-19",
    }


def test_a_date_given_with_the_attempt_needs_no_retry(ws: Workspace) -> None:
    log(answered=False, next="周五再打")(ws)
    found = facts(ws)
    assert (found["attempts"], found["retry_on"], found["next_at"]) == (1, None, "2026-11-27")


def test_an_attempt_before_the_agreed_date_brings_a_retry_and_leaves_the_step_its_date(
    ws: Workspace, clock: FixedClock
) -> None:
    edit("next=2026-12-04")(ws)
    clock.set("2026-11-24 10:00")
    log(answered=False)(ws)
    found = dues(ws)
    assert (found["next_step", False], found["next_step", True]) == ("2026-11-25", "2026-12-04")


def test_the_earliest_open_step_with_a_date_is_the_next_one(ws: Workspace) -> None:
    edit("next=2026-12-04 发样品")(ws)
    assert (facts(ws)["next_at"], facts(ws)["next_title"]) == ("2026-12-04", "发样品")
    assert dues(ws)["next_step", True] == "2026-12-04"
    assert ("cadence", False) not in dues(ws)
    edit("next=有空再说")(ws)  # a promise without a date reminds nobody
    assert facts(ws)["next_at"] is None
    assert ("cadence", False) in dues(ws)
    undo(ws)
    assert facts(ws)["next_at"] == "2026-12-04"
    log("样品已发", done=True)(ws)
    assert (facts(ws)["next_at"], facts(ws)["next_task_id"], facts(ws)["next_title"]) == (None, None, "")


def test_being_at_an_event_is_contact_but_no_first_touch(ws: Workspace) -> None:
    with ws.operation() as journal:
        at = {"at": "2026-11-20", "method": "event", "event": "2026广交会", "created_at": "2026-11-23 09:00"}
        journal.insert("interactions", {"customer_id": PERSON, **at})
    found = facts(ws, PERSON)
    assert (found["interactions"], found["last_contact_at"], found["last_method"]) == (0, "2026-11-20", "event")
    assert ("first_touch", False) in dues(ws, PERSON)
    log("介绍了产品", customer=PERSON)(ws)
    assert facts(ws, PERSON)["interactions"] == 1
    assert ("first_touch", False) not in dues(ws, PERSON)


def test_who_is_not_to_be_contacted_or_is_no_lead_at_all_is_never_due(ws: Workspace) -> None:
    edit("do_not_contact=是")(ws)
    assert (dues(ws), facts(ws)["cadence_days"], facts(ws)["idle_base"]) == ({}, None, None)
    undo(ws)
    assert dues(ws)
    staging.move(ws, PERSON, "lost", reason="invalid")
    assert dues(ws, PERSON) == {}
    staging.move(ws, PERSON, "contact")
    assert dues(ws, PERSON)


def test_the_card_shows_the_primary_contact_and_its_numbers_first(ws: Workspace) -> None:
    assert [facts(ws)[name] for name in ("contact", "title", "mobile", "email")] == [
        "张伟", "总经理", "13800138000", "zhang@example.com",
    ]  # fmt: skip
    contacts.make_primary(ws, COMPANY, LI)
    # Li has no address of her own: a colleague's is better than none
    assert [facts(ws)[name] for name in ("contact", "title", "mobile", "email")] == [
        "李娜", "采购", "13700137000", "zhang@example.com",
    ]  # fmt: skip
    contacts.remove(ws, COMPANY, LI)
    assert [facts(ws)[name] for name in ("contact", "mobile")] == ["张伟", "13800138000"]
    edit("phone=")(ws)
    assert facts(ws)["mobile"] is None


def test_old_numbers_still_find_and_identify_the_customer(ws: Workspace) -> None:
    edit("phone=13900000001")(ws)
    assert "13800138000" in facts(ws)["search"]
    assert {"m:13800138000", "m:13900000001"} <= keys(ws, COMPANY)


def test_masked_numbers_identify_nobody(ws: Workspace) -> None:
    with ws.operation() as journal:
        point = {"customer_id": PERSON, "kind": "mobile", "value": "138****8000", "raw": "138****8000", "masked": 1}
        journal.insert("contact_points", {**point, "created_at": "2026-11-23"})
    assert not [key for key in keys(ws, PERSON) if "*" in key]


def test_money_of_deals_and_orders_is_added_up(ws: Workspace) -> None:
    """A deal without a chance of its own has that of its stage."""
    at = {"created_at": "2026-11-23 09:00", "customer_id": COMPANY}
    with ws.operation() as journal:
        for amount, probability, state in ((100_00, 0.5, "open"), (50_01, None, "open"), (900_00, 1.0, "won")):
            deal = {"name": "软件", "amount": amount, "probability": probability, "state": state, **at}
            journal.insert("deals", {**deal, "updated_at": at["created_at"]})
        for amount, state in ((300_00, "paid"), (70_00, "cancelled")):
            journal.insert("orders", {"at": "2026-11-01", "amount": amount, "state": state, **at})
    found = facts(ws)
    assert [found[name] for name in ("open_deals", "open_cents", "stake_cents")] == [2, 150_01, 65_00]
    assert [found[name] for name in ("orders", "spend_cents")] == [1, 300_00]
    undo(ws)
    assert [facts(ws)[name] for name in ("open_deals", "open_cents", "orders", "spend_cents")] == [0, 0, 0, 0]


def test_a_row_that_moves_changes_the_facts_of_both(ws: Workspace) -> None:
    with ws.operation() as journal:
        journal.update("contact_points", 1, {"customer_id": PERSON, "contact_id": None})
    assert (facts(ws)["mobile"], facts(ws, PERSON)["mobile"]) == ("13700137000", "13800138000")
    check_whole(ws)
    undo(ws)
    assert (facts(ws)["mobile"], facts(ws, PERSON)["mobile"]) == ("13800138000", None)
    check_whole(ws)


def test_customers_merged_into_another_have_no_facts(ws: Workspace) -> None:
    with ws.operation() as journal:
        journal.update("customers", PERSON, {"merged_into": COMPANY})
    assert (facts(ws, PERSON), dues(ws, PERSON), keys(ws, PERSON)) == ({}, {}, set())
    undo(ws)
    assert facts(ws, PERSON)
    check_whole(ws)


def test_a_strategic_partner_counts_as_grade_a(ws: Workspace) -> None:
    edit("strategic=是", "grade=C", customer=BUYER)(ws)
    assert (facts(ws, BUYER)["grade"], facts(ws, BUYER)["cadence_days"]) == ("A", 30)


def test_customers_are_gathered_in_slices_as_they_are_one_by_one(ws: Workspace) -> None:
    values = {"kind": "person", "created_at": "2026-11-23 09:00", "updated_at": "2026-11-23 09:00"}
    with ws.operation() as journal:
        cols = ("code", "name", *values)
        rows = [(f"X{n}", f"客户{n}", *values.values()) for n in range(2100)]
        ids = journal.insert_many("customers", cols, rows)
    assert ws.db.execute("SELECT count(*) FROM facts").fetchone()[0] == 3 + 2100
    assert derived(ws.db) == recomputed(ws)
    (one,) = gather(ws.db, [ids[1500]])
    assert state_of(one).stage == "lead"
    undo(ws)
    assert ws.db.execute("SELECT count(*) FROM facts").fetchone()[0] == 3


def test_the_derived_tables_name_no_customer_that_is_not_alive(ws: Workspace) -> None:
    deeds.add(ws, "孙悦", phone="13812345678")
    undo(ws)
    for table in ("facts", "dues", "match_key"):
        sql = (
            f"SELECT count(*) FROM {table} WHERE customer_id NOT IN"  # noqa: S608
            " (SELECT id FROM customers WHERE deleted_at IS NULL AND merged_into IS NULL)"
        )
        assert ws.db.execute(sql).fetchone()[0] == 0
