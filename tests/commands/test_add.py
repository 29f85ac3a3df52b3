"""`crm add`: names and pasted lines, what is missing, who is there already, the form, and what is refused."""

from __future__ import annotations

import pytest

from tests.running import Crm

FULL = "--phone 13800138000 --source expo"


def test_a_company_with_its_contact_is_added_and_named(crm: Crm) -> None:
    result = crm.ok(f"add 北京示例科技有限公司 --contact 张伟 --title 总经理 {FULL} --json")
    assert "#1 · 北京示例科技有限公司" in result.err
    made = result.json()
    assert (made["name"], made["kind"], made["contact"], made["title"]) == (
        "北京示例科技有限公司",
        "company",
        "张伟",
        "总经理",
    )
    assert (made["mobile"], made["source"], made["stage"]) == ("13800138000", "expo", "lead")


def test_a_person_is_its_own_contact(crm: Crm) -> None:
    made = crm.ok(f"add 李娜 {FULL} --json").json()
    assert (made["name"], made["kind"], made["contact"]) == ("李娜", "person", "李娜")


def test_company_makes_the_company_the_customer(crm: Crm) -> None:
    made = crm.ok(f"add 李娜 --company 样例贸易 {FULL} --json").json()
    assert (made["name"], made["kind"], made["contact"]) == ("样例贸易", "company", "李娜")


def test_kind_decides_where_the_name_does_not_tell(crm: Crm) -> None:
    assert crm.ok(f"add 远山 --kind 公司 {FULL} --json").json()["kind"] == "company"


@pytest.mark.parametrize("words", ["'张伟 示例科技 总经理 13800138000'", "张伟 示例科技 总经理 13800138000"])
def test_a_pasted_line_is_taken_apart_and_what_was_understood_is_said(crm: Crm, words: str) -> None:
    result = crm.ok(f"add {words} --source 展会 --json")
    made = result.json()
    assert (made["name"], made["contact"], made["title"], made["mobile"]) == (
        "示例科技",
        "张伟",
        "总经理",
        "13800138000",
    )
    assert "Understood: 示例科技 · contact 张伟 · 总经理 · 13800138000" in result.err


def test_a_pasted_line_also_brings_source_budget_and_leftovers(crm: Crm) -> None:
    made = crm.ok(["add", "王芳 样例贸易 13700137000 展会 预算20万 喜欢蓝色包装", "--json"]).json()
    assert (made["source"], made["budget_low"]) == ("expo", 200000)
    assert "蓝色" in made["note"]


def test_every_option_is_kept(crm: Crm) -> None:
    made = crm.ok(
        f"add 示例科技 {FULL} --phone 010-62345678 --email a@example.com --wechat zhang_wei88 --qq 123456"
        " --industry 软件 --size small --event 2026广交会 --need 'CRM for 20' --budget 10-50万 --tag 高意向 -T vip"
        " --note hello --next '周五 call' --stage 报价 --owner 赵敏 --province 北京 --city 北京 --address 'Some Road 1'"
        " --website example.com --grade A --json"
    ).json()
    assert (made["phone"], made["email"], made["wechat"], made["qq"]) == (
        "010-62345678",
        "a@example.com",
        "zhang_wei88",
        "123456",
    )
    assert (made["budget_low"], made["budget_high"], made["stage"]) == (100000, 500000, "quote")
    assert made["tags"] == ["意向-高意向", "自定义-vip", "企业规模-小型", "地域-华北", "预算规模-10-50万"]
    assert made["next_at"] == "2026-11-27"
    assert (made["company_size"], made["owner"], made["event"]) == ("small", "赵敏", "2026广交会")


@pytest.mark.parametrize(
    ("words", "said"),
    [("李娜", "--phone"), ("李娜 --phone 13800138000", "--source"), ("李娜 --source expo", "--wechat"), ("", "NAME")],
)
def test_a_script_is_told_what_is_missing(crm: Crm, words: str, said: str) -> None:
    result = crm(f"add {words}")
    assert result.code == 2
    assert said in result.err
    assert crm("list --json").out.strip() in ("", "[]")


def test_force_saves_incomplete_and_a_default_source_is_enough(crm: Crm) -> None:
    crm.ok("add 李娜 --force")
    crm.ok("config set default.source 转介绍")
    assert crm.ok("add 王芳 --phone 13700137000 --json").json()["source"] == "referral"


def test_a_terminal_asks_until_it_is_answered(crm: Crm) -> None:
    result = crm.ok("add 李娜 --json", stdin="\n139\nlina@example.com\nnowhere\n8\n", terminal=True)
    made = result.json()
    assert (made["email"], made["source"]) == ("lina@example.com", "expo")
    assert "incomplete" in result.err


def test_the_same_customer_is_not_added_twice_by_a_script(crm: Crm) -> None:
    crm.ok(f"add 示例科技 {FULL}")
    result = crm(f"add 样例贸易 {FULL}")
    assert result.code == 6
    assert "示例科技" in result.err
    assert "same mobile" in result.err
    assert "--update" in result.err
    assert crm.ok(f"add 样例贸易 {FULL} --new --json").json()["name"] == "样例贸易"


def test_update_writes_into_the_one_that_is_there(crm: Crm) -> None:
    code = crm.ok(f"add 示例科技 {FULL} --json").json()["code"]
    made = crm.ok("add 王芳 --company 示例科技 --phone 13700137000 --update --note hi --json").json()
    assert (made["code"], made["note"]) == (code, "hi")


