"""One cell at a time: the values that real sheets hold, and what becomes of them in a draft."""

from __future__ import annotations

import pytest

from crmcli.core.tags import TagName
from crmcli.records.draft import Draft, DraftTask
from tests.core.drafted import drafts, filled, first, note, table, values


def cell(header: str, raw: str) -> Draft:
    """The draft of a person whose row has one more cell."""
    return drafts(filled(("姓名", header), ("张三", raw)))[0]


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("13800138000", ["13800138000"]),
        ("138-0013-8000", ["13800138000"]),
        ("+86 138 0013 8000", ["13800138000"]),
        ("0086-13800138000", ["13800138000"]),
        ("8613800138000", ["13800138000"]),
        ("(86)13800138000", ["13800138000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000、13900139000", ["13800138000", "13900139000"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("1380013800013900139000", ["13800138000", "13900139000"]),
        ("13800138000（微信同号）", ["13800138000", "13800138000"]),
        ("'13800138000", ["13800138000"]),
        ("13800138000\t", ["13800138000"]),
        ('="13800138000"', ["13800138000"]),
        ("1.3800138E+10", ["13800138000"]),
        ("13800138000.0", ["13800138000"]),
        ("+86 138 0013 8000 ::: 010-62345678", ["13800138000", "010-62345678"]),
        ("010-62345678", ["010-62345678"]),
        ("(010)6234 5678", ["010-62345678"]),
        ("01062345678", ["010-62345678"]),
        ("0755-83456789/83456780", ["0755-83456789", "0755-83456780"]),
        ("0755-83456789～90", ["0755-83456789", "0755-83456790"]),
        ("0571-8888888", ["0571-8888888"]),
        ("62345678", ["62345678"]),
        ("400-123-4567", ["400-123-4567"]),
        ("4001234567", ["400-123-4567"]),
        ("95588", ["95588"]),
        ("+852 9123 4567", ["+85291234567"]),
        ("852-23456789", ["+85223456789"]),
        ("+886-912-345-678", ["+886912345678"]),
        ("+1 (415) 555-0100", ["+14155550100"]),
        ("13800138000 a@example.com", ["13800138000", "a@example.com"]),
        ("13800138000 微信zhangsan_88", ["13800138000", "zhangsan_88"]),
        ("无", []),
        ("N/A", []),
    ],
)
def test_phones(raw: str, numbers: list[str]) -> None:
    draft = cell("电话", raw)
    assert [value for _, value in values(draft)] == numbers
    assert "(?)" not in note(draft)


@pytest.mark.parametrize("raw", ["1380013800", "138001380001", "5678", "139", "2024-05-01", "1.38E+10"])
def test_phones_that_cannot_be_read_stay_in_the_note(raw: str) -> None:
    draft = cell("电话", raw)
    assert (draft.points, note(draft)) == ((), f"电话: {raw} (?)")
    assert [problem.field for problem in draft.problems] == ["phone"]


@pytest.mark.parametrize(
    ("header", "raw", "found"),
    [
        ("联系方式", "电话：13800138000 微信：zhangsan_88", [("mobile", "13800138000"), ("wechat", "zhangsan_88")]),
        ("联系方式", "电话:*", []),
        ("联系方式", "zhangsan_88", [("wechat", "zhangsan_88")]),
        ("联系方式", ":chen*", [("wechat", "chen*")]),
        ("邮箱", " ABC@Example.COM ", [("email", "abc@example.com")]),
        ("邮箱", "a@b.com；c@d.com", [("email", "a@b.com"), ("email", "c@d.com")]),
        ("邮箱", "a@b。com", [("email", "a@b.com")]),
        ("邮箱", "a@b,com", []),
        ("邮箱", "a(at)b.com", []),
        ("邮箱", "mailto:a@b.com", [("email", "a@b.com")]),
        ("邮箱", "无", []),
        ("微信号", "微信号：Zhang-San", [("wechat", "Zhang-San")]),
        ("微信号", "13800138000", [("wechat", "13800138000")]),
        ("微信号", "wxid_abc123def456", [("wechat", "wxid_abc123def456")]),
        ("微信号", "小明爱吃鱼", []),
        ("微信号", "abc", [("wechat", "abc")]),
        ("微信号", "已加", []),
        ("QQ", "QQ:12345678", [("qq", "12345678")]),
        ("QQ", "12345678@qq.com", [("qq", "12345678")]),
        ("传真", "010-62345678", [("fax", "010-62345678")]),
    ],
)
def test_other_contact_points(header: str, raw: str, found: list[tuple[str, str]]) -> None:
    assert values(cell(header, raw)) == found


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024.5.1", "2024-05-01"),
        ("20240501", "2024-05-01"),
        ("2024年5月1日", "2024-05-01"),
        ("２０２４－０５－０１", "2024-05-01"),
        ("5/1", "2024-05-01"),
        ("24/5/1", "2024-05-01"),
        ("May 1, 2024", "2024-05-01"),
        ("45413", "2024-05-01"),
        ("2024-05-01 14:00", "2024-05-01 14:00"),
        ("2024-05-01 10:20:30", "2024-05-01 10:20"),
        ("2024-03-1014:00", "2024-03-10 14:00"),
        ("2024/5/1 下午2:30", "2024-05-01 14:30"),
        ("昨天", "2024-05-09"),
        ("3天前", "2024-05-07"),
        ("2024-5-1~5-3", "2024-05-01"),
        ("民国113年5月1日", "2024-05-01"),
        ("1900-01-00", None),
        ("-", None),
    ],
)
def test_dates(raw: str, expected: str | None) -> None:
    draft = cell("首次接触时间", raw)
    assert draft.columns.get("first_contact_at") == expected
    assert draft.problems == ()


