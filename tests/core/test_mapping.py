"""What the columns of a table are: by heading, by neighbours, by values, by what the user says."""

from __future__ import annotations

import pytest

from crmcli.core.mapping import plan
from crmcli.core.words import standard
from crmcli.errors import UsageError
from tests.core.drafted import mapped, planned, table


def test_the_classic_template_is_known_whole() -> None:
    one = table(
        "客户唯一标识|客户姓名|联系方式|渠道来源|首次接触时间|最近互动时间|互动类型|跟进状态|负责人|客户标签|备注(关键需求/沟通要点)",
        "C20240501001|张三|13800138000|展会|2024-05-01|2024-05-02|咨询|跟进中|王五|VIP|要报价",
    )
    expected = "code name contact_any source first_contact_at last_contact_at type status owner tags note"
    assert list(mapped(one).values()) == expected.split()


def test_an_unknown_column_is_kept_as_a_custom_field_and_an_empty_one_is_dropped() -> None:
    one = table("姓名|爱好|传真", "张三|足球|")
    assert mapped(one) == {"姓名": "contact", "爱好": "custom.爱好", "传真": None}


@pytest.mark.parametrize("values", ["1|2|3", "5|6|7"])
def test_row_numbers_are_left_out(values: str) -> None:
    one = table("编号|姓名", *(f"{value}|张三" for value in values.split("|")))
    assert mapped(one)["编号"] is None


def test_numbers_that_do_not_count_are_codes() -> None:
    assert mapped(table("编号|姓名", "K-77|张三", "K-12|李四"))["编号"] == "code"


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("客户名称|跟进时间|跟进内容", "甲公司|2024-05-01|同意报价", "interactions"),
        ("客户名称|Date|Notes", "甲公司|2024-05-01|同意报价", "interactions"),
        ("客户名称|最后联系日期|互动历史", "甲公司|2024-05-01|同意报价", "customers"),
        ("订单编号|收件人|订单应付金额", "6919|张三|9.9", "orders"),
        ("商机名称|客户名称|商机金额", "二期|甲公司|5万", "deals"),
        ("合同编号|客户名称|合同金额", "HT1|甲公司|5万", "deals"),
        ("姓名|手机", "张三|13800138000", "customers"),
    ],
)
def test_the_kind_of_a_table_is_seen_by_its_columns(header: str, cells: str, kind: str) -> None:
    assert planned(table(header, cells)).kind == kind


@pytest.mark.parametrize(
    ("header", "cells", "column", "field"),
    [
        ("客户名称|Date|Notes|Type", "甲公司|2024-05-01|同意报价|咨询", "Type", "type"),
        ("姓名|Type", "张三|个人", "Type", "customer_type"),
        ("名称|联系人", "甲公司|张三", "名称", "name"),
        ("名称|手机", "张三|13800138000", "名称", "contact"),
        ("姓氏|名字", "张|三", "名字", "given_name"),
        ("名字|手机", "张三|13800138000", "名字", "contact"),
        ("姓名|城市", "张三|深圳", "城市", "region"),
        ("姓名|省份|城市", "张三|广东|深圳", "城市", "city"),
        ("姓名|证件号码", "张三|91110000600037341L", "证件号码", "credit_code"),
        ("姓名|证件号码", "张三|11010519491231002X", "证件号码", None),
        ("First Name|Last Name|Title|Suffix", "John|Smith|Mr.|Jr.", "Title", "salutation"),
        ("Name|Title", "John Smith|CEO", "Title", "title"),
        ("Name|City|State", "John Smith|Boston|MA", "State", "province"),
        ("姓名|登记日期", "张三|2024-05-01", "登记日期", "first_contact_at"),
        ("姓名|创建时间", "张三|2024-05-01", "创建时间", "first_contact_at"),
        ("姓名|首次接触时间|创建时间", "张三|2024-05-01|2024-05-02", "创建时间", "custom.创建时间"),
        ("姓名|创建时间|更新时间|首次接触时间", "张三|2024-05-01|2024-05-02|2024-05-02", "创建时间", None),
        ("姓名|添加时间", "张三|2024-05-01 10:20:30", "添加时间", "first_contact_at"),
        ("订单编号|收件人|订单金额", "6919|张三|9.9", "订单金额", "order_amount"),
    ],
)
def test_an_ambiguous_heading_is_decided_by_the_file(header: str, cells: str, column: str, field: str | None) -> None:
    assert mapped(table(header, cells))[column] == field


def test_columns_nobody_knows_are_guessed_by_content_and_marked_as_guesses() -> None:
    one = table(
        "A|B|C|D", "张伟|13800138000|zw@example.com|示例科技有限公司", "李娜|010-62345678|li@example.com|样例厂有限公司"
    )
    columns = planned(one).columns
    assert [column.field for column in columns] == ["contact", "phone", "email", "company"]
    assert {column.how for column in columns} == {"content"}


def test_a_column_of_identity_numbers_is_never_stored_and_said_once() -> None:
    one = planned(table("姓名|身份证号", "张三|11010519491231002X", "李四|11010519491231002X"))
    assert one.columns[1].field is None
    assert [note.params["header"] for note in one.notes] == ["身份证号"]


def test_what_the_user_says_wins_over_profile_and_lexicon() -> None:
    one = table("姓名|手机|爱好", "张三|13800138000|足球")
    found = plan(one, given={"爱好": "需求"}, profile={"爱好": "note", "手机": "phone"}, words=standard())
    assert [(column.field, column.how) for column in found.columns] == [
        ("contact", "lexicon"),
        ("phone", "profile"),
        ("need", "given"),
    ]


def test_a_given_column_can_be_left_out() -> None:
    assert mapped(table("姓名|爱好", "张三|足球"), given={"爱好": "-"})["爱好"] is None


def test_an_unknown_field_for_a_column_is_refused() -> None:
    with pytest.raises(UsageError):
        mapped(table("姓名|爱好", "张三|足球"), given={"爱好": "hobbby"})


def test_a_grade_column_that_holds_scores_is_a_custom_field() -> None:
    one = table("姓名|Lead Score", "张三|85", "李四|77", "王五|12")
    assert mapped(one)["Lead Score"] == "custom.Lead Score"
