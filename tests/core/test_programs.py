"""Sheets as other programs export them: what their headings mean, and what one telling row becomes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from crmcli.core.layout import tables
from crmcli.core.mapping import Drafter, plan
from crmcli.core.words import standard
from crmcli.records.draft import Draft
from crmcli.records.grid import Grid
from tests.core.drafted import first, mapped, note, planned, table, values

NOW = datetime(2026, 11, 23, 9, 0)


def read(*lines: str, no_header: bool = False) -> list[Draft]:
    """Every row of the tables in a sheet whose cells are parted by |."""
    rows = tuple(tuple(cell.strip() or None for cell in line.split("|")) for line in lines)
    found, _ = tables([Grid("a.xlsx", "Sheet1", rows)], no_header=no_header)
    drafts: list[Draft] = []
    for one in found:
        drafter = Drafter(plan(one, words=standard()), words=standard(), now=NOW)
        drafts += [drafter.draft(one, row) for row in one.rows]
    return drafts


@pytest.mark.parametrize(
    ("headings", "kind", "wanted"),
    [
        (
            "Vorname|Nachname|Firma|Telefon|Mobil|E-Mail|Straße|Ort|Land|Bemerkung",
            "customers",
            "given_name family_name company phone mobile email address city country note",
        ),
        (
            "Prénom|Nom|Société|Fonction|Téléphone|Portable|Courriel|Ville|Pays",
            "customers",
            "given_name family_name company title phone mobile email city country",
        ),
        (
            "Deal - Title|Deal - Value|Deal - Currency of Value|Person - Name|Organization - Name|Person - Phone",
            "deals",
            "deal_name amount currency contact company phone",
        ),
        (
            "Name|Email|Financial Status|Paid at|Total|Lineitem quantity|Lineitem name|Billing Name|Id",
            "orders",
            "order_no email order_state order_at order_amount quantity product contact -",
        ),
        (
            "下单日期|买家|收货人|收货人电话|商品|数量|金额|状态",
            "orders",
            "order_at nickname contact phone product quantity order_amount order_state",
        ),
        ("昵称|备注名|externalUserId|跟进员工|标签", "customers", "nickname remark_name external_id owner tags"),
        ("Lead ID|First Name|Last Name|Company / Account|Do Not Call|Lead Owner", "customers",
         "external_id given_name family_name company do_not_contact owner"),
        ("No. 序号|Company Name 公司名称|Name 姓名|Remarks 备注|Mobile(手机)", "customers",
         "- company contact note mobile"),
        ("客户名称|联系人手机号|跟进人|客户地址|最近跟进时间|最近一条跟进记录", "customers",
         "name mobile owner address last_contact_at content"),
        ("用户昵称（入会昵称）|入会时间|退会时间|手机号|企业", "customers",
         "contact first_contact_at - mobile company"),
    ],
)  # fmt: skip
def test_headings_of_other_programs_map_by_themselves(headings: str, kind: str, wanted: str) -> None:
    count = headings.count("|") + 1
    one = table(headings, "|".join(f"示例{n}" for n in range(count)))
    assert planned(one).kind == kind
    assert " ".join(field or "-" for field in mapped(one).values()) == wanted


@pytest.mark.parametrize("heading", ["归属门店", "店铺名称", "owner.mobile", "介绍人电话"])
def test_what_belongs_to_somebody_else_is_never_taken_for_the_customers(heading: str) -> None:
    one = table(f"姓名|手机|{heading}", "张伟|13800138000|示例科技有限公司", "李娜|13800138001|13900139000")
    field = mapped(one)[heading]
    assert field is None or field.startswith("custom.")


def test_the_sellers_own_words_for_a_chat_friend_go_before_the_nickname() -> None:
    draft = first("昵称|备注名|标签", "阳光|李娟-示例公司|重要")
    assert (draft.name, draft.people[0].name) == ("示例公司", "李娟")
    draft = first("昵称|备注名|标签", "Tom|Tom Chen 采购|重要")
    assert (draft.name, draft.people[0].title) == ("Tom Chen", "采购")


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("John Smith, CEO", "John Smith", "CEO"),
        ("示例科技-孙丽(孙丽)", "孙丽", None),
        ("吴敏[8801]", "吴敏", None),
        ("de la Cruz, María", "María de la Cruz", None),
        ("Smith-Jones", "Smith-Jones", None),
        ("欧阳-娜娜", "欧阳-娜娜", None),
    ],
)
def test_names_as_other_programs_show_them(text: str, name: str, title: str | None) -> None:
    person = first("公司|联系人|电话", f"示例贸易有限公司|{text}|010-62345678").people[0]
    assert (person.name, person.title) == (name, title)


@pytest.mark.parametrize(
    ("text", "company", "title"),
    [
        ("深圳海蓝电子有限公司采购总监", "深圳海蓝电子有限公司", "采购总监"),
        ("广州示例集团 董事长", "广州示例集团", "董事长"),
        ("上海示例贸易有限公司|示例集团有限公司".replace("|", "｜"), "上海示例贸易有限公司", None),
    ],
)
def test_a_column_of_unit_and_post_is_taken_apart(text: str, company: str, title: str | None) -> None:
    draft = first("姓名|单位职务|电话", f"孙丽|{text}|13800138000")
    assert (draft.name, draft.people[0].title) == (company, title)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1亿2千万", 120_000_000),
        ("2千5百万", 25_000_000),
        ("12万5千", 125_000),
        ("3万5", 35_000),
        ("10万8", 108_000),
        ("5万3千元", 53_000),
    ],
)
def test_amounts_as_people_say_them(text: str, yuan: int) -> None:
    deal = first("客户名称|商机名称|预计金额", f"示例科技|门锁|{text}").deal
    assert deal is not None
    assert deal.amount == yuan * 100


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026Q4", "2026-12-31"), ("Q3 2026", "2026-09-30"), ("2026年第二季度", "2026-06-30"), ("一季度", "2024-03-31")],
)
def test_a_deal_expected_in_a_quarter_is_expected_by_its_last_day(text: str, day: str) -> None:
    deal = first("客户名称|商机名称|预计成交日期", f"示例科技|门锁|{text}").deal
    assert deal is not None
    assert deal.expected_close_at == day


def test_a_next_contact_without_its_year_is_counted_from_the_talk() -> None:
    drafts = read("日期|客户|沟通内容|下次联系", "11.3|海蓝电子|发了报价单|11.10", "11.5|海蓝电子|谈了折扣|下周一")
    assert [draft.talks[0].next_at for draft in drafts] == ["2026-11-10", "2026-11-09"]


def test_a_history_of_days_without_a_year_becomes_talks() -> None:
    (draft,) = read("客户名称|联系电话|互动历史", "越秀示例|13800138452|10/10 电话聊了需求\n10/12 微信发了报价")
    assert [(talk.at, talk.method) for talk in draft.talks] == [("2026-10-10", "phone"), ("2026-10-12", "wechat")]


def test_not_yet_a_customer_is_not_a_lost_one() -> None:
    draft = first("客户名称|成交状态|电话", "示例科技|未成交|010-62345678")
    assert (draft.stage, draft.status, draft.lost_reason) == (None, None, None)
    assert first("客户名称|客户状态|电话", "示例科技|流失|010-62345678").status == "lost"


def test_a_rating_that_is_no_grade_of_ours_is_kept_without_a_fuss() -> None:
    draft = first("Company|Rating|Phone", "Sample Ltd|Hot|+1 212 555 0100")
    assert draft.columns["custom"] == {"Rating": "Hot"}
    assert draft.problems == ()


def test_a_deal_sheet_of_one_country_gets_its_dialling_code() -> None:
    draft = first("Firma|Telefon|Mobil|Land", "Muster GmbH|089 123456|0171 1234567|Deutschland")
    assert [value for _, value in values(draft)] == ["+4989123456", "+491711234567"]
    both = table("Firma|Telefon|Land", "Muster GmbH|089 123456|Deutschland", "Exemple SA|01 23 45 67 89|Frankreich")
    assert planned(both).columns[1].field == "phone"


def test_a_list_pasted_from_a_chat_is_read_line_by_line() -> None:
    drafts = read(
        "11月28日品鉴会报名",
        "1. 张伟 示例科技 总经理 13800138601",
        "2. 李娜，示范贸易，13800138602",
        "3. 王强/样本电子厂/工程师/13800138603",
        no_header=True,
    )
    found = [(draft.name, draft.people[0].name, draft.people[0].title) for draft in drafts]
    assert found == [("示例科技", "张伟", "总经理"), ("示范贸易", "李娜", None), ("样本电子厂", "王强", "工程师")]


def test_a_second_table_with_one_column_more_keeps_that_columns_heading() -> None:
    drafts = read(
        "公司名称|联系人|手机",
        "甲一科技|王一|13800138291",
        "",
        "二、老客户",
        "公司名称|联系人|手机|上次采购",
        "乙一实业|赵一|13800138293|5万",
    )
    assert drafts[1].columns["custom"] == {"上次采购": "5万"}


def test_parts_of_a_club_are_no_members() -> None:
    drafts = read(
        "姓名|单位|职务|手机", "黄大明|大明集团|董事长|13800138521", "副会长", "何小红|小红食品厂|厂长|13800138522"
    )
    assert [draft.people[0].name for draft in drafts] == ["黄大明", "何小红"]


def test_quotation_marks_are_no_part_of_a_tag() -> None:
    draft = first("Email Address|First Name|TAGS", 'ann@example.com|Ann|"expo","vip"')
    assert [str(tag) for tag in draft.tags] == ["自定义-expo", "自定义-vip"]
    assert note(draft) == ""


def test_an_order_without_a_number_is_one_all_the_same() -> None:
    draft = first("下单日期|买家|收货人|商品|数量|金额|状态", "2024-05-02|tb_zhou|周芳|门锁|2|￥2,598.00|交易成功")
    assert draft.order is not None
    order: Any = draft.order
    assert (draft.name, order.order_no, order.amount, order.state) == ("周芳", None, 259_800, "done")


@pytest.mark.parametrize(("text", "code"), [("制造业-电子", "C"), ("IT/通信/电子", "I"), ("跨境电商", "F")])
def test_an_industry_with_its_branch_is_the_industry(text: str, code: str) -> None:
    assert first("客户名称|行业|电话", f"示例科技|{text}|010-62345678").columns["industry"] == code
