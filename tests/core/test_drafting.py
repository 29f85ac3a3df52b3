"""Rows as people keep them, and what they say: who it is, what happened, what is to happen, what was sold."""

from __future__ import annotations

from datetime import datetime

import pytest

from crmcli.core.mapping import Defaults
from crmcli.core.tags import TagName
from crmcli.records.draft import DraftTask
from tests.core.drafted import drafts, filled, first, note, table, values


@pytest.mark.parametrize(
    ("header", "cells", "name", "kind", "people"),
    [
        ("姓名|公司", "张伟|北京示例科技有限公司", "北京示例科技有限公司", "company", ["张伟"]),
        ("姓名|公司", "张伟|个人", "张伟", "person", ["张伟"]),
        ("姓名|公司", "张伟|无", "张伟", "person", ["张伟"]),
        ("姓名", "张伟", "张伟", "person", ["张伟"]),
        ("姓名", "北京示例科技有限公司", "北京示例科技有限公司", "company", []),
        ("姓名", "骆玉婷  市工业和信息化局装备工业科科长", "市工业和信息化局", "company", ["骆玉婷"]),
        ("姓名|公司", "张三、李四|示例厂有限公司", "示例厂有限公司", "company", ["张三", "李四"]),
        ("客户名称|联系人", "智微|张三", "智微", "company", ["张三"]),
        ("客户名称|联系人", "张三|李四", "张三", "person", ["李四"]),
        ("客户名称|联系人|公司名称", "示例科技|张三|北京示例科技有限公司", "北京示例科技有限公司", "company", ["张三"]),
        ("客户名称|企业", "伟哥@五金|北京示例科技有限公司", "北京示例科技有限公司", "company", ["伟哥"]),
        ("客户名称|客户类型", "张三商店|个人", "张三商店", "person", ["张三商店"]),
        ("姓|名|公司", "张|伟|", "张伟", "person", ["张伟"]),
        (
            "First Name|Last Name|Company",
            "John|Smith|Example Co., Ltd.",
            "Example Co., Ltd.",
            "company",
            ["John Smith"],
        ),
        ("微信昵称|手机", "小明爱吃鱼|13800138000", "小明爱吃鱼", "person", ["小明爱吃鱼"]),
    ],
)
def test_who_a_row_is_about(header: str, cells: str, name: str, kind: str, people: list[str]) -> None:
    draft = first(header, cells)
    assert (draft.name, draft.kind, [person.name for person in draft.people]) == (name, kind, people)


def test_a_title_of_address_gives_the_gender_and_a_surname_alone_is_incomplete() -> None:
    assert first("姓名", "李四女士").people[0][:6] == ("李四", None, None, None, None, "female")
    assert first("姓名|职务", "张总|总经理").people[0].incomplete
    assert first("姓氏|名字|称谓", "王||先生").people[0].gender == "male"


def test_a_row_fails_only_when_nothing_says_who_it_is() -> None:
    rows = drafts(
        table("姓名|手机|客户编号|备注", "||| 只有备注", "|13800138000||", "||C20240501001|", "|138****8000||")
    )
    assert [any(problem.fatal for problem in row.problems) for row in rows] == [True, False, False, True]


def test_a_bad_cell_is_kept_in_the_note_and_said() -> None:
    draft = first("姓名|手机|首次接触时间", "张三|1380013800|2024-02-30")
    assert note(draft) == "手机: 1380013800 (?)\n首次接触时间: 2024-02-30 (?)"
    assert [problem.field for problem in draft.problems] == ["phone", "first_contact_at"]
    assert not any(problem.fatal for problem in draft.problems)


def test_a_rounded_number_is_refused_and_a_float_is_read() -> None:
    assert values(drafts(filled(("姓名", "手机"), ("张三", 13800138000.0)))[0]) == [("mobile", "13800138000")]
    assert first("姓名|手机", "张三|1.38E+10").points == ()


def test_identity_and_bank_card_numbers_are_nowhere_in_the_draft() -> None:
    draft = first("姓名|备注|爱好|公司", "张三|证件 11010519491231002X 已交|6222600260001072444|110105 19491231 002X厂")
    assert "19491231" not in repr(draft)
    assert "6222600260001072444" not in repr(draft)
    assert len([problem for problem in draft.problems if "left out" in problem.msg.id]) == 3


def test_the_same_wechat_as_the_mobile() -> None:
    expected = [("mobile", "13800138000"), ("wechat", "13800138000")]
    assert values(first("姓名|手机|微信", "张三|13800138000|同手机")) == expected
    assert values(first("姓名|手机|备注", "张三|13800138000|微信同号")) == expected


