"""A small peopled database, and one deed of every kind that can be done to it: each writes one operation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crmcli.model import people
from crmcli.services import (
    adding,
    contacts,
    dictionary,
    editing,
    logging,
    reversing,
    settings,
    settling,
    staging,
    tagging,
    tasking,
    trash,
    views,
)
from crmcli.services.logging import TalkOptions
from crmcli.services.workspace import Workspace
from tests.journaling import opened
from tests.running import FixedClock, make_template

COMPANY, PERSON, BUYER, THROWN = 1, 2, 3, 4  # ids of the customers that `people_it` makes
ZHANG, LI = 1, 3  # contacts of the company

Deed = Callable[[Workspace], object]


def people_it(ws: Workspace, clock: FixedClock) -> None:
    """Four customers with people, numbers, tags, talks, steps and a stage each; one of them in the trash."""
    clock.set("2026-11-16 09:00")
    add(ws, "北京示例科技有限公司", contact="张伟", title="总经理", phone="13800138000", email="zhang@example.com",
        source="展会", event="2026广交会", tag="高意向", next="周五发送报价")  # fmt: skip
    add(ws, "王芳", wechat="wangfang_88", source="转介绍")
    add(ws, "Acme Trading Ltd", phone="010-62345678", source="referral", stage="won")
    add(ws, "远山贸易", phone="13900139000", source="展会", tag="重点")
    contacts.add(ws, COMPANY, "李娜", contacts.read(ws, [("phone", "set", "13700137000"), ("title", "set", "采购")]))
    clock.set("2026-11-17 10:30")
    logging.log(ws, COMPANY, "客户要两套,比较价格", TalkOptions(via="电话", contact="李娜", next="明天给方案"))
    logging.log(ws, PERSON, "", TalkOptions(answered=False))
    staging.move(ws, COMPANY, "quote")
    views.save(ws, "hot", ["stage:quote"])
    settings.set_value(ws, "due.won", "45")
    dictionary.add(ws, "channel", "小红书")
    clock.set("2026-11-18 16:20")
    trash.remove(ws, [THROWN])
    editing.edit(ws, PERSON, editing.read_pairs(ws, ["budget=5万", "custom.年采购额=300"]))
    log("预约下周演示", next="下周三演示")(ws)
    tagging.add(ws, [PERSON, BUYER], "老客户")
    undo(ws)
    clock.set("2026-11-23 09:00")


def add(ws: Workspace, name: str, **fields: str) -> str:
    """Add a customer, incomplete or not; returns its code."""
    options = {key: [text] for key, text in fields.items()}
    return adding.create(ws, adding.draft(ws, name, options, force=True)).code


def edit(*pairs: str, customer: int = COMPANY) -> Deed:
    """A deed: `crm edit` with these pairs."""
    return lambda ws: editing.edit(ws, customer, editing.read_pairs(ws, pairs, force=True))


def log(text: str = "", *, customer: int = COMPANY, **options: str | bool) -> Deed:
    """A deed: `crm log`."""
    return lambda ws: logging.log(ws, customer, text, TalkOptions(**options))  # type: ignore[arg-type]


def undo(ws: Workspace, number: int | None = None, *, keep_later: bool = False) -> object:
    """`crm undo [N]`."""
    return reversing.reverse(ws, reversing.plan_undo(ws, number), keep_later=keep_later)


def redo(ws: Workspace, number: int | None = None, *, keep_later: bool = False) -> object:
    """`crm redo [N]`."""
    return reversing.reverse(ws, reversing.plan_redo(ws, number), keep_later=keep_later)


def _attach(ws: Workspace) -> object:
    path = Path(__file__).parent / "running.py"  # any file will do
    return logging.log(ws, COMPANY, "合同已发", TalkOptions(attach=(path,)))


def _person_of(ws: Workspace) -> object:
    draft = adding.draft(ws, "赵六", {"company": ["北京示例科技有限公司"], "phone": ["13600136000"]})
    return adding.add_person(ws, COMPANY, draft)


def _update(ws: Workspace) -> object:
    draft = adding.draft(
        ws, "北京示例科技有限公司", {"phone": ["13500135000"], "need": ["二十人用"], "tag": ["新标签"]}
    )
    return adding.update(ws, COMPANY, draft)


def _contact_edit(ws: Workspace) -> object:
    values = [("title", "副总"), ("phone", "13400134000"), ("birthday", "03-15"), ("note", "爱喝茶")]
    contacts.edit(ws, COMPANY, LI, contacts.read(ws, [(field, "set", text) for field, text in values]))
    return None


def _contact_add(ws: Workspace) -> object:
    return contacts.add(ws, COMPANY, "钱多", contacts.read(ws, [("email", "set", "qian@example.com")]), primary=True)


def _settle(ws: Workspace) -> object:
    step = next(row["id"] for row in tasking.listed(ws) if row["origin"] == "next_step")
    return settling.done(ws, settling.of_task(ws, step), "演示做完了", TalkOptions(next="周五报价"))


def _task_again(ws: Workspace) -> object:
    """A weekly check that is skipped makes the next one; it is made by the stage of the company."""
    weekly = next(row["id"] for row in tasking.listed(ws) if row["every"])
    return tasking.skip(ws, weekly, "客户放假")


DEEDS: dict[str, Deed] = {
    "done": _settle,
    "snooze a row": lambda ws: settling.snooze(ws, settling.of_customer(ws, COMPANY), "下周一"),
    "snooze a customer": lambda ws: settling.snooze(ws, settling.Target(PERSON, None, None), "下周一"),
    "task add": lambda ws: tasking.add(ws, BUYER, "寄样品", tasking.TaskOptions(due="周五", every="1w", priority="高")),
    "task skip": _task_again,
    "a complaint": log("发货太慢", customer=BUYER, kind="投诉"),
    "win": lambda ws: staging.move(ws, COMPANY, "won"),
    "add a person": lambda ws: add(ws, "孙悦", phone="13812345678", source="展会"),
    "add a company with everything": lambda ws: add(
        ws, "上海未来贸易有限公司", contact="陈晨", title="经理", department="采购部", phone="13822223333",
        email="c@future.cn", wechat="chenchen99", source="小红书", need="十台打印机", budget="10-50万",
        tag="高意向", note="朋友介绍", next="3天后回访", city="上海", stage="contact",
    ),
    "add a pasted line": lambda ws: add(ws, "李雷 未来科技 总经理 13811112222 lilei@example.com"),
    "add a lost one": lambda ws: add(ws, "旧客户公司", stage="lost", reason="price"),
    "add to one that is there": _update,
    "add a contact of one that is there": _person_of,
    "edit the name": edit("name=北京示范科技有限公司"),
    "edit the name of a person": edit("name=王方", customer=PERSON),
    "edit texts": edit("note=老客户 '; DROP TABLE x", "city=北京", "address=中关村1号", "website=https://example.com"),
    "edit words of a dictionary": edit("industry=制造业", "size=大型", "source=小红书", "grade=A"),
    "edit flags": edit("do_not_contact=是", "strategic=是"),
    "edit money": edit("budget=10-50万"),
    "erase money": edit("budget=", customer=PERSON),
    "edit kind and need": edit("kind=person", "need=十台打印机"),
    "edit custom fields": edit("custom.年采购额=500", "custom.hot line=a;b", customer=PERSON),
    "erase a custom field": edit("custom.年采购额=", customer=PERSON),
    "edit the person": edit("contact=张玮", "title=董事长", "department=总部"),
    "edit more of the person": edit("role=决策人", "gender=男", "birthday=1980-03-15"),
    "replace the phone": edit("phone=13900000001"),
    "add a phone": edit("phone+=13900000002", "email+=second@example.com"),
    "end a phone": edit("phone-=13800138000"),
    "end all phones": edit("phone="),
    "edit other points": edit("wechat=zhangwei_66", "qq=10001234"),
    "edit tags": edit("tag+=重点,老客户", "tag-=高意向"),
    "edit the stage": edit("stage=negotiation"),
    "edit the status": edit("status=流失", "reason=价格"),
    "edit the next step": edit("next=下周一拜访"),
    "withdraw the next step": edit("next="),
    "edit first contact": edit("first=2026-11-01", customer=PERSON),
    "contact add": _contact_add,
    "contact edit": _contact_edit,
    "contact rm": lambda ws: contacts.remove(ws, COMPANY, LI),
    "contact rm of the primary one": lambda ws: contacts.remove(ws, COMPANY, ZHANG),
    "contact primary": lambda ws: contacts.make_primary(ws, COMPANY, LI),
    "contact verify": lambda ws: contacts.verify(ws, COMPANY, ZHANG),
    "log": log("同意报价,等签字", via="微信", kind="报价", topic="价格", feedback="好", result="成", satisfaction="4"),
    "log a first talk": log("介绍了产品", customer=PERSON, via="phone"),
    "log in the past": log("看过样品", at="上周五", via="拜访"),
    "log no answer": log(answered=False),
    "log a next step": log("改期", next="+3d"),
    "log and finish the step": log("方案已确认", done=True),
    "log and move the stage": log("开始谈合同", stage="negotiation"),
    "log and lose": log("选了别家", stage="lost", reason="competitor"),
    "log and attach": _attach,
    "stage": lambda ws: staging.move(ws, COMPANY, "谈判"),
    "stage back": lambda ws: staging.move(ws, COMPANY, "needs"),
    "stage lost": lambda ws: staging.move(ws, PERSON, "lost", reason="price"),
    "tag one": lambda ws: tagging.add(ws, [PERSON], "重点"),
    "tag many": lambda ws: tagging.add(ws, [COMPANY, PERSON, BUYER], "风险等级-高"),
    "untag": lambda ws: tagging.remove(ws, [COMPANY], "高意向"),
    "untag many": lambda ws: tagging.remove(ws, [COMPANY, PERSON], "高意向"),
    "view save": lambda ws: views.save(ws, "cold", ["last:30d.."]),
    "view replace": lambda ws: views.save(ws, "hot", ["stage:negotiation"]),
    "view rm": lambda ws: views.remove(ws, "hot"),
    "config set": lambda ws: settings.set_value(ws, "due.prospect", "9"),
    "config change": lambda ws: settings.set_value(ws, "due.won", "60"),
    "config unset": lambda ws: settings.unset(ws, "due.won"),
    "config name": lambda ws: settings.set_value(ws, "user.name", "李娜"),
    "dict add": lambda ws: dictionary.add(ws, "interaction_method", "抖音私信", english="Douyin", aliases=["抖音"]),
    "dict change": lambda ws: dictionary.add(ws, "channel", "小红书", english="Xiaohongshu"),
    "dict hide": lambda ws: dictionary.hide(ws, "channel", "小红书"),
    "rm": lambda ws: trash.remove(ws, [COMPANY]),
    "rm many": lambda ws: trash.remove(ws, [COMPANY, PERSON, BUYER]),
    "trash restore": lambda ws: trash.restore(ws, [trash.listed(ws)[0]["code"]]),
    "undo": undo,
    "undo an older one": lambda ws: undo(ws, 9),
    "undo and keep later work": lambda ws: undo(ws, 6, keep_later=True),
    "redo": redo,
}  # fmt: skip


def points_of(ws: Workspace, customer: int) -> list[str]:
    """Values of a customer's valid contact points."""
    return [row["value"] for row in people.points(ws.db, customer)]


def peopled(folder: Path) -> Path:
    """A database that `people_it` was done to, in `folder`; copy it, do not write to it."""
    path, clock = folder / "crm.db", FixedClock()
    make_template(path)
    with opened(path, clock) as ws:
        people_it(ws, clock)
    return path
