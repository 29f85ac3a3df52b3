"""Makes the sheets of sample_data whose mess needs exact bytes; people and firms in them are invented.

Run as `python scripts/make_samples.py`. Sheets that other programs made are not made here, and are left as they are.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

FOLDER = Path(__file__).parent.parent / "sample_data"
ROWS = (
    ("姓名", "公司", "职务", "手机", "备注"),
    ("张伟", "北京示例科技有限公司", "总经理", "13800138000", "展会认识"),
    ("李娜", "上海样例贸易有限公司", "采购经理", "13800138001", "要A产品报价"),
    ("王强", "深圳市示范五金制品厂", "厂长", "13800138002", "下周三回访"),
    ("陈静", "广州样板餐饮管理有限公司", "店长", "13800138003", ""),
)
TRADITIONAL = (
    ("姓名", "公司", "電話"),
    ("王大同", "範例股份有限公司", "0912-345-678"),
    ("林小美", "示範國際貿易", "02-2345-6789"),
)
LATIN = (
    ("Name", "Company", "Phone"),
    ("José García", "Ejemplo S.A.", "+34 600 000 000"),
    ("Zoë Müller", "Muster GmbH", ""),
)
FIXED = datetime(2024, 5, 1)
NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def lines(rows: tuple[tuple[str, ...], ...], delimiter: str = ",", end: str = "\r\n") -> str:
    """Rows without quotation."""
    return "".join(delimiter.join(row) + end for row in rows)


def texts() -> dict[str, bytes]:
    """Delimited text of every encoding and every accident."""
    plain = lines(ROWS)
    pasted = plain.encode().splitlines(keepends=True)
    pasted[3] = pasted[3].decode().encode("gb18030")
    unclosed = plain.replace("李娜,", '"李娜,').replace("下周三回访", '"下周三, 回访"')
    return {
        "utf8_bom_comma.csv": plain.encode("utf-8-sig"),
        "excel_unicode_text_utf16.txt": lines(ROWS, "\t").encode("utf-16"),
        "utf16_without_bom.csv": plain.encode("utf-16-le"),
        "big5_without_bom.csv": lines(TRADITIONAL).encode("cp950"),
        "latin_cp1252_semicolon.csv": lines(LATIN, ";").encode("cp1252"),
        "gbk_line_pasted_into_utf8.csv": b"".join(pasted),
        "unclosed_quote.csv": unclosed.encode(),
        "quotes_inside_cells.csv": plain.replace("展会认识", '5" 屏 "大客户"').encode(),
        "newline_in_quotes.csv": plain.replace("展会认识", '"展会认识\n要样品, ""急"""').encode(),
        "sep_line_pipe.csv": f"sep=|\r\n{lines(ROWS, '|')}".encode(),
        "old_mac_line_ends.csv": lines(ROWS, ",", "\r").encode(),
        "roster_with_spaces.txt": lines(tuple(row[:4] for row in ROWS), "  ", "\n").encode(),
        "nul_bytes.csv": plain.encode().replace(b"13800138001", b"138\x0000138001") + b"\0\0",
        "leads.jsonl": (
            '{"name": "张伟", "phone": "13800138000", "tags": ["A类", "展会"]}\n'
            '{"name": "李娜", "phone": "13800138001", "company": {"name": "上海样例贸易有限公司"}}\n'
        ).encode(),
        "leads_wrapped.json": (
            '{"code": 0, "data": {"total": 1, "list": [{"姓名": "张伟", "手机": 13800138000, "预算": 1200.5}]}}\n'
        ).encode(),
        "contacts_v3_v4.vcf": vcards().encode(),
        "spreadsheetml_2003.xls": spreadsheetml().encode(),
        "html_rowspan_fake.xls": html().encode("gb18030"),
    }