def test_numbers_of_two_columns_add_up_and_each_counts_once() -> None:
    draft = first("姓名|手机|电话|联系方式", "张三|13800138000|010-62345678|电话：13800138000 邮箱 a@example.com")
    assert values(draft) == [("mobile", "13800138000"), ("phone", "010-62345678"), ("email", "a@example.com")]


def test_a_switchboard_belongs_to_the_company_when_a_person_is_known() -> None:
    draft = first("公司|联系人|手机|公司电话", "示例厂有限公司|张三|13800138000|010-62345678")
    assert values(draft) == [("mobile", "13800138000")]
    assert [point.value for point in draft.company_points] == ["010-62345678"]
    assert values(first("公司|公司电话", "示例厂有限公司|010-62345678")) == [("phone", "010-62345678")]


def test_an_extension_has_a_column_of_its_own() -> None:
    assert first("姓名|座机|分机", "张三|010-62345678|801").points[0].ext == "801"


def test_a_second_person_has_columns_of_its_own() -> None:
    draft = first("公司|联系人1|手机1|联系人2|手机2", "示例厂有限公司|张三|13800138000|李四|13900139000")
    assert values(draft) == [("mobile", "13800138000")]
    assert [(person.name, [point.value for point in person.points]) for person in draft.people] == [
        ("张三", []),
        ("李四", ["13900139000"]),
    ]
    assert len(values(first("姓名|手机|手机2", "张三|13800138000|13900139000"))) == 2


def test_numbers_of_taiwan_are_known_by_the_country_column() -> None:
    draft = first("姓名|行動電話|商務電話|國家", "王大同|0912-345-678|02-2345-6789|台灣")
    assert values(draft) == [("mobile", "+886912345678"), ("phone", "+886223456789")]


def test_a_number_in_the_name_s_cell_goes_where_numbers_go() -> None:
    draft = first("姓名", "张三13800138000")
    assert (draft.name, values(draft)) == ("张三", [("mobile", "13800138000")])


def test_a_masked_row_is_marked() -> None:
    assert first("姓名|手机", "张*|138****8000").masked
    assert not first("姓名|手机", "张三|13800138000").masked


def test_a_second_text_of_the_same_field_goes_into_the_note() -> None:
    draft = first("公司|联系人|地址|备注|补充说明", "示例厂有限公司|张三|深圳市南山区科技园1号|要发票|下午来")
    assert note(draft) == "要发票\n下午来"
    assert note(first("联系人|姓名", "张三|李四")) == "姓名: 李四"


def test_a_district_a_town_and_a_street_make_one_address() -> None:
    draft = first("姓名|省|市|区|详细地址", "张三|北京|北京市|朝阳区|示例路1号")
    assert {key: draft.columns[key] for key in ("province", "city", "address")} == {
        "province": "北京市",
        "city": "北京市",
        "address": "朝阳区示例路1号",
    }


def test_an_address_tells_province_and_city_where_no_column_does() -> None:
    columns = first("姓名|地址", "张三|广东省深圳市南山区科技园1号").columns
    assert (columns["province"], columns["city"]) == ("广东省", "深圳市")


def test_a_date_without_year_is_of_the_table_s_year() -> None:
    one = table("姓名|首次接触时间", "张三|2022.5.1", "李四|5/2", "王五|2022.5.3")
    assert [draft.columns["first_contact_at"] for draft in drafts(one)] == ["2022-05-01", "2022-05-02", "2022-05-03"]
    assert first("姓名|首次接触时间", "李四|12/31", day="2023-12-30").columns["first_contact_at"] == "2023-12-31"


def test_the_order_of_day_and_month_is_seen_by_the_column() -> None:
    one = table("姓名|首次接触时间", "张三|13/04/2024", "李四|05/04/2024")
    assert drafts(one)[1].columns["first_contact_at"] == "2024-04-05"


def test_date_cells_are_dates() -> None:
    one = filled(
        ("姓名", "首次接触时间"),
        ("张三", datetime(2024, 5, 1)),
        ("李四", datetime(2024, 5, 1, 14, 30)),
        ("王五", 45413),
    )
    assert [draft.columns["first_contact_at"] for draft in drafts(one)] == [
        "2024-05-01",
        "2024-05-01 14:30",
        "2024-05-01",
    ]


def test_money_takes_the_unit_of_its_heading_and_what_it_says_besides_is_kept() -> None:
    assert first("姓名|预算(万元)", "张三|10-50").columns["budget_high"] == 50_000_000
    assert drafts(filled(("姓名", "预算(万元)"), ("张三", 30)))[0].columns["budget_low"] == 30_000_000
    assert first("姓名|预算(美元)", "张三|5000").columns["currency"] == "USD"
    assert note(first("姓名|预算", "张三|面议")) == "预算: 面议"


