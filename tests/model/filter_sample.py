"""Seven customers, each with something to be found by."""

from __future__ import annotations

import sqlite3

from crmcli.model.migrations import m001

WAN = 1_000_000  # cents
HOSTILE = "'; DROP TABLE customers; --%_\\"

# Each is a customer, by a letter as its code; what is left out is empty.
CUSTOMERS: dict[str, dict[str, object]] = {
    "A": {
        "name": "智微科技有限公司", "kind": "company", "industry": "C", "company_size": "large", "province": "广东",
        "city": "深圳", "source": "expo", "event": "2026广交会", "stage": "quote", "status": "intent", "owner": "李娜",
        "need": "客户管理系统", "budget_low": 10 * WAN, "budget_high": 50 * WAN, "created_at": "2026-11-02 10:00",
        "last_contact_at": "2026-11-14 18:00", "last_method": "wechat", "open_deals": 1, "open_cents": 5 * WAN,
        "idle_base": "2026-11-14", "custom": '{"年采购额": 500, "hot line": "a;b"}', "interactions": 2,
        "search": "智微科技有限公司zwkj张伟", "contact": "张伟", "title": "总经理",
    },
    "B": {
        "name": "Acme Trading", "kind": "company", "industry": "F", "province": "浙江", "city": "杭州",
        "source": "referral", "stage": "won", "status": "won", "grade": "A", "created_at": "2025-03-01 09:00",
        "updated_at": "2026-11-21 08:00", "last_contact_at": "2026-08-20", "orders": 2, "spend_cents": 30 * WAN,
        "search": "acmetrading", "contact": "Ann Lee", "interactions": 5, "note": "100% ok_done",
    },
    "C": {
        "name": "王芳", "kind": "person", "source": "expo", "stage": "lead", "status": "prospect",
        "created_at": "2026-11-20 15:00", "idle_base": "2026-11-20", "search": "王芳wf", "contact": "王芳",
    },
    "D": {
        "name": "老陈面馆", "kind": "company", "stage": "lost", "status": "lost", "lost_reason": "price",
        "created_at": "2026-01-05 09:00", "last_contact_at": "2026-02-01 10:00", "search": "老陈面馆lcmg",
        "interactions": 1,
    },
    "E": {
        "name": "远山贸易", "kind": "company", "province": "江苏", "stage": "needs", "status": "intent",
        "created_at": "2026-10-01", "last_contact_at": "2026-10-22 12:00", "next_at": "2026-11-28 10:00",
        "idle_base": "2026-10-22", "budget_low": 10 * WAN, "budget_high": 10 * WAN, "open_deals": 1,
        "open_cents": 20 * WAN, "search": "远山贸易", "strategic": 1, "interactions": 3,
    },
    "F": {
        "name": HOSTILE, "kind": "company", "stage": "contact", "status": "prospect", "search": HOSTILE.lower(),
        "created_at": "2026-08-20 23:00", "idle_base": "2026-08-20", "incomplete": 1, "do_not_contact": 0,
        "budget_high": 10 * WAN, "note": HOSTILE,
    },
    "G": {
        "name": "百分号100", "kind": "company", "stage": "contact", "status": "prospect", "search": "百分号100",
        "created_at": "2026-11-01 00:00", "last_contact_at": "2026-11-17 23:59", "idle_base": "2026-11-17",
        "do_not_contact": 1, "next_at": "2026-11-21 16:00", "note": "1000 okXdone", "interactions": 1,
    },
}  # fmt: skip

POINTS = [
    ("A", "mobile", "13800138000", 0, None),
    ("A", "phone", "0755-88886666", 0, None),
    ("A", "email", "zhang@zhiwei.example", 0, None),
    ("B", "mobile", "13900139000", 0, "2026-01-01"),
    ("B", "email", "ann@acme.example", 0, None),
    ("C", "mobile", "138****1234", 1, None),
    ("C", "wechat", "wang-fang", 0, None),
    ("D", "phone", "010-62345678", 0, None),
]
TAGS = [("A", "风险等级", "高"), ("A", "意向", "高意向"), ("B", "自定义", "Hot Lead"), ("E", "预算规模", "10-50万")]
DUES = [
    ("A", "2026-11-21", "2026-11-22"),
    ("C", "2026-11-21 15:00", "2026-11-21 15:00"),
    ("E", "2026-11-28", "2026-11-29"),
]
DUES += [("D", "2026-11-20", "2026-11-21"), ("G", "2026-11-21 09:00", "2026-11-21 09:30")]
TALKS = [("A", "wechat", "complaint", "屏幕坏了", None), ("B", "visit", None, "参观展台", "2026广交会")]

NUMBERS: dict[str, object] = {
    "interactions": 0, "attempts": 0, "open_deals": 0, "open_cents": 0, "stake_cents": 0, "orders": 0, "spend_cents": 0,
    "risk_high": 0,
}  # fmt: skip
FACTS = ("search", "status", "grade", "contact", "title", "last_contact_at", "last_method", "next_at", "idle_base")


def make_file() -> sqlite3.Connection:
    """A database in memory that holds them."""
    db = sqlite3.connect(":memory:")
    for step in m001.STEPS:
        db.executescript(step)
    for number, (code, given) in enumerate(CUSTOMERS.items(), 1):
        values: dict[str, object] = {"updated_at": "2026-11-10 09:00", "grade": "N", **NUMBERS, **given}
        facts = {key: values.pop(key) for key in (*FACTS, *NUMBERS) if key in values}
        facts |= {"customer_id": number, "due_from": "9999", "late_from": "9999", "recent": "2026-11-01"}
        _insert(db, "customers", {"id": number, "code": code, **values})
        _insert(db, "facts", facts)
    ids = {code: number for number, code in enumerate(CUSTOMERS, 1)}
    made = {"created_at": "2026-11-01"}
    for code, kind, value, masked, ended in POINTS:
        point = {"kind": kind, "value": value, "raw": value, "masked": masked, "ended_at": ended}
        _insert(db, "contact_points", {"customer_id": ids[code], **point, **made})
    for number, (code, dimension, value) in enumerate(TAGS, 1):
        _insert(db, "tags", {"id": number, "dimension": dimension, "value": value, **made})
        _insert(db, "customer_tags", {"customer_id": ids[code], "tag_id": number, **made})
    for code, due_at, late_at in DUES:
        due = {"rule": "cadence", "ref": 0, "due_at": due_at, "late_at": late_at, "weight": 1}
        _insert(db, "dues", {"customer_id": ids[code], **due})
    for code, method, topic, content, event in TALKS:
        talk = {"at": "2026-10-01", "method": method, "type": topic, "content": content, "event": event}
        _insert(db, "interactions", {"customer_id": ids[code], **talk, **made})
    people = made | {"updated_at": "2026-11-01"}
    _insert(db, "contacts", {"customer_id": 1, "name": "张伟", "name_en": "David", "title": "总经理", **people})
    _insert(db, "contacts", {"customer_id": 2, "name": "Ann Lee", "department": "采购部", **people})
    _insert(db, "external_ids", {"customer_id": 1, "system": "crm", "value": "C20250101009", **made})
    _insert(db, "deals", {"customer_id": 5, "name": "x", "product": "云主机", **people})
    return db


def _insert(db: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608
