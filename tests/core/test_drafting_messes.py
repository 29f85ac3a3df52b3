"""Rows as salespeople and other programs write them, each of which once lost or twisted something."""

from __future__ import annotations

import pytest

from crmcli.core.tags import TagName
from tests.core.drafted import drafts, filled, first, mapped, note, planned, table, values


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("广告主名称", "custom.广告主名称"),
        ("跟进员工", "owner"),
        ("群昵称", "nickname"),
        ("Job Position", "title"),
        ("Deal - Title", "deal_name"),
        ("赢率", "probability"),
        ("Follow-up Action", "next_step"),
        ("您感兴趣的产品（多选）", "product_interest"),
        ("address.city", "city"),
        ("company.name", "company"),
        ("owner.email", "custom.owner.email"),
    ],
)
def test_headings_of_other_programs(header: str, field: str) -> None:
    assert mapped(table(f"姓名|{header}", "张三|甲"))[header] == field


def test_the_advertiser_of_a_list_of_leads_is_not_everybodys_company() -> None:
    one = table("线索ID|姓名|电话|广告主名称", "7301|王先生|13811112222|样例广告", "7302|李先生|13811112223|样例广告")
    assert [draft.name for draft in drafts(one)] == ["王先生", "李先生"]


def test_a_title_beside_a_job_title_is_how_somebody_is_addressed() -> None:
    draft = first("Title|First|Last|Job Title|Company", "Mr|Tom|Ford|Buyer|Ford Retail Ltd")
    assert [(person.name, person.title) for person in draft.people] == [("Tom Ford", "Buyer")]


def test_everybody_of_wechat_is_no_company() -> None:
    assert first("客户名称|企业", "阿杰|@微信").name == "阿杰"


@pytest.mark.parametrize("empty", ["(空)", "（跳过）"])
def test_an_answer_left_out_of_a_questionnaire_is_empty(empty: str) -> None:
    draft = first("姓名|预算", f"张三|{empty}")
    assert not draft.problems
    assert not note(draft)


def test_the_birthday_that_outlook_writes_for_none_is_none() -> None:
    draft = first("Name|Birthday", "John Smith|0/0/00")
    assert not draft.problems
    assert draft.people[0].birthday is None


@pytest.mark.parametrize(
    ("raw", "birthday"),
    [("农历八月十五", "08-15"), ("May 1", "05-01"), ("1990年5月1日", "1990-05-01"), ("5/13/80", None)],
)
def test_a_birthday_gets_no_year_that_was_not_written(raw: str, birthday: str | None) -> None:
    found = first("姓名|生日", f"张三|{raw}").people[0].birthday
    assert found == (birthday or "1980-05-13")


def test_a_source_of_na_leaves_room_for_the_one_given_for_all_rows() -> None:
    assert "source" not in first("Name|Lead Source", "John Smith|N/A").columns


def test_the_event_in_brackets_is_named_without_its_channel() -> None:
    columns = first("姓名|来源", "张三|展会（2026广交会）").columns
    assert (columns["source"], columns["event"]) == ("expo", "2026广交会")


def test_an_address_says_the_province_that_a_large_region_does_not() -> None:
    draft = first("客户|地址|地区", "样例公司|浙江省杭州市文三路1号|华东")
    assert (draft.columns["province"], draft.columns["city"]) == ("浙江省", "杭州市")
    assert draft.tags == (TagName("地域", "华东"),)


def test_the_word_an_entry_of_a_history_begins_with_is_its_method() -> None:
    talks = first("客户|互动历史", "样例公司|2024/5/1 电话 没人接;2024/5/8 微信 约了见面").talks
    assert [talk.method for talk in talks] == ["phone", "wechat"]


def test_an_order_number_has_no_apostrophe_of_a_spreadsheet() -> None:
    order = first("订单号|买家|金额", "'202611010001|nick|88").order
    assert order is not None
    assert order.order_no == "202611010001"


def test_an_order_without_an_amount_is_said_to_be_left_out() -> None:
    draft = first("订单号|买家|手机|实付金额", "A1|nick|13800138000|面议")
    assert draft.order is None
    assert [problem.field for problem in draft.problems] == ["order_amount"]


def test_a_chance_of_winning_without_a_deal_is_kept() -> None:
    draft = first("客户名称|联系人|成交概率(%)", "样例公司|冯九|60")
    assert draft.columns["custom"] == {"成交概率(%)": "60%"}


@pytest.mark.parametrize(
    ("word", "stage"), [("谈判中", "negotiation"), ("报价阶段", "quote"), ("Proposal Made", "quote")]
)
def test_a_stage_that_is_going_on(word: str, stage: str) -> None:
    assert first("客户名称|销售阶段", f"样例公司|{word}").stage == stage