def test_a_budget_in_the_note_is_pointed_out_and_not_taken_over() -> None:
    draft = first("姓名|备注", "张三|询问A产品折扣,预算5万以内")
    assert "budget_high" not in draft.columns
    assert [(problem.field, problem.notice) for problem in draft.problems] == [("budget", True)]


def test_two_columns_of_sources_and_the_fair_they_name() -> None:
    columns = first("姓名|来源", "张三|2024上海示例五金展").columns
    assert (columns["source"], columns["event"]) == ("expo", "2024上海示例五金展")
    assert first("姓名|来源|来源详情", "张三|看朋友说的|展会").columns["source"] == "expo"


def test_an_unknown_source_is_other_with_its_text_and_said() -> None:
    draft = first("姓名|来源", "张三|火星频道")
    assert (draft.columns["source"], draft.columns["source_text"]) == ("other", "火星频道")
    assert draft.problems[0].field == "source"


def test_a_customer_lost_without_a_reason_has_another_one() -> None:
    assert first("姓名|客户状态", "张三|流失").lost_reason == "other"
    assert first("姓名|客户状态|流失原因", "张三|流失|价格").lost_reason == "price"
    assert first("姓名|客户状态", "张三|无效").lost_reason == "invalid"
    assert first("姓名|客户状态", "张三|跟进中").lost_reason is None


def test_a_status_among_the_tags_is_no_tag_and_not_lost() -> None:
    draft = first("姓名|标签", "张三|VIP、潜在客户")
    assert draft.tags == (TagName("自定义", "VIP"),)
    assert note(draft) == "标签: 潜在客户"


def test_a_history_becomes_talks_and_a_plan_a_task() -> None:
    draft = first(
        "客户名称|互动历史|跟进计划", "甲公司|2023-10-10:会议讨论需求;2023-10-15:发送报价单|2024-06-01:安排产品演示"
    )
    assert [(talk.at, talk.method, talk.type, talk.content) for talk in draft.talks] == [
        ("2023-10-10", "meeting", None, "会议讨论需求"),
        ("2023-10-15", None, "quote", "发送报价单"),
    ]
    assert draft.tasks == (DraftTask("安排产品演示", "2024-06-01"),)


def test_a_next_date_is_the_day_of_the_next_step() -> None:
    assert first("姓名|下一步|下次联系时间", "张三|发报价|2024-06-01").tasks == (DraftTask("发报价", "2024-06-01"),)
    assert first("姓名|下次联系时间", "张三|2024-06-01").tasks == (DraftTask("", "2024-06-01"),)


def test_a_row_of_talks() -> None:
    draft = first(
        "*所属客户|跟进时间|*跟进内容|跟进方式|跟进类型|跟进人|下一步|满意度",
        "北京示例科技有限公司|2024-05-01 14:00|客户要求3个月内上线|面谈|咨询|小李|发报价|满意",
    )
    talk = draft.talks[0]
    assert (talk.at, talk.method, talk.type, talk.owner) == ("2024-05-01 14:00", "visit", "consult", "小李")
    assert (talk.next_step, talk.satisfaction) == ("发报价", 4)
    assert "owner" not in draft.columns


def test_talks_of_a_code_or_a_number_have_no_name() -> None:
    header = "客户|跟进时间|跟进内容"
    by_code = first(header, "C20240501001|2024-05-01|同意报价")
    assert (by_code.name, by_code.code) == (None, "C20240501001")
    by_phone = first(header, "13800138000|2024-05-01|同意报价")
    assert (by_phone.name, values(by_phone)) == (None, [("mobile", "13800138000")])


def test_what_was_said_without_a_date_goes_into_the_note() -> None:
    draft = first("姓名|跟进情况", "张三|同意报价")
    assert (draft.talks, note(draft)) == ((), "同意报价")


def test_a_vague_talk_is_let_in_with_a_warning() -> None:
    draft = first("客户|跟进时间|跟进内容", "甲公司|2024-05-01|已沟通")
    assert draft.talks[0].content == "已沟通"
    assert [problem.field for problem in draft.problems] == ["content"]


def test_a_visit_day_is_behind_or_ahead() -> None:
    rows = drafts(table("姓名|回访日期", "张三|2024-05-01", "李四|2024-06-01"))
    assert rows[0].last_contact_at == "2024-05-01"
    assert rows[1].tasks == (DraftTask("", "2024-06-01"),)


