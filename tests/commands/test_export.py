"""`crm export`: the same columns and bytes every week, rows by their own date, cells that stay what they are."""

from __future__ import annotations

import csv
import io
import stat
from datetime import datetime
from typing import Any

import pytest

from crmcli.records.columns import CONTACT_COLUMNS, CUSTOMER_COLUMNS, INTERACTION_COLUMNS
from tests.running import Crm

KEYS = {
    "customers": [column.key for column in CUSTOMER_COLUMNS[:-1]],
    "contacts": [column.key for column in CONTACT_COLUMNS],
    "interactions": [column.key for column in INTERACTION_COLUMNS],
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
    assert list(filled.ok(f"export {kind} --json").json()[0])[:14] == KEYS[kind][:14]


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


def test_what_is_not_exported_is_refused_and_not_taken_for_a_filter(filled: Crm) -> None:
    assert (filled("export deals").code, filled("export 订单").code) == (2, 2)
    assert rows(filled, "customers deals") == []
