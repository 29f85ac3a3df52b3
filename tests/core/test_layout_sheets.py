"""Whole sheets: several tables, merged cells, days and titles, what is left out, and formats without a header."""

from __future__ import annotations

from datetime import date

import pytest

from crmcli.core.layout import tables
from crmcli.records.grid import Cell, Grid
from tests.core.test_layout_messes import only, records, sheet, skipped


def test_two_tables_one_below_the_other_are_two_tables() -> None:
    first = "姓名|手机|公司\n张伟|13800138000|示例科技\n-\n"
    text = first + "老客户名单\n客户名称|联系人|电话|邮箱\n样例贸易|李娜|13800138001|lina@example.com"
    found, _ = tables([sheet(text)])
    assert [table.headers for table in found] == [("姓名", "手机", "公司"), ("客户名称", "联系人", "电话", "邮箱")]
    assert [records(table) for table in found] == [
        [(2, "张伟 13800138000 示例科技")],
        [(6, "样例贸易 李娜 13800138001 lina@example.com")],
    ]
    assert found[1].title == "老客户名单"


def test_groups_side_by_side_under_headings_of_their_own() -> None:
    table = only(sheet("上午场||下午场|\n姓名|手机|姓名|手机\n张伟|13800138000|李娜|13800138001"))
    assert table.headers == ("姓名", "手机")
    assert records(table) == [(3, "张伟 13800138000"), (3, "李娜 13800138001")]


def test_merged_cells_are_filled_down_and_only_those() -> None:
    text = "公司|姓名|手机\n示例科技|张伟|13800138000\n|李强|13800138001\n||\n|独行者|13800138002"
    table = only(sheet(text, merges=((1, 0, 3, 0),)))
    assert records(table) == [
        (2, "示例科技 张伟 13800138000"),
        (3, "示例科技 李强 13800138001"),
        (5, "独行者 13800138002"),
    ]
    assert (4, "blank") in skipped(table)


def test_a_line_merged_across_the_table_is_no_customer() -> None:
    table = only(sheet("姓名|手机\n以下为展会第二天\n张伟|13800138000", merges=((1, 0, 1, 1),)))
    assert records(table) == [(3, "张伟 13800138000")]
    assert skipped(table) == [(2, "note")]


def test_a_heading_merged_over_two_columns_heads_both() -> None:
    table = only(sheet("姓名|联系电话||公司\n张伟|13800138000|13900139000|示例科技", merges=((0, 1, 0, 2),)))
    assert table.headers == ("姓名", "联系电话", "联系电话 2", "公司")


def test_failed_formulas_are_empty_and_said() -> None:
    table = only(sheet("姓名|手机|公司\n张伟|13800138000|#N/A\n李娜|#REF!|样例贸易"))
    assert records(table) == [(2, "张伟 13800138000"), (3, "李娜 样例贸易")]
    assert [note.params["rows"] for note in table.notes] == ["2, 3"]


def test_hidden_and_struck_rows_are_read_and_said() -> None:
    plain = sheet("姓名|手机\n张伟|13800138000\n李娜|13800138001\n王芳|13800138002")
    grid = Grid(plain.file, "", plain.rows, hidden_rows=frozenset({1, 2}), struck_rows=frozenset({3}))
    table = only(grid)
    assert len(table.rows) == 3
    assert [note.params for note in table.notes] == [{"n": 2}, {"rows": "4"}]


@pytest.mark.parametrize(
    ("name", "title", "line", "day"),
    [
        ("5月2日", "2024上海五金展 签到表", "", "2024-05-02"),
        ("5.3", "2024上海五金展 签到表", "", "2024-05-03"),
        ("0504", "2024上海五金展 签到表", "", "2024-05-04"),
        ("20240505", "签到表", "", "2024-05-05"),
        ("Sheet1", "签到表", "日期：2024年5月6日", "2024-05-06"),
        ("Sheet1", "签到表", "时间：2024.5.7 9:00-17:00", "2024-05-07"),
        ("Sheet1", "2024年五金展（5月8日）", "", "2024-05-08"),
        ("Sheet1", "五金展（5月8日）", "", None),
        ("Sheet1", "客户名单", "导出时间：2024-06-01 10:00", None),
        ("5月32日", "2024年五金展", "", None),
        ("Day 1", "Example Expo", "Date: March 8, 2026 | Venue: Hall 3", "2026-03-08"),
        ("Day 1", "Example Expo", "8 Mar 2026", "2026-03-08"),
        ("一", "五金展", "活动日期|2026-03-08", "2026-03-08"),
    ],
)
def test_the_day_of_a_sheet(name: str, title: str, line: str, day: str | None) -> None:
    text = f"{title}\n{line or '-'}\n姓名|手机\n张伟|13800138000"
    assert only(sheet(text, name=name)).day == day


