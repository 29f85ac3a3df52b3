"""One pasted line taken apart, in any order and with nothing dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.pasted import PastedLine, read_line
from crmcli.core.points import read_points
from crmcli.core.words import standard

WORDS = standard()


def read(text: str) -> PastedLine:
    return read_line(text, words=WORDS)


def values(line: PastedLine) -> list[str]:
    return [point.value for point in line.points]


def test_the_whole_line() -> None:
    line = read("张伟 示例科技 总经理 13800138000 zhangwei@example.com 微信 zw_88 预算20万 展会 深圳")
    assert (line.name, line.company, line.title) == ("张伟", "示例科技", "总经理")
    assert values(line) == ["13800138000", "zhangwei@example.com", "zw_88"]
    assert (line.budget and line.budget.low, line.source, line.city) == (20_000_000, "expo", "深圳市")
    assert line.rest == ""


@pytest.mark.parametrize(
    "text",
    [
        "张伟 示例科技 总经理 13800138000",
        "13800138000，示例科技，张伟，总经理",
        "示例科技/张伟/总经理/138-0013-8000",
        "张伟|总经理|示例科技|+86 138 0013 8000",
        "张伟\t示例科技\t总经理\t13800138000",
        "张伟\n总经理\n示例科技\n13800138000",
        "姓名：张伟 公司：示例科技 职位：总经理 电话：13800138000",
        "电话:13800138000;单位:示例科技;联系人:张伟;职务:总经理",
        "张伟总经理 示例科技 13800138000",
    ],
)
def test_order_separators_and_labels_do_not_matter(text: str) -> None:
    line = read(text)
    assert (line.name, line.company, line.title, line.rest) == ("张伟", "示例科技", "总经理", "")
    assert values(line) == ["13800138000"]


@pytest.mark.parametrize(
    "text",
    [
        "Wei Zhang, Example Ltd, CEO, +44 20 7946 0958",
        "+44 20 7946 0958, CEO, Example Ltd, Wei Zhang",
        "Name: Wei Zhang, Company: Example Ltd, Title: CEO, Phone: +44 20 7946 0958",
    ],
)
def test_english_lines(text: str) -> None:
    line = read(text)
    assert (line.name, line.company, line.title, line.rest) == ("Wei Zhang", "Example Ltd", "CEO", "")
    assert values(line) == ["+442079460958"]


@pytest.mark.parametrize(
    "text",
    [
        "张伟",
        "张店",
        "北京示例科技有限公司",
        "上海 某某 贸易 有限公司",
        "Wei Zhang",
        "Smith, Jones & Co",
        "Acme Trading Co., Ltd.",
    ],
)
def test_a_lone_name_is_simply_a_name(text: str) -> None:
    assert read(text) == PastedLine(text)


def test_a_person_with_a_company_is_taken_apart_without_a_phone_too() -> None:
    line = read("张伟 示例科技 总经理")
    assert (line.name, line.company, line.title) == ("张伟", "示例科技", "总经理")


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("张伟 13800138000 客户想要报价", "张伟", "客户想要报价"),
        ("张伟 男 35岁 13800138000", "张伟", "男 35岁"),
        ("张三、李四 13800138000", "张三", "李四"),
        ("张伟 2024-05-01 13800138000", "张伟", "2024-05-01"),
        ("张伟 C20240501001 13800138000", "张伟", "C20240501001"),
        ("小雨 13800138000", "小雨", ""),
        ("陈 经理 13800138000", "陈经理", ""),
        ("王总 13800138000", "王总", ""),
    ],
)
def test_what_has_no_place_is_handed_back(text: str, name: str, rest: str) -> None:
    line = read(text)
    assert (line.name, line.rest, values(line)) == (name, rest, ["13800138000"])


def test_a_number_that_is_no_phone_is_pointed_out() -> None:
    line = read("张伟 1380013800")
    assert (line.name, line.points, line.rest) == ("张伟", (), "1380013800")
    assert len(line.problems) == 1


def test_labels_with_longer_values() -> None:
    line = read("张伟 13800138000 地址：深圳市南山区 科技园1号\t备注：要 100 台")
    assert (line.address, line.note) == ("深圳市南山区 科技园1号", "要 100 台")


def test_points_of_every_kind() -> None:
    found = read_points("电话：13800138000 微信：zhangsan_88 QQ：12345678 邮箱:a@b.com 座机 010-62345678转801")
    assert [(point.kind, point.value, point.ext) for point in found.points] == [
        ("mobile", "13800138000", None),
        ("phone", "010-62345678", "801"),
        ("email", "a@b.com", None),
        ("wechat", "zhangsan_88", None),
        ("qq", "12345678", None),
    ]
    assert [point.value for point in read_points("13800138000（微信同号）").points] == ["13800138000"] * 2


TOKENS = [
    "张伟",
    "李四",
    "示例科技",
    "某某有限公司",
    "总经理",
    "采购部",
    "13800138000",
    "a@b.com",
    "展会",
    "深圳",
    "随便写的",
    "Leo",
]


@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=7), st.sampled_from([" ", "，", "/", "\t", "、", " | "]))
@settings(max_examples=200)
def test_nothing_is_dropped(tokens: list[str], between: str) -> None:
    line = read(between.join(tokens))
    kept = " ".join([str(value) for value in line if value] + values(line))
    labels = {"展会": "expo", "深圳": "深圳市"}
    for token in tokens:
        assert token in kept or labels.get(token, token) in kept


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "text", ["张" * 10_000, "姓名：" * 3_000, "a," * 5_000, "1-" * 5_000, "有限公司 " * 150, "@" * 10_000]
)
def test_long_input_is_handed_back(text: str) -> None:
    assert read(text).points == ()


@pytest.mark.parametrize(
    ("line", "name", "company", "phone"),
    [
        ("张伟+北京示范科技有限公司+13811110001", "张伟", "北京示范科技有限公司", "13811110001"),
        ("李经理-河北样例药业-13700002222-要资料", "李经理", "河北样例药业", "13700002222"),
        ("Wang +8613811110003", "Wang", None, "13811110003"),
    ],
)
def test_signs_that_only_part_a_line_of_a_chat(line: str, name: str, company: str | None, phone: str) -> None:
    read = read_line(line, words=standard())
    assert (read.name, read.company, [point.value for point in read.points]) == (name, company, [phone])
