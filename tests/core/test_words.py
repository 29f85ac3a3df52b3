"""The dictionaries: every word leads to one code, whoever typed it and however."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import discovery
from crmcli.core.fold import fold
from crmcli.core.words import Entry, standard
from crmcli.errors import BadValue
from crmcli.records.base import Msg, Word

WORDS = standard()
ROWS = discovery.read_table("dictionary")
ENTRIES = st.sampled_from([entry for name in WORDS.dicts() for entry in WORDS.entries(name)])


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("stage", "quote", "quote"),
        ("stage", "方案报价", "quote"),
        ("stage", "報價", "quote"),
        ("stage", "first  CONTACT", "contact"),
        ("stage", "首次接触", "contact"),
        ("stage", "Closed Won", "won"),
        ("stage", "未成交", "lost"),
        ("deal_stage", "流失", "lost"),
        ("deal_stage", "谈判", "negotiation"),
        ("status", "潜在", "prospect"),
        ("status", "潜在客户", "prospect"),
        ("status", "有需求未成交", "intent"),
        ("status", "跟进中", "intent"),
        ("status", "已签单", "won"),
        ("interaction_method", "Meeting", "meeting"),
        ("interaction_method", "面谈", "visit"),
        ("interaction_type", "体验", "trial"),
        ("lost_reason", "空号", "invalid"),
        ("grade", "Ａ", "A"),
        ("grade", "A类", "A"),
        ("grade", "核心客户", "A"),
        ("grade", "A(核心客户)", "A"),
        ("channel", "沙龙", "event"),
        ("channel", "抖音", "social_douyin"),
        ("channel", "老客转介绍", "referral"),
        ("channel", "广交会", "expo"),
        ("channel", "有赞后台", "online_shop"),
        ("channel", "官网/线上搜索", "search"),
        ("channel", "社交媒体（抖音）", "social_douyin"),
        ("industry", "IT", "I"),
        ("industry", "五金", "C"),
        ("industry", "C35", "C"),
        ("industry", "运输/物流", "G"),
        ("industry", "政府", "S"),
        ("industry", "农、林、牧、渔业", "A"),
        ("company_size", "51-200", "small"),
        ("gender", "先生", "male"),
        ("gender", "2", "female"),
        ("tag_value", "高意向", "意向-高意向"),
        ("dict", "客户来源", "channel"),
    ],
)
def test_a_word_leads_to_its_code(name: str, typed: str, code: str) -> None:
    assert WORDS.find(name, typed) == code


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("channel", "扫码"),
        ("channel", "外部导入"),
        ("channel", "广告/展会"),
        ("channel", ""),
        ("industry", "互联网制造"),
        ("industry", "服务业"),
        ("industry", "Z35"),
        ("status", "沉默客户"),
        ("no_such_dictionary", "x"),
    ],
)
def test_an_unknown_or_ambiguous_word_leads_nowhere(name: str, typed: str) -> None:
    assert WORDS.find(name, typed) is None


@given(ENTRIES)
def test_every_label_and_alias_leads_to_its_own_code(entry: Entry) -> None:
    for word in (entry.code, *entry.labels, *entry.aliases):
        assert WORDS.find(entry.dict, word) == entry.code


def test_every_code_is_there_once_and_has_both_labels() -> None:
    codes = [(row["dict"], row["code"]) for row in ROWS]
    assert len(codes) == len(set(codes))
    assert [row for row in ROWS if not (row["code"] and row["zh"] and row["en"])] == []


def test_every_word_of_a_dictionary_means_one_thing() -> None:
    meaning: dict[tuple[str, str], str] = {}
    for row in ROWS:
        for word in (row["code"], row["zh"], row["en"], *filter(None, row["aliases"].split("|"))):
            assert meaning.setdefault((row["dict"], fold(word)), row["code"]) == row["code"], word


def test_every_dictionary_has_a_name_in_both_languages() -> None:
    assert {entry.code for entry in WORDS.entries("dict")} == set(WORDS.dicts())


def test_every_value_of_a_tag_belongs_to_a_dimension() -> None:
    dimensions = {entry.code for entry in WORDS.entries("tag_dimension")}
    for entry in WORDS.entries("tag_value"):
        assert entry.note in dimensions
        assert entry.code == f"{entry.note}-{entry.zh}"


def test_labels_come_in_both_languages_and_unknown_codes_as_they_are() -> None:
    assert WORDS.label("stage", "lost", "zh") == "流失"
    assert WORDS.label("deal_stage", "lost", "zh") == "未成交"
    assert WORDS.label("deal_stage", "won", "en") == "Won"
    assert WORDS.label("channel", "my_own", "en") == "my_own"


def test_an_unknown_word_is_refused_with_the_nearest_in_both_languages() -> None:
    with pytest.raises(BadValue) as caught:
        WORDS.code("channel", "refferal")
    assert caught.value.exit_code == 2
    choices = caught.value.params["choices"]
    assert isinstance(choices, tuple)
    assert choices[0] == Msg("{en} ({zh})", {"en": "Referral", "zh": "客户转介绍"})
    assert caught.value.params["dictionary"] == Word("dict", "channel")


def test_a_word_like_no_other_is_refused_with_what_is_known() -> None:
    with pytest.raises(BadValue) as caught:
        WORDS.code("priority", "zzzz")
    choices = caught.value.params["choices"]
    assert isinstance(choices, tuple)
    assert [choice.params["en"] for choice in choices] == ["High", "Medium", "Low"]


def test_a_word_of_the_users_own_leads_before_ours() -> None:
    words = WORDS.with_choices([("channel", "xhs", "小红书", "RED", "红书|薯店", 0)])
    assert words.find("channel", "小红书") == "xhs"
    assert words.find("channel", "薯店") == "xhs"
    assert words.find("channel", "视频号") == "social_other"
    assert words.entries("channel")[-1].labels == ("小红书", "RED")
    assert WORDS.find("channel", "小红书") == "social_other"


def test_a_renamed_word_keeps_answering_to_its_old_names() -> None:
    words = WORDS.with_choices([("channel", "expo", "展览会", "Fair", "", 0)])
    assert words.label("channel", "expo", "zh") == "展览会"
    assert [words.find("channel", word) for word in ("展会", "广交会", "Fair", "expo")] == ["expo"] * 4
    assert len(words.entries("channel")) == len(WORDS.entries("channel"))


def test_a_hidden_word_is_no_longer_offered_but_stays_readable() -> None:
    words = WORDS.with_choices([("channel", "purchased", "公司资源", "Company list", "", 1)])
    assert words.find("channel", "公司资源") is None
    assert words.find("channel", "purchased") == "purchased"
    assert words.label("channel", "purchased", "zh") == "公司资源"
    assert "purchased" not in [entry.code for entry in words.entries("channel")]
    again = words.with_choices([("channel", "purchased", "公司资源", "Company list", "", 0)])
    assert again.find("channel", "公司资源") == "purchased"