def vcards() -> str:
    """Two cards of different versions, with a folded line, a picture and names in both orders."""
    cards = (
        "BEGIN:VCARD|VERSION:3.0|N:Smith;John;;;|FN:John Smith|item1.TEL;type=CELL;type=pref:+86 139-0013-9000",
        "TEL;TYPE=WORK,FAX:010-62345678|ORG:Example\\; Co;Sales|NOTE:Met at the fair, wants|  prices\\nCall in June",
        "CATEGORIES:VIP,expo|PHOTO;ENCODING=b:AAAA| BBBB|END:VCARD",
        "BEGIN:VCARD|VERSION:4.0|N:张;伟;;;|FN:伟 张|TEL;VALUE=uri:tel:+86-10-62345678;ext=801|X-WECHAT:zhangwei_88",
        "ADR;TYPE=work:;;示例路1号;北京市;北京市;100000;中国|BDAY:1990-05-01|GENDER:M|END:VCARD",
    )
    return "\r\n".join("|".join(cards).split("|")) + "\r\n"


def spreadsheetml() -> str:
    """A merged title, a hidden row, cells with their place given."""
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}"><Worksheet ss:Name="客户"><Table>'
        '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">客户档案</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">姓名</Data></Cell><Cell><Data ss:Type="String">手机</Data></Cell>'
        '<Cell><Data ss:Type="String">首次接触时间</Data></Cell></Row>'
        '<Row ss:Index="4" ss:Hidden="1"><Cell><Data ss:Type="String">张伟</Data></Cell>'
        '<Cell><Data ss:Type="Number">13800138000</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2024-05-01T00:00:00.000</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>\n"
    )


def html() -> str:
    """Merged cells, line breaks, entities."""
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        "<style>td{mso-number-format:'\\@'}</style></head><body><table>"
        "<tr><th>公司</th><th>姓名</th><th>手机</th></tr>"
        "<tr><td rowspan=2>北京示例科技有限公司</td><td>张伟<br>总经理</td><td>13800138000</td></tr>"
        "<tr><td>李&amp;强</td><td>&nbsp;13800138010</td></tr></table></body></html>"
    )


def workbooks() -> dict[str, bytes]:
    """What openpyxl writes, and what it would not write."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "客户"
    for row in ROWS:
        first.append(row)
    first.append(("周杰", "示例教育", None, 13800138004, date(2024, 5, 1)))
    first.append(("吴迪", "示例软件", None, "#N/A", None))
    first["D7"].data_type = "e"
    first["A5"].font = Font(strike=True)
    first.row_dimensions[3].hidden = True
    hidden = book.create_sheet("下拉")
    hidden.append(("展会",))
    hidden.sheet_state = "hidden"
    plain = saved(book)
    far = Workbook()
    far.worksheets[0]["A1"] = "姓名"
    far.worksheets[0]["XFD1048576"] = 1
    return {
        "hidden_struck_and_errors.xlsx": plain,
        "workbook_named.csv": plain,
        "dimension_a1_only.xlsx": replaced(plain, rb'<dimension ref="[^"]*"', b'<dimension ref="A1"'),
        "value_at_xfd1048576.xlsx": saved(far),
        "open_document.ods": open_document(),
    }


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, the same every time."""
    book.properties.created = book.properties.modified = FIXED
    buffer = io.BytesIO()
    book.save(buffer)
    return replaced(buffer.getvalue(), rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2024-05-01T00:00:00Z")


def replaced(package: bytes, pattern: bytes, new: bytes) -> bytes:
    """A zip with a pattern replaced in all its parts, and fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, (2024, 5, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            fresh.writestr(entry, re.sub(pattern, new, old.read(info)))
    return out.getvalue()


def open_document() -> bytes:
    """A sheet as LibreOffice lays it out: blanks repeated to the far corner."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="16379"/></table:table-row>'
        for row in ROWS
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="客户">{body}<table:table-row table:number-rows-repeated="1048571">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content)
    return replaced(out.getvalue(), rb"\Z", b"")


def main() -> int:
    """Write every sheet."""
    for name, data in (texts() | workbooks()).items():
        (FOLDER / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
