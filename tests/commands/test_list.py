"""`crm list`: which customers, which columns, in what order, and what an empty list says."""

from __future__ import annotations

import pytest

from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.render.text import cells
from tests.running import Crm


@pytest.fixture
def three(crm: Crm) -> Crm:
    """Three customers, one of them without a mobile."""
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo --budget 10-50万")
    crm.ok("add 智微科技有限公司 --phone 0755-88886666 --source douyin --need 三十个人用的客户管理")
    crm.ok("add 王芳 --phone 13700137000 --source referral")
    crm.ok("log 示例科技 同意报价,等老板签字 --stage quote")
    return crm


def names(crm: Crm, words: str) -> list[str]:
    return [row["name"] for row in crm.ok(f"list {words} --json").json()]


def test_the_table_shows_one_number_to_call_whichever_there_is(three: Crm) -> None:
    out = three.ok("list", terminal=True).out
    assert out.splitlines()[0].split() == ["#", "Customer", "Contact", "Phone", "Stage", "Last", "Next"]
    assert "13800138000" in out
    assert "0755-88886666" in out
    assert out.endswith("3 customers\n")


def test_data_formats_carry_every_key_of_the_contract(three: Crm) -> None:
    row = three.ok("list 示例科技 --json").json()[0]
    assert list(row) == [column.key for column in CUSTOMER_COLUMNS]
    assert (row["budget_low"], row["budget_high"], row["stage"]) == (100000, 500000, "quote")
    assert three.ok("list --csv --codes").out.splitlines()[0].startswith("code,name,kind,contact,title,mobile,phone")


def test_a_filter_selects(three: Crm) -> None:
    assert names(three, "stage:quote") == ["北京示例科技有限公司"]
    assert names(three, "来源:展会,转介绍 --sort code") == ["北京示例科技有限公司", "王芳"]
    assert names(three, "-source:expo --sort name") == names(three, "not:source:expo --sort name")


@pytest.mark.parametrize("words", ["name,phone,need", "客户名称,电话,需求", "客户，电话、需求", "Customer;Phone;Need"])
def test_columns_are_named_by_key_or_heading_in_either_language(three: Crm, words: str) -> None:
    header = three.ok(["list", "--columns", words, "--csv", "--codes"]).out.splitlines()[0]
    assert header == "name,phone,need"


def test_columns_order_a_table_too(three: Crm) -> None:
    out = three.ok("list --columns budget,name", terminal=True).out
    assert out.splitlines()[0].split() == ["#", "Budget", "from", "Budget", "to", "Customer"]


def test_the_phone_of_a_table_is_the_number_to_call_and_of_data_the_landline(three: Crm) -> None:
    assert "13700137000" in three.ok("list 王芳 --columns name,phone", terminal=True).out
    assert three.ok("list 王芳 --columns name,phone --json").json() == [{"name": "王芳", "phone": None}]


def test_an_unknown_column_is_answered_with_the_nearest(three: Crm) -> None:
    result = three("list --columns name,stgae")
    assert result.code == 2
    assert "stage" in result.err
    three.lang = "zh"
    assert "来源" in three("list --columns 来原").err


def test_the_order_can_be_chosen_by_key_or_heading_and_turned_round(three: Crm) -> None:
    up = names(three, "--sort stage")
    assert up == names(three, "--sort 阶段")
    assert names(three, "--sort -code") == list(reversed(names(three, "--sort code")))
    assert three("list --sort nonsense").code == 2


def test_a_terminal_shows_fifty_and_how_to_see_the_rest(crm: Crm) -> None:
    for number in range(53):
        crm.ok(["add", f"客户{number:02}", "--phone", f"138001380{number:02}", "--source", "expo"])
    assert "50 of 53 customers; all of them with --all" in crm.ok("list", terminal=True).out
    assert "\n53  " in crm.ok("list --all", terminal=True).out
    assert len(crm.ok("list").out.splitlines()) == 54
    assert "10 of 53" in crm.ok("list --limit 10", terminal=True).out


def test_row_numbers_of_the_list_can_be_typed(three: Crm) -> None:
    three.ok("list --sort -code", terminal=True)
    assert three.ok("show 1", terminal=True).out.startswith("王芳")


def test_an_empty_list_says_what_to_type_next(three: Crm, first_crm: Crm) -> None:
    assert "All 3 customers: crm list" in three.ok("list 没有这个人", terminal=True).out
    assert three.ok("list 没有这个人").out.count("\n") == 1


def test_an_empty_file_says_how_to_begin(first_crm: Crm) -> None:
    assert "crm add" in first_crm.ok("list", terminal=True).out
    assert not first_crm.db.exists()


def test_hostile_names_stay_inside_the_table(crm: Crm) -> None:
    for place, name in enumerate(("[red]x[/red]", "\x1b[31mx", "a\u202eb", "😀" * 30, "北" * 9000)):
        crm.ok(["add", f"{name}公司", "--contact", name, "--phone", f"1380013800{place}", "--source", "expo"])
    for crm.lang, crm.width in (("zh", 40), ("zh", 80), ("en", 80), ("en", 120)):
        out = crm.ok("list", terminal=True).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert max(map(cells, out.splitlines())) <= crm.width


def test_an_order_may_be_named_in_chinese_and_a_column_is_offered_so(crm: Crm) -> None:
    crm.ok("add 张伟 --phone 13800138000 --source expo")
    crm.ok("list --sort 金额")
    crm.lang = "zh"
    assert "可用的列：客户编号、客户名称、客户性质" in crm("list --columns 不存在").err
