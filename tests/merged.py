"""Two customers that are one, with something in every table, and everything a file holds as text."""

from __future__ import annotations

import sqlite3

from crmcli.model.journal.tables import JOURNALED
from crmcli.services import contacts, logging, staging, tagging, tasking
from crmcli.services.logging import TalkOptions
from crmcli.services.tasking import TaskOptions
from crmcli.services.workspace import Workspace
from tests import deeds
from tests.running import FixedClock

A, B = 1, 2  # ids of the two that `two` makes
LATER = ("operations", "changes", "touched", "counters", "file_state", "sqlite_sequence")  # tell of the undo itself


def two(ws: Workspace, clock: FixedClock) -> None:
    """A firm entered twice, the second time under a shorter name and by the surname of its contact."""
    clock.set("2026-11-16 09:00")
    deeds.add(ws, "示例科技有限公司", contact="张伟", title="总经理", phone="13800138000", source="展会",
              event="2026广交会", industry="制造", tag="高意向", next="周五发送报价", note="老板爱喝茶")  # fmt: skip
    clock.set("2026-11-17 09:00")
    deeds.add(ws, "北京示例科技", contact="张总", title="总裁", phone="13800138000", email="z@example.com",
              source="转介绍", industry="零售", tag="高意向", need="二十人用", budget="10万",
              note="先付款")  # fmt: skip
    tagging.add(ws, [B], "老客户")
    clock.set("2026-11-18 10:00")
    logging.log(ws, B, "要两套", TalkOptions(stage="方案报价", next="下周三演示"))
    contacts.add(ws, B, "李娜", contacts.read(ws, [("phone", "set", "13700137000")]))
    tasking.add(ws, B, "寄样品", TaskOptions(due="2026-11-27"))
    _money(ws, B)
    clock.set("2026-11-23 09:00")


def _money(ws: Workspace, customer: int) -> None:
    at = ws.minute()
    with ws.operation() as journal:
        deal = {"customer_id": customer, "name": "两套", "amount": 500_00, "stage": "quote"}
        deal_id = journal.insert("deals", {**deal, "created_at": at, "updated_at": at})
        order = {"customer_id": customer, "order_no": "NO-1", "at": at[:10], "amount": 100_00, "deal_id": deal_id}
        journal.insert("orders", {**order, "created_at": at})
        journal.insert("external_ids", {"customer_id": customer, "system": "shop", "value": "U1", "created_at": at})
        file = {"customer_id": customer, "name": "合同.pdf", "hash": "0" * 64, "size": 7, "created_at": at}
        journal.insert("attachments", file)
        grade = {"customer_id": customer, "grade": "B", "spend": 100_00, "period": "2026Q4"}
        journal.insert("grades", {**grade, "created_at": at})


def everything(db: sqlite3.Connection) -> str:
    """Every row of every table, but for what tells of the commands themselves."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    assert set(JOURNALED) <= set(names)
    lines: list[str] = []
    for name in names:
        if name not in LATER and not name.startswith("sqlite_"):
            rows = sorted(repr(tuple(row)) for row in db.execute(f"SELECT * FROM {name}"))  # noqa: S608
            lines.extend(f"{name} {row}" for row in rows)
    return "\n".join(lines)


def move(ws: Workspace, customer: int, stage: str, reason: str | None = None) -> None:
    """`crm stage`."""
    staging.move(ws, customer, stage, reason=reason)
