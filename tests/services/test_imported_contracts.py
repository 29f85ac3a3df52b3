"""Deals that a sheet calls won are money, once."""

from __future__ import annotations

from tests.commands.sales_dump import differing, dump
from tests.running import Crm

HEADER = "客户名称,手机,商机名称,金额,商机状态,合同编号,签约日期\n"


def bring(crm: Crm, *rows: str) -> None:
    """Import a sheet of deals."""
    (crm.folder / "deals.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    crm.ok("import deals.csv --yes --source expo")


def test_a_won_deal_of_a_sheet_is_an_order_and_gives_a_grade(crm: Crm) -> None:
    bring(crm, "示例公司,13800138001,框架,120000,赢单,HT-1,2026-10-01", "示例公司,13800138001,二期,5000,进行中,,")
    order = crm.ok("order list --json").json()
    assert [(one["order_no"], one["amount"], one["at"], one["deal_id"]) for one in order] == [
        ("HT-1", 120000, "2026-10-01", 1)
    ]
    assert [one["won_at"] for one in crm.ok("deal list --won --json").json()] == ["2026-10-01"]
    crm.ok("grade run --yes")
    assert crm.ok("list --json").json()[0]["grade"] == "A"
    steps = crm.ok("deal show 2 --json").json()["history"]
    assert [one["stage"] for one in steps] == ["needs"]


def test_a_contract_that_is_an_order_already_counts_once(crm: Crm) -> None:
    crm.ok("add 示例公司 --phone 13800138001 --source expo")
    crm.ok("order add 示例公司 120000 --no ht-1")
    bring(crm, "示例公司,13800138001,框架,120000,赢单,HT-1,2026-10-01")
    assert [(one["amount"], one["deal_id"]) for one in crm.ok("order list --json").json()] == [(120000, 1)]


def test_the_same_sheet_again_changes_nothing_and_its_batch_can_be_taken_back(crm: Crm) -> None:
    crm.ok("add 别的公司 --phone 13900139000 --source expo")
    before = dump(crm)
    bring(crm, "示例公司,13800138001,框架,120000,赢单,HT-1,2026-10-01")
    after = dump(crm)
    bring(crm, "示例公司,13800138001,框架,120000,赢单,HT-1,2026-10-01")
    assert differing(after, dump(crm)) == []
    crm.ok("batch undo 1 --yes")
    assert differing(before, dump(crm)) == []


def test_a_deal_that_a_later_sheet_calls_won_is_an_order_then(crm: Crm) -> None:
    crm.ok("add 示例公司 --phone 13800138001 --source expo")
    crm.ok("deal add 示例公司 框架 --amount 120000")
    (crm.folder / "won.csv").write_text(
        HEADER + "示例公司,13800138001,框架,120000,赢单,HT-1,2026-11-23\n", encoding="utf-8"
    )
    crm.ok("import won.csv --yes --on-match update")
    assert [one["order_no"] for one in crm.ok("order list --json").json()] == ["HT-1"]
    assert [one["stage"] for one in crm.ok("deal show 1 --json").json()["history"]] == ["needs", "won"]