@pytest.mark.parametrize(("typed", "customers"), [("1", 1), ("2", 1), ("3", 2), ("", 1)])
def test_a_terminal_chooses_what_becomes_of_the_same_customer(crm: Crm, typed: str, customers: int) -> None:
    crm.ok(f"add 示例科技 --contact 张伟 {FULL}")
    result = crm("add 王芳 --company 示例科技 --phone 13700137000 --source expo", stdin=f"{typed}\n", terminal=True)
    assert result.code == (1 if not typed else 0)
    assert len(crm.ok("list --json").json()) == customers
    assert ("王芳" in crm.ok("show 13800138000").out) is (typed in ("1", "2"))


def test_one_who_only_has_the_name_is_mentioned(crm: Crm) -> None:
    crm.ok(f"add 李娜 {FULL}")
    result = crm.ok("add 李娜 --phone 13700137000 --source expo")
    assert "Possible duplicate" in result.err
    assert "+25 same contact name" in result.err


def test_the_form_asks_in_order_skips_and_asks_again(crm: Crm) -> None:
    answers = ["陈红", "样例贸易", "9", "136", "13612345678", "chenhong88", "ok", "CRM for 20", "展会", "总监"]
    answers += ["3", "10-50万", "高意向", "下周三演示", ""]
    result = crm.ok("add -i --json", stdin="\n".join(answers) + "\n", terminal=True)
    made = result.json()
    assert (made["name"], made["contact"], made["title"]) == ("样例贸易", "陈红", "总监")
    assert (made["mobile"], made["wechat"], made["need"], made["source"]) == (
        "13612345678",
        "chenhong88",
        "CRM for 20",
        "expo",
    )
    assert (made["stage"], made["budget_high"], made["next_at"]) == ("needs", 500000, "2026-12-02")
    assert result.err.index("Company") < result.err.index("Industry") < result.err.index("Phone")


def test_the_form_needs_a_terminal(crm: Crm) -> None:
    assert crm("add -i").code == 2


def test_what_must_not_be_kept_is_refused_and_not_repeated(crm: Crm) -> None:
    for words in (["add", "李娜 11010519491231002X"], ["add", "李娜", "--note", "ID 11010519491231002X"]):
        result = crm([*words, "--force"])
        assert result.code == 6
        assert "11010519491231002X" not in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--phone 1380013800", "11"),
        ("--email nobody", "nobody"),
        ("--source expoo", "Expo"),
        ("--grade Z", "Z"),
        ("--next 2月30日打电话", "2月30日"),
        ("--stage lost", "--reason"),
        ("--update --new", "--new"),
        ("--budget many", "many"),
        ("--kind thing", "thing"),
    ],
)
def test_what_cannot_be_read_exits_2_and_says_what(crm: Crm, words: str, said: str) -> None:
    result = crm(f"add 李娜 --phone 13700137000 --source expo {words}")
    assert result.code == 2
    assert said in result.err


def test_a_vague_need_is_refused_unless_forced(crm: Crm) -> None:
    assert crm(f"add 李娜 {FULL} --need 有需求").code == 6
    assert crm.ok(f"add 李娜 {FULL} --need 有需求 --force --json").json()["need"] == "有需求"


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE customers;--", "[red]李娜[/red]", "李娜😀𠮷", "x" * 10_000, "--%s{0}{name}"]
)
def test_odd_names_are_stored_and_shown_as_text(crm: Crm, name: str) -> None:
    result = crm.ok(["add", "--phone", "13800138000", "--source", "expo", "--json", "--", name])
    assert result.json()["name"] == name
    assert len(result.err) < 300
    assert crm.ok("list --json").json()[0]["name"] == name


def test_escape_codes_in_a_name_never_reach_the_terminal(crm: Crm) -> None:
    result = crm.ok(["add", "a\x1b[31mb\x07", "--phone", "13800138000", "--source", "expo"], terminal=True)
    assert "\x1b" not in result.err + result.out
    assert "\x07" not in result.err + result.out


def test_a_name_beyond_all_measure_is_refused(crm: Crm) -> None:
    assert crm(["add", "x" * 10_001, "--force"]).code == 2


def test_quiet_says_nothing(crm: Crm) -> None:
    assert crm.ok(f"add 李娜 {FULL} -q").err == ""


def test_it_speaks_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    result = crm("add 李娜")
    assert result.code == 2
    assert "李娜 还缺" in result.err


@pytest.mark.parametrize("words", ["——phone 13800138000 ——source＝expo", "—phone 13800138000 --source＝expo －T vip"])
def test_options_that_an_input_method_made_wide_are_read(crm: Crm, words: str) -> None:
    made = crm.ok(f"add 张伟 {words} --note ——好的 --json").json()
    assert (made["mobile"], made["source"], made["note"]) == ("13800138000", "expo", "——好的")


def test_whoever_has_a_contact_is_a_company_whatever_it_is_called(crm: Crm) -> None:
    made = crm.ok(f"add 重庆山城火锅 --contact 朱红 {FULL} --json").json()
    assert (made["kind"], made["contact"]) == ("company", "朱红")


def test_a_pasted_line_tells_phone_and_wechat_apart_and_names_the_extension(crm: Crm) -> None:
    result = crm.ok(["add", "王总 智微软件 13900139055 微信同号 0755-26543211转805", "--source", "expo", "--json"])
    assert "contact 王总 · 13900139055 · 0755-26543211-805 · WeChat 13900139055" in result.err
    assert result.json()["title"] is None


def test_what_is_missing_is_listed_with_the_signs_of_the_language(crm: Crm) -> None:
    crm.lang = "zh"
    assert "张伟 还缺：电话、邮箱或微信（--phone、--email、--wechat）；客户来源（--source）。" in crm("add 张伟").err
