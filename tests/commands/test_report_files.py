"""Reports as pages, workbooks and packs: what is in them, what is not, and the same bytes again."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from crmcli import reports
from tests.running import Crm

PACKS = ("weekly", "monthly")


@pytest.fixture
def busy(crm: Crm) -> Crm:
    """Some customers with orders, deals, talks and a cost, in the middle of a week."""
    crm.clock.set("2026-11-18 10:00")
    crm.ok("add 张伟 --company 示例科技有限公司 --phone 13800138000 --source expo --event 2026广交会")
    crm.ok("log 示例科技 13800138000说可以报价 --satisfaction 5 --stage quote --type quote")
    crm.ok("add Anna --company 'Miller <b>&amp; Sons' --phone 13900139000 --source ads")
    crm.ok("stage Miller lost --reason price")
    crm.ok("add 王芳 --phone 13700137000 --source referral")
    crm.ok("order add 王芳 120000 --at 2026-11-17 --product pump --no A1")
    crm.ok("order add 王芳 'USD 900' --at 2026-11-17 --no A2")
    crm.ok("deal add 示例科技 系统 --amount 300000 --close 2026-11-28")
    crm.ok("cost add expo 5000")
    crm.ok("target set 2026-11 200000")
    return crm


def page(crm: Crm, words: str) -> str:
    crm.ok(f"report {words} -o page.html")
    return (crm.folder / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", reports.names())
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_needs_nothing_else_and_runs_nothing(busy: Crm, name: str, lang: str) -> None:
    busy.lang = lang
    text = page(busy, f"{name} --period 2026-11")
    assert text.startswith("<!DOCTYPE html>")
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in text
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=|javascript:", text)
    assert set(re.findall(r"https?://[^\s\"'<>]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "prefers-color-scheme:dark" in text
    assert "@media print" in text
    assert page(busy, f"{name} --period 2026-11") == text


def test_a_page_has_charts_and_no_markup_of_anybody(busy: Crm) -> None:
    text = page(busy, "weekly")
    assert text.count("<svg") >= 5
    assert "<b>" not in text
    assert "Miller &lt;b&gt;&amp;amp; Sons" in text


def test_a_page_is_masked_unless_revealed(busy: Crm) -> None:
    busy.ok("task add 回电话 --customer 王芳 --due 2026-11-18")
    number = next(task["id"] for task in busy.ok("task list --json").json() if task["title"] == "回电话")
    busy.ok(f"task skip {number} --reason 'no answer at 13800138000'")
    assert "138****8000" in page(busy, "followup")
    assert "13800138000" not in page(busy, "followup")
    assert "13800138000" in page(busy, "followup --reveal")


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.parametrize("suffix", ["html", "xlsx", "json", "csv", "md", "txt"])
def test_a_pack_made_again_is_the_same_to_the_byte(busy: Crm, name: str, suffix: str) -> None:
    busy.ok(f"report {name} --period 2026-11-16..2026-11-22 -o one.{suffix}")
    busy.clock.set("2026-11-18 23:59")
    busy.ok(f"report {name} --period 2026-11-16..2026-11-22 -o two.{suffix}")
    assert (busy.folder / f"one.{suffix}").read_bytes() == (busy.folder / f"two.{suffix}").read_bytes()


def test_a_week_is_one_report_of_several(busy: Crm) -> None:
    found = busy.ok("report weekly --json").json()
    assert found["period"] == {"since": "2026-11-16", "until": "2026-11-22"}
    assert [one["report"] for one in found["sections"]] == list(reports.choose("weekly").SECTIONS)  # type: ignore[attr-defined]
    rows = {(row["report"], row["item"], row["measure"]): row["value"] for row in found["rows"]}
    assert rows["overview", "new", "count"] == 3
    assert rows["funnel", "quote", "customers"] == 1
    assert rows["moves", "lead · quote", "number"] == 1
    assert found["totals"]["forecast"]["amount"] == 300000
    text = busy.ok("report weekly", terminal=True).out
    assert all(title in text for title in ("Weekly report", "At a glance", "Stage changes", "Follow-up", "Losses"))


def test_numbers_of_a_pack_are_numbers_in_csv(busy: Crm) -> None:
    lines = busy.ok("report monthly --codes").out.splitlines()
    assert lines[0] == "report,section,item,measure,value,before"
    assert "kpi,,revenue,value,120000.00," in lines
    assert "kpi,,revenue,target,200000.00," in lines
    assert "channel,source,expo,cost,5000.00," in lines


@pytest.mark.parametrize("name", reports.names())
def test_a_workbook_has_charts_of_its_own(busy: Crm, name: str) -> None:
    busy.ok(f"report {name} --period 2026-11 -o book.xlsx")
    book = load_workbook(busy.folder / "book.xlsx")
    made = reports.choose(name)
    assert len(book.sheetnames) == len(getattr(made, "SECTIONS", ("one",)))
    with zipfile.ZipFile(busy.folder / "book.xlsx") as inner:
        charts = [one for one in inner.namelist() if one.startswith("xl/charts/chart")]
    assert bool(charts) == (name not in ("kpi", "moves", "cadence", "dwell"))  # nobody was contacted again yet


def test_money_in_a_workbook_is_a_number(busy: Crm) -> None:
    busy.ok("report kpi -o book.xlsx")
    page = load_workbook(busy.folder / "book.xlsx").active
    assert page is not None
    rows = {row[0]: row[1] for row in page.iter_rows(values_only=True)}
    assert rows["revenue"] == 120000


def test_amounts_in_another_currency_are_said_and_not_added(busy: Crm) -> None:
    found = busy.ok("report value --json").json()
    assert found["totals"]["amount"] == 120000
    assert found["totals"]["other_currencies"] == {"USD": {"orders": 1, "amount": 900}}
    assert "1 amount in another currency is not added up." in busy.ok("report value", terminal=True).out


@pytest.mark.parametrize("format", ["xlsx", "html"])
@pytest.mark.parametrize("name", reports.names())
def test_an_empty_file_makes_pages_and_workbooks_all_the_same(first_crm: Crm, name: str, format: str) -> None:
    first_crm.ok(f"report {name} -o empty.{format}")
    assert (first_crm.folder / f"empty.{format}").stat().st_size > 500


@pytest.mark.parametrize("target", ["folder.html", "absent/page.html"])
def test_a_file_that_cannot_be_written_leaves_nothing_behind(busy: Crm, target: str) -> None:
    (busy.folder / "folder.html").mkdir()
    before = sorted(path.name for path in busy.folder.iterdir())
    done = busy(f"report weekly -o {target}")
    assert done.code == 1
    assert "cannot be written" in done.err
    assert sorted(path.name for path in busy.folder.iterdir()) == before


def test_narrow_and_wide_terminals_show_every_report(busy: Crm) -> None:
    for width in (40, 80, 120):
        busy.width = width
        for name in reports.names():
            lines = busy.ok(f"report {name} --period 2026-11", terminal=True).out.splitlines()
            assert max(map(len, lines)) <= width


def test_one_customer_in_the_future_breaks_nothing(crm: Crm, tmp_path: Path) -> None:
    crm.clock.set("2031-01-05 10:00")
    crm.ok("add 王芳 --phone 13700137000 --source referral")
    crm.ok("log 王芳 谈了新的报价方案 --at 2031-01-04")
    crm.clock.set("2026-11-18 10:00")
    for name in reports.names():
        crm.ok(f"report {name} --json")
        crm.ok(f"report {name} --period month --compare -f table")