@pytest.mark.parametrize("raw", ["01/05/2024", "5/1/24", "2024-02-30", "明天", "随便", "2024-13-01"])
def test_dates_that_cannot_be_read_or_have_not_been(raw: str) -> None:
    assert note(cell("首次接触时间", raw)) == f"首次接触时间: {raw} (?)"


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("5万以内", None, 50_000),
        ("10-50万", 100_000, 500_000),
        ("≥50万", 500_000, None),
        ("50w+", 500_000, None),
        ("5W", 50_000, 50_000),
        ("约8千", 8000, 8000),
        ("￥1,200", 1200, 1200),
        ("¥1,200.50元", 1200.5, 1200.5),
        ("三十万", 300_000, 300_000),
        ("20多万", 200_000, None),
        ("近百万", None, 1_000_000),
        ("30", 30, 30),
    ],
)
def test_money(raw: str, low: float | None, high: float | None) -> None:
    columns = cell("预算", raw).columns
    assert columns["budget_low"] == (None if low is None else round(low * 100))
    assert columns["budget_high"] == (None if high is None else round(high * 100))
    assert "currency" not in columns


@pytest.mark.parametrize(("raw", "code"), [("$5,000", "USD"), ("NT$30,000", "TWD"), ("100万美元", "USD")])
def test_foreign_money_keeps_its_currency(raw: str, code: str) -> None:
    assert cell("预算", raw).columns["currency"] == code


def test_a_negative_amount_is_kept_as_text() -> None:
    assert note(cell("预算", "-500")) == "预算: -500 (?)"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("高潜客户、关注性价比", ["意向-高潜客户", "自定义-关注性价比"]),
        ("高意向,预算50万+,关注数据安全", ["意向-高意向", "预算规模-50万以上", "自定义-关注数据安全"]),
        ("VIP；老客户", ["自定义-VIP", "自定义-老客户"]),
        ("#高意向 #展会", ["意向-高意向", "自定义-展会"]),
        ("高意向 价格敏感", ["意向-高意向", "敏感点-价格敏感型"]),
        ("嵌入式┋控制", ["自定义-嵌入式", "自定义-控制"]),
        ('["标签1","标签2"]', ["自定义-标签1", "自定义-标签2"]),
        ("预算规模：10-50万", ["预算规模-10-50万"]),
        ("预算低", ["自定义-预算低"]),
        ("* myContacts ::: * friends", ["自定义-friends"]),
        ("Consultancy Services,IT Services", ["自定义-Consultancy Services", "自定义-IT Services"]),
        ("无", []),
    ],
)
def test_tags(raw: str, expected: list[str]) -> None:
    assert [str(tag) for tag in cell("标签", raw).tags] == expected


