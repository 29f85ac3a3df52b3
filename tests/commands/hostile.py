"""A file in which every text is an attack on whoever shows it, and the commands that show some of it."""

from __future__ import annotations

import json
import sqlite3

from crmcli.model.journal.tables import FREE_TEXT, UNIQUE_TEXT
from tests.running import Crm

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x08\x7f"
TURNING = "\u202egnp.exe\u2066\u200b\u200f\ufeff\U000e0041"
MARKUP = "[red]rot[/red][link=http://example.com]x[/link][/]"
FORMULA = '=HYPERLINK("http://example.com";"x")'
HTML = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;'\""
MESSAGE = "{n} {0} {x.__class__} %s %(x)s ${y}"  # a text is no pattern
HOSTILE = (
    FORMULA + ESCAPES + TURNING + MARKUP + HTML + MESSAGE,
    "@SUM(1+1)\n\r\t\u2028" + ESCAPES + MARKUP,
    "-2+3" + HTML,
)

FILLING = (
    "add 北京示例科技有限公司 --contact 王芳 --phone 13800138000 --source 展会 --event 广交会 --next 周五发报价",
    "add 赵敏 --phone 13900139000 --source 展会 --tag 重点 --need 设备 --note 备注",
    "log 赵敏 同意报价 --topic 价格 --feedback 好 --result 成 --next '+3d 回访'",
    "task add 寄样 -c 赵敏 --goal 成交 -d +1d",
    "deal add 赵敏 设备 --amount 5万 --product 机床 --competitor 某家",
    "order add 赵敏 500 --no A1 --product 机床 --note 加急",
    "view save hot stage:lead,contact,needs",
    "dict add channel 小摊",
    "edit 赵敏 custom.型号=甲",
    "rm 北京示例 -y",
    "trash restore 北京示例",
    "add 孙丽 --phone 13700137000 --source 展会",
    "rm 孙丽 -y",
)

LOOKS = (
    "due", "due --days 30 --why", "list", "list --columns code,name,contact,need,note,tags,event,owner,custom",
    "show {a}",
    "show {b}", "show {b} --brief", "history", "history {b}", "task list", "deal list", "order list", "trash",
    "tag list",
    "view list", "dict list channel", "config list", "batch list", "attach list", "attach list {b}", "field list",
    "export customers", "export contacts", "export interactions", "export tasks", "export deals", "export orders",
    "report", "report customers", "report channel", "report funnel", "undo --dry-run", "redo --dry-run", "grade show",
    "cost list", "target list", "review --list", "dedupe --dry-run", "merge {a} {b} --dry-run", "notify --dry-run",
    "backup list", "doctor", "doctor --replay --sensitive", "tag lint", "tag rules", "sync list", "list {x}",
    "show {x}",
    "log {x} 好", "stage {b} {x}", "edit {b} stage={x}", "list stage:{x}", "due {x}", "restore {x} -y",
    "view show {x}",
    "config get {x}", "import {x}", "undo {x}", "history {x}", "attach get {b} {x}", "task done {x}", "{x}",
    "--lang {x}",
    "-f {x} list", "--db {x} list",
)  # fmt: skip


def fill(crm: Crm) -> None:
    """Make the file. What could not be typed is written past the program, as an older or another one might have."""
    for words in FILLING:
        crm.ok(words)
    (crm.folder / "a.txt").write_text("x")
    crm.ok("attach add 赵敏 a.txt")
    db = sqlite3.connect(crm.db)
    for table, columns in FREE_TEXT.items():
        for column in columns:
            if (table, column) != ("saved_views", "filter"):  # it has to stay one
                _spoil(db, table, column)
    for column in ("user", "terminal", "command"):
        db.execute(f"UPDATE operations SET {column} = {column} || ?", (HOSTILE[0],))  # noqa: S608
    db.commit()
    db.close()
    crm("doctor --replay --fix")


def _spoil(db: sqlite3.Connection, table: str, column: str) -> None:
    for row_id, text in db.execute(f"SELECT id, {column} FROM {table}").fetchall():  # noqa: S608
        wanted = HOSTILE[row_id % len(HOSTILE)] + (str(row_id) if (table, column) in UNIQUE_TEXT else "")
        if column == "custom":
            wanted = json.dumps({wanted: wanted})
        if text is not None or table in ("customers", "contacts", "interactions"):
            db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (wanted, row_id))  # noqa: S608
