"""Makes the sign-in sheets that `crm demo` imports; needs openpyxl. The same sheets go into sample_data.

    python scripts/make_demo_sheets.py

Their mess is a real one: title rows, a number column filled in beforehand, 同上, two blocks side by side, a landline
with an extension, two numbers in a cell, a number that lacks a digit, a sheet that explains how to fill it in.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

ROOT = Path(__file__).parent.parent
FIXED = datetime(2026, 11, 18)
Rows = list[list[object]]

NUMBERED: Rows = [[number] for number in range(7, 21)]

ZH: dict[str, Rows] = {
    "11月18日": [
        ["2026智能制造展  来访客户签到表"],
        ["时间：2026年11月18日    地点：N1馆A08    接待人：小李"],
        ["序号", "姓名", "单位", "职务", "联系电话", "邮箱", "签名", "备注"],
        [1, "方志远", "北京远航智能装备有限公司", "总经理", 13800000021, "fangzy@example.com", "", "想看改造案例"],
        [2, "苏 婉", "上海澄明贸易有限公司", "采购经理", "138-0000-0022", "", "", ""],
        [3, "罗杰", "同上", "采购", "13800000023", "〃", "", ""],
        [4, "邓总", "东莞市恒达五金制品厂", "", "13800000024/13800000025", "", "", "对扫码枪感兴趣，月底前回访"],
        [5, "许佳女士", "厦门海屿酒店用品有限公司", "店长", "138 0000 0010", "xujia@example.com", "", "微信同号"],
        [6, "温倩", "宁波乐帆电器有限公司", "运营", "0574-87654321转801", "", "", ""],
        *NUMBERED,
        ["合计", "", "", "", "", "", "", 6],
        ["填表说明：请用正楷填写，联系电话请填手机。"],
        ["制表人：小李"],
    ],
    "11月19日": [
        ["2026智能制造展  来访客户签到表"],
        ["序号", "姓名", "联系电话", "公司", "序号", "姓名", "联系电话", "公司"],
        [1, "宋敏", "13800000026", "云杉物流", "11", "高磊", "13800000027", "云杉物流"],
        [2, "彭亮", "13800000028", "启明教育", 12, "", "", ""],
        [3, "", "", "", 13, "韩雪", "1380000002", "木兰软件"],
    ],
    "填写说明": [["1、每行一位来访客户。"]],
}
EN: dict[str, Rows] = {
    "2026-11-18": [
        ["Maker Fair 2026  Visitor sign-in sheet"],
        ["Date: 2026-11-18    Booth: N1-A08    Host: Lee"],
        ["No.", "Name", "Company", "Job title", "Phone", "E-mail", "Signature", "Notes"],
        [
            1,
            "Frank Moore",
            "Longreach Robotics Ltd",
            "Managing director",
            13800000021,
            "frank@example.com",
            "",
            "Wants to see a retrofit case",
        ],
        [2, "Susan  Wells", "Clearwater Trading Ltd", "Purchasing manager", "138-0000-0022", "", "", ""],
        [3, "Roger Lowe", "ditto", "Buyer", "13800000023", "", "", ""],
        [
            4,
            "Mr Dunne",
            "Hartwell Metalworks Ltd",
            "",
            "13800000024/13800000025",
            "",
            "",
            "Keen on scanners, call back by the end of the month",
        ],
        [5, "Joy Tan", "Island Linen Supplies Ltd", "Shop manager", "138 0000 0010", "joy@example.com", "", ""],
        [6, "Wendy Price", "Lowfield Appliances Ltd", "Operations", "0574-87654321 ext 801", "", "", ""],
        *NUMBERED,
        ["Total", "", "", "", "", "", "", 6],
        ["Note: please write clearly; phone means mobile."],
        ["Prepared by: Lee"],
    ],
    "2026-11-19": [
        ["Maker Fair 2026  Visitor sign-in sheet"],
        ["No.", "Name", "Phone", "Company", "No.", "Name", "Phone", "Company"],
        [1, "Sophie Marsh", "13800000026", "Spruce Haulage", "11", "Glen Archer", "13800000027", "Spruce Haulage"],
        [2, "Percy Lane", "13800000028", "Daybreak Tutors", 12, "", "", ""],
        [3, "", "", "", 13, "Hannah Snow", "1380000002", "Mulan Software"],
    ],
    "Instructions": [["1. One line for each visitor."]],
}


def workbook(sheets: dict[str, Rows]) -> bytes:
    """The workbook as bytes, the same for the same cells."""
    book = Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None  # a new workbook has one
        sheet.title = name
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        if len(rows) > 1:
            for line in range(1, 3 if len(rows[1]) == 1 else 2):
                sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=8)
            sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=14), Alignment(horizontal="center")
            for column, width in zip("ABCDEFGH", (6, 14, 28, 18, 24, 22, 10, 30), strict=True):
                sheet.column_dimensions[column].width = width
    book.properties.created = book.properties.modified = FIXED
    book.properties.creator = "crmcli"
    kept = io.BytesIO()
    book.save(kept)
    return _without_times(kept.getvalue())


def _without_times(data: bytes) -> bytes:
    """The archive with the same time in all its entries."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            text = old.read(name)
            if name == "docProps/core.xml":  # openpyxl puts the time of saving in
                import re

                text = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-18T00:00:00Z", text)
            new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), text, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def main() -> None:
    """Write both sheets to both places."""
    for language, sheets in (("zh", ZH), ("en", EN)):
        data = workbook(sheets)
        (ROOT / "src" / "crmcli" / "data" / f"demo_expo_{language}.xlsx").write_bytes(data)
        name = "expo-signin-sheet-zh.xlsx" if language == "zh" else "expo-signin-sheet-en.xlsx"
        (ROOT / "sample_data" / name).write_bytes(data)


if __name__ == "__main__":
    main()
