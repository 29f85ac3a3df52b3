"""parse_next_step: what to do, when, who; seen from Friday 1 March 2024, 09:30."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.nextstep import NextStep, parse_next_step
from crmcli.errors import BadValue

NOW = datetime(2024, 3, 1, 9, 30)

DATED = [
    ("3月15日前发送对比表", "发送对比表", "2024-03-15"),
    ("发送对比表 3月15日前", "发送对比表", "2024-03-15"),
    ("３月１５日前发送对比表", "发送对比表", "2024-03-15"),
    ("3 月 15 日前发送对比表", "发送对比表", "2024-03-15"),
    ("请于3月15日前发送对比表", "请发送对比表", "2024-03-15"),
    ("发送对比表（3月15日前）给王总", "发送对比表给王总", "2024-03-15"),
    ("发送对比表(3月15日前)", "发送对比表", "2024-03-15"),
    ("3月15日(周五)下午2点演示", "演示", "2024-03-15 14:00"),
    ("5月1日-3日参加展会", "参加展会", "2024-05-01"),
    ("2027年3月15日签约", "签约", "2027-03-15"),
    ("2023-11-01:安排产品演示", "安排产品演示", "2023-11-01"),
    ("下周三给报价", "给报价", "2024-03-06"),
    ("最迟周五给报价", "给报价", "2024-03-01"),
    ("跟进上周五的报价，下周三前", "跟进上周五的报价", "2024-03-06"),
    ("三天后回访", "回访", "2024-03-04"),
    ("15日内回复", "回复", "2024-03-16"),
    ("1个工作日后回访", "回访", "2024-03-04"),
    ("过两天再打", "再打", "2024-03-03"),
    ("月底前签合同", "签合同", "2024-03-31"),
    ("15号前发报价", "发报价", "2024-03-15"),
    ("15号发报价", "发报价", "2024-03-15"),
    ("明早打电话", "打电话", "2024-03-02"),
    ("今晚8点视频会议", "视频会议", "2024-03-01 20:00"),
    ("周五下午3点开会", "开会", "2024-03-01 15:00"),
    ("周5前发合同", "发合同", "2024-03-01"),
    ("11-24 15:00 带样品", "带样品", "2024-11-24 15:00"),
    ("１１－２４　１５：００　带样品", "带样品", "2024-11-24 15:00"),
    ("11.24 15:00 带样品", "带样品", "2024-11-24 15:00"),
    ("11-20发送发票", "发送发票", "2024-11-20"),
    ("11-20前发票", "发票", "2024-11-20"),
    ("11/24带样品", "带样品", "2024-11-24"),
    ("发送发票 11-20", "发送发票", "2024-11-20"),
    ("9月25发样", "发样", "2024-09-25"),
    ("20240925发样", "发样", "2024-09-25"),
    ("周一鸣周五回复", "周一鸣回复", "2024-03-01"),
    ("两三天后回访", "回访", "2024-03-04"),
    ("过两三天再打", "再打", "2024-03-04"),
    ("2-3个月后回访", "回访", "2024-06-01"),
    ("1-2周内给报价", "给报价", "2024-03-15"),
    ("周五下午开会", "开会", "2024-03-01"),
    ("周五给3点建议", "给3点建议", "2024-03-01"),
    ("本周给报价", "给报价", "2024-03-01"),
    ("+3d 回访", "回访", "2024-03-04"),
    ("回访 +3d", "回访", "2024-03-04"),
    ("call him fri about the quote", "call him about the quote", "2024-03-01"),
    ("call Acme Inc. by fri", "call Acme Inc.", "2024-03-01"),
    ("call him on Friday.", "call him", "2024-03-01"),
    ("call at 3pm tomorrow", "call", "2024-03-02 15:00"),
    ("tomorrow 10am call Li", "call Li", "2024-03-02 10:00"),
    ("call back in a week", "call back", "2024-03-08"),
    ("send by end of May", "send", "2024-05-31"),
    ("ring on 15 March re: contract", "ring re: contract", "2024-03-15"),
    ("send quote by 12/1", "send quote", "2024-12-01"),
    ("12/1 send quote", "send quote", "2024-12-01"),
]

ALL_TITLE = [
    "报价 3.5 折", "3台设备", "发 5/1 活动", "完成 1/3", "1/2 份样品", "支持 24/7", "比例 3:1", "合同号20240501",
    "报价5万", "电话13800138000", "发送3D模型", "send 3d model", "去3号楼拜访", "每周三回访", "call every fri",
    "一周一次拜访", "准备明天的演示", "Friday's report", "投放今日头条广告", "回复他昨天问的报价",
    "合同到期3天前提醒", "线下周边活动", "超过3天未回复", "今后天天跟进", "发送12月报表", "三月中标通知",
    "提出3点要求", "春节前拜访", "国庆后联系", "order 2024-05-01-003", "we may send 5 samples", "sat down with him",
    "call Mr Sun", "联系采购,谁负责", "发送数据", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "due_at"), DATED)
def test_the_date_is_cut_out_and_the_rest_is_the_title(text: str, title: str, due_at: str) -> None:
    assert parse_next_step(text, now=NOW) == NextStep(title, due_at, None)


@pytest.mark.parametrize("text", ALL_TITLE)
def test_text_without_a_date_is_all_title(text: str) -> None:
    assert parse_next_step(text, now=NOW) == NextStep(text, None, None)


@pytest.mark.parametrize(("text", "due_at"), [("+3d", "2024-03-04"), ("周五", "2024-03-01"), ("12.1", "2024-12-01")])
def test_a_date_alone_has_no_title(text: str, due_at: str) -> None:
    assert parse_next_step(text, now=NOW) == NextStep("", due_at, None)


@pytest.mark.parametrize(
    ("text", "title", "due_at", "owner"),
    [
        ("3月15日前发送数据对接案例,*销售负责", "发送数据对接案例", "2024-03-15", "*销售"),
        ("两周后回访，由王芳负责跟进。", "回访", "2024-03-15", "王芳"),
        ("发送案例 负责人：李工", "发送案例", None, "李工"),
    ],
)
def test_who_does_it_is_read_at_the_end(text: str, title: str, due_at: str | None, owner: str) -> None:
    assert parse_next_step(text, now=NOW) == NextStep(title, due_at, owner)


@pytest.mark.parametrize("text", ["2月30日发报价", "13月5日发货", "2024-02-30: send", "send it 01/05/2025 please"])
def test_what_is_plainly_a_date_and_cannot_be_one_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_next_step(text, now=NOW)


WORDS = st.lists(
    st.sampled_from(
        ["send", "call", "Acme", "quote", "报价", "合同", "样品", "拜访", "王总", "3.5折", "3台", "A-12", "№7"]
    ),
    min_size=1,
    max_size=4,
)
PHRASES = st.sampled_from(
    [
        "3月15日前",
        "下周三",
        "三天后",
        "月底前",
        "2026-12-01",
        "by fri",
        "tomorrow 10am",
        "in 3 days",
        "周五下午3点",
        "on 15 March",
    ]
)


@given(before=st.one_of(st.just([]), WORDS), phrase=PHRASES, after=WORDS)
def test_no_word_of_the_title_is_lost_or_changed(before: list[str], phrase: str, after: list[str]) -> None:
    step = parse_next_step(" ".join([*before, phrase, *after]), now=NOW)
    assert step.due_at is not None
    assert step.title.replace(" ", "") == "".join([*before, *after])


@given(words=st.lists(st.sampled_from(("12", "负责", *"，。, ()-周月日前3/.:a")), max_size=4000).map("".join))
def test_long_and_odd_text_is_read_and_never_grows(words: str) -> None:
    try:
        step = parse_next_step(words, now=NOW)
    except BadValue:
        return
    assert len(step.title) <= len(words)
