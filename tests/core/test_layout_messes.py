"""Sheets as people make them, each named by its mess: where the header is, what is a record, what is passed over."""

from __future__ import annotations

import pytest

from crmcli.core.layout import tables
from crmcli.records.grid import Grid
from crmcli.records.rows import Table


def sheet(text: str, *, name: str = "", merges: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    """A sheet from lines of cells parted by |; a line of - alone is a blank row."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    rows = tuple(
        () if line == "-" else tuple(cell.strip().replace("\\n", "\n") for cell in line.split("|")) for line in lines
    )
    width = max(map(len, rows))
    return Grid("客户.xlsx", name, tuple(row + ("",) * (width - len(row)) for row in rows), merges=merges)


def only(*grids: Grid, no_header: bool = False) -> Table:
    found, left_out = tables(grids, no_header=no_header)
    assert len(found) == 1, (found, left_out)
    return found[0]


def records(table: Table) -> list[tuple[int, str]]:
    """Row number and filled cells of each record."""
    return [(row.number, " ".join(str(cell) for cell in row.cells if cell not in (None, ""))) for row in table.rows]


def skipped(table: Table) -> list[tuple[int, str]]:
    return [(row.number, row.why) for row in table.skipped]


Mess = tuple[str, str, str, list[tuple[int, str]], list[tuple[int, str]]]


def check(text: str, headers: str, expected: list[tuple[int, str]], passed: list[tuple[int, str]]) -> None:
    """One sheet comes out with these headers and records, and these rows passed over apart from blank ones."""
    table = only(sheet(text))
    assert "|".join(table.headers) == headers
    assert records(table) == expected
    assert [one for one in skipped(table) if one[1] != "blank"] == passed
    assert all(len(row.cells) == len(table.headers) for row in table.rows)


# name, sheet, headers, records, skipped rows that are not blank
MESSES: list[Mess] = [
    (
        "header in the first row",
        "姓名|手机|公司\n张伟|13800138000|示例科技",
        "姓名|手机|公司",
        [(2, "张伟 13800138000 示例科技")],
        [],
    ),
    (
        "title, time and place, instructions, then the header",
        "2026春季农机展 意向客户登记表\n时间：2026年3月8日|地点：3号馆\n请用正楷填写，字迹清楚\n-\n"
        "姓名|电话|单位\n赵敏|13800138006|样例物流",
        "姓名|电话|单位",
        [(6, "赵敏 13800138006 样例物流")],
        [(1, "title"), (2, "meta"), (3, "note")],
    ),
    (
        "required marks, numbers of questions, two languages in one cell",
        "*姓名|2、您的手机号码|公司\\nCompany|职位（必填）\n李娜|13800138001|样例贸易|采购",
        "姓名|您的手机号码|公司 Company|职位",
        [(2, "李娜 13800138001 样例贸易 采购")],
        [],
    ),
    (
        "English header below a Chinese one",
        "姓名|手机|公司|邮箱\nName|Mobile|Company|Email\n王芳|13800138002|示例教育|wf@example.com",
        "姓名|手机|公司|邮箱",
        [(3, "王芳 13800138002 示例教育 wf@example.com")],
        [(2, "header")],
    ),
    (
        "what to type stands in a row below the header",
        "客户名称|手机|客户来源\n必填，不超过50字|11位数字|下拉选择\n示例科技|13800138000|展会",
        "客户名称|手机|客户来源",
        [(3, "示例科技 13800138000 展会")],
        [(2, "note")],
    ),
    (
        "two rows of header from a program without merged cells",
        "公司名称|联系人|联系方式|||预算\n||手机|邮箱|微信|\n示例科技|张伟|13800138000|zw@example.com|zw88|5万",
        "公司名称|联系人|联系方式-手机|联系方式-邮箱|联系方式-微信|预算",
        [(3, "示例科技 张伟 13800138000 zw@example.com zw88 5万")],
        [(2, "header")],
    ),
    (
        "groups of columns above the header",
        "基本信息||联系方式||跟进情况|\n姓名|公司|手机|邮箱|状态|下次联系时间\n张伟|示例科技|13800138000|zw@example.com|新|2026-03-01",
        "基本信息-姓名|基本信息-公司|联系方式-手机|联系方式-邮箱|跟进情况-状态|跟进情况-下次联系时间",
        [(3, "张伟 示例科技 13800138000 zw@example.com 新 2026-03-01")],
        [(2, "header")],
    ),
    (
        "the same columns again to the right",
        "姓名|电话||姓名|电话\n张伟|13800138000||李娜|13800138001\n王芳|13800138002||",
        "姓名|电话",
        [(2, "张伟 13800138000"), (2, "李娜 13800138001"), (3, "王芳 13800138002")],
        [],
    ),
    (
        "three blocks and one column for all",
        "序号|姓名|手机|序号|姓名|手机|序号|姓名|手机|签名\n1|甲某|13800138000|2|乙某|13800138001|3|丙某|13800138002|\n4|丁某|13800138003|5|||6|||",
        "序号|姓名|手机|签名",
        [(2, "1 甲某 13800138000"), (2, "2 乙某 13800138001"), (2, "3 丙某 13800138002"), (3, "4 丁某 13800138003")],
        [],
    ),
    (
        "one firm with two people is no pair of blocks",
        "公司|联系人|手机|联系人|手机\n示例科技|张伟|13800138000|李强|13800138010",
        "公司|联系人|手机|联系人 2|手机 2",
        [(2, "示例科技 张伟 13800138000 李强 13800138010")],
        [],
    ),
    (
        "an empty first column and an empty one in the middle",
        "|姓名||手机\n|张伟||13800138000",
        "姓名|手机",
        [(2, "张伟 13800138000")],
        [],
    ),
    (
        "values in a column without heading are kept",
        "姓名|手机|\n张伟|13800138000|下周来访",
        "姓名|手机|列3",
        [(2, "张伟 13800138000 下周来访")],
        [],
    ),
]


@pytest.mark.parametrize(
    ("text", "headers", "expected", "passed"), [mess[1:] for mess in MESSES], ids=[mess[0] for mess in MESSES]
)
def test_a_messy_header_is_read_as_a_person_would(
    text: str, headers: str, expected: list[tuple[int, str]], passed: list[tuple[int, str]]
) -> None:
    check(text, headers, expected, passed)


def test_a_heading_merged_over_ticks_is_parted_by_the_row_below_it() -> None:
    text = """
        公司|联系人|意向产品||
        ||A|B|C
        样例公司|褚一|√||√
    """
    table = only(sheet(text, merges=((0, 2, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1))))
    assert table.headers == ("公司", "联系人", "意向产品-A", "意向产品-B", "意向产品-C")
    assert [row.number for row in table.rows] == [3]


def test_the_rule_below_the_heading_of_a_plain_text_table_is_no_record() -> None:
    table = only(Grid("a.txt", "", (("姓名", "手机"), ("---", ":---:"), ("张三", "13800138000"))))
    assert records(table) == [(3, "张三 13800138000")]
