"""Reads bytes the way a file is read, and builds zips that no program would write."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from crmcli.importers import read_file
from crmcli.records.grid import Cell, Grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1"><v>13800138000</v></c></row>'


def one(data: bytes | str, name: str = "sheet.csv") -> Grid:
    """The only grid of a file."""
    (grid,) = read_file(None, data.encode() if isinstance(data, str) else data, name=name)
    return grid


def rows(data: bytes | str) -> tuple[tuple[Cell, ...], ...]:
    """Its rows."""
    return one(data).rows


def xlsx(body: str, *, shared: str = "", head: str = "", extent: str = "A1:B1") -> bytes:
    """A workbook whose only sheet, S1, holds `body`."""
    package = f'<Relationships xmlns="{PACKAGE}/relationships">'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{package}<Relationship Id="r" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        '<sheet name="S1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{package}<Relationship Id="r1" Type="{LINKS}/worksheet" '
        'Target="worksheets/s1.xml"/>'
        + (f'<Relationship Id="s" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>' if shared else "")
        + "</Relationships>",
        "xl/worksheets/s1.xml": f'{head}<worksheet xmlns="{MAIN}"><dimension ref="{extent}"/>'
        f"<sheetData>{body}</sheetData></worksheet>",
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    return zipped(parts)


@cache
def bomb() -> bytes:
    """A workbook of a quarter of a megabyte that unfolds to 250."""
    buffer = io.BytesIO(xlsx(ROW))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("xl/worksheets/s2.xml", "w") as part,
    ):
        for _ in range(250):
            part.write(b" " * 1_000_000)
    return buffer.getvalue()


def ods(body: str) -> bytes:
    """An OpenDocument workbook whose only sheet holds `body`."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": "<manifest/>", "content.xml": content})


def zipped(parts: dict[str, str]) -> bytes:
    """A zip of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()