def test_tags_of_a_group_carry_its_name() -> None:
    draft = first("姓名|标签组1(客户等级)|标签组2(来源)", "张三|A类客户|展会;转介绍")
    assert [str(tag) for tag in draft.tags] == ["客户等级-A类客户", "渠道来源-展会", "渠道来源-转介绍"]


@pytest.mark.parametrize(
    ("raw", "yes"),
    [("否", 0), ("×", 0), ("N", 0), ("无", 0), ("未加", 0), ("0", 0), ("已加", 1), ("TRUE", 1), ("1", 1), ("√", 1)],
)
def test_yes_and_no(raw: str, yes: int) -> None:
    assert cell("免打扰", raw).columns["do_not_contact"] == yes


@pytest.mark.parametrize(
    ("raw", "code"),
    [("男", "male"), ("M", "male"), ("先生", "male"), ("女士", "female"), ("2", "female"), ("0", None), ("其他", None)],
)
def test_gender(raw: str, code: str | None) -> None:
    assert cell("性别", raw).people[0].gender == code


@pytest.mark.parametrize(
    ("raw", "province", "city", "address"),
    [
        ("北京朝阳", "北京市", "北京市", "朝阳区"),
        ("吉林", "吉林省", None, None),
        ("内蒙古呼和浩特", "内蒙古自治区", "呼和浩特市", None),
        ("台北", "台湾省", "台北市", None),
        ("Guangdong Shenzhen", "广东省", "深圳市", None),
        ("上海浦东", "上海市", "上海市", "浦东新区"),
        ("朝阳", None, None, None),
    ],
)
def test_regions(raw: str, province: str | None, city: str | None, address: str | None) -> None:
    draft = cell("地区", raw)
    assert [draft.columns.get(key) for key in ("province", "city", "address")] == [province, city, address]
    assert (note(draft) == "地区: 朝阳") == (province is None)


def test_a_part_of_the_country_is_a_tag() -> None:
    assert cell("地区", "华东").tags == (TagName("地域", "华东"),)
    assert [tag.value for tag in cell("地区", "江浙沪").tags] == ["江苏省", "浙江省", "上海市"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [("IT", "I"), ("制造", "C"), ("五金", "C"), ("运输/物流", "G"), ("外贸", "F"), ("C35", "C"), ("其他", "other")],
)
def test_industries(raw: str, code: str) -> None:
    assert cell("行业", raw).columns["industry"] == code


def test_an_industry_nobody_knows_is_kept_as_text() -> None:
    draft = cell("行业", "互联网制造")
    assert (draft.columns.get("industry"), note(draft)) == (None, "行业: 互联网制造 (?)")


@pytest.mark.parametrize(
    ("raw", "code", "event"),
    [
        ("抖音", "social_douyin", None),
        ("老客转介绍", "referral", None),
        ("广交会", "expo", "广交会"),
        ("展会-2024五金展", "expo", "2024五金展"),
        ("展会推荐", "expo", None),
        ("官网", "search", None),
        ("有赞后台", "online_shop", None),
        ("企业社群", "community", None),
        ("线上广告", "ads", None),
        ("陌拜", "cold_visit", None),
        ("被动咨询", "inbound_form", None),
        ("展会;转介绍", "expo", None),
        ("扫码", "other", None),
        ("外部导入", "other", None),
    ],
)
def test_sources(raw: str, code: str, event: str | None) -> None:
    columns = cell("客户来源", raw).columns
    assert (columns["source"], columns.get("event")) == (code, event)
    assert columns.get("source_text") == (raw if code == "other" else None)


