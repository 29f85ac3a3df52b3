"""`crm template`: a sheet with notes, required marks, drop-downs and an example, that import reads."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import load_workbook

from tests.running import Crm


def fill(crm: Crm, name: str, values: dict[str, str]) -> None:
    """Write a customer into row 3 of a template."""
    book = load_workbook(crm.folder / name)
    sheet = book.worksheets[0]
    for column, heading in enumerate([cell.value for cell in sheet[1]], 1):
        plain = str(heading).replace("(*)", "").rstrip("*")
        if plain in values:
            sheet.cell(3, column, values.pop(plain))
    assert not values
    book.save(crm.folder / name)


def choices(sheet: Any, book: Any, heading: str) -> list[str]:
    """The words that a column's drop-down offers."""
    place = next(cell for cell in sheet[1] if cell.value == heading)
    rule = next(one for one in sheet.data_validations.dataValidation if f"{place.column_letter}3" in one.sqref)
    title, _, area = rule.formula1.rpartition("!")
    return [row[0].value for row in book[title.strip("'")][area.replace("$", "")]]


def test_what_it_writes_is_read_without_the_example(crm: Crm) -> None:
    crm.ok("template t.xlsx")
    assert crm.ok("import t.xlsx --yes --json").json()["counts"]["rows"] == 0
    fill(crm, "t.xlsx", {"Customer": "示例科技有限公司", "Contact": "张伟", "Mobile": "13800138000", "Source": "Expo",
                         "Grade": "A (core)", "Next step": "send prices", "Next contact": "2026-11-30"})  # fmt: skip
    result = crm.ok("import t.xlsx --yes --json").json()
    assert result["counts"]["new"] == 1
    assert result["warnings"] == []
    assert set(result["sheets"][0]["mapping"].values()) >= {"name", "contact", "mobile", "source", "grade", "next_at"}
    (row,) = crm.ok("export customers --json").json()
    assert (row["name"], row["contact"], row["source"], row["grade"]) == ("示例科技有限公司", "张伟", "expo", "A")
    assert row["next_at"] == "2026-11-30"
    assert crm.ok("import t.xlsx --yes --json").json()["counts"]["unchanged"] == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_heading_is_known_in_both_languages(crm: Crm, language: str) -> None:
    crm.ok(f"template t.csv --lang {language}")
    text = (crm.folder / "t.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    headings = text.decode("utf-8-sig").split("\r\n")[0]
    count = headings.count(",") + 1
    (crm.folder / "one.csv").write_text(headings + "\n" + ",".join(["x"] * count) + "\n", encoding="utf-8")
    found = crm.ok("import one.csv --inspect --json").json()
    assert [row["header"] for row in found if row["field"] is None or row["field"].startswith("custom.")] == []
    assert crm.ok("import t.csv --yes --json").json()["counts"]["rows"] == 0


def test_notes_required_marks_and_drop_downs(crm: Crm) -> None:
    crm.ok("dict add channel 行业媒体 --en 'Trade press' --code trade_press")
    crm.ok("template t.xlsx")
    book = load_workbook(crm.folder / "t.xlsx")
    sheet = book.worksheets[0]
    headings = {cell.value: cell for cell in sheet[1]}
    assert headings["Customer*"].comment is not None
    assert "Mobile(*)" in headings
    assert "Trade press" in choices(sheet, book, "Source")
    assert "Manufacturing" in choices(sheet, book, "Industry")
    assert book.worksheets[1].sheet_state == "hidden"


def test_fields_of_ones_own_have_a_column(crm: Crm) -> None:
    (crm.folder / "a.csv").write_text("姓名,手机,车牌\n张伟,13800138000,粤A12345\n", encoding="utf-8")
    crm.ok("import a.csv --yes")
    crm.ok("template t.csv")
    assert "车牌" in (crm.folder / "t.csv").read_text("utf-8-sig").split("\n")[0]


def test_a_filled_sheet_is_not_written_over_unasked(crm: Crm) -> None:
    crm.ok("template t.csv")
    (crm.folder / "t.csv").write_text("mine", encoding="utf-8")
    assert crm("template t.csv").code == 6
    assert crm("template t.csv", stdin="n\n", terminal=True).code == 1
    assert (crm.folder / "t.csv").read_text(encoding="utf-8") == "mine"
    crm.ok("template t.csv --yes")
    assert (crm.folder / "t.csv").read_text(encoding="utf-8") != "mine"


def test_a_name_that_cannot_be_written_is_said(crm: Crm) -> None:
    assert crm("template t.docx").code == 2
    assert crm("template nowhere/t.xlsx").code == 1


def test_looking_creates_no_database(first_crm: Crm) -> None:
    first_crm.ok("template t.xlsx")
    assert not (first_crm.folder / "crm.db").exists()
