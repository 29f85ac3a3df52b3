"""`crm dict`: the dictionaries and words of one's own."""

from __future__ import annotations

from tests.running import Crm


def test_the_dictionaries_are_listed_with_their_sizes(crm: Crm) -> None:
    rows = {row["dict"]: row for row in crm.ok("dict --json").json()}
    assert rows["stage"]["words"] == 8
    assert rows["channel"]["open"] is True
    assert rows["stage"]["open"] is False


def test_the_words_of_one_are_listed_by_either_name_of_it(crm: Crm) -> None:
    by_code = crm.ok("dict list stage --json").json()
    assert by_code == crm.ok("dict list 销售阶段 --json").json()
    assert by_code[0]["code"] == "lead"


def test_one_word_is_shown_by_any_of_its_names(crm: Crm) -> None:
    for word in ("quote", "报价", "方案报价"):
        shown = crm.ok(["dict", "show", "阶段", word, "--json"]).json()
        assert (shown["code"], shown["zh"], shown["en"]) == ("quote", "方案报价", "Proposal and quote")


def test_a_new_word_is_understood_and_shown_from_then_on(crm: Crm) -> None:
    crm.ok("dict add channel 校友会 --en Alumni --code alumni --alias 同学会")
    crm.ok("add 示例科技有限公司 --phone 13800000001 --source 同学会")
    assert crm.ok("show 示例科技 --json").json()["source"] == "alumni"
    assert "Alumni" in crm.ok("show 示例科技").out


def test_a_word_taken_out_is_offered_no_more_and_kept_where_it_is_used(crm: Crm) -> None:
    crm.ok("dict add channel 校友会 --en Alumni --code alumni")
    crm.ok("add 示例科技有限公司 --phone 13800000001 --source 校友会")
    crm.ok("dict rm channel Alumni")
    assert "alumni" not in {row["code"] for row in crm.ok("dict list channel --json").json()}
    assert "Alumni" in crm.ok("show 示例科技").out
    crm.ok("undo")
    assert "alumni" in {row["code"] for row in crm.ok("dict list channel --json").json()}


def test_a_word_is_added_again_by_nobody(crm: Crm) -> None:
    assert crm("dict add channel 展会").code == 6


def test_dictionaries_that_rules_hang_on_are_closed(crm: Crm) -> None:
    assert crm("dict add stage 观望").code == 6
    assert crm("dict rm stage 报价").code == 6


def test_unknown_names_exit_2_and_name_the_nearest(crm: Crm) -> None:
    assert "channel" in crm("dict list chanel").err
    result = crm("dict show channel 展汇")
    assert result.code == 2
    assert "展会" in result.err


def test_the_list_is_headed_in_chinese(crm: Crm) -> None:
    crm.lang = "zh"
    assert "客户来源" in crm.ok("dict").out
