"""The journal tells all that happened to the journaled tables, and nothing else: triggers are the witnesses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import crmcli
from crmcli.errors import Refused
from crmcli.model.connection import IntegrityError
from crmcli.model.journal.replaying import differences
from crmcli.model.journal.tables import JOURNALED, ONE_OF, SHARED
from crmcli.model.journal.writing import Header, Journal
from crmcli.services import contacts, editing, settings, staging, tagging, trash, views
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.deeds import COMPANY, DEEDS, PERSON, ZHANG
from tests.journaling import Witness, check_whole, narrowed, operations, owners, told, touched

HEADER = Header("2026-11-23 01:00:00", "2026-11-23 09:00", "tester", "tty1", "crm test", 1)
SOURCE = Path(crmcli.__file__).parent


@pytest.mark.parametrize("name", DEEDS)
def test_the_journal_tells_what_really_happened_to_the_rows(ws: Workspace, name: str) -> None:
    witness = Witness(ws.db)
    known = operations(ws)
    DEEDS[name](ws)
    happened = witness.seen()
    assert happened
    assert operations(ws) == known + 1
    number = ws.last_operation
    assert number is not None
    assert told(ws.db, number) == [narrowed(one) for one in happened]
    assert touched(ws.db, number) == set().union(*map(owners, happened))
    check_whole(ws)


@pytest.mark.parametrize(
    "deed",
    [
        deeds.edit("name=北京示例科技有限公司", "source=展会"),
        deeds.edit("phone=13800138000"),
        deeds.edit("tag+=高意向"),
        deeds.edit("stage=quote"),
        lambda ws: staging.move(ws, COMPANY, "报价"),
        lambda ws: tagging.add(ws, [COMPANY], "高意向"),
        lambda ws: tagging.remove(ws, [PERSON], "高意向"),
        lambda ws: views.save(ws, "hot", ["stage:quote"]),
        lambda ws: settings.set_value(ws, "due.won", "45"),
        lambda ws: settings.unset(ws, "due.prospect"),
        lambda ws: trash.remove(ws, []),
        lambda ws: contacts.make_primary(ws, COMPANY, ZHANG),
    ],
)
def test_an_operation_that_changes_nothing_leaves_nothing(ws: Workspace, deed: deeds.Deed) -> None:
    known, moment = operations(ws), ws.db.total_changes
    before = ws.db.serialize()
    deed(ws)
    assert ws.last_operation is None
    assert operations(ws) == known
    assert (ws.db.total_changes, ws.db.serialize()) == (moment, before)


def test_a_failed_operation_leaves_nothing(ws: Workspace) -> None:
    before = ws.db.serialize()
    twice = [("意向", "低", "2026-11-23")] * 2
    with pytest.raises(IntegrityError), ws.operation() as journal:
        journal.insert_many("tags", ("dimension", "value", "created_at"), twice)
    assert ws.db.serialize() == before
    typed = editing.read_pairs(ws, ["note=x", "stage=lead"])
    with pytest.raises(Refused):
        editing.edit(ws, deeds.BUYER, typed)
    assert ws.db.serialize() == before


def test_more_rows_than_one_change_or_one_batch_holds_are_all_told(ws: Workspace) -> None:
    witness = Witness(ws.db)
    with ws.operation() as journal:
        rows = [(PERSON, "2026-11-23", "phone", f"第{n}次", "2026-11-23 09:00") for n in range(2300)]
        ids = journal.insert_many("interactions", ("customer_id", "at", "method", "content", "created_at"), rows)
        journal.update_many("interactions", ("content", "topic"), [(one, f"改{one}", None) for one in ids])
        journal.delete("interactions", ids[::2])
    happened = witness.seen()
    assert len(happened) == 2300 + 2300 + 1150
    assert ws.last_operation is not None
    assert told(ws.db, ws.last_operation) == [narrowed(one) for one in happened]
    check_whole(ws)
    before = ws.db.execute("SELECT count(*) FROM interactions").fetchone()[0]
    deeds.undo(ws)
    assert ws.db.execute("SELECT count(*) FROM interactions").fetchone()[0] == before - 1150
    check_whole(ws)


def test_a_row_given_twice_or_changed_twice_is_told_in_steps(ws: Workspace) -> None:
    witness = Witness(ws.db)
    before = ws.db.execute("SELECT note FROM customers WHERE id = ?", (PERSON,)).fetchone()[0]
    with ws.operation() as journal:
        assert journal.update_many("customers", ("note",), [(PERSON, "一"), (COMPANY, "二"), (PERSON, "三")]) == 2
        journal.update("customers", PERSON, {"note": "四"})
        journal.update("customers", PERSON, {"note": "五"})
    assert ws.last_operation is not None
    assert told(ws.db, ws.last_operation) == [narrowed(one) for one in witness.seen()]
    deeds.undo(ws)
    assert ws.db.execute("SELECT note FROM customers WHERE id = ?", (PERSON,)).fetchone()[0] == before
    check_whole(ws)


def test_a_customer_put_into_the_trash_twice_counts_once(ws: Workspace) -> None:
    assert trash.remove(ws, [PERSON, PERSON]) == 1


def test_a_row_that_moves_touches_both_customers(ws: Workspace) -> None:
    with ws.operation() as journal:
        journal.update("contacts", ZHANG, {"customer_id": PERSON, "is_primary": 0})
    assert touched(ws.db, ws.last_operation or 0) == {COMPANY, PERSON}
    check_whole(ws)
    deeds.undo(ws)
    assert touched(ws.db, ws.last_operation or 0) == {COMPANY, PERSON}
    check_whole(ws)


def test_replaying_notices_whatever_was_written_past_the_journal(ws: Workspace) -> None:
    assert differences(ws.db) == []
    for tampering, row in (
        ("UPDATE customers SET note = 'x' WHERE id = 1", "customers 1"),
        ("INSERT INTO tags(id, dimension, value, created_at) VALUES (99, 'x', 'y', '')", "tags 99"),
        ("DELETE FROM stage_events WHERE id = 1", "stage_events 1"),
        ("DELETE FROM changes WHERE tbl = 'saved_views'", "saved_views 1"),
    ):
        ws.db.execute("SAVEPOINT honest")
        ws.db.execute(tampering)
        assert differences(ws.db) == [row]
        ws.db.execute("ROLLBACK TO honest")
    assert differences(ws.db) == []


def test_ids_and_codes_are_never_given_twice(ws: Workspace) -> None:
    codes: set[str] = set()
    ids: set[tuple[str, int]] = set()
    for _ in range(3):
        code = deeds.add(ws, "孙悦", phone="13812345678", source="展会")
        tables = ("customers", "contacts", "contact_points", "stage_events")
        new = {(table, ws.db.execute(f"SELECT max(id) FROM {table}").fetchone()[0]) for table in tables}  # noqa: S608
        assert code not in codes
        assert not new & ids
        codes.add(code)
        ids |= new
        deeds.undo(ws)
    assert {code[-3:] for code in codes} == {"001", "002", "003"}


def test_an_unknown_table_is_never_written(ws: Workspace) -> None:
    journal = Journal(ws.db, HEADER)
    ws.db.execute("BEGIN")
    with pytest.raises(KeyError):
        journal.insert("blobs", {"hash": "x", "bytes": b""})
    ws.db.execute("ROLLBACK")


def test_every_table_that_holds_what_people_wrote_is_journaled_and_numbers_its_rows_once(ws: Workspace) -> None:
    unjournaled = {"blobs", "import_rows", "operations", "changes", "touched", "counters", "facts", "dues", "birthdays",
                   "match_key", "file_state", "_sqlite_migrations", "sqlite_sequence", "sqlite_stat1"}  # fmt: skip
    tables = dict(ws.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    assert set(tables) - unjournaled == set(JOURNALED)
    for table, owner in JOURNALED.items():
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in tables[table]
        names = {row[1] for row in ws.db.execute(f"PRAGMA table_info({table})")}
        assert owner in names or (not owner and "customer_id" not in names)
        assert not re.search(r"ON (DELETE|UPDATE|CONFLICT)|TRIGGER", tables[table], re.IGNORECASE)
    assert set(JOURNALED) >= SHARED | set(ONE_OF)


def test_only_the_journal_writes_the_journaled_tables() -> None:
    names = "|".join([*JOURNALED, r"\{\w+\}"])
    writing = re.compile(rf"(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+({names})\b", re.I)
    free = {"model/facts/refreshing.py": r"DELETE FROM {table}"}  # over the derived tables alone
    found: list[tuple[str, str]] = []
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(("model/journal/", "model/migrations/")):
            found.extend((name, hit[0]) for hit in writing.finditer(path.read_text(encoding="utf-8")))
    assert [hit for hit in found if free.get(hit[0]) != hit[1]] == []
