"""FILTER as typed: each spelling and what it means."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.filter_keys import all_names, choices, find_key, plain
from crmcli.core.filter_spelling import spell
from crmcli.core.filters import parse_filter
from crmcli.core.words import standard
from crmcli.records.filter import Filter, Is, Missing, OneOf, Range, Search, Term, View

NOW = datetime(2026, 11, 21, 9, 30)
FIELDS = ("年采购额(万)", "hot line", "stage")


def read(*tokens: str) -> Filter:
    return parse_filter(tokens, now=NOW, words=standard(), fields=FIELDS)


WAN = 1_000_000  # cents

TERMS: list[tuple[str, Term]] = [
    # words
    ("智微", Search("智微")),
    ("not:智微", Search("智微", True)),
    ("-智微", Search("智微", True)),
    ("not:not:智微", Search("智微")),
    ("非：智微", Search("智微", True)),
    ("13800138000", Search("13800138000")),
    ("15:30", Search("15:30")),
    ("http://example.com/a?b=c", Search("http://example.com/a?b=c")),
    ("https://example.com", Search("https://example.com")),
    ('"stage:quote"', Search("stage:quote")),
    ('"last"', Search("last")),
    ('"hot lead"', Search("hot lead")),
    (":)", Search(":)")),
    ("-", Search("-")),
    ('5"', Search('5"')),
    # dictionaries: code, label, alias, both languages
    ("stage:quote", OneOf("stage", ("quote",))),
    ("stage:quote,negotiation", OneOf("stage", ("quote", "negotiation"))),
    ("stage:quote,报价", OneOf("stage", ("quote",))),
    ("stage:quote,", OneOf("stage", ("quote",))),
    ("stage=quote", OneOf("stage", ("quote",))),
    ("stage!=lost", OneOf("stage", ("lost",), True)),
    ("阶段:报价、谈判", OneOf("stage", ("quote", "negotiation"))),
    ("阶段：报价，谈判", OneOf("stage", ("quote", "negotiation"))),
    ("階段:報價", OneOf("stage", ("quote",))),
    ("STAGE:Quote", OneOf("stage", ("quote",))),
    ("not:stage:lost", OneOf("stage", ("lost",), True)),
    ("-stage:lost", OneOf("stage", ("lost",), True)),
    ("－阶段：流失", OneOf("stage", ("lost",), True)),
    ("status:意向", OneOf("status", ("intent",))),
    ("状态:成交", OneOf("status", ("won",))),
    ("source:展会", OneOf("source", ("expo",))),
    ("来源:广交会", OneOf("source", ("expo",))),
    ("channel:referral", OneOf("source", ("referral",))),
    ("industry:制造业", OneOf("industry", ("C",))),
    ("行业:农业", OneOf("industry", ("A",))),
    ("grade:A", OneOf("grade", ("A",))),
    ("级别:b", OneOf("grade", ("B",))),
    ("kind:个人", OneOf("kind", ("person",))),
    ("method:微信", OneOf("method", ("wechat",))),
    ("type:投诉", OneOf("type", ("complaint",))),
    ("reason:价格因素", OneOf("reason", ("price",))),
    ("规模:大型", OneOf("company_size", ("large",))),
    ("company_size:77人", OneOf("company_size", ("77人",))),
    ("region:华东", OneOf("region", ("华东",))),
    ("地区:east", OneOf("region", ("华东",))),
    # text
    ("event:2026广交会", OneOf("event", ("2026广交会",))),
    ("省份:广东", OneOf("province", ("广东",))),
    ("城市:深圳,广州", OneOf("city", ("深圳", "广州"))),
    ("负责人:李娜", OneOf("owner", ("李娜",))),
    ("编号:C2026", OneOf("code", ("C2026",))),
    ("电话:138-0013", OneOf("phone", ("138-0013",))),
    ("手机:138", OneOf("mobile", ("138",))),
    ("邮箱:example.com", OneOf("email", ("example.com",))),
    ("name:智微", OneOf("name", ("智微",))),
    ("customer_name:智微", OneOf("name", ("智微",))),
    ("need:a:b", OneOf("need", ("a:b",))),
    ("website:https://example.com", OneOf("website", ("https://example.com",))),
    ('note:"a, b",c', OneOf("note", ("a, b", "c"))),
    (r'note:"say \"hi\" \\"', OneOf("note", (r'say "hi" \ '.strip(),))),
    ("tag:风险等级-高", OneOf("tag", ("风险等级-高",))),
    ("标签:风险等级－高", OneOf("tag", ("风险等级-高",))),
    ("tag:高意向,预算规模-10-50万", OneOf("tag", ("高意向", "预算规模-10-50万"))),
    ("not:tag:风险等级-高", OneOf("tag", ("风险等级-高",), True)),
    ('tag:"hot lead"', OneOf("tag", ("hot lead",))),
    # times
    ("last:7d", OneOf("last", ("7d",))),
    ("最近联系:7天", OneOf("last", ("7d",))),
    ("last:07D", OneOf("last", ("7d",))),
    ("last:30d..", OneOf("last", ("30d..",))),
    ("last:30天～", OneOf("last", ("30d..",))),
    ("last:7d..30d", OneOf("last", ("7d..30d",))),
    ("last:7..30d", OneOf("last", ("7d..30d",))),
    ("last:2w", OneOf("last", ("2w",))),
    ("last:3个月..", OneOf("last", ("3m..",))),
    ("last:1y..", OneOf("last", ("1y..",))),
    ("last>30d", OneOf("last", (">30d",))),
    ("last＞30天", OneOf("last", (">30d",))),
    ("last:>30d", OneOf("last", (">30d",))),
    ("last<7d", OneOf("last", ("<7d",))),
    ("last>=30d", OneOf("last", (">=30d",))),
    ("last≥30d", OneOf("last", (">=30d",))),
    ("last:never,30d..", OneOf("last", ("never", "30d.."))),
    ("最近联系:从未", OneOf("last", ("never",))),
    ("not:last:7d", OneOf("last", ("7d",), True)),
    ("last_contact_at:7d", OneOf("last", ("7d",))),
    ("next:7d", OneOf("next", ("7d",))),
    ("下次:1周", OneOf("next", ("1w",))),
    ("created:2026-11", OneOf("created", ("2026-11-01..2026-11-30",))),
    ("created:2026-11-01..2026-11-15", OneOf("created", ("2026-11-01..2026-11-15",))),
    ("created:2026-11-05", OneOf("created", ("2026-11-05",))),
    ("created:..2026-10", OneOf("created", ("..2026-10-31",))),
    ("created:2026-10..", OneOf("created", ("2026-10-01..",))),
    ("created:2025,2026", OneOf("created", ("2025-01-01..2025-12-31", "2026-01-01..2026-12-31"))),
    ("created>2026-10", OneOf("created", ("2026-11-01..",))),
    ("created>=2026-10", OneOf("created", ("2026-10-01..",))),
    ("created<2026-10", OneOf("created", ("..2026-09-30",))),
    ("created<=2026-10", OneOf("created", ("..2026-10-31",))),
    ("updated:today", OneOf("updated", ("today",))),
    ("创建:本周", OneOf("created", ("本周",))),
    # money, upper bound left out
    ("amount:50000..", Range("amount", 5 * WAN, None)),
    ("金额:5万..", Range("amount", 5 * WAN, None)),
    ("budget:..10万", Range("budget", None, 10 * WAN)),
    ("预算：..１０万", Range("budget", None, 10 * WAN)),
    ("budget:10..50万", Range("budget", 10 * WAN, 50 * WAN)),
    ("budget:10-50万", Range("budget", 10 * WAN, 50 * WAN)),
    ("amount:10000..5万", Range("amount", 1 * WAN, 5 * WAN)),
    ("amount:50,000..100,000", Range("amount", 5 * WAN, 10 * WAN)),
    ("amount>=50000", Range("amount", 5 * WAN, None)),
    ("amount>50000", Range("amount", 5 * WAN + 1, None)),
    ("amount<50000", Range("amount", None, 5 * WAN)),
    ("amount<=50000", Range("amount", None, 5 * WAN + 1)),
    ("amount:50000", Range("amount", 5 * WAN, 5 * WAN + 1)),
    ("金额＞＝５万", Range("amount", 5 * WAN, None)),
    ("not:amount:5万..", Range("amount", 5 * WAN, None, True)),
    # marks and empty fields
    ("is:due", Is(("due",))),
    ("is:due,silent", Is(("due", "silent"))),
    ("是:到期", Is(("due",))),
    ("is:未跟进", Is(("idle",))),
    ("is:high-value", Is(("high_value",))),
    ("is:VIP", Is(("high_value",))),
    ("not:is:customer", Is(("customer",), True)),
    ("do_not_contact:yes", Is(("do_not_contact",))),
    ("勿扰:否", Is(("do_not_contact",), True)),
    ("missing:phone", Missing(("phone",))),
    ("缺:电话,邮箱", Missing(("phone", "email"))),
    ("missing:last_contact_at", Missing(("last",))),
    ("missing:年采购额(万)", Missing(("custom.年采购额(万)",))),
    # custom fields and views
    ("年采购额(万):500", OneOf("custom.年采购额(万)", ("500",))),
    ("年采购额（万）：500", OneOf("custom.年采购额(万)", ("500",))),
    ("hot-line:x", OneOf("custom.hot line", ("x",))),
    ('"hot line":x', OneOf("custom.hot line", ("x",))),
    ("custom.stage:x", OneOf("custom.stage", ("x",))),
    ("自定义.stage:x", OneOf("custom.stage", ("x",))),
    ("@vip", View("vip")),
    ("＠重点", View("重点")),
    ("not:@vip", View("vip", True)),
    ("view:vip", View("vip")),
    ('@"my view"', View("my view")),
]


@pytest.mark.parametrize(("text", "term"), TERMS, ids=[text for text, _ in TERMS])
def test_each_spelling_means_one_term(text: str, term: Term) -> None:
    assert read(text) == Filter((term,))


@pytest.mark.parametrize(("text", "term"), TERMS, ids=[text for text, _ in TERMS])
def test_each_term_is_written_so_that_it_is_read_again(text: str, term: Term) -> None:
    assert read(spell(Filter((term,)))) == Filter((term,))


def test_several_terms_in_one_argument_are_the_same_as_several_arguments() -> None:
    assert read("stage:quote last:30d.. 智微") == read("stage:quote", "last:30d..", "智微")
    assert len(read("stage:quote　智微").terms) == 2


def test_a_comparison_typed_with_spaces_is_one_term() -> None:
    assert read("amount >= 50000") == read("amount", ">=", "50000") == read("amount>=50000")
    assert read("not:last > 30d 智微") == read("not:last>30d", "智微")


def test_nothing_typed_matches_everybody() -> None:
    assert read() == read("") == read("  ") == Filter(())


def test_the_same_term_twice_counts_once() -> None:
    assert read("stage:quote", "阶段:报价") == read("stage:quote")


def test_the_tables_of_names_are_written_as_they_are_looked_up() -> None:
    """Otherwise a name in them would never be found."""
    for name in all_names():
        assert plain(name) == name.replace("_", "")
        assert find_key(name) is not None
    for table in ("flag", "region", "yesno"):
        assert all(plain(name) == name for name in choices(table))
