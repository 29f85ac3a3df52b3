"""Workbooks: cells as typed, what is merged or hidden, and what would stop a reader."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from crmcli.errors import NothingReadable
from crmcli.importers import read_file
from tests.importers.reading import MAIN, ROW, bomb, ods, one, xlsx, zipped

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_cells_keep_their_kind_and_whole_numbers_their_digits() -> None:
    book = openpyxl.Workbook()
    values = ["007", 13800138000, 2.5, True, date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), time(9, 30), None, "x"]
    book.worksheets[0].append(values)
    row = one(saved(book), "wrong.csv").rows[0]
    assert row == ("007", 13800138000, 2.5, True, date(2024, 5, 1), datetime(2024, 5, 1, 9, 30), time(9, 30), "", "x")
    assert type(row[1]) is int


def test_merges_hidden_rows_struck_rows_and_hidden_sheets_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for n in range(1, 6):
        sheet.append([f"a{n}", f"b{n}"])
    sheet.merge_cells("A2:B3")
    sheet.row_dimensions[4].hidden = True
    sheet["B5"].font = Font(strike=True)
    more = book.create_sheet("下拉")
    more["A1"] = "展会"
    more.sheet_state = "hidden"
    first, second = read_file(None, saved(book), name="x.xlsx")
    assert first.merges == ((1, 0, 2, 1),)
    assert (set(first.hidden_rows), set(first.struck_rows)) == ({3}, {4})
    assert (first.hidden, second.hidden, second.sheet) == (False, True, "下拉")


def test_an_old_workbook_is_read_whatever_its_name() -> None:
    data = (SAMPLES / "crm_template_notes_row.xls").read_bytes()
    first, second = read_file(None, data, name="sheet.txt")
    assert (first.format, first.rows[2][2], first.merges) == ("xls", 13800138000, ((0, 0, 0, 13),))
    assert second.sheet == "data"


def test_errors_are_empty_and_named() -> None:
    grid = one(xlsx(ROW + '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><v>1</v></c></row>'))
    assert grid.rows[1] == ("", 1)
    assert grid.notes[0].params["cells"] == "A2"


@pytest.mark.parametrize("extent", ["A1", "A1:XFD1048576"])
def test_a_declared_extent_is_not_believed(extent: str) -> None:
    assert one(xlsx(ROW, extent=extent)).rows == (("姓名", 13800138000),)


def test_formatted_blanks_far_away_do_not_count() -> None:
    blanks = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 50_000))
    far = '<row r="1048576"><c r="XFD1048576" s="0"/><c r="XFD1048576" s="0"></c></row>'
    assert one(xlsx(ROW + blanks + far)).rows == (("姓名", 13800138000),)


def test_cells_without_reference_and_with_prefix_are_read() -> None:
    cells = "<x:c><x:v>7</x:v></x:c>" * 3
    assert one(xlsx(f'<x:row xmlns:x="{MAIN}">{cells}</x:row>')).rows == ((7, 7, 7),)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c s="0" r="XFD1048576"><v>1</v></c>',
        '<c\nr="XFD1048576"><v>1</v></c>',
        "<c\tr = 'XFD1048576'><v>1</v></c>",
        '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        '<c r="A1048576"><v>1</v></c>' + '<c r="A1"><v>1</v></c>' * 3 + '<c r="BZ1048576"><v>1</v></c>',
    ],
)
def test_a_value_in_the_far_corner_is_refused_in_a_sentence(cell: str) -> None:
    with pytest.raises(NothingReadable, match=r"Sheet S1 of far\.xlsx"):
        read_file(None, xlsx(f'{ROW}<row r="1048576">{cell}</row>'), name="far.xlsx")


def test_a_sheet_too_large_leaves_the_others_readable() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "姓名"
    book.create_sheet("乱")["XFD1048576"] = 1
    good, bad = read_file(None, saved(book), name="x.xlsx")
    assert good.rows == (("姓名",),)
    assert (bad.rows, bad.notes[0].params["sheet"]) == ((), "乱")


def test_ten_thousand_columns_are_refused() -> None:
    with pytest.raises(NothingReadable, match="10000 columns"):
        one(xlsx(f'<row r="1">{"<c><v>1</v></c>" * 10_000}</row>'))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (xlsx(ROW, head='<!DOCTYPE a [<!ENTITY b "c">]>'), "declarations"),
        (bomb(), "too large"),
        (
            xlsx(
                "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3000)),
                shared=f"<si><t>{'a' * 1_000_000}</t></si>",
            ),
            "too large",
        ),
        (xlsx(ROW)[:700], "damaged"),
        (xlsx(ROW)[:-9], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, "damaged"),
        (zipped({"word/document.xml": "<a/>"}), "Word document"),
        (zipped({"a.csv": "姓名"}), "archive"),
        (zipped({"xl/workbook.bin": "x"}), "xlsb"),
        (b"%PDF-1.7 abc", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(NothingReadable, match=rf"visitors\.xlsx.*{words}"):
        read_file(None, data, name="visitors.xlsx")


def test_a_declared_size_is_not_believed() -> None:
    data = bytearray(bomb())
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(NothingReadable, match="too large"):
        one(bytes(data))


def test_a_circle_in_an_old_workbook_is_found() -> None:
    data = bytearray((SAMPLES / "interactions_import.xls").read_bytes())
    fat = (int.from_bytes(data[76:80], "little") + 1) * 512
    data[fat : fat + 512] = b"".join(n.to_bytes(4, "little") for n in [0] * 128)
    with pytest.raises(NothingReadable, match="damaged"):
        one(bytes(data))


def test_an_open_document_is_read_without_its_repeated_blanks() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    row = f"<table:table-row>{CELL.format('张伟')}{blank}</table:table-row>"
    tail = f'<table:table-row table:number-rows-repeated="1048570">{blank}</table:table-row>'
    assert one(ods(row + tail)).rows == (("张伟",),)


SPACES = '<text:s text:c="999999999"/>'
REPEATED = 'office:value-type="float" office:value="1" table:number-columns-repeated="16384"'


@pytest.mark.parametrize(
    "row",
    [
        f'<table:table-row table:number-rows-repeated="1048576"><table:table-cell {REPEATED}/></table:table-row>',
        f'<table:table-row table:number-rows-repeated="1000">{CELL.format("a" * 900_000)}</table:table-row>',
        f"<table:table-row>{CELL.format(SPACES)}</table:table-row>",
    ],
    ids=["values", "text", "spaces"],
)
def test_a_value_repeated_without_measure_is_refused(row: str) -> None:
    with pytest.raises(NothingReadable, match=r"bomb\.ods"):
        read_file(None, ods(row), name="bomb.ods")
