"""`crm history`: what was written, and what it changed of one customer."""

from __future__ import annotations

import csv
import io

from crmcli.commands._views import fields
from crmcli.model import connection
from crmcli.model.journal import tables
from tests.running import Crm

ADD = "add 示例科技有限公司 --contact 张伟 --phone 13800000001 --source expo"
KEYS = ["operation", "at", "user", "terminal", "command", "kind", "target", "undone_by", "customers"]


def test_every_journaled_column_is_either_labelled_or_ours(crm: Crm) -> None:
    db = connection.connect(crm.db, write=False)
    try:
        columns = {(table, name) for table in tables.JOURNALED for name in tables.columns(db, table)}
    finally:
        db.close()
    labelled = {(table, column.key) for table, found in fields.LABELLED.items() for column in found}
    internal = {(table, name) for table, name in columns if fields.is_internal(table, name)}
    assert labelled | internal == columns
    assert not labelled & internal


def test_every_table_that_is_told_has_its_words() -> None:
    assert set(fields.LABELLED) <= set(tables.JOURNALED)
    assert set(fields.LABELLED) <= set(fields.NOUNS)
    assert set(fields.LABELLED) <= set(fields.GIST)
    assert set(fields.LABELLED) - {"tags"} <= set(fields.COUNTED)


def test_operations_are_listed_newest_first_with_stable_keys(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 city=苏州")
    crm.ok("undo")
    rows = crm.ok("history --json").json()
    assert [row["operation"] for row in rows] == [3, 2, 1]
    assert list(rows[0])[:9] == KEYS
    assert (rows[0]["kind"], rows[0]["target"], rows[1]["undone_by"]) == ("undo", 2, 3)
    assert rows[2]["names"] == ["示例科技有限公司"]
    header = next(csv.reader(io.StringIO(crm.ok("history --csv --codes").out)))
    assert header[:9] == KEYS


def test_a_table_says_what_is_undone_and_by_which(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("undo")
    assert "undone by #2" in crm.ok("history -f table").out
    crm.ok("redo")
    table = crm.ok("history -f table").out
    assert "undone by" not in table
    assert "redid #1" in table
    assert "redid #1" in crm.ok("history -f table --limit 1").out


def test_of_one_customer_fields_are_told_by_their_labels(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 budget=10万 stage=quote do_not_contact=yes")
    out = crm.ok("history 示例科技 -f table").out
    assert "Stage: Lead → Proposal and quote" in out
    assert "Budget from: – → ¥100,000" in out
    assert "Do not contact: no → yes" in out
    assert "New contact point: Mobile · 13800000001" in out
    assert not any(word in out for word in ("updated_at", "created_at", "incomplete", "customer_id"))


def test_the_audit_speaks_chinese(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 stage=quote")
    crm.lang = "zh"
    assert "线索 → 方案报价" in crm.ok("history 示例科技 -f table").out


def test_changes_for_scripts_hold_codes_and_yuan(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 budget=1234.5 stage=quote")
    changes = crm.ok("history 示例科技 --json").json()[0]["changes"]
    assert {"field": "customers.stage", "old": "lead", "new": "quote"} in changes
    assert {"field": "customers.budget_low", "old": None, "new": 1234.5} in changes
    assert not any(one["field"].endswith(("updated_at", "_id")) for one in changes)


def test_another_customers_operations_are_left_out(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("add 'Blue Sample Ltd' --phone 13800000002 --source expo")
    assert [row["operation"] for row in crm.ok("history Blue --json").json()] == [2]


def test_a_limit_cuts_and_says_how_to_see_more(crm: Crm) -> None:
    crm.ok(ADD)
    for city in ("苏州", "无锡", "常州"):
        crm.ok(f"edit 示例科技 city={city}")
    out = crm.ok("history --limit 2 -f table").out
    assert "#4" in out
    assert "#2" not in out
    assert "crm history --limit 4" in out
    assert "Older ones" not in crm.ok("history --limit 4 -f table").out


def test_custom_fields_are_told_one_by_one(crm: Crm) -> None:
    crm.ok(ADD)
    crm.ok("edit 示例科技 custom.楼层=3")
    assert {"field": "customers.custom.楼层", "old": None, "new": "3"} in crm.ok("history 示例科技 --json").json()[0][
        "changes"
    ]


def test_an_empty_file_has_no_history_and_is_not_made_by_looking(first_crm: Crm) -> None:
    assert first_crm.ok("history --json").json() == []
    assert not first_crm.db.exists()


def test_names_cannot_be_markup_or_escape_codes(crm: Crm) -> None:
    crm.ok(["add", "[red]Evil\x1b[31m Ltd", "--phone", "13800000003", "--source", "expo"])
    out = crm.ok("history -f table").out
    assert "[red]Evil" in out
    assert "\x1b" not in out


def test_the_column_of_what_was_done_is_not_headed_as_the_kind_of_a_customer(crm: Crm) -> None:
    crm.lang = "zh"
    heads = crm.ok("history").out.splitlines()[0].split("\t")
    assert "操作类型" in heads
    assert "客户性质" not in heads
