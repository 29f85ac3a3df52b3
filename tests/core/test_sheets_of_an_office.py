"""What visit logs, call lists, dealers' lists, shops and CRM exports say, read as a careful assistant would."""

from __future__ import annotations

import pytest

from crmcli.core.mapping import Mapping
from crmcli.core.order_lines import joined
from crmcli.records.rows import Table
from tests.core.drafted import drafts, first, mapped, note, planned, table, values


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("拜访对象", "contact"),
        ("手机二", "mobile"),
        ("What is your full name?", "contact"),
        ("Please enter your company", "company"),
        ("Which product are you interested in?", "product_interest"),
        ("Any comments?", "note"),
        ("Deal owner", "owner"),
        ("Address 1: City", "city"),
        ("Mailing Street", "address"),
        ("order-id", "order_no"),
        ("ship-postal-code", "custom.ship-postal-code"),
        ("buyer-phone-number", "phone"),
        ("预计采购金额(元)", "budget"),
        ("contacts.name", "contact"),
        ("最近联系方式", "last_method"),
        ("职务/姓名", "contact"),
        ("被介绍人", "contact"),
        ("Met with", "contact"),
    ],
)
def test_headings(header: str, field: str) -> None:
    assert mapped(table(f"微信|{header}", "lilac_88|甲乙"))[header] == field


@pytest.mark.parametrize("header", ["对方账号", "开户账号", "收款账户"])
def test_accounts_are_never_stored(header: str) -> None:
    assert planned(table(f"姓名|{header}", "张三|43001791061052500123")).notes


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("微信：fengjiu99", [("wechat", "fengjiu99")]),
        ("wx: mwq_2020", [("wechat", "mwq_2020")]),
        ("13800138012 微信：fengjiu99", [("mobile", "13800138012"), ("wechat", "fengjiu99")]),
    ],
)
def test_a_wechat_id_among_the_phones(cell: str, points: list[tuple[str, str]]) -> None:
    draft = first("姓名|电话", f"冯九|{cell}")
    assert (values(draft), draft.problems) == (points, ())


@pytest.mark.parametrize(
    ("cell", "company", "department", "title"),
    [
        ("江苏样例医疗股份有限公司/市场部经理", "江苏样例医疗股份有限公司", "市场部", "经理"),
        ("ABC GmbH, Sales Director", "ABC GmbH", None, "Sales Director"),
        ("样例厂/采购部/经理", "样例厂", "采购部", "经理"),
        ("Acme Co., Ltd.", "Acme Co., Ltd.", None, None),
    ],
)
def test_unit_and_post_in_one_cell(cell: str, company: str, department: str | None, title: str | None) -> None:
    draft = first("姓名|单位及职务", f"马丽|{cell}")
    assert (draft.name, draft.people[0].department, draft.people[0].title) == (company, department, title)


def test_a_contact_with_an_address_behind_the_name() -> None:
    draft = first("Company|Associated Contact", "Acme Inc|Jane Doe (jane@acme.example.com)")
    assert [person.name for person in draft.people] == ["Jane Doe"]
    assert values(draft) == [("email", "jane@acme.example.com")]


def test_a_link_is_no_company() -> None:
    draft = first("姓名|公司|手机", "吴越|https://pages.example.com/abc|13511110002")
    assert (draft.name, note(draft)) == ("吴越", "https://pages.example.com/abc")


def test_the_same_name_with_invisible_signs_is_no_note() -> None:
    draft = first("昵称|手机", "\u200b李四\u200e|13800138004")
    assert (draft.name, draft.people[0].note) == ("李四", None)


@pytest.mark.parametrize(
    ("header", "rows", "field"),
    [
        ("负责人|联系电话", ("徐总|13851770001", "谢老板|13851770003"), "contact"),
        ("负责人|联系电话", ("徐伟|13851770001", "谢芳|13851770003", "杜鹃|13851770004"), "contact"),
        ("负责人|等级", ("徐伟|A", "徐伟|B", "徐伟|C"), "owner"),
        ("负责人|等级", ("王*|A", "李*|B"), "owner"),
        ("人数|手机", ("3|13851770001", "1人|13851770003"), "custom.人数"),
        ("人数|手机", ("50|13851770001", "200|13851770003"), "company_size"),
    ],
)
def test_headings_whose_values_decide(header: str, rows: tuple[str, ...], field: str) -> None:
    lines = [f"示例{at}有限公司|{row}" for at, row in enumerate(rows)]
    assert mapped(table(f"公司|{header}", *lines))[header.split("|")[0]] == field


def test_a_unit_of_goods_is_no_company() -> None:
    one = table("订单编号|买家|实付款|单位|数量|下单时间", "T1|尤一|88|个|88|2024-03-02")
    assert (drafts(one)[0].name, mapped(one)["单位"]) == ("尤一", "custom.单位")


def test_a_province_beside_a_region_is_stored() -> None:
    draft = first("大区|省份|公司", "华东|江苏|南京样例商贸有限公司")
    assert (draft.columns["province"], note(draft)) == ("江苏省", "")


@pytest.mark.parametrize(
    ("said", "method"), [("上门拜访", "visit"), ("现场拜访", "visit"), ("呼出", "phone"), ("微信沟通", "wechat")]
)
def test_ways_of_talking_in_other_words(said: str, method: str) -> None:
    draft = first("客户|拜访日期|拜访方式|内容", f"示例厂|2024-05-01|{said}|看了样板间")
    assert [talk.method for talk in draft.talks] == [method]


