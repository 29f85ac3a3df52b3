"""Sheets imported again: the same, changed, after an undo, after edits, with the customer in the trash."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.journal_checks import assert_replays
from tests.imported import picture
from tests.running import Crm

HEADER = "姓名,公司,职务,手机,邮箱,行业,备注"


def put(crm: Crm, *rows: str, header: str = HEADER, name: str = "list.csv") -> None:
    (crm.folder / name).write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")


def take(crm: Crm, *options: str, name: str = "list.csv") -> Any:
    """Import the file; the object of the report."""
    result = crm(["import", name, "--yes", "--json", *options])
    assert result.code in (0, 1), result.err
    return result.json()


def outcomes(report: Any) -> list[str]:
    return [row["outcome"] for row in report["rows"]]


def test_a_new_number_becomes_the_first_and_the_old_one_stays(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,zw@example.com,,")
    take(crm)
    put(crm, "张伟,示例科技有限公司,经理,13900139000,zw@example.com,,")
    assert outcomes(take(crm)) == ["filled"]
    card = crm.ok("show 示例科技 --json").json()
    assert card["mobile"] == "13900139000"
    assert "mobile 13800138000" in picture(crm.db)
    assert_replays(crm)


def test_other_values_stay_and_are_told_unless_the_newest_is_to_win(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,制造业,")
    take(crm)
    put(crm, "张伟,示例科技有限公司,总经理,13800138000,,教育,")
    report = take(crm)
    assert outcomes(report) == ["unchanged"]
    assert [one["kind"] for one in report["warnings"]] == ["differs", "differs"]
    assert report["batch"] is None
    assert outcomes(take(crm, "--on-match", "update")) == ["updated"]
    card = crm.ok("show 示例科技 --json").json()
    assert card["title"] == "总经理"
    assert card["industry"] == "P"
    assert_replays(crm)


def test_an_empty_cell_never_erases(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,zw@example.com,制造业,要报价")
    take(crm)
    before = picture(crm.db)
    put(crm, "张伟,示例科技有限公司,,13800138000,,,")
    for policy in ("fill", "update"):
        assert outcomes(take(crm, "--on-match", policy)) == ["unchanged"]
    assert picture(crm.db) == before


def test_skip_leaves_who_is_there_and_new_makes_another(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,,13800138000,,,")
    take(crm)
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,", "李娜,样例贸易有限公司,,13800138001,,,")
    assert outcomes(take(crm, "--on-match", "skip")) == ["skipped", "new"]
    assert crm.ok("show 示例科技 --json").json()["title"] is None
    report = take(crm, "--on-match", "new")
    assert outcomes(report) == ["new", "unchanged"]
    assert [one["kind"] for one in report["warnings"]] == ["duplicate"]


def test_a_second_person_of_a_company_becomes_its_contact(crm: Crm) -> None:
    put(crm, "张伟,北京示例科技有限公司,,13800138000,,,", "李强,北京示例科技有限公司,,13800138010,,,")
    assert outcomes(take(crm)) == ["new", "filled"]
    put(crm, "王芳,北京示例科技有限公司,,13800138020,,,")
    assert outcomes(take(crm)) == ["filled"]
    assert picture(crm.db).count("\n  @ ") == 3
    assert len(crm.ok("list --json").json()) == 1


def test_the_same_mobile_under_another_name_and_firm_is_somebody_else(crm: Crm) -> None:
    put(crm, "张伟,北京示例科技有限公司,,13800138000,,,", "赵敏,上海样例物流有限公司,,13800138000,,,")
    report = take(crm)
    assert outcomes(report) == ["new", "new"]
    assert [one["kind"] for one in report["warnings"]] == ["duplicate"]


def test_people_who_share_only_a_name_are_two(crm: Crm) -> None:
    put(crm, "张伟,,,13800138000,,,", "张伟,,,13800138001,,,", "张伟,,经理,,,,")
    assert outcomes(take(crm)) == ["new", "new", "new"]


def test_the_same_row_twice_in_one_file_is_one_customer(crm: Crm) -> None:
    put(crm, "张伟,,经理,,,,", "张伟,,经理,,,,")
    report = take(crm)
    assert outcomes(report) == ["new", "unchanged"]
    assert report["rows"][1]["reason"] == "the same as row 2"


def test_a_person_whose_firm_turns_up_becomes_its_contact(crm: Crm) -> None:
    put(crm, "张伟,,,13800138000,,,")
    take(crm)
    put(crm, "张伟,北京示例科技有限公司,,13800138000,,,")
    assert outcomes(take(crm)) == ["filled"]
    (row,) = crm.ok("list --json").json()
    assert (row["name"], row["kind"], row["contact"]) == ("北京示例科技有限公司", "company", "张伟")


def test_columns_in_another_order_and_another_file_are_still_the_same_rows(crm: Crm) -> None:
    put(crm, "张伟,,,13800138000,,,")
    take(crm)
    put(crm, "13800138000,张伟", header="手机,姓名", name="other.csv")
    assert outcomes(take(crm, name="other.csv")) == ["unchanged"]


def test_a_row_imported_before_is_unchanged_though_the_customer_was_edited(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,")
    take(crm)
    crm.ok("edit 示例科技 phone=13900139000 title=总监")
    assert outcomes(take(crm, "--on-match", "update")) == ["unchanged"]
    assert crm.ok("show 示例科技 --json").json()["title"] == "总监"


def test_a_customer_in_the_trash_stays_there_and_that_is_said(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,")
    code = take(crm)["rows"][0]["customer_code"]
    crm.ok("rm 示例科技")
    (row,) = take(crm)["rows"]
    assert (row["outcome"], row["reason"]) == ("unchanged", f"imported before; {code} is in the trash")
    assert crm.ok("list --json").json() == []


def test_after_an_undo_the_rows_are_new_again(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,", "李娜,样例贸易有限公司,,13800138001,,,")
    take(crm)
    crm.ok("batch undo 1 --yes")
    report = take(crm)
    assert outcomes(report) == ["new", "new"]
    assert report["batch"] == 2
    assert_replays(crm)


def test_an_undo_keeps_who_was_worked_on_and_says_why(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,", "李娜,样例贸易有限公司,,13800138001,,,")
    take(crm)
    crm.ok("log 示例科技 '要一份报价'")
    said = crm.ok("batch undo 1 --yes").err
    assert "示例科技有限公司" in said
    assert "customer was worked on since" in said
    assert [row["name"] for row in crm.ok("list --json").json()] == ["示例科技有限公司"]
    assert outcomes(take(crm)) == ["unchanged", "new"]
    assert_replays(crm)


def test_what_an_import_filled_in_goes_with_its_undo_but_later_edits_stay(crm: Crm) -> None:
    crm.ok("add 示例科技有限公司 --contact 张伟 --phone 13800138000 --source expo")
    put(crm, "张伟,示例科技有限公司,经理,13800138000,zw@example.com,制造业,")
    take(crm)
    crm.ok("edit 示例科技 industry=教育")
    result = crm.ok("batch undo 1 --yes")
    card = crm.ok("show 示例科技 --json").json()
    assert (card["title"], card["email"], card["industry"]) == (None, None, "P")
    assert "Industry" in result.err


def test_an_event_given_afterwards_is_noted_for_rows_imported_before(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,", "李强,示例科技有限公司,,13800138010,,,")
    take(crm)
    assert outcomes(take(crm, "--event", "2026广交会", "--tag", "高意向")) == ["filled", "unchanged"]
    assert picture(crm.db).count("talk: ") == 1
    assert "tag: 意向-高意向" in picture(crm.db)
    assert outcomes(take(crm, "--event", "2026广交会", "--tag", "高意向")) == ["unchanged", "unchanged"]


def test_a_code_of_ours_proves_nothing_by_itself(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,")
    code = take(crm)["rows"][0]["customer_code"]
    put(crm, f"{code},样例贸易有限公司,李娜", header="客户编号,公司,姓名")
    assert outcomes(take(crm)) == ["new"]
    put(crm, f"{code},示例科技有限公司,深圳", header="客户编号,公司,城市")
    report = take(crm)
    assert outcomes(report) == ["filled"]
    assert report["rows"][0]["customer_code"] == code


def test_the_id_of_another_system_finds_its_customer_whatever_else_changed(crm: Crm) -> None:
    put(crm, "M001,张伟,13800138000", header="会员卡号,姓名,手机")
    take(crm)
    put(crm, "M001,张大伟,13900139000", header="会员卡号,姓名,手机")
    assert outcomes(take(crm)) == ["filled"]
    assert len(crm.ok("list --json").json()) == 1


def test_an_id_that_somebody_in_the_trash_has_breaks_nothing(crm: Crm) -> None:
    put(crm, "M001,张伟,13800138000", header="会员卡号,姓名,手机")
    take(crm)
    crm.ok("rm 张伟")
    put(crm, "M001,张伟,13800138001", header="会员卡号,姓名,手机")
    assert outcomes(take(crm)) == ["new"]
    assert outcomes(take(crm, "--on-match", "new")) == ["unchanged"]


@pytest.mark.parametrize(("said", "stage"), [("已成交", "won"), ("意向", "needs"), ("潜在", "negotiation")])
def test_an_import_never_moves_a_stage_backwards(crm: Crm, said: str, stage: str) -> None:
    crm.ok("add 示例科技有限公司 --phone 13800138000 --source expo --stage 合同谈判")
    put(crm, f"示例科技有限公司,13800138000,{said}", header="公司,手机,状态")
    take(crm)
    assert crm.ok("show 示例科技 --json").json()["stage"] == (stage if stage == "won" else "negotiation")


def test_an_order_comes_once_and_its_buyer_is_a_customer(crm: Crm) -> None:
    header = "订单编号,客户,手机,金额,下单时间,订单状态"
    put(crm, "A1,张伟,13800138000,100,2026-11-01,已完成", "A2,张伟,13800138000,50,2026-11-02,已取消", header=header)
    assert outcomes(take(crm)) == ["new", "filled"]
    put(crm, "A1,张伟,13800138000,100,2026-11-01,已完成,x", header=header + ",备注")
    take(crm)
    assert picture(crm.db).count("order: ") == 2
    assert crm.ok("show 张伟 --json").json()["stage"] == "won"


def test_the_state_of_an_order_follows_the_shop_when_the_newest_is_to_win(crm: Crm) -> None:
    header = "订单编号,客户,手机,金额,下单时间,订单状态"
    put(crm, "A1,张伟,13800138000,100,2026-11-01,已发货", header=header)
    take(crm)
    put(crm, "A1,张伟,13800138000,100,2026-11-01,已退款", header=header)
    report = take(crm)
    assert (outcomes(report), report["warnings"][0]["kind"]) == (["unchanged"], "differs")
    assert outcomes(take(crm, "--on-match", "update")) == ["updated"]
    assert "refunded" in picture(crm.db)
    crm.ok("batch undo 2 --yes")
    assert "shipped" in picture(crm.db)


def test_a_last_contact_makes_one_talk_unless_one_that_late_is_there(crm: Crm) -> None:
    header = "公司,手机,最近跟进时间"
    put(crm, "示例科技有限公司,13800138000,2026-11-10", header=header)
    take(crm)
    crm.ok("log 示例科技 '要一份报价'")
    put(crm, "示例科技有限公司,13800138000,2026-11-20", header=header)
    assert outcomes(take(crm)) == ["unchanged"]
    assert picture(crm.db).count("talk: ") == 2


def test_a_number_that_was_ended_does_not_come_back_with_an_old_sheet(crm: Crm) -> None:
    put(crm, "张伟,示例科技有限公司,,13800138000,,,")
    take(crm)
    crm.ok("edit 示例科技 phone=13900139000")
    put(crm, "张伟,示例科技有限公司,经理,13800138000,,,")
    assert outcomes(take(crm)) == ["filled"]
    assert crm.ok("show 示例科技 --json").json()["mobile"] == "13900139000"
