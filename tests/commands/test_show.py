"""`crm show`: the card, its short form for a call, the record for scripts, and choosing among several."""

from __future__ import annotations

import pytest

from crmcli.records.columns import CUSTOMER_COLUMNS, INTERACTION_COLUMNS, TASK_COLUMNS
from crmcli.render.text import cells
from tests.running import Crm


@pytest.fixture
def one(crm: Crm) -> Crm:
    """A customer with a history, and two more with 科技 in their names."""
    crm.clock.set("2026-11-02 09:00")
    crm.ok(
        "add 张伟 --company 北京示例科技有限公司 --title 总经理 --phone 13800138000 --wechat zhangwei88 --source expo"
        " --event 2026广交会 --need 三十个销售用的客户管理,年底前上线 --budget 10-50万 --tag 高意向"
    )
    crm.ok("add 智微科技有限公司 --phone 13900139000 --contact 李娜 --source expo")
    crm.clock.set("2026-11-12 15:30")
    crm.ok("log 北京 --no-answer")
    crm.ok("log 北京 同意报价,等老板签字 --via phone --feedback 嫌贵 --next 11月20日前发送对比表 --stage quote")
    crm.clock.set("2026-11-23 09:00")
    return crm


def test_the_card_holds_facts_people_tasks_and_the_timeline(one: Crm) -> None:
    out = one.ok("show 北京", terminal=True).out
    assert out.splitlines()[0] == "北京示例科技有限公司 · C20261102001"
    for text in (
        "Proposal and quote · Interested", "2026广交会", "¥100,000 – ¥500,000", "Intent-High intent", "总经理",
        "Mobile  13800138000", "WeChat  zhangwei88", "11-20  发送对比表 · overdue", "Stage: Lead → Proposal and quote",
        "Phone · 张伟: 同意报价,等老板签字", "Feedback: 嫌贵", "no answer",
    ):  # fmt: skip
        assert text in out


def test_what_is_not_known_is_not_there(one: Crm) -> None:
    out = one.ok("show 智微").out
    assert all(word not in out for word in ("Budget", "Deals", "Timeline", "Industry", "–", "None"))


def test_it_stays_a_card_in_a_pipe_and_is_a_row_as_csv(one: Crm) -> None:
    assert one.ok("show 北京").out == one.ok("show 北京", terminal=True).out
    header, row = one.ok("show 北京 --csv --codes").out.splitlines()
    assert header.startswith("code,name,kind")
    assert "100000.00" in row


def test_json_is_the_record_with_what_belongs_to_it(one: Crm) -> None:
    told = one.ok("show 北京 --json").json()
    own = [column.key for column in CUSTOMER_COLUMNS]
    assert list(told) == [*own, "contacts", "points", "tasks", "deals", "interactions", "orders", "alternates"]
    assert (told["tags"], told["budget_high"], told["mobile"]) == (
        ["意向-高意向", "预算规模-10-50万"],
        500000,
        "13800138000",
    )
    assert (told["contacts"][0]["wechat"], told["contacts"][0]["is_primary"]) == ("zhangwei88", True)
    assert {tuple(row) for row in told["tasks"]} == {tuple(column.key for column in TASK_COLUMNS)}
    assert [row["origin"] for row in told["tasks"]] == ["need_check", "next_step"]
    assert list(told["interactions"][0]) == [column.key for column in INTERACTION_COLUMNS]
    assert told["interactions"][0]["next_step"] == "发送对比表"
    assert {point["kind"]: point["value"] for point in told["points"]}["wechat"] == "zhangwei88"


def test_a_replaced_number_stays_and_is_marked(one: Crm) -> None:
    one.ok("edit 北京 phone=13500135000")
    out = one.ok("show 北京").out
    assert "13800138000 · until 11-23, no longer valid" in out
    assert out.index("13500135000") < out.index("13800138000")


def test_brief_is_what_one_needs_before_a_call(one: Crm) -> None:
    out = one.ok("show 北京 --brief", terminal=True).out
    assert len(out.splitlines()) <= 14
    for text in (
        "张伟 · 总经理",
        "13800138000",
        "3 days late",
        "同意报价",
        "11-20  发送对比表",
        "三十个销售",
        "Confirm the need",
    ):
        assert text in out


def test_the_timeline_is_cut_unless_all_of_it_is_wanted(one: Crm) -> None:
    for number in range(22):
        one.ok(["log", "智微", f"第{number:02}次沟通,对方还在比较价格"])
    assert "Timeline: the last 20 of 22, all with --all" in one.ok("show 智微").out
    assert "第00次" not in one.ok("show 智微").out
    assert "第00次" in one.ok("show 智微 --all").out
    assert len(one.ok("show 智微 --json").json()["interactions"]) == 22


def test_several_are_a_choice_on_a_terminal_and_an_error_elsewhere(one: Crm) -> None:
    assert one.ok("show 科技", stdin="2\n", terminal=True).out.startswith("智微科技有限公司")
    left = one("show 科技", stdin="\n", terminal=True)
    assert (left.code, left.out) == (3, "")
    script = one("show 科技")
    assert script.code == 3
    assert "C20261102002" in script.err


def test_while_somebody_is_asked_another_command_can_write(one: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from crmcli.commands import _asking

    def meanwhile(*_: object) -> int:
        one.ok("log 智微 想要一份案例")
        return 1

    monkeypatch.setattr(_asking, "choose", meanwhile)
    assert "想要一份案例" in one.ok("show 科技", terminal=True).out


def test_nobody_is_exit_3(one: Crm) -> None:
    assert one("show 没有这个人").code == 3


def test_mask_hides_numbers_and_ids_in_card_and_json(one: Crm) -> None:
    for words in ("show 北京 --mask", "show 北京 --mask --brief", "show 北京 --mask --json"):
        out = one.ok(words).out
        assert "13800138000" not in out
        assert "zhangwei88" not in out


@pytest.mark.parametrize("name", ["[red]x[/red]", "\x1b[31mx", "a\u202eb", "😀" * 30, "北" * 9000])
def test_hostile_text_stays_inside_the_card(crm: Crm, name: str) -> None:
    crm.ok(["add", f"{name}公司", "--contact", name, "--phone", "13800138000", "--source", "expo", "--note", name])
    crm.ok(["log", "13800138000", f"{name} 说要再考虑", "--next", f"明天 {name}", "--topic", name])
    crm.lang = "zh"
    for words in ("show 13800138000", "show 13800138000 --brief"):
        out = crm.ok(words, terminal=True).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert max(map(cells, out.splitlines())) <= 80


def test_two_words_from_different_places_of_a_name_find_it(crm: Crm) -> None:
    for city in ("上海", "北京"):
        crm.ok(f"add 深圳示例创新科技有限公司{city}分公司 --phone 0755-2654321{len(city)} --source expo --new")
    assert crm.ok("show '示例 上海'").out.startswith("深圳示例创新科技有限公司上海分公司")