def test_a_step_is_counted_from_its_talk() -> None:
    draft = first("客户|拜访日期|内容|下一步计划", "示例厂|2024-04-23|发了产品册|周五前寄样品")
    assert [(task.title, task.due_at) for task in draft.tasks] == [("寄样品", "2024-04-26")]


def test_a_list_of_calls_is_talks() -> None:
    one = table(
        "通话时间|类型|对方号码|联系人|通话时长|备注", "2024-05-08 09:12|呼出|13588880001|钱程|00:03:25|约周四上门"
    )
    talk = drafts(one)[0].talks[0]
    assert (talk.at, talk.method, talk.content) == ("2024-05-08 09:12", "phone", "约周四上门")


def test_a_list_of_answers_is_talks_and_nothing_of_them_is_lost() -> None:
    one = table(
        "客户|回访日期|回访方式|满意度|问题类型|客户反馈|处理结果",
        "样例店|5月8日 周三 上午|电话|95%|投诉|送货慢|已补偿",
        "样例城||邮件|不满意|报价|太贵|",
    )
    dated, undated = drafts(one)
    talk = dated.talks[0]
    said = (talk.at[:10], talk.method, talk.type, talk.feedback, talk.result)
    assert said == ("2024-05-08", "phone", "complaint", "送货慢", "已补偿")
    assert note(dated) == "满意度: 95%"
    assert not undated.talks
    assert {"客户反馈: 太贵", "问题类型: 报价", "回访方式: 邮件"} <= set(note(undated).splitlines())


@pytest.mark.parametrize(
    ("raw", "born"),
    [
        ("1985年腊月廿三", ("1985-12-23", True)),
        ("农历二月三十", ("02-30", True)),
        ("正月初八", ("01-08", True)),
        ("八月十五", ("08-15", False)),
        ("1990-02-28", ("1990-02-28", False)),
    ],
)
def test_birthdays_of_the_chinese_calendar(raw: str, born: tuple[str, bool]) -> None:
    person = first("姓名|生日", f"许晴|{raw}").people[0]
    assert (person.birthday, person.birthday_lunar) == born


def test_a_won_deal_is_of_the_day_it_closed() -> None:
    won, open_one = drafts(
        table(
            "Deal Name|Deal Stage|Close Date|Amount|Associated Company",
            "Renewal|Closed Won|2024-04-30|9000|Beta LLC",
            "Trial|Qualified to buy|2024-06-30|100|Gamma Ltd",
        )
    )
    assert won.deal is not None
    assert open_one.deal is not None
    assert (won.deal.signed_at, open_one.deal.signed_at) == ("2024-04-30", None)


def test_what_was_paid_is_the_amount_of_an_order() -> None:
    one = table("订单编号|买家应付货款|买家实际支付金额|收货人姓名|宝贝标题", "9001|59.90|65.90|邱一|帽子")
    order = drafts(one)[0].order
    assert order is not None
    assert (order.amount, "买家应付货款: 59.90" in (order.note or "")) == (6590, True)


def _joined(one: Table) -> tuple[Table, Mapping]:
    mapping = planned(one)
    return joined(one, mapping), mapping


def test_further_goods_belong_to_their_order() -> None:
    head = "Name|Financial Status|Total|Paid at|Lineitem name|Billing Name"
    one = table(
        head,
        "#1001|paid|130|2024-04-01|Mug|Anna Bell",
        "#1001||||Plate|",
        "#1002|paid|50|2024-04-02|Bowl|Bob Ray",
        "#1001||||Cup|",
    )
    whole, _ = _joined(one)
    assert [row.cells[4] for row in whole.rows] == ["Mug; Plate; Cup", "Bowl"]
    assert [(row.number, row.why) for row in whole.skipped] == [(3, "order_line"), (5, "order_line")]


def test_goods_without_a_number_belong_to_the_order_above() -> None:
    one = table(
        "订单编号|买家公司名|实付款(元)|货品标题|订单付款时间",
        "T1|义乌样例服饰有限公司|1000|发夹|2024-03-01",
        "|||头绳|",
        "T2|杭州样例有限公司|88|发夹|2024-03-02",
    )
    whole, _ = _joined(one)
    assert [row.cells[3] for row in whole.rows] == ["发夹; 头绳", "发夹"]


def test_rows_with_an_amount_of_their_own_stay_orders() -> None:
    one = table("订单编号|公司|实付款|商品|付款时间", "T1|甲公司|10|笔|2024-03-01", "T2||20|纸|2024-03-02")
    assert _joined(one)[0] is one


def test_complaints_are_talks_of_their_type() -> None:
    draft = first("投诉日期|客户名称|联系人|投诉内容|处理进度", "2024-05-08|石河子棉业|马兰|包装破损|处理中")
    assert [(talk.type, talk.content, talk.result) for talk in draft.talks] == [("complaint", "包装破损", "处理中")]


def test_an_english_visit_log() -> None:
    draft = first("Date|Account|Met with|Purpose|Outcome", "2024-05-04|Blue Ridge Dairy|Tom Hill|Demo|Asked for price")
    assert (draft.name, draft.kind, draft.people[0].name) == ("Blue Ridge Dairy", "company", "Tom Hill")
    assert [(talk.topic, talk.result) for talk in draft.talks] == [("Demo", "Asked for price")]


@pytest.mark.parametrize(("answer", "kept"), [("Y", "Follow up: Y"), ("N", "")])
def test_a_mere_yes_is_no_step(answer: str, kept: str) -> None:
    draft = first("Name|Follow up", f"Jane Roe|{answer}")
    assert (draft.tasks, note(draft)) == ((), kept)


def test_a_post_of_nobody_is_kept() -> None:
    assert note(first("公司|职务|电话", "示例厂|采购|13800138001")) == "职务: 采购"
