"""`crm export`: the same columns and bytes every week, rows by their own date, cells that stay what they are."""

from __future__ import annotations

import csv
import io
import stat
from datetime import datetime
from typing import Any

import pytest

from crmcli.records.columns import (
    CONTACT_COLUMNS,
    CUSTOMER_COLUMNS,
    DEAL_COLUMNS,
    INTERACTION_COLUMNS,
    ORDER_COLUMNS,
    TASK_COLUMNS,
)
from tests.running import Crm

KEYS = {
    "customers": [column.key for column in CUSTOMER_COLUMNS[:-1]],
    "contacts": [column.key for column in CONTACT_COLUMNS],
    "interactions": [column.key for column in INTERACTION_COLUMNS],
    "deals": [column.key for column in DEAL_COLUMNS],
    "orders": [column.key for column in ORDER_COLUMNS],
    "tasks": [column.key for column in TASK_COLUMNS],
}


@pytest.fixture
def filled(crm: Crm) -> Crm:
    """Two customers, one with a name that is a formula, with talks in two weeks."""
    crm.clock.set("2026-11-11 10:00")
    crm.ok("add 张伟 --company 北京示例科技有限公司 --phone 13800138000 --source expo --budget 10-50万 --tag VIP")
    crm.ok(["add", "=1+1", "--phone", "0755-88886666", "--source", "douyin", "--need", "@SUM(1)"])
    crm.ok("log 示例科技 同意报价,等老板签字 --stage quote")
    crm.clock.set("2026-11-18 15:00")
    crm.ok("log 示例科技 合同已寄出")
    crm.clock.set("2026-11-23 09:00")
    return crm


def rows(crm: Crm, words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(crm.ok(f"export {words} --codes").out)))


def book(crm: Crm, name: str) -> Any:
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(crm.folder / name).active


@pytest.mark.parametrize("kind", KEYS)
def test_the_columns_are_those_of_the_contract(filled: Crm, kind: str) -> None:
    out = filled.ok(f"export {kind} --codes").out
    assert next(csv.reader(io.StringIO(out))) == KEYS[kind]
    assert all(list(row)[:13] == KEYS[kind][:13] for row in filled.ok(f"export {kind} --json").json())


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl", "md", "xlsx"])
@pytest.mark.parametrize("kind", KEYS)
def test_the_same_data_gives_the_same_bytes(filled: Crm, kind: str, format: str) -> None:
    if format == "xlsx":
        pytest.importorskip("openpyxl")
    filled.ok(f"export {kind} -o a.{format}")
    filled.clock.set("2026-11-24 18:30")
    filled.ok(f"export {kind} -o b.{format}")
    assert (filled.folder / f"a.{format}").read_bytes() == (filled.folder / f"b.{format}").read_bytes()


def test_a_file_is_its_owners_alone(filled: Crm) -> None:
    said = filled.ok("export -o customers.csv").err
    assert said == "2 rows in customers.csv\n"
    assert stat.S_IMODE((filled.folder / "customers.csv").stat().st_mode) == 0o600


def test_rows_are_chosen_by_their_own_date(filled: Crm) -> None:
    assert [row["content"] for row in rows(filled, "interactions --period last-week")] == ["合同已寄出"]
    assert len(rows(filled, "interactions --since 2026-11-11 --until 2026-11-11")) == 1
    filled.ok("edit 示例科技 city=深圳")
    assert [row["name"] for row in rows(filled, "customers --until 2026-11-11")] == ["'=1+1"]
    assert rows(filled, "contacts --since 2026-11-19") == []


def test_a_filter_chooses_by_customer(filled: Crm) -> None:
    assert [row["name"] for row in rows(filled, "stage:quote")] == ["北京示例科技有限公司"]
    assert {row["customer_name"] for row in rows(filled, "contacts source:expo")} == {"北京示例科技有限公司"}
    assert rows(filled, "interactions not:source:expo") == []
    assert len(rows(filled, "跟进记录 来源:展会")) == 2


def test_customers_come_in_the_order_of_their_codes_with_stable_custom_columns(filled: Crm) -> None:
    filled.ok(["edit", "示例科技", "custom.年采购额=300"])
    out = rows(filled, "source:douyin")
    assert list(out[0])[-1] == "custom.年采购额"
    assert [row["code"] for row in rows(filled, "")] == sorted(row["code"] for row in rows(filled, ""))
    assert filled.ok("export 示例科技 --json").json()[0]["custom"] == {"年采购额": "300"}


@pytest.mark.parametrize(
    ("lang", "more", "marked"),
    [
        ("zh", "-o x.csv", True), ("zh", "-o x.csv --no-bom", False), ("en", "-o x.csv", False),
        ("en", "-o x.csv --excel", True), ("zh", "-o x.tsv", False),
    ],
)  # fmt: skip
def test_a_chinese_csv_file_is_marked_for_excel(filled: Crm, lang: str, more: str, marked: bool) -> None:
    filled.lang = lang
    filled.ok(f"export {more}")
    data = (filled.folder / more.split()[1]).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") is marked


def test_a_pipe_gets_no_mark(filled: Crm) -> None:
    filled.lang = "zh"
    assert filled.ok("export").out.startswith("客户编号,")


def test_a_formula_is_text_in_csv_and_as_it_was_in_json(filled: Crm) -> None:
    assert [row["need"] for row in rows(filled, "source:douyin")] == ["'@SUM(1)"]
    assert filled.ok("export source:douyin --json").json()[0]["need"] == "@SUM(1)"


