"""`crm log`: the talk, its next step and what was open before, attempts, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import Crm, FixedClock


@pytest.fixture
def crm(crm: Crm) -> Crm:
    """A file with one customer."""
    crm.ok("add 示例科技 --contact 张伟 --phone 13800138000 --source expo")
    return crm


def test_a_talk_is_kept_with_all_its_options(crm: Crm) -> None:
    talk = crm.ok(
        "log 示例科技 同意报价 等签字 --via 微信 --type 报价 --topic 价格 --at '昨天 15:30' --feedback 满意"
        " --result 继续 --satisfaction 4 --next 周五前发送合同 --stage 谈判 --event 2026广交会 --contact 张 --json"
    ).json()
    assert (talk["content"], talk["method"], talk["at"]) == ("同意报价 等签字", "wechat", "2026-11-22 15:30")
    assert (talk["satisfaction"], talk["stage"], talk["contact"]) == (4, "negotiation", "张伟")
    assert (talk["next_step"], talk["next_at"]) == ("发送合同", "2026-11-27")


def test_the_next_step_is_said_as_understood_with_its_weekday(crm: Crm) -> None:
    result = crm.ok("log 示例科技 agrees to the price --next 3月15日前发送对比表")
    assert "#2 · 示例科技" in result.err
    assert "Next step 2027-03-15 Mon: 发送对比表" in result.err


def test_a_date_alone_is_a_following_up(crm: Crm) -> None:
    assert "Next step 11-26 Thu: follow up" in crm.ok("log 示例科技 wants a demo --next +3d").err


def test_a_next_step_without_a_date_is_remarked_on(crm: Crm) -> None:
    assert "no date" in crm.ok("log 示例科技 wants a demo --next 'send price'").err


def test_the_method_is_the_last_one_unless_named(crm: Crm) -> None:
    assert crm.ok("log 示例科技 first talk on site --json").json()["method"] == "phone"
    crm.ok("log 示例科技 showed the plant -m visit")
    assert crm.ok("log 示例科技 sent the plan --json").json()["method"] == "visit"


def test_text_comes_from_standard_input(crm: Crm) -> None:
    talk = crm.ok("log 示例科技 - --json", stdin="line one\nline two\n").json()
    assert talk["content"] == "line one\nline two"
    assert crm("log 示例科技 -", stdin=" \n").code == 2


def test_a_text_that_begins_with_a_sign_follows_two_dashes(crm: Crm) -> None:
    assert crm.ok(["log", "示例科技", "--json", "--", "-5%", "at most"]).json()["content"] == "-5% at most"


def test_without_text_a_terminal_asks_and_a_script_is_told(crm: Crm) -> None:
    assert crm.ok("log 示例科技 --json", stdin="wants a demo\n", terminal=True).json()["content"] == "wants a demo"
    result = crm("log 示例科技")
    assert result.code == 2
    assert "--no-answer" in result.err


def test_nobody_answered_says_when_to_try_again(crm: Crm) -> None:
    assert "Try again: 11-24 Tue" in crm.ok("log 示例科技 --no-answer").err
    for _ in range(3):
        crm.ok("log 示例科技 --no-answer")
    result = crm.ok("log 示例科技 --no-answer")
    assert "5 times in a row" in result.err
    assert "lost --reason" in result.err


def _with_open_step(crm: Crm, clock: FixedClock) -> None:
    crm.ok("log 示例科技 agrees to the price --next 周五前发送合同")
    clock.set("2026-11-28 10:00")


def test_a_terminal_asks_whether_the_older_next_step_is_done(crm: Crm, clock: FixedClock) -> None:
    _with_open_step(crm, clock)
    result = crm.ok("log 示例科技 contract arrived", stdin="\n", terminal=True)
    assert "Agreed for 11-27 Fri: 发送合同. Is it done?" in result.err
    assert "Agreed" not in crm.ok("log 示例科技 and is being read", terminal=True).err


def test_a_next_step_that_is_not_done_stays_open(crm: Crm, clock: FixedClock) -> None:
    _with_open_step(crm, clock)
    crm.ok("log 示例科技 contract is late", stdin="n\n", terminal=True)
    assert "Agreed" in crm("log 示例科技 still late", stdin="n\n", terminal=True).err


def test_a_script_is_told_that_the_older_next_step_is_still_open(crm: Crm, clock: FixedClock) -> None:
    _with_open_step(crm, clock)
    result = crm.ok("log 示例科技 contract arrived")
    assert "Still open since 11-27 Fri: 发送合同" in result.err
    assert "--done" in result.err
    assert "Still open" not in crm.ok("log 示例科技 contract signed --done").err
    assert "Still open" not in crm.ok("log 示例科技 invoice sent").err


def test_a_next_step_not_yet_reached_is_not_asked_about(crm: Crm) -> None:
    crm.ok("log 示例科技 agrees to the price --next 周五前发送合同")
    assert "Agreed" not in crm.ok("log 示例科技 called back about colours", terminal=True).err


def test_a_file_is_kept_with_it(crm: Crm) -> None:
    Path(crm.folder / "offer.txt").write_text("offer")
    crm.ok("log 示例科技 sent the offer --attach offer.txt")
    assert "offer.txt" in crm.ok("show 示例科技").out
    assert crm("log 示例科技 sent the offer --attach none.txt").code == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("示例科技 已沟通", 6, "--force"),
        ("示例科技 证件 11010519491231002X", 6, "ID card"),
        ("示例科技 ok then --next '卡 6222021234567890128'", 6, "number"),
        ("示例科技 wants a demo --via 电化", 2, "电话"),
        ("示例科技 wants a demo --type quotte", 2, "uot"),
        ("示例科技 wants a demo --at 明天", 2, "2026-11-24"),
        ("示例科技 wants a demo --at 2月30日", 2, "2月30日"),
        ("示例科技 wants a demo --next 2月30日回访", 2, "2月30日"),
        ("示例科技 wants a demo --satisfaction 6", 2, "1 to 5"),
        ("示例科技 wants a demo --stage lost", 2, "--reason"),
        ("示例科技 wants a demo --contact 赵敏", 3, "赵敏"),
        ("nobody wants a demo", 3, "nobody"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_nothing_is_written(crm: Crm, words: str, code: int, said: str) -> None:
    before = crm.db.read_bytes()
    result = crm(f"log {words}")
    assert result.code == code
    assert said in result.err
    assert "1949" not in result.err
    assert crm.db.read_bytes() == before


def test_force_keeps_a_text_that_says_little(crm: Crm) -> None:
    crm.ok("log 示例科技 已沟通 --force")


def test_a_loss_with_its_reason_is_written_with_the_talk(crm: Crm) -> None:
    assert crm.ok("log 示例科技 bought elsewhere --stage 流失 --reason 竞品 --json").json()["stage"] == "lost"


@pytest.mark.parametrize("text", ["'; DROP TABLE interactions;--", "[red]hot[/red]", "喜欢😀𠮷", "长" * 10_000])
def test_odd_texts_are_kept_as_they_are(crm: Crm, text: str) -> None:
    assert crm.ok(["log", "示例科技", "--json", "--", text]).json()["content"] == text


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    assert "下一步 11-27 周五：发送合同" in crm.ok("log 示例科技 同意报价 --next 周五前发送合同").err


def test_a_talk_written_down_later_may_have_been_the_first(crm: Crm) -> None:
    crm.ok("add 赵工 --phone 13400134005 --source expo")
    crm.ok("log 赵工 客户要九折")
    crm.ok("log 赵工 客户问了价格 --at 2026-11-18")
    assert crm.ok("show 赵工 --json").json()["first_contact_at"] == "2026-11-18"


def test_a_person_called_monday_is_no_monday(crm: Crm) -> None:
    crm.ok("add 周一鸣 --phone 13500135004 --source expo")
    said = crm.ok("log 周一鸣 想了解价格,周五答复 --next 周一鸣周五回复").err
    assert "Fri" in said
    assert "周一鸣回复" in said


def test_a_lead_that_did_not_answer_is_due_for_the_retry_and_not_as_untouched(crm: Crm) -> None:
    crm.ok("add 尤悠 --phone 13800138026 --source expo --kind person")
    crm.ok("log 尤悠 --no-answer")
    shown = crm.ok("due 尤悠 --why", terminal=True).out
    assert "No answer last time, try again" in shown
    assert "New lead" not in shown


def test_a_talk_is_asked_field_by_field(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    typed = ("昨天15:30", "微信", "", "要三十个账号", "价格可以", "9", "4", "周五发报价", "needs")
    asked = crm.ok("log 王芳 -i", terminal=True, stdin="".join(f"{line}\n" for line in typed))
    assert "Satisfaction is a number from 1 to 5" in asked.err
    talk = crm.ok("show 王芳 --json").json()["interactions"][0]
    wanted = ("at", "method", "content", "feedback", "satisfaction", "next_step", "next_at")
    assert {key: talk[key] for key in wanted} == {
        "at": "2026-11-22 15:30", "method": "wechat", "content": "要三十个账号", "feedback": "价格可以",
        "satisfaction": 4, "next_step": "发报价", "next_at": "2026-11-27",
    }  # fmt: skip
    assert crm.ok("show 王芳 --json").json()["stage"] == "needs"


def test_what_was_typed_already_is_not_asked_again(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    typed = ("", "", "", "", "", "lost", "价格")
    asked = crm.ok("log 王芳 太贵了,不要了 -m phone -i", terminal=True, stdin="".join(f"{line}\n" for line in typed))
    assert "By which means" not in asked.err
    assert "What was said" not in asked.err
    assert "Why it was lost" in asked.err
    assert crm.ok("show 王芳 --json").json()["stage"] == "lost"
    assert crm("log 王芳 -i").code == 2


def test_a_talk_entered_later_than_a_working_day_is_said_to_be_late(crm: Crm) -> None:
    crm.ok("add 王芳 --phone 13900139000 --source expo")
    late = "Entered late: within a working day is meant."
    assert late not in crm.ok("log 王芳 要看样品 --at 周五").err  # a Friday's, on Monday
    assert late in crm.ok("log 王芳 要看样品 --at 上周四").err
    crm.ok("config set entry.days 2")
    assert "Entered late" not in crm.ok("log 王芳 要看样品 --at 上周四").err
    crm.clock.set("2026-10-08 09:00")
    assert "Entered late" not in crm.ok("log 王芳 要看样品 --at 9月30日").err  # National Day lies between
    crm.ok("config set entry.days 0")
    assert "Entered late" not in crm.ok("log 王芳 要看样品 --at 9月1日").err
