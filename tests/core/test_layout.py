"""Sheets as expositions, platforms and programs hand them out, read from title to footer."""

from __future__ import annotations

from datetime import date

from crmcli.core.layout import tables
from crmcli.records.grid import Cell, Grid
from crmcli.records.rows import RawRow, Skipped

Rows = tuple[tuple[Cell, ...], ...]
TITLE = "2024上海示例五金展  来访客户签到表"
FIRST_DAY: Rows = (
    (TITLE, "", "", "", "", "", "", ""),
    ("时间：2024年5月1日    地点：N1馆A08    接待人：小李", "", "", "", "", "", "", ""),
    ("序号", "姓名", "单位", "职务", "联系电话", "邮箱", "签名", "备注"),
    (1, "张伟", "北京示例科技有限公司", "总经理", 13800138000, "zhangwei@example.com", "", "预算5万以内，要A产品报价"),
    (2, "李 娜", "上海样例贸易有限公司", "采购经理", "138-0013-8001", "", "", ""),
    (3, "刘洋", "同上", "采购", "13800138005", "〃", "", ""),
    (4, "王总", "深圳市示范五金制品厂", "", "13800138002/13900139002", "", "", "10-50万，下周三回访"),
    *((number, "", "", "", "", "", "", "") for number in range(5, 9)),
    ("合计", "", "", "", "", "", "", 4),
    ("填表说明：请用正楷填写，联系电话请填手机。", "", "", "", "", "", "", ""),
    ("制表人：小李", "", "", "", "", "", "", ""),
)
SECOND_DAY: Rows = (
    (TITLE, "", "", "", "", "", "", ""),
    ("序号", "姓名", "联系电话", "公司", "序号", "姓名", "联系电话", "公司"),
    (1, "赵敏", "13800138006", "样例物流", "11", "孙悦", "13800138007", "样例物流"),
    (2, "周杰", "13800138008", "示例教育", 12, "", "", ""),
    (3, "", "", "", 13, "吴迪", "1380013800", "示例软件"),
)


def test_an_expo_sheet_of_two_days_and_instructions() -> None:
    found, left_out = tables(
        [
            Grid("expo.xlsx", "5月1日", FIRST_DAY, merges=((0, 0, 0, 7), (1, 0, 1, 7))),
            Grid("expo.xlsx", "5月2日", SECOND_DAY, merges=((0, 0, 0, 7),)),
            Grid("expo.xlsx", "填写说明", (("1、每行一位来访客户。",),)),
        ]
    )
    first, second = found
    assert [(one.sheet, one.why) for one in left_out] == [("填写说明", "instructions")]
    assert (first.title, first.day, first.header_row) == ("2024上海示例五金展", "2024-05-01", 3)
    assert (second.title, second.day, second.header_row) == ("2024上海示例五金展", "2024-05-02", 2)
    assert first.headers == FIRST_DAY[2]
    assert [row.number for row in first.rows] == [4, 5, 6, 7]
    assert first.rows[2].cells == (3, "刘洋", "上海样例贸易有限公司", "采购", "13800138005", "", "", "")
    assert [(one.number, one.why) for one in first.skipped] == [
        *((1, "title"), (2, "meta"), *((number, "numbered_blank") for number in range(8, 12))),
        *((12, "footer"), (13, "note"), (14, "footer")),
    ]
    assert second.headers == ("序号", "姓名", "联系电话", "公司")
    assert second.rows == (
        RawRow(3, (1, "赵敏", "13800138006", "样例物流")),
        RawRow(3, ("11", "孙悦", "13800138007", "样例物流")),
        RawRow(4, (2, "周杰", "13800138008", "示例教育")),
        RawRow(5, (13, "吴迪", "1380013800", "示例软件")),
    )


def test_a_template_with_notes_above_and_a_list_sheet() -> None:
    notes = "注意事项：\n1、表头标“*”的红色字体为必填项\n2、手机号：支持6-15位数字"
    rows: Rows = (
        (notes, "", "", "", ""),
        ("*客户名称", "客户来源", "手机", "区/县", "下次联系时间"),
        ("北京示例科技有限公司", "展会资源", 13800138000, "朝阳区", "2024/5/21"),
    )
    lists: Rows = (("", "促销活动"), ("", "搜索引擎"), ("", "转介绍"))
    found, left_out = tables([Grid("t.xls", "客户导入模板", rows), Grid("t.xls", "data", lists)])
    assert found[0].headers == ("客户名称", "客户来源", "手机", "区/县", "下次联系时间")
    assert found[0].title is None
    assert [one.why for one in found[0].skipped] == ["note"]
    assert [row.number for row in found[0].rows] == [3]
    assert [(one.sheet, one.why) for one in left_out] == [("data", "list")]


