"""What made a salesperson stop in a month of use, each named after what was seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.running import Crm

OAK = ["add", "Tom Baker", "--company", "Oak Furniture Ltd", "--phone", "13800138000", "--source", "expo"]


def test_the_very_first_screen_speaks_the_language_of_the_computer(crm: Crm) -> None:
    crm.db.unlink()
    first = crm([], env={"CRM_LANG": None, "LANG": "zh_CN.UTF-8"})
    assert first.code == 0
    assert "No customers yet" not in first.out + first.err
    assert "客户编号" in first.out


def test_the_first_screen_says_how_to_bring_ones_sheet(crm: Crm) -> None:
    crm.db.unlink()
    assert "crm import customers.xlsx" in crm([], terminal=True).out


def test_after_an_expo_the_list_says_what_was_noted_at_the_stand(crm: Crm) -> None:
    sheet = crm.folder / "stand.csv"
    sheet.write_text("姓名,单位名称,手机,备注\n王建国,深圳联创精密科技有限公司,13812340001,要12台\n", encoding="utf-8")
    crm.ok("import stand.csv --yes --source 展会 --event 视觉展")
    assert "Note: 要12台" in crm.ok("due", terminal=True).out
    assert "Event · 视觉展" in crm.ok("show 联创").out  # and not only that there was one
    crm.ok("log 联创 要先看样机")
    assert "Note: 要12台" not in crm.ok("due --days 30 --all", terminal=True).out


def test_a_sheet_that_tells_only_the_day_of_a_talk_does_not_make_the_next_one_other(crm: Crm) -> None:
    sheet = crm.folder / "old.csv"
    sheet.write_text("客户名称,电话,最后沟通日期\n合肥晶测科技,13900010004,2026-11-01\n", encoding="utf-8")
    crm.ok("import old.csv --yes --source 展会")
    assert crm.ok("log 晶测 要看样图 --json").json()["method"] == "phone"


def test_a_name_that_says_the_title_is_not_followed_by_it(crm: Crm) -> None:
    crm.ok("add 张总 --company 广州蓝海食品机械厂 --phone 13812340004 --source 展会 --title 总")
    assert "张总 · 总" not in crm.ok("show 蓝海 --brief").out


def test_a_task_is_typed_like_everything_else_the_customer_first(crm: Crm) -> None:
    crm.ok(OAK)
    done = crm.ok("task add oak bring the sample, Friday --json")
    assert done.json()["title"] == "bring the sample"
    assert "11-27 Fri, bring the sample" in done.err
    assert crm.ok("task add 'write the Friday report' -c oak --due 2026-12-01 --json").json()["title"] == (
        "write the Friday report"
    )
    alone = crm("task add oak")
    assert (alone.code, alone.out) == (2, "")
    assert "crm task add CUSTOMER" in alone.err


@pytest.mark.parametrize("words", ["task", "deal", "order", "tag"])
def test_a_bare_group_lists_as_batch_and_view_do(crm: Crm, words: str) -> None:
    assert crm.ok(words).out == crm.ok(f"{words} list").out


def test_a_numbered_choice_takes_the_word_that_is_read_there(crm: Crm) -> None:
    crm.ok(OAK)
    assert "Lead → Lost · Price" in crm.ok("stage oak lost", stdin="pric\n", terminal=True).err


def test_a_hint_is_not_broken_within_a_word(crm: Crm) -> None:
    said = crm("show 1", terminal=True).err
    assert "phone." in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_file_written_from_a_terminal_is_said_and_cron_gets_no_mail(crm: Crm) -> None:
    crm.ok(OAK)
    assert "Written: week.html" in crm.ok("report weekly -o week.html", terminal=True).err
    assert crm.ok("report weekly -o week.html").err == ""


def test_reports_compare_this_month_when_no_period_is_said(crm: Crm) -> None:
    crm.ok(OAK)
    assert crm.ok("report channel --compare --json").json()["period"]["since"] == "2026-11-01"


def test_an_exported_sheet_can_be_filtered_and_names_fields_of_ones_own_plainly(crm: Crm) -> None:
    crm.ok(OAK)
    crm.ok("field add Camera")
    crm.ok("edit oak Camera=AOI")
    crm.ok("export -o all.xlsx")
    page = load_workbook(Path(crm.folder) / "all.xlsx").active
    assert page is not None
    assert page.auto_filter.ref == page.dimensions
    assert [cell.value for cell in page[1]][-1] == "Camera"


def test_a_company_behind_the_name_in_a_pasted_line_is_no_note(crm: Crm) -> None:
    crm.ok(["add", "Tom Baker, Oak Furniture, CEO, 13800138000", "--source", "expo"])
    assert crm.ok("list --json").json()[0]["name"] == "Oak Furniture"


def test_what_cannot_be_kept_is_refused_before_anything_is_asked(crm: Crm) -> None:
    crm.ok(OAK)
    crm.ok("log oak 'wants a quote' --next 'send it today'")
    for text in ("called", "身份证 11010519491231002X"):
        refused = crm(["log", "oak", text], stdin="y\n", terminal=True)
        assert refused.code == 6
        assert "Is it done?" not in refused.err


def test_a_filter_is_typed_as_its_column_is_headed(crm: Crm) -> None:
    crm.lang = "zh"
    crm.ok(OAK)
    assert crm.ok("list 上次:7d --json").json() == []