@pytest.mark.parametrize(
    ("raw", "status", "stage", "reason"),
    [
        ("跟进中", "intent", None, None),
        ("已签单", "won", None, None),
        ("潜在客户→意向客户", "intent", None, None),
        ("活跃客户", None, None, None),
        ("流失", "lost", None, "other"),
        ("无效", "lost", None, "invalid"),
        ("转商机", "intent", None, None),
        ("Closed Won", None, "won", None),
        ("Closed Lost", None, "lost", "other"),
        ("customer", "won", None, None),
        ("方案/报价", None, "quote", None),
    ],
)
def test_statuses(raw: str, status: str | None, stage: str | None, reason: str | None) -> None:
    draft = cell("客户状态", raw)
    assert (draft.status, draft.stage, draft.lost_reason, draft.problems) == (status, stage, reason, ())


def test_a_customer_of_high_value_is_graded_not_given_a_status() -> None:
    draft = cell("客户状态", "高价值客户")
    assert (draft.status, draft.columns["grade"]) == (None, "A")


@pytest.mark.parametrize(
    ("raw", "method", "kind"),
    [
        ("打电话", "phone", None),
        ("发短信", "sms", None),
        ("面谈", "visit", None),
        ("体验", "onsite", "trial"),
        ("会议", "meeting", None),
        ("直播", "event", None),
    ],
)
def test_methods(raw: str, method: str, kind: str | None) -> None:
    talk = first("客户|跟进时间|跟进方式", f"甲公司|2024-05-01|{raw}").talks[0]
    assert (talk.method, talk.type) == (method, kind)


@pytest.mark.parametrize(
    ("raw", "task"),
    [
        ("2023-11-01:安排产品演示", DraftTask("安排产品演示", "2023-11-01")),
        ("6月15日前发送数据对接案例,*销售负责", DraftTask("发送数据对接案例", "2024-06-15", "*销售")),
        ("下周三", DraftTask("", "2024-05-15")),
        ("发资料", DraftTask("发资料")),
    ],
)
def test_plans(raw: str, task: DraftTask) -> None:
    assert cell("跟进计划", raw).tasks == (task,)


@pytest.mark.parametrize("raw", ["已沟通", "今天给客户打电话", "跟进", "ok", "有合作意向"])
def test_vague_words_are_let_in_with_a_warning(raw: str) -> None:
    draft = first("客户|跟进时间|跟进内容", f"甲公司|2024-05-01|{raw}")
    assert draft.talks[0].content == raw
    assert len(draft.problems) == 1


@pytest.mark.parametrize(("raw", "chance"), [("30%", 0.3), ("0.3", 0.3), ("三成", 0.3), ("60", 0.6)])
def test_chances(raw: str, chance: float) -> None:
    deal = drafts(table("商机名称|客户名称|赢单率", f"二期|甲公司|{raw}"))[0].deal
    assert deal is not None
    assert deal.probability == pytest.approx(chance)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("北京某某科技有限公司(上海分公司)", "北京某某科技有限公司（上海分公司）"),
        ("上海 某某 贸易 有限公司", "上海某某贸易有限公司"),
        ("Shenzhen ABC Tech Co., Ltd. 深圳市ABC科技有限公司", "深圳市ABC科技有限公司"),
        ("ABC科技有限公司。", "ABC科技有限公司"),
        ("華景科技有限公司", "華景科技有限公司"),
        ("山东**有限公司", "山东**有限公司"),
    ],
)
def test_companies(raw: str, name: str) -> None:
    draft = first("公司", raw)
    assert (draft.name, draft.kind) == (name, "company")
    assert draft.masked == ("*" in raw)


@pytest.mark.parametrize(
    "raw",
    ["11010519491231002X", "6222600260001072444", "１１０１０５１９４９１２３１００２Ｘ", "身份证：11010519491231002x"],
)
def test_numbers_that_must_not_be_kept(raw: str) -> None:
    draft = cell("备注", raw)
    assert "0019491231" not in repr(draft)
    assert "left out" in draft.problems[0].msg.id


@pytest.mark.parametrize("raw", ["6919123456789012345", "91110000600037341L", "20240501000000000001"])
def test_numbers_that_only_look_so_are_kept(raw: str) -> None:
    assert note(cell("备注", raw)) == raw