def test_a_record_sheet_of_another_crm_with_notes_above() -> None:
    rows: Rows = (
        ("注意事项：\n1、表头标“*”的红色字体为必填项\n3、若相关数据有多条时用“/”区分", "", "", ""),
        ("*跟进内容", "*创建人", "*所属客户", "跟进时间-例:2020-2-1"),
        ("客户反馈现有系统效率低，希望提升30%", "小李", "北京示例科技有限公司", "2024-5-3"),
        ("已沟通", "小李", "上海样例贸易有限公司", "2024-5-4"),
    )
    table = tables([Grid("r.xls", "跟进记录导入表", rows, merges=((0, 0, 0, 3),))])[0][0]
    assert table.headers == ("跟进内容", "创建人", "所属客户", "跟进时间-例:2020-2-1")
    assert [row.cells for row in table.rows] == list(rows[2:])


def test_a_header_of_two_rows_with_merged_cells() -> None:
    rows: Rows = (
        ("客户档案", "", "", "", "", "", ""),
        ("公司名称", "联系人", "联系方式", "", "", "预算(万元)", "跟进"),
        ("", "", "手机", "邮箱", "微信", "", "下次联系时间"),
        ("北京示例科技有限公司", "张伟", "13800138000", "zw@example.com", "zhangsan_88", 30, date(2024, 5, 20)),
        ("", "李强", "13800138010", "", "同手机", "", ""),
        ("上海样例贸易有限公司", "李娜", "13800138001", "lina@example.com", "已加", "10-50", date(2024, 5, 8)),
    )
    merges = ((1, 2, 1, 4), (0, 0, 0, 6), (3, 0, 4, 0), (1, 1, 2, 1), (1, 0, 2, 0), (1, 5, 2, 5))
    table = tables([Grid("m.xlsx", "客户", rows, merges=merges, hidden_rows=frozenset({4}))])[0][0]
    contacts = ("联系方式-手机", "联系方式-邮箱", "联系方式-微信")
    assert table.headers == ("公司名称", "联系人", *contacts, "预算(万元)", "跟进-下次联系时间")
    assert [row.cells[:2] for row in table.rows] == [
        ("北京示例科技有限公司", "张伟"),
        ("北京示例科技有限公司", "李强"),
        ("上海样例贸易有限公司", "李娜"),
    ]
    assert table.header_row == 2
    assert table.title == "客户档案"
    assert [note.params for note in table.notes] == [{"n": 1}]


def test_plain_exports_of_platforms_come_over_cell_by_cell() -> None:
    exports: list[Rows] = [
        (
            ("客户姓名", "联系方式", "渠道来源", "首次接触时间", "客户标签", "备注(关键需求/沟通要点)", "客户唯一标识"),
            ("张*", "5678", "线上商城", "2024-05-01", "高潜客户、关注性价比", "询问A产品折扣政策", "C20240501001"),
            ("陈*", ":chen*", "企业社群", "2024-05-03", "", "", "C20240503005"),
        ),
        (
            (
                "主订单编号",
                "选购商品",
                "商品规格",
                "收件人",
                "收件人手机号",
                "省",
                "订单应付金额",
                "支付完成时间",
                "订单状态",
            ),
            (
                "6919123456789012345\t",
                "示例茶叶礼盒",
                "250g*2",
                "张*",
                "138******00\t",
                "北京",
                "199.00",
                "2024-05-01",
                "已完成",
            ),
        ),
        (
            ("First Name", "Last Name", "Organization Name", "E-mail 1 - Label", "E-mail 1 - Value", "Phone 1 - Value"),
            ("伟", "张", "北京示例科技有限公司", "* Work", "a@example.com ::: b@example.org", "+86 138 0013 8000"),
        ),
        (
            ("頭銜", "名字", "中間名", "姓氏", "稱謂", "公司", "職稱", "商務電話", "行動電話", "類別"),
            ("", "大同", "", "王", "先生", "範例股份有限公司", "經理", "02-2345-6789", "0912-345-678", "客戶"),
        ),
        (
            ("客户名称", "描述", "添加人", "添加时间", "来源", "手机", "企业", "标签组1(客户等级)", "标签组2(来源)"),
            ("Lina", "", "小李", "2024-05-02 09:00:00", "搜索手机号", "", "", "", "抖音"),
        ),
        (("客户名称", "手机"), ("北京示例科技有限公司", "13800138000")),
        (("Name", "Mobile", "Company"), ("Zhang Wei", "13800138000", "Example; Co")),
    ]
    for rows in exports:
        table = tables([Grid("export.csv", "", rows)])[0][0]
        assert table.headers == rows[0]
        assert [row.cells for row in table.rows] == list(rows[1:])
        assert table.skipped == ()


def test_a_plain_list_with_its_count_below() -> None:
    rows: Rows = (
        ("姓名", "手机", "公司", "来源"),
        ("张三", "13800138000", "示例科技有限公司", "展会"),
        ("李四女士", "138 0013 8001", "样例贸易(上海)有限公司", "抖音"),
        ("合计", "2", "", ""),
    )
    table = tables([Grid("list.csv", "", rows, encoding="gb18030")])[0][0]
    assert len(table.rows) == 2
    assert table.skipped == (Skipped(4, "footer", "合计 2"),)
    assert table.encoding == "gb18030"
