"""Random command lines, made from the commands as they are: every command, option and argument, sense and nonsense."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.commands.hostile import HOSTILE

# Pools by what a parameter is called. No word of them is a path out of the folder, a shell's mischief or an address.
CUSTOMERS = ("北京示例科技有限公司", "王芳", "wf", "Acme", "13800138000", "8000", "C20261116001", "c20261116002", "1",
             "2", "远山贸易", "示例", "zhang@example.com", "wangfang_88", "nobody")  # fmt: skip
DATES = ("明天", "+3d", "2026-11-30", "下周五", "昨天", "3天前", "2026-02-30", "9999-12-31", "0001-01-01",
         "周五 15:00", "3月15日前发送对比表", "月底", "today", "fri", "99999999d", "+99999999d", "2026-11", "2026Q4",
         "last-month", "2026-11-01..2026-11-15", "..2026-10", "week", "30d..", "7d", "31.11.2026",
         "25:61")  # fmt: skip
MONEY = ("12000", "10-50万", "1.2万", "0", "-5", "1e400", "nan", "99999999999999999999", "八万", "$5k", "十台",
         "1,2,3", "12000元", "50万以上", "0.001")  # fmt: skip
NUMBERS = ("1", "2", "3", "7", "0", "-1", "1.5", "99999999999999999999", "１", "²", "x", "")
WORDS = ("lead", "报价", "成交", "流失", "售后", "quote", "won", "lost", "意向", "价格", "展会", "douyin", "A",
         "战略", "high", "高", "电话", "visit", "投诉", "paid", "open", "revenue", "1w", "每月", "text", "number",
         "company")  # fmt: skip
TAGS = ("重点", "高意向", "风险等级-高", "自定义-老客户", "成交", "预算规模-50万以上", "-", "a-b-c", "x" * 70)
FILTERS = ("stage:quote", "not:tag:重点", "来源：展会", "last:30d..", "is:due", "missing:phone", "@hot",
           "amount:50000..", "budget:..10万", "created:2026-11", "-tag:高", "last", "custom.年采购额:>5",
           "tag:自定义-老客户", "is:nothing", "阶段:", "code:C2026", "not:", '"quoted words"', "next:never",
           "stage:quote,won", "～", "%", "_")  # fmt: skip
PAIRS = ("note=新", "phone=13900139000", "phone+=x", "tag-=重点", "custom.年采购额=5", "budget=", "stage=won", "=",
         "a=b", "next=+3d", "name=", "email=no", "do_not_contact=是", "amount=5万", "grade=战略", "kind=person",
         "birthday=02-30", "custom.=1", "state=refunded", "ends=2027-01-01", "quantity=1e9")  # fmt: skip
FILES = ("sheet.csv", "other.csv", "all.zip", "all.json", "notes.txt", "folder", "none.csv", "broken.zip", "crm.db",
         "empty", "new.db", "out.csv", "out.xlsx", "out.html", "out.json", "folder/x.md", "cal.ics", "-")  # fmt: skip
NAMES = ("customers", "contacts", "interactions", "deals", "orders", "tasks", "all", "funnel", "channel", "value",
         "weekly", "hot", "price_sensitive", "年采购额", "channel_x", "due.won", "user.name", "code.format", "lang",
         "currency", "list", "basic", "phone", "x", "bash", "quality", "cadence", "health", "kpi", "due.working_days",
         "fields.x", "tag.rule.x", "2026-11", "default.source")  # fmt: skip
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md", "xlsx", "html", "ics", "vcf", "pdf", "")
TEXTS = ("同意报价,等签字", "已沟通", "11010519491231002X", "6222020200112233445", "x" * 4000,
         "'; DROP TABLE customers; --", "\udcff\udc80", "张伟 示例科技 总经理 13800138000", "新客户公司", "{x}", "%s",
         "\x00", "\n", " ", "\u202e", "🎉", *HOSTILE[:2])  # fmt: skip
BY_NAME = (
    (r"customer|contact|left|right|a$|b$|who|codes?$", CUSTOMERS),
    (r"due|at$|next|close|signed|ends|since|until|period|first|opened|day|month|when_?$|until|last|to$", DATES),
    (r"amount|budget|goal|spend|probability", MONEY),
    (r"number|limit|id$|row|n$|count|days|threshold|quantity|satisfaction|task|deal$|order$|version|keep", NUMBERS),
    (r"stage|status|reason|grade|via|method|type|kind|source|channel|state|priority|every|measure|industry", WORDS),
    (r"tag", TAGS),
    (r"terms|filter|where|words|when", FILTERS),
    (r"pairs|field$|set", PAIRS),
    (r"files?|path|output|folder|attach|to$|identity", FILES),
    (r"name|key|what|report|columns|sort|view|profile|dictionary|shell|map", NAMES),
    (r"format", FORMATS),
)
EVERYTHING = (*CUSTOMERS, *DATES, *MONEY, *NUMBERS, *WORDS, *TAGS, *FILTERS, *PAIRS, *NAMES, *TEXTS)
COMMANDS = ("true", "cat sheet.csv", "exit 3", "echo 姓名,手机; echo 赵敏,13900139001")  # what a source may run
# Descriptors of this process are not for reading; secrets are asked for on the real terminal.
FIXED = {
    "passphrase_fd": ("99", "x", "-1"),
    "lang": ("zh", "en", "fr", ""),
    "db": ("crm.db", "new.db", "notes.txt", "folder"),
    "command": COMMANDS,
    "output": FILES,
    "format": FORMATS,
}
SECRET = ("encrypt", "decrypt", "rekey", "backup", "restore")
SELDOM = frozenset({"version", "help", "passphrase_fd", "db", "interactive", "form"})
UNSAFE = re.compile(r"[/\\~$`&|<>]|\.\.")


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option or argument of a command; `names` is empty for an argument."""

    key: str
    names: tuple[str, ...]
    flag: bool
    many: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a command, and what they may be followed by."""

    words: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def lines() -> tuple[Line, ...]:
    """Every command that there is."""
    from crmcli import discovery
    from crmcli.commands._command import Root
    from crmcli.commands._session import Session

    root = Root(discovery.modules("commands"))
    context = root.make_context("crm", [], obj=Session([], os.environ), resilient_parsing=True)
    return tuple(_lines(root, context, ()))


def _lines(command: Any, context: Any, words: tuple[str, ...]) -> list[Line]:
    names = command.list_commands(context) if hasattr(command, "list_commands") else ()
    found = [one for name in names for one in _lines(command.get_command(context, name), context, (*words, name))]
    if words and (not names or command.invoke_without_command):
        found.append(Line(words, tuple(_parameter(one) for one in command.params)))
    return found


def _parameter(one: Any) -> Parameter:
    key = str(one.name).removeprefix("global_").rstrip("_")
    option = one.param_type_name == "option"
    many = one.nargs == -1 or bool(getattr(one, "multiple", False))
    return Parameter(key, tuple(one.opts) if option else (), bool(getattr(one, "is_flag", False)), many, one.required)


def values(key: str, *, paths: bool) -> st.SearchStrategy[str]:
    """Texts for a parameter: mostly what it is for, sometimes anything at all."""
    if key in FIXED:
        return st.sampled_from(FIXED[key])
    own = next((pool for pattern, pool in BY_NAME if re.search(pattern, key)), EVERYTHING)
    any_text = st.text(max_size=12).filter(lambda text: not UNSAFE.search(text))
    anything = st.sampled_from(FILES) if paths else st.sampled_from(EVERYTHING) | any_text
    return st.sampled_from(own) | st.sampled_from(own) | st.sampled_from(own) | anything


@st.composite
def command_lines(draw: st.DrawFn, known: tuple[Line, ...]) -> list[str]:
    """The words behind `crm`."""
    line = draw(st.sampled_from(known))
    found = list(line.words)
    for one in line.parameters:
        if not one.names:
            low = int(one.needed and draw(st.integers(0, 9)) > 0)
            found += draw(st.lists(_value(one), min_size=low, max_size=3 if one.many else max(low, 1)))
    options = [one for one in line.parameters if one.names]
    often = [one for one in options if one.key not in SELDOM]
    chosen = draw(st.lists(st.sampled_from(often), max_size=4, unique_by=lambda one: one.key)) if often else []
    if options and draw(st.integers(0, 15)) == 0:
        chosen = [*chosen, draw(st.sampled_from(options))]
    for one in chosen:
        found += [draw(st.sampled_from(one.names)), *([] if one.flag else [draw(_value(one))])]
    if any("yes" in one.key for one in options) and draw(st.booleans()):
        found.append("--yes")
    return found


def _value(one: Parameter) -> st.SearchStrategy[str]:
    return values(one.key, paths=bool(re.search(r"files?$|path|output|folder|attach|identity|^to$", one.key)))
