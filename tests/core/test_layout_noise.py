"""Rows as people make them, each sheet named by its mess: sums, notes, examples, repetitions, cards, own headings."""

from __future__ import annotations

import pytest

from tests.core.test_layout_messes import Mess, check

# name, sheet, headers, records, skipped rows that are not blank
MESSES: list[Mess] = [
    (
        "sum, notes and signatures at the end",
        "姓名|手机|金额\n张伟|13800138000|100\n合计||100\n共 1 人\n"
        "备注：以上信息请保密\n制表人：小李|审核：\n第1页 共1页",
        "姓名|手机|金额",
        [(2, "张伟 13800138000 100")],
        [(3, "footer"), (4, "footer"), (5, "note"), (6, "footer"), (7, "footer")],
    ),
    (
        "sums between the parts, with records below them",
        "客户名称|联系人|手机|来源|金额\n示例科技|张伟|13800138000|展会|100\n华东区小计||||100\n样例贸易|李娜|13800138001|展会|50\n总计：2家||||150",
        "客户名称|联系人|手机|来源|金额",
        [(2, "示例科技 张伟 13800138000 展会 100"), (4, "样例贸易 李娜 13800138001 展会 50")],
        [(3, "footer"), (5, "footer")],
    ),
    (
        "headings between the rows",
        "客户名称|手机\n华东区|\n示例科技|13800138000\n二、老客户|\n样例贸易|13800138001\n第二天|\n样板餐饮|13800138002",
        "客户名称|手机",
        [(3, "示例科技 13800138000"), (5, "样例贸易 13800138001"), (7, "样板餐饮 13800138002")],
        [(2, "note"), (4, "note"), (6, "note")],
    ),
    (
        "a name alone is a record",
        "姓名|手机|公司\n张伟||\n李娜|13800138001|样例贸易\n示例科技有限公司||",
        "姓名|手机|公司",
        [(2, "张伟"), (3, "李娜 13800138001 样例贸易"), (4, "示例科技有限公司")],
        [],
    ),
    (
        "the header again after a page break",
        "序号|姓名|手机\n1|张伟|13800138000\n序号|姓名|手机\n2|李娜|13800138001",
        "序号|姓名|手机",
        [(2, "1 张伟 13800138000"), (4, "2 李娜 13800138001")],
        [(3, "repeated_header")],
    ),
    (
        "rows numbered beforehand, a default printed in each",
        "序号|姓名|手机|国家\n1|张伟|13800138000|中国\n2|||中国\n3|||中国\n|||\n4|李娜|13800138001|中国",
        "序号|姓名|手机|国家",
        [(2, "1 张伟 13800138000 中国"), (6, "4 李娜 13800138001 中国")],
        [(3, "numbered_blank"), (4, "numbered_blank")],
    ),
    (
        "example rows of a form",
        "序号|姓名|手机\n示例|张三|13800000000\n1|李娜|13800138001",
        "序号|姓名|手机",
        [(3, "1 李娜 13800138001")],
        [(2, "example")],
    ),
    (
        "an example marked inside its name",
        "姓名|手机|公司\n（示例）张三|13800000000|某某公司\n例：李四|13800000001|某某公司\n示例一|13800138001|示例科技",
        "姓名|手机|公司",
        [(4, "示例一 13800138001 示例科技")],
        [(2, "example"), (3, "example")],
    ),
    (
        "marks of repetition in every spelling",
        '公司|姓名|手机|城市\n示例科技|张伟|13800138000|北京\n同上|李强|13800138001|〃\n"|王芳|13800138002|″\n-do-|赵敏|13800138003|',
        "公司|姓名|手机|城市",
        [
            (2, "示例科技 张伟 13800138000 北京"),
            (3, "示例科技 李强 13800138001 北京"),
            (4, "示例科技 王芳 13800138002 北京"),
            (5, "示例科技 赵敏 13800138003"),
        ],
        [],
    ),
    (
        "a mark of repetition after a blank row, and below an empty cell",
        "公司|姓名|邮箱\n示例科技|张伟|zw@example.com\n样例贸易|李娜|\n-\n同上|刘洋|〃",
        "公司|姓名|邮箱",
        [(2, "示例科技 张伟 zw@example.com"), (3, "样例贸易 李娜"), (5, "样例贸易 刘洋")],
        [],
    ),
    (
        "reasons of another program's errors stand first",
        "错误原因|客户名称|手机|备注\n手机号重复|示例科技|13800138000|\n|样例贸易|13800138001|老客户",
        "错误原因|客户名称|手机|备注",
        [(2, "手机号重复 示例科技 13800138000"), (3, "样例贸易 13800138001 老客户")],
        [],
    ),
    (
        "cards, a label and its value in one cell",
        "客户信息卡\n姓名：张伟\n电话：13800138000\n公司：示例科技\n-\n姓名：李娜\n电话：13800138001\n公司：样例贸易",
        "姓名|电话|公司",
        [(2, "张伟 13800138000 示例科技"), (6, "李娜 13800138001 样例贸易")],
        [(1, "title")],
    ),
    (
        "cards in two columns, one field missing",
        "姓名|张伟\n职务|总经理\n手机|13800138000\n-\n姓名|李娜\n手机|13800138001\n公司|样例贸易",
        "姓名|职务|手机|公司",
        [(1, "张伟 总经理 13800138000"), (5, "李娜 13800138001 样例贸易")],
        [],
    ),
    (
        "cards with two labels in each row",
        "客户登记表\n客户名称：|示例科技|联系人：|张伟\n电话：|13800138000|邮箱：|zw@example.com\n需求：|采购50台|来源：|展会",
        "客户名称|联系人|电话|邮箱|需求|来源",
        [(2, "示例科技 张伟 13800138000 zw@example.com 采购50台 展会")],
        [(1, "title")],
    ),
    (
        "cards on one line each",
        "姓名：张伟 电话：13800138000 公司：示例科技\n姓名：李娜 电话：13800138001 公司：样例贸易",
        "姓名|电话|公司",
        [(1, "张伟 13800138000 示例科技"), (2, "李娜 13800138001 样例贸易")],
        [],
    ),
    (
        "a table on its side",
        "公司名称|示例科技|样例贸易|样板餐饮\n联系人|张伟|李娜|陈静\n手机|13800138000|13800138001|13800138002",
        "公司名称|联系人|手机",
        [(2, "示例科技 张伟 13800138000"), (3, "样例贸易 李娜 13800138001"), (4, "样板餐饮 陈静 13800138002")],
        [],
    ),
    (
        "English report of a program with its footer",
        "Leads by Source\nExported on: 2026-03-01\n-\nName|Company|Email|Lead Source\n"
        "Jane Roe|Example Inc|jane@example.com|Expo\n"
        "John Doe||john@example.org|Web\nGrand Totals (2 records)\n"
        "Confidential Information - Do Not Distribute\nCopyright 2026",
        "Name|Company|Email|Lead Source",
        [(5, "Jane Roe Example Inc jane@example.com Expo"), (6, "John Doe john@example.org Web")],
        [(1, "title"), (2, "meta"), (7, "footer"), (8, "footer"), (9, "footer")],
    ),
    (
        "English hints, example and totals",
        "Name*|Phone*|Company\nRequired|Required, max 20 characters|Optional\n"
        "Example: Jane|+1 202 555 0100|Example Inc\n"
        "John Doe|+1 202 555 0101|Sample LLC\nTotal|1|",
        "Name|Phone|Company",
        [(4, "John Doe +1 202 555 0101 Sample LLC")],
        [(2, "note"), (3, "example"), (5, "footer")],
    ),
    (
        "headings in a language that no lexicon has",
        "Vorname|Nachname|Rufnummer\nJana|Beispiel|+49 30 1234567\nJens|Muster|+49 30 7654321",
        "Vorname|Nachname|Rufnummer",
        [(2, "Jana Beispiel +49 30 1234567"), (3, "Jens Muster +49 30 7654321")],
        [],
    ),
    (
        "most headings are somebody's own",
        "门牌|老板|手机|爱喝的茶|上次送礼|车牌\nA01|张伟|13800138000|普洱|中秋|京A12345",
        "门牌|老板|手机|爱喝的茶|上次送礼|车牌",
        [(2, "A01 张伟 13800138000 普洱 中秋 京A12345")],
        [],
    ),
    (
        "a single column of numbers under its heading",
        "手机\n13800138000\n13800138001",
        "手机",
        [(2, "13800138000"), (3, "13800138001")],
        [],
    ),
    (
        "values that are headings elsewhere",
        "姓名|方式|部门|负责人\n张伟|微信|销售|小李\n李娜|电话|市场|小王\n王芳|微信|销售|小李",
        "姓名|方式|部门|负责人",
        [(2, "张伟 微信 销售 小李"), (3, "李娜 电话 市场 小王"), (4, "王芳 微信 销售 小李")],
        [],
    ),
    (
        "a form with labels of somebody's own",
        "客户拜访记录\n客户名称|示例科技|拜访日期|2024-05-01\n联系人|张伟|联系电话|13800138000\n拜访目的|推介新产品||\n"
        "爱好：|钓鱼|负责人|小李",
        "客户名称|拜访日期|联系人|联系电话|拜访目的|爱好|负责人",
        [(2, "示例科技 2024-05-01 张伟 13800138000 推介新产品 钓鱼 小李")],
        [(1, "title")],
    ),
    (
        "two cards side by side",
        "姓名|张伟||姓名|李娜\n电话|13800138000||电话|13800138001\n公司|示例科技||公司|样例贸易",
        "姓名|电话|公司",
        [(1, "张伟 13800138000 示例科技"), (1, "李娜 13800138001 样例贸易")],
        [],
    ),
    (
        "a day written once for the rows below",
        "日期|姓名|手机\n5月1日||\n|张伟|13800138000\n5月2日||\n|李娜|13800138001",
        "日期|姓名|手机",
        [(3, "张伟 13800138000"), (5, "李娜 13800138001")],
        [(2, "note"), (4, "note")],
    ),
    (
        "a firm called Example in the first row",
        "Company|Contact|Email\nExample|Jane Roe|jane@example.com",
        "Company|Contact|Email",
        [(2, "Example Jane Roe jane@example.com")],
        [],
    ),
    (
        "records that speak of forms and figures",
        "姓名|备注\n张伟|请填写资料\n示例数字科技有限公司|必填项没有填\n三江园区|\n五金市场|",
        "姓名|备注",
        [(2, "张伟 请填写资料"), (3, "示例数字科技有限公司 必填项没有填"), (4, "三江园区"), (5, "五金市场")],
        [],
    ),
    (
        "an average below the sum",
        "客户|电话|金额\n示例科技|13800138000|5\n合计||5\n平均||5",
        "客户|电话|金额",
        [(2, "示例科技 13800138000 5")],
        [(3, "footer"), (4, "footer")],
    ),
]


@pytest.mark.parametrize(
    ("text", "headers", "expected", "passed"), [mess[1:] for mess in MESSES], ids=[mess[0] for mess in MESSES]
)
def test_messy_rows_are_read_as_a_person_would(
    text: str, headers: str, expected: list[tuple[int, str]], passed: list[tuple[int, str]]
) -> None:
    check(text, headers, expected, passed)