@pytest.mark.parametrize(("raw", "kept"), [("138O0000012", "138O0000012"), ("138,000,000,21", "138,000,000,21")])
def test_a_phone_that_cannot_be_read_is_kept_whole(raw: str, kept: str) -> None:
    draft = first("姓名|电话", f"张三|{raw}")
    assert note(draft) == f"电话: {kept} (?)"
    assert len(draft.problems) == 1


def test_a_phone_hidden_behind_letters_is_masked() -> None:
    point = first("姓名|电话", "张三|137-XXXX-0000").points[0]
    assert (point.value, point.masked) == ("137****0000", True)


@pytest.mark.parametrize("raw", ["(212) 555-0101", "212-555-0101", "212.555.0101", "+1 212 555 0101"])
def test_american_numbers_of_an_english_sheet_are_american(raw: str) -> None:
    one = table("Name|Phone", f"Eve Adams|{raw}", "Ann Brown|(415) 555-0100")
    assert values(drafts(one)[0]) == [("phone", "+12125550101")]


def test_a_country_says_whose_numbers_they_are() -> None:
    draft = first("公司|电话|国家", "Acme Inc.|2125550101|美国")
    assert values(draft) == [("phone", "+12125550101")]


def test_a_chinese_sheet_gets_no_american_numbers() -> None:
    assert values(first("姓名|电话", "张三|(212) 555-0101")) == []


def test_chinese_numbers_stay_in_a_sheet_of_americans() -> None:
    one = filled(("Name", "Phone", "Country"), ("A B", "(212) 555-0101", "USA"), ("王伟", "138 0013 8000", "USA"))
    assert values(drafts(one)[1]) == [("mobile", "13800138000")]


def test_pipedrives_deals_are_named_and_staged() -> None:
    one = table(
        "Deal - Title|Deal - Value|Deal - Stage|Deal - Organization|Deal - Contact person",
        "Line 2|12000|Negotiations Started|Acme Inc.|John Smith",
    )
    assert planned(one).kind == "deals"
    draft = drafts(one)[0]
    assert draft.deal is not None
    assert (draft.deal.name, draft.deal.stage, draft.people[0].title) == ("Line 2", "negotiation", None)


def test_an_order_in_a_list_of_customers_keeps_its_number() -> None:
    draft = first("客户名称|手机|订单编号", "样例公司|13800138000|A-1")
    assert draft.columns["custom"] == {"订单编号": "A-1"}


def test_a_total_beside_an_order_number_is_the_orders_amount() -> None:
    one = table("订单编号|买家会员名|收货人姓名|总金额", "A-1|nick|吴一|99.5")
    order = drafts(one)[0].order
    assert planned(one).kind == "orders"
    assert order is not None
    assert (order.order_no, order.amount) == ("A-1", 9950)


def test_a_rounded_number_is_no_mobile_that_customers_share() -> None:
    draft = drafts(filled(("姓名", "手机"), ("张三", 1.38e10)))[0]
    assert draft.points == ()
    assert "1.38E+10" in note(draft)


def test_a_company_with_a_department_and_a_post_behind_it() -> None:
    draft = first("姓名|单位/部门/职务", "蒋一|样例制造厂/采购部/经理")
    assert draft.name == "样例制造厂"
    assert (draft.people[0].department, draft.people[0].title) == ("采购部", "经理")


def test_a_tick_below_a_product_is_an_interest_in_it() -> None:
    draft = first("姓名|意向产品-瓷砖|意向产品-地板", "张三|√|×")
    assert draft.tags == (TagName("关注产品", "瓷砖"),)


@pytest.mark.parametrize(
    ("raw", "name"),
    [("Lee, Sara", "Sara Lee"), ("O'Neil, John P.", "John P. O'Neil")],
)
def test_a_surname_before_a_comma(raw: str, name: str) -> None:
    assert first("Company|Full Name", f"Lee Imports|{raw}").people[0].name == name


def test_a_column_without_a_heading_may_hold_numbers_and_addresses() -> None:
    one = filled(("列1", "列2"), ("张伟", "13800001234"), ("李娜", "lina@example.com"), no_header=True)
    assert [values(draft) for draft in drafts(one)] == [[("mobile", "13800001234")], [("email", "lina@example.com")]]


def test_the_talk_of_a_row_is_with_the_person_of_the_row() -> None:
    draft = first("Date|Company|Full Name|Comments", "2024-05-01|Lee Imports|Lee, Sara|wants a sample")
    assert [talk.contact for talk in draft.talks] == [draft.people[0].name] == ["Sara Lee"]