def test_an_order_of_a_platform() -> None:
    draft = first(
        "主订单编号|子订单编号|选购商品|商品规格|商品数量|商品ID|收件人|收件人手机号|订单应付金额|支付完成时间|商家备注|订单状态",
        "6919123456789012345\t|6919123456789012346\t|示例茶叶礼盒|250g|2|35|张*|138******00|199.00"
        "|2024-05-01 10:00:00|老客|已完成",
    )
    order = draft.order
    assert order is not None
    assert (order.order_no, order.amount, order.quantity) == ("6919123456789012346", 19900, 2.0)
    assert (order.product, order.state, order.at) == ("示例茶叶礼盒 250g", "done", "2024-05-01 10:00")
    assert order.note == "6919123456789012345\n老客\n商品ID: 35"
    assert note(draft) == ""


def test_an_order_whose_number_was_rounded_or_whose_amount_cannot_be_read() -> None:
    draft = first("订单编号|收件人|订单金额|下单时间", "6.91912E+18|张三|九折|2024-05-01")
    assert draft.order is None
    assert "6.91912E+18 (?)" in note(draft)
    assert "九折 (?)" in note(draft)


def test_a_deal_has_its_own_stage_and_leaves_the_customer_s_alone() -> None:
    header = "商机名称|客户名称|商机金额|商机阶段|预计成交日期|赢单率|输单原因"
    opened, lost = drafts(table(header, "二期|甲公司|50w|方案/报价|2024-06-30|60%|", "三期|甲公司|5万|输单|||价格"))
    assert opened.deal is not None
    assert (opened.deal.amount, opened.deal.stage, opened.deal.state) == (50_000_000, "quote", "open")
    assert (opened.deal.probability, opened.deal.expected_close_at, opened.stage) == (0.6, "2024-06-30", None)
    assert lost.deal is not None
    assert (lost.deal.state, lost.deal.lost_reason, lost.status) == ("lost", "price", None)


def test_a_contract_beside_a_customer_is_a_deal_that_was_won() -> None:
    deal = first("客户名称|合同编号|签约日期|合同到期日|合同金额", "甲公司|HT1|2024-01-01|2025-01-01|5万").deal
    assert deal is not None
    assert (deal.state, deal.contract_no, deal.signed_at, deal.ends_at) == ("won", "HT1", "2024-01-01", "2025-01-01")


def test_ids_of_other_systems_are_told_apart_by_their_heading() -> None:
    draft = first("姓名|客户编号|会员卡号|external_userid", "张三|CUST001|000123|wmAbc")
    assert draft.ids == (("客户编号", "CUST001"), ("member_card", "000123"), ("wecom", "wmAbc"))


def test_a_small_number_is_no_id() -> None:
    draft = first("姓名|客户编号", "张三|17")
    assert (draft.ids, draft.columns["custom"]) == ((), {"客户编号": "17"})


def test_a_birthday_may_lack_its_year_or_be_lunar() -> None:
    assert first("姓名|生日", "张三|8月15日").people[0].birthday == "08-15"
    assert first("姓名|生日", "张三|1985-08-15").people[0].birthday == "1985-08-15"
    assert first("姓名|生日", "张三|农历8月15日").people[0][6:8] == ("08-15", True)
    assert first("姓名|生日", "张三|1985").columns["custom"] == {"生日": "1985"}


def test_a_size_by_heads() -> None:
    sizes = {"200人": "small", "50-100人": "small", "1000人以上": "large", "大型": "large", "3": "micro"}
    assert {text: first("公司|规模", f"甲公司|{text}").columns.get("company_size") for text in sizes} == sizes


def test_a_failed_formula_is_no_value() -> None:
    draft = first("姓名|手机", "张三|#N/A")
    assert draft.points == ()
    assert "formula" in draft.problems[0].msg.id


def test_defaults_fill_only_what_the_row_does_not_say() -> None:
    defaults = Defaults("expo", "2026广交会", (TagName("意向", "高意向"),), "小李")
    one = table("姓名|来源|负责人|标签", "张三|抖音|王五|VIP", "李四|||")
    said, silent = drafts(one, defaults)
    assert (said.columns["source"], said.columns["owner"], len(said.tags)) == ("social_douyin", "王五", 2)
    assert (silent.columns["source"], silent.columns["event"], silent.columns["owner"]) == (
        "expo",
        "2026广交会",
        "小李",
    )


def test_a_short_row_is_read_as_far_as_it_goes() -> None:
    assert drafts(filled(("姓名", "手机", "公司"), ("张三",)))[0].name == "张三"
