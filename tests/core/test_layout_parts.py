"""Parts, forms and wide sheets: what stands between, above and beside the records of an office's sheets."""

from __future__ import annotations

import pytest

from crmcli.core.layout import tables
from tests.core.test_layout_messes import only, records, sheet, skipped


def test_headings_of_parts_and_of_groups_are_no_customers() -> None:
    one = only(
        sheet("""
客户|联系人|电话
【华北区】||
北京样例商贸有限公司|甲一|13511110011
Qualified||
客户|联系人|电话
广州样例商贸有限公司|丙三|13511110013
||￥12,000
""")
    )
    assert [number for number, _ in records(one)] == [3, 6]
    assert skipped(one) == [(2, "note"), (4, "note"), (5, "repeated_header"), (7, "footer")]


def test_a_sheet_of_many_columns_has_a_header() -> None:
    names = [f"指标{at}" for at in range(117)]
    text = (
        "|".join(["公司", "联系人", "手机", *names]) + "\n" + "|".join(["甲公司", "张三", "13812340001", *["1"] * 117])
    )
    assert only(sheet(text)).header_row == 1


def test_a_second_header_row_without_its_merges() -> None:
    one = only(
        sheet("""
序号|公司|姓名|联系方式||意向产品||签字
|||手机|微信|贴片机|回流焊|
1|深圳样例有限公司|陈强|13828881001|chenq88|√||
""")
    )
    assert one.headers[3:7] == ("联系方式-手机", "联系方式-微信", "意向产品-贴片机", "意向产品-回流焊")


def test_a_customers_form_with_the_talks_below_it() -> None:
    one = only(
        sheet("""
客户信息登记卡|||
客户名称|洛阳样例花卉有限公司|行业|农业
联系人|白居|职务|董事长
手机|13803790001|电话|0379-63211234
日期|方式|内容|
2026-05-03|电话|介绍产品|
2026-05-08|拜访|看了场地|
""")
    )
    assert [row.number for row in one.rows] == [6, 7]
    assert all("洛阳样例花卉有限公司" in row.cells for row in one.rows)


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("2026年行业峰会报到表", "2026年行业峰会"),
        ("第139届中国进出口商品交易会 参展商名录 / Canton Fair Exhibitor List", "第139届中国进出口商品交易会"),
        ("群主@所有人 请大家按格式报名：", "群主@所有人 请大家按格式报名："),
    ],
)
def test_the_event_of_a_title(title: str, event: str) -> None:
    found, _ = tables((sheet(f"{title}||\n姓名|公司|手机\n张三|示例厂|13800138001"),))
    assert found[0].title == event
