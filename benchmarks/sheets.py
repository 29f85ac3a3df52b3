"""`python -m benchmarks.sheets COUNT FILE`: the sign-in sheet of a fair, as CSV or xlsx by the file's ending.

Rows are as people type them: phones with blanks, some landlines, dates in several forms, empty cells, notes.
"""

from __future__ import annotations

import csv
import random
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.people import SEED, Invented, invent

HEADINGS = ("序号", "公司名称", "姓名", "职位", "手机", "电话", "邮箱", "微信", "地区", "意向等级", "日期", "沟通内容")
DAYS = ("2026-11-18", "2026/11/19", "11月18日", "2026年11月19日")
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PARTS = {
    "[Content_Types].xml": _TYPES,
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="签到" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """The headings and `count` rows."""
    dice = random.Random(SEED)
    yield HEADINGS
    for one in invent(count):
        yield _row(dice, one)


def _row(dice: random.Random, one: Invented) -> tuple[str, ...]:
    who = one.people[0]
    mobile = who.mobile if dice.random() < 0.8 else f"{who.mobile[:3]} {who.mobile[3:7]} {who.mobile[7:]}"
    intent = dice.choice(("A", "B", "C", "高", ""))
    talk = one.talks[-1].content if one.talks else ""
    head = (str(one.number), one.name, who.name, who.title or "", mobile, who.landline or "", who.email or "")
    return (*head, who.wechat or "", one.city, intent, dice.choice(DAYS), talk)


def write_csv(path: Path, table: Iterable[tuple[str, ...]]) -> None:
    """Write a CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)


def write_xlsx(path: Path, table: Iterable[tuple[str, ...]]) -> None:
    """Write a workbook as spreadsheet programs do, each text once in a shared list; numbers as numbers."""
    known: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(zipfile.ZipInfo(name), text)
        with package.open(zipfile.ZipInfo("xl/worksheets/sheet1.xml"), "w") as sheet:
            sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
            for number, row in enumerate(table, 1):
                sheet.write(_row_xml(number, row, known).encode())
            sheet.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in known)
        package.writestr(zipfile.ZipInfo("xl/sharedStrings.xml"), f"<sst {_MAIN}>{texts}</sst>")


def _row_xml(number: int, row: tuple[str, ...], known: dict[str, int]) -> str:
    cells = []
    for at, text in enumerate(row):
        place = f"{chr(65 + at)}{number}"
        if at == 0 and text.isdigit():
            cells.append(f'<c r="{place}"><v>{text}</v></c>')
        elif text:
            cells.append(f'<c r="{place}" t="s"><v>{known.setdefault(text, len(known))}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def write(path: Path, count: int) -> None:
    """Write the sheet in the format of the file's ending."""
    (write_xlsx if path.suffix == ".xlsx" else write_csv)(path, rows(count))


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
