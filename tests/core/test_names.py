"""Persons' names as they are typed: titles off, forms of address off, incomplete ones accepted and marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.names import PersonName, read_name, read_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张　三", PersonName("张三")),
        ("欧 阳 修", PersonName("欧阳修")),
        ("张三\n", PersonName("张三")),
        ("张三先生", PersonName("张三", gender="male")),
        ("李四女士", PersonName("李四", gender="female")),
        ("张三（先生）", PersonName("张三", gender="male")),
        ("张三经理", PersonName("张三", "经理")),
        ("张三采购经理", PersonName("张三", "采购经理")),
        ("张三 经理", PersonName("张三", "经理")),
        ("张三(采购部经理)", PersonName("张三", "经理", department="采购部")),
        ("张三 采购部 经理", PersonName("张三", "经理", department="采购部")),
        ("李伟 Leo", PersonName("李伟", name_en="Leo")),
        ("Leo 李伟", PersonName("李伟", name_en="Leo")),
        ("张三(Leo)", PersonName("张三", name_en="Leo")),
        ("john smith", PersonName("john smith")),
        ("Mr. John Smith", PersonName("John Smith", gender="male")),
        ("O'Brien", PersonName("O'Brien")),
        ("买买提·艾力", PersonName("买买提·艾力")),
        ("约翰先生", PersonName("约翰", gender="male")),
        ("姓名：张三", PersonName("张三")),
        ("黄良驹（代）", PersonName("黄良驹", note="代签")),
        ("人员1(中乾0人员1)", PersonName("人员1", nickname="中乾0人员1")),
        ("王立工", PersonName("王立工")),
        ("张店", PersonName("张店")),
        ("🌸小雨", PersonName("🌸小雨")),
        (
            "骆玉婷  市工业和信息化局装备工业科科长",
            PersonName("骆玉婷", "装备工业科科长", company="市工业和信息化局"),
        ),
        ("示例科技有限公司 张三", PersonName("张三", company="示例科技有限公司")),
        ("市财政局", PersonName("", company="市财政局")),
        ("ABC科技", PersonName("", company="ABC科技")),
    ],
)
def test_a_name_is_taken_apart(text: str, expected: PersonName) -> None:
    assert read_name(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("陈经理", "经理"),
        ("陈 经理", "经理"),
        ("欧阳经理", "经理"),
        ("陈总经理", "总经理"),
        ("王总", "总"),
        ("某总", "总"),
        ("X总", "总"),
        ("张工", "工程师"),
        ("李老师", "老师"),
        ("赵师傅", "师傅"),
        ("小李", None),
        ("老王", None),
        ("王姐", None),
        ("李某某", None),
        ("经理", "经理"),
        ("王女士", None),
    ],
)
def test_an_incomplete_name_is_kept_whole_and_marked(text: str, title: str | None) -> None:
    read = read_name(text)
    assert (read.name, read.title, read.incomplete) == (text.replace(" ", ""), title, True)


@pytest.mark.parametrize("text", ["张*", "张**", "*总", "*经理"])
def test_a_hidden_name_is_text_and_marked(text: str) -> None:
    read = read_name(text)
    assert (read.name, read.masked, read.incomplete) == (text, True, True)


@pytest.mark.parametrize("text", ["无", "未知", "不详", "匿名", "-", "测试", "*", "", " "])
def test_a_word_for_nobody_is_no_name(text: str) -> None:
    assert read_name(text).name == ""
    assert read_names(text) == ()


@pytest.mark.parametrize("text", ["TEST", "test", "aaa", "测试1"])
def test_test_data_is_pointed_out(text: str) -> None:
    assert read_name(text).problems


def test_several_persons_in_one_cell() -> None:
    assert [read.name for read in read_names("张三、李四")] == ["张三", "李四"]
    assert [read.title for read in read_names("张三/李四经理")] == [None, "经理"]
    assert [read.name for read in read_names("Smith, John")] == ["Smith, John"]


PARTS = [
    "张",
    "三",
    "王",
    "小",
    "经理",
    "总",
    "先生",
    "工",
    "Leo",
    " ",
    "(",
    ")",
    "*",
    "公司",
    "采购部",
    "Mr. ",
    "某",
    "、",
]


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join) | st.text())
@settings(max_examples=200)
def test_a_name_once_read_reads_the_same_again(text: str) -> None:
    name = read_name(text).name
    assert read_name(name).name == name


@pytest.mark.parametrize("text", ["张" * 10_000, "(" * 10_000, "先生" * 5_000, "a " * 5_000])
def test_long_text_stays_text(text: str) -> None:
    assert read_name(text).name == text.strip()