def test_the_day_may_stand_in_a_cell_of_its_own() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("签到表", None),
        ("日期", date(2024, 5, 1)),
        ("姓名", "手机"),
        ("张伟", "13800138000"),
    )
    assert only(Grid("a.xlsx", "", rows)).day == "2024-05-01"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("2024上海示例五金展  来访客户签到表", "2024上海示例五金展"),
        ("2024年上海五金展来访客户签到表", "2024年上海五金展"),
        ("第十届示例峰会参会人员报名表", "第十届示例峰会"),
        ("Example Expo 2026 - Visitor Sign-in Sheet", "Example Expo 2026"),
        ("客户档案", "客户档案"),
        ("签到表", "签到表"),
    ],
)
def test_the_title_is_the_event_where_it_names_one(title: str, shown: str) -> None:
    assert only(sheet(f"{title}\n姓名|手机|公司\n张伟|13800138000|示例科技")).title == shown


@pytest.mark.parametrize(
    "line", ["活动名称|2026春季沙龙", "活动名称：2026春季沙龙  地点：3号馆", "2026春季沙龙|时间：2026-03-08"]
)
def test_the_title_may_stand_among_time_and_place(line: str) -> None:
    assert only(sheet(f"{line}\n日期：2026-03-08\n姓名|手机|公司\n张伟|13800138000|示例科技")).title == "2026春季沙龙"


def test_a_header_of_three_rows_with_merged_cells() -> None:
    text = "客户资料|||||\n基本信息||联系方式|||备注\n姓名|公司|电话||邮箱|\n||手机|座机||\n"
    text += "张伟|示例科技|13800138000|010-62345678|a@example.com|x"
    merges = (
        (0, 0, 0, 5),
        (1, 0, 1, 1),
        (1, 2, 1, 4),
        (2, 2, 2, 3),
        (1, 5, 3, 5),
        (2, 0, 3, 0),
        (2, 1, 3, 1),
        (2, 4, 3, 4),
    )
    table = only(sheet(text, merges=merges))
    assert table.headers == ("姓名", "公司", "电话-手机", "电话-座机", "邮箱", "备注")
    assert len(table.rows) == 1


def test_sheets_that_hold_no_customers_are_left_out_and_named() -> None:
    people = sheet("姓名|手机\n张伟|13800138000", name="客户")
    hidden = Grid("客户.xlsx", "旧", people.rows, hidden=True)
    others = [
        sheet("1、每行一位客户。\n2、手机必填。", name="填写说明"),
        sheet("展会\n转介绍\n广告", name="来源"),
        sheet("客户来源|客户级别|行业\n展会|A|五金\n广告|B|物流", name="选项"),
        sheet("字段|说明|示例\n客户名称|必填，公司全称|示例科技\n手机|选填，11位|13800138000", name="Readme"),
        Grid("客户.xlsx", "空", ()),
        hidden,
        sheet("王五|13800138009\n赵六|13800138008", name="杂"),
    ]
    found, left_out = tables([people, *others])
    assert [table.sheet for table in found] == ["客户"]
    assert {one.sheet: one.why for one in left_out} == {
        "填写说明": "instructions",
        "来源": "list",
        "选项": "list",
        "Readme": "instructions",
        "空": "empty",
        "旧": "hidden",
        "杂": "no_header",
    }


def test_a_file_without_header_is_left_out_until_it_is_said_that_it_has_none() -> None:
    grid = sheet("张伟|13800138000|示例科技有限公司\n李娜|13800138001|样例贸易有限公司\n-\n合计|2|")
    assert tables([grid])[0] == ()
    assert tables([grid])[1][0].why == "no_header"
    table = only(grid, no_header=True)
    assert table.no_header
    assert table.headers == ("列1", "列2", "列3")
    assert records(table) == [(1, "张伟 13800138000 示例科技有限公司"), (2, "李娜 13800138001 样例贸易有限公司")]
    assert skipped(table) == [(3, "blank"), (4, "footer")]


def test_a_sure_header_stays_one_when_the_sheets_are_said_to_have_none() -> None:
    assert only(sheet("姓名|手机|公司\n张伟|13800138000|示例科技"), no_header=True).headers == ("姓名", "手机", "公司")


def test_records_of_a_format_with_keys_keep_their_numbers() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("name", "tel", "tel"),
        ("张伟", "138", None),
        (None, "", None),
        ("合计", "1"),
    )
    table = only(Grid("a.json", "", rows, first_row=0, kind="records", format="json"))
    assert table.headers == ("name", "tel", "tel 2")
    assert [row.number for row in table.rows] == [1, 3]
    assert table.rows[1].cells == ("合计", "1", None)


def test_a_form_nobody_filled_in_is_a_table_without_rows() -> None:
    table = only(sheet("签到表\n序号|姓名|手机\n1||\n2||"))
    assert table.rows == ()
    assert skipped(table)[1:] == [(3, "numbered_blank"), (4, "numbered_blank")]


def test_the_caller_may_say_what_headings_mean() -> None:
    known = {"wer": "contact", "womit": "mobile", "woher": "company"}
    found, _ = tables([sheet("oben\nwer|womit|woher\na|b|c")], known=known.get)
    assert records(found[0]) == [(3, "a b c")]