def test_a_workbook_holds_text_as_text_numbers_as_numbers_and_dates_as_dates(filled: Crm) -> None:
    filled.ok("export -o x.xlsx")
    page = book(filled, "x.xlsx")
    cells = [{page.cell(1, cell.column).value: cell for cell in line} for line in page.iter_rows(min_row=2)]
    company, formula = (next(row for row in cells if key in str(row["Customer"].value)) for key in ("示例", "=1+1"))
    assert (formula["Customer"].value, formula["Customer"].data_type) == ("=1+1", "s")
    assert formula["Need"].quotePrefix
    assert (company["Mobile"].value, company["Mobile"].data_type) == ("13800138000", "s")
    assert (company["Budget from"].value, company["Budget to"].value) == (100_000, 500_000)
    assert company["Created"].value == datetime(2026, 11, 11, 10, 0)
    assert (page.freeze_panes, page["A1"].font.bold) == ("A2", True)


def test_columns_may_be_chosen_by_key_or_heading(filled: Crm) -> None:
    assert filled.ok("export contacts --columns 手机,name --codes").out.splitlines()[0] == "mobile,name"
    assert filled.ok("export --columns name,预算 --codes").out.splitlines()[0] == "name,budget_low,budget_high"
    done = filled("export interactions --columns contnt")
    assert (done.code, "content" in done.err) == (2, True)


def test_a_terminal_shows_the_beginning_and_how_to_write_it(filled: Crm) -> None:
    out = filled.ok("export", terminal=True).out
    assert "crm export customers -o customers.csv" in out
    assert "北京示例" in out


def test_nothing_to_export_is_a_heading_alone_and_makes_no_database(first_crm: Crm) -> None:
    assert first_crm.ok("export").out.count("\n") == 1
    assert first_crm.ok("export --json").out == "[]\n"
    assert not first_crm.db.exists()


@pytest.mark.parametrize("words", ["export -o none/x.csv", "export -o ."])
def test_a_target_that_cannot_be_written_is_said_and_leaves_nothing(filled: Crm, words: str) -> None:
    before = sorted(filled.folder.iterdir())
    assert filled(words).code == 1
    assert sorted(filled.folder.iterdir()) == before


def test_both_wishes_about_the_mark_are_refused(filled: Crm) -> None:
    assert filled("export --excel --no-bom").code == 2


def test_a_cron_job_speaks_the_language_of_the_file(filled: Crm) -> None:
    filled.ok("config set language zh")
    done = filled("export -o friday.csv", env={"CRM_LANG": None, "LANG": "C"})
    assert done.code == 0
    assert (filled.folder / "friday.csv").read_bytes().startswith("\ufeff客户编号,".encode())


LAYOUTS = {
    "multi-channel": "客户唯一标识 客户姓名 联系方式 渠道来源 首次接触时间 最近互动时间 互动类型 跟进状态"
    " 负责人 客户标签 备注(关键需求/沟通要点)",
    "relationship": "客户ID 客户名称 联系人 公司名称 行业分类 联系方式 最后联系日期 互动历史 客户状态 需求描述"
    " 跟进计划 负责人 备注",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_classic_sheet_has_the_headings_of_its_template(filled: Crm, layout: str) -> None:
    out = filled.ok(f"export --layout {layout} --lang zh").out
    assert out.splitlines()[0].split(",") == LAYOUTS[layout].split()


def test_the_relationship_sheet_joins_the_talks_in_the_order_of_time(filled: Crm) -> None:
    row = next(csv.DictReader(io.StringIO(filled.ok("export --layout relationship 示例科技 --codes").out)))
    assert row["history"] == "2026-11-11:同意报价,等老板签字;2026-11-18:合同已寄出"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("layout", ["multi-channel", "basic", "relationship"])
def test_an_import_knows_every_column_of_a_classic_sheet(filled: Crm, layout: str, lang: str) -> None:
    filled.ok(f"export --layout {layout} --lang {lang} -o sheet.csv")
    sheet = filled.ok("--db new.db import sheet.csv --dry-run --json").json()["sheets"][0]
    with (filled.folder / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        full = {header for row in csv.DictReader(file) for header, text in row.items() if text}
    assert [header for header in full if (sheet["mapping"][header] or "custom").startswith("custom")] == []


def test_a_layout_of_talks_is_not_one_of_customers(filled: Crm) -> None:
    assert filled("export customers --layout followups").code == 2
    assert filled("export --layout nothing").code == 2
    assert len(filled.ok("export --layout followups").out.splitlines()) == 3


def test_cards_for_a_phone_hold_who_may_be_called(filled: Crm) -> None:
    vobject = pytest.importorskip("vobject")
    filled.ok("add 王不扰 --phone 13700137000 --source expo")
    filled.ok("edit 王不扰 do_not_contact=yes")
    filled.ok("export -o phone.vcf")
    text = (filled.folder / "phone.vcf").read_bytes().decode()
    cards = {card.fn.value: card for card in vobject.readComponents(text)}
    assert "王不扰" not in cards
    assert cards["张伟"].tel.value == "13800138000"
    assert cards["张伟"].org.value == ["北京示例科技有限公司"]
    assert (cards["张伟"].n.value.family, cards["张伟"].n.value.given) == ("张", "伟")


def test_a_card_goes_back_in_as_the_same_customer(filled: Crm) -> None:
    filled.ok("export contacts 示例科技 -o phone.vcf")
    counts = filled.ok("import phone.vcf --yes --json").json()["counts"]
    assert counts["new"] == 0
