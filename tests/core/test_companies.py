"""Company names: display, core, legal form, branch, region; and what is a company at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.companies import looks_like_company, read_company


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("北京某某科技有限公司(上海分公司)", "北京某某科技有限公司（上海分公司）"),
        ("上海 某某 贸易 有限公司", "上海某某贸易有限公司"),
        ("ABC 科技有限公司", "ABC科技有限公司"),
        ("ＡＢＣ科技有限公司", "ABC科技有限公司"),
        ("ABC科技有限公司。", "ABC科技有限公司"),
        ("華景科技有限公司", "華景科技有限公司"),
        ("公司名称：示例科技", "示例科技"),
        ("Example Co., Ltd.", "Example Co., Ltd."),
        ("无", ""),
        ("***", ""),
    ],
)
def test_the_name_for_display(text: str, name: str) -> None:
    assert read_company(text).name == name


@pytest.mark.parametrize(
    ("text", "core", "form", "branch", "region"),
    [
        ("广东省深圳市ABC科技有限责任公司", "abc科技", "ltd", "", "深圳"),
        ("深圳ABC科技", "abc科技", "", "", "深圳"),
        ("ABC科技", "abc科技", "", "", ""),
        ("示例(北京)科技有限公司", "示例科技", "ltd", "", "北京"),
        ("華景科技有限公司", "华景科技", "ltd", "", ""),
        ("示例科技股份有限公司", "示例科技", "joint_stock", "", ""),
        ("示例集团", "示例", "group", "", ""),
        ("示例科技（集团）有限公司", "示例科技", "group+ltd", "", ""),
        ("示例律师事务所（特殊普通合伙）", "示例律师事务所", "partnership", "", ""),
        ("北京某某科技有限公司(上海分公司)", "某某科技", "ltd", "上海分公司", "北京"),
        ("北京示例科技有限公司上海分公司", "示例科技", "ltd", "上海分公司", "北京"),
        ("示例银行股份有限公司深圳分行", "示例银行", "joint_stock", "深圳分行", ""),
        ("示例科技上海分公司", "示例科技", "", "上海分公司", ""),
        ("北京大学", "北京大学", "", "", ""),
        ("上海贸易有限公司", "上海贸易", "ltd", "", ""),
        ("三明治食品有限公司", "三明治食品", "ltd", "", ""),
        ("广西壮族自治区南宁市示例贸易有限公司", "示例贸易", "ltd", "", "南宁"),
        ("Example Co., Ltd.", "example", "ltd", "", ""),
        ("Example Trading Ltd (Shanghai Branch)", "exampletrading", "ltd", "shanghaibranch", ""),
        ("Example, Inc.", "example", "inc", "", ""),
        ("Example GmbH", "example", "gmbh", "", ""),
        ("Example LLC", "example", "llc", "", ""),
        ("GmbH", "gmbh", "", "", ""),
    ],
)
def test_a_name_is_taken_apart(text: str, core: str, form: str, branch: str, region: str) -> None:
    read = read_company(text)
    assert (read.core, read.legal_form, read.branch, read.region) == (core, form, branch, region)


@pytest.mark.parametrize(
    "text",
    [
        "Shenzhen ABC Tech Co., Ltd. 深圳市ABC科技有限公司",
        "深圳市ABC科技有限公司 Shenzhen ABC Tech Co., Ltd.",
        "深圳市ABC科技有限公司（Shenzhen ABC Tech Co., Ltd.）",
    ],
)
def test_a_bilingual_name_has_two_halves(text: str) -> None:
    read = read_company(text)
    assert (read.name, read.name_en) == ("深圳市ABC科技有限公司", "Shenzhen ABC Tech Co., Ltd.")


def test_words_for_having_no_company() -> None:
    assert all(read_company(text).is_person for text in ("个人", "自由职业", "学生", "无", "——"))
    assert not read_company("个人护理有限公司").is_person


def test_a_hidden_name_is_marked() -> None:
    assert [read_company(text).masked for text in ("山东**有限公司", "*科技有限公司", "示例科技")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "示例科技",
        "智微科技",
        "市财政局",
        "税务局",
        "北京大学",
        "石家庄市第一医院",
        "某某工厂",
        "老王超市",
        "张记面馆",
        "王府井百货",
        "山东**有限公司",
        "张公司",
        "示例银行股份有限公司深圳分行",
        "示例（北京）科技有限公司",
        "示例工作室",
        "ABC科技",
    ],
)
def test_an_organisations_word_makes_a_company(text: str) -> None:
    assert looks_like_company(text)


@pytest.mark.parametrize(
    "text",
    ["Acme Ltd", "Example Inc.", "Siemens AG", "Johnson & Co", "Boston University", "Bank of Example", "Example Group"],
)
def test_an_english_organisations_word_makes_a_company(text: str) -> None:
    assert looks_like_company(text)


@pytest.mark.parametrize(
    "text",
    [
        "张店",
        "马店",
        "李宁店",
        "何中心",
        "张三",
        "王总",
        "刘建设",
        "欧阳修",
        "老板",
        "John Smith",
        "Nico",
        "Marco",
        "Wei Zhang",
        "",
        "Ltd",
    ],
)
def test_a_person_is_no_company(text: str) -> None:
    assert not looks_like_company(text)


PARTS = [
    "北京",
    "上海市",
    "广东省",
    "示例",
    "科技",
    "公司",
    "有限公司",
    "集团",
    "分公司",
    "（",
    "）",
    "(",
    ")",
    " ",
    "-",
    "Ltd",
]
NAMES = st.lists(st.sampled_from([*PARTS, "Inc.", "Co.,", "ABC", "華", "銀行", "市", "省", "*"]), max_size=9).map(
    "".join
)


@given(NAMES | st.text())
@settings(max_examples=200)
def test_a_core_has_itself_as_its_core(text: str) -> None:
    core = read_company(text).core
    assert read_company(core).core in (core, "")  # a core may be a word for nothing, such as x


@given(NAMES | st.text())
@settings(max_examples=200)
def test_a_name_once_read_reads_the_same_again(text: str) -> None:
    name = read_company(text).name
    assert read_company(name).name in (name, "")
    looks_like_company(text)


@pytest.mark.parametrize("text", ["有限公司" * 2_500, "（" * 10_000, "北京" * 5_000, "Ltd " * 2_500])
def test_long_text_stays_text(text: str) -> None:
    assert read_company(text).name == text.strip().replace("（", "(") or read_company(text).name == text.strip()
