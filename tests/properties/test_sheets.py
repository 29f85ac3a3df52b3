"""Any sheet: read or refused, counted to the row; a dry run writes nothing, nor does the same sheet again."""

from __future__ import annotations

import csv
import io
import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmcli.discovery import read_table
from tests.commands.hostile import HOSTILE
from tests.deeds import peopled
from tests.fuzzing import examples, no_hang
from tests.journaling import check_whole, opened
from tests.running import Crm, FixedClock

HEADERS = tuple(tuple(row["headers"].split("|")) for row in read_table("header_lexicon"))  # of one field each
headers = st.sampled_from(HEADERS).flatmap(st.sampled_from) | st.sampled_from(["姓名", "公司", "手机", "Name", "备注"])
CELLS = ("", "", "张伟", "李娜经理", "示例科技有限公司", "北京示例科技有限公司", "Acme Ltd", "13800138000",
         "138 0013 8000;13900139000", "1.38E+10", "138****8000", "010-62345678转8", "+8613800138000",
         "zw@example.com", "wx_zhang", "2026-11-23", "45985", "45985.5", "2026/2/30", "昨天", "11月", "成交", "流失",
         "需求分析", "男", "是", "5万", "10-50万", "￥1,200.00", "-5", "0", "同上", "〃", "合计", "小计",
         "制表人：王芳", "备注", "姓名", "高意向;重点", "2023-10-10:会议讨论需求;2023-10-15:发送报价单",
         "周五发送报价", "HT-1", "SO-9", "C20261116001", "11010519491231002X", "6222020200112233445", "#REF!", "N/A",
         "-", "无", "\n", "\t", "x" * 3000, "9" * 40, "1e400", "nan", *HOSTILE)  # fmt: skip
cells = st.sampled_from(CELLS) | st.sampled_from(CELLS) | st.text(max_size=6) | headers
TITLES = ("2026广交会签到表", "客户信息登记表", "", "填表说明：请如实填写", "单位：万元")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "latin-1")
OPTIONS = ("", "--strict", "--on-match update", "--on-match skip", "--on-match new", "--source 展会", "--no-header",
           "--event 2026广交会", "--limit 2", "--tag 重点", "--encoding gbk", "--map 姓名=name", "--verbose",
           "--inspect")  # fmt: skip
NUMBER = itertools.count()


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows as people leave them: a title, headings, records of odd lengths, a footer."""
    width = draw(st.integers(1, 7))
    found: list[list[str]] = [[draw(st.sampled_from(TITLES))]] if draw(st.integers(0, 3)) == 0 else []
    headings = draw(st.lists(headers, min_size=width, max_size=width))
    found.append(headings)
    found += draw(st.lists(st.lists(cells, min_size=max(0, width - 1), max_size=width + 1), max_size=6))
    if draw(st.integers(0, 4)) == 0:
        found.insert(draw(st.integers(0, len(found))), draw(st.lists(cells, max_size=width)))
    return found


def as_csv(draw: st.DrawFn, rows: list[list[str]]) -> bytes:
    made = io.StringIO()
    sign = draw(st.sampled_from(",,,;\t|"))
    csv.writer(made, delimiter=sign, lineterminator=draw(st.sampled_from(["\n", "\r\n"]))).writerows(rows)
    return made.getvalue().encode(draw(st.sampled_from(ENCODINGS)), "replace")


def as_json(draw: st.DrawFn, rows: list[list[str]]) -> bytes:
    head = next((row for row in rows if len(row) > 1), rows[0])
    said: list[Any] = [dict(zip(head, row, strict=False)) for row in rows[1:]]
    spoil = draw(st.booleans())
    if said and spoil:
        odd: st.SearchStrategy[Any] = st.one_of(
            st.none(), st.integers(), st.floats(), st.booleans(), st.lists(st.text(max_size=3), max_size=2)
        )
        said[0][draw(st.sampled_from(head))] = draw(odd)
    if draw(st.booleans()):
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in said).encode("utf-8", "replace")
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


def as_xlsx(draw: st.DrawFn, rows: list[list[str]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils.exceptions import IllegalCharacterError

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        values = [draw(st.integers(0, 10**11)) if cell == "0" else cell for cell in row]
        try:
            sheet.append(values)
        except (IllegalCharacterError, ValueError):
            sheet.append([len(cell) for cell in row])
    if draw(st.booleans()):
        sheet.merge_cells(
            start_row=1, start_column=1, end_row=draw(st.integers(1, 4)), end_column=draw(st.integers(1, 4))
        )
    if draw(st.integers(0, 3)) == 0:
        book.create_sheet("另一张").append([draw(st.sampled_from(CELLS[:40])) for _ in range(2)])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_html(draw: st.DrawFn, rows: list[list[str]]) -> bytes:
    span: str = draw(st.sampled_from(["", " colspan=2", " rowspan=3", " rowspan=99999999"]))
    lines = ("".join(f"<td{span if n == 0 else ''}>{cell}" for cell in row) for n, row in enumerate(rows))
    return ("<table>" + "".join(f"<tr>{line}" for line in lines)).encode("utf-8", "replace")


def as_cards(draw: st.DrawFn, rows: list[list[str]]) -> bytes:
    keys = (
        "FN",
        "N",
        "ORG",
        "TEL;TYPE=CELL",
        "EMAIL",
        "TITLE",
        "NOTE;ENCODING=QUOTED-PRINTABLE",
        "BDAY",
        "X-WECHAT",
        "ADR",
    )
    lines = ["\r\n".join(f"{draw(st.sampled_from(keys))}:{cell}" for cell in row) for row in rows]
    return "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{one}\r\nEND:VCARD\r\n" for one in lines).encode("utf-8", "replace")


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file of some kind with such a table in it; now and then not quite whole."""
    write = draw(st.sampled_from([as_csv, as_csv, as_csv, as_json, as_xlsx, as_html, as_cards]))
    data = write(draw, draw(tables()))
    if draw(st.integers(0, 7)) == 0:
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 4)) :]
    return data


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with some customers that sheets may speak of."""
    return peopled(tmp_path_factory.mktemp("sheets"))


@settings(
    max_examples=examples(35),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    content=files(),
    options=st.lists(st.sampled_from(OPTIONS), max_size=2, unique=True),
    lang=st.sampled_from(["zh", "en"]),
)
def test_any_sheet(full: Path, tmp_path: Path, content: bytes, options: list[str], lang: str) -> None:
    folder = tmp_path / str(next(NUMBER))
    folder.mkdir()
    shutil.copy(full, folder / "crm.db")
    crm = Crm(folder, FixedClock())
    crm.lang = lang
    (folder / "sheet.dat").write_bytes(content)
    words = ["import", "sheet.dat", "--json", *(word for one in options for word in one.split())]
    try:
        check_import(crm, words)
    finally:
        shutil.rmtree(folder)


def check_import(crm: Crm, words: list[str]) -> None:
    """Try, do, and do again."""
    before = crm.db.read_bytes()
    with no_hang():
        tried = crm([*words, "--dry-run"])
    assert tried.code in (0, 1, 2, 5), tried
    assert crm.db.read_bytes() == before
    if tried.code > 1 or "--inspect" in words:
        assert tried.code < 2 or json.loads(tried.err.strip().splitlines()[-1])["exit_code"] == tried.code
        return
    planned = tried.json()
    with no_hang():
        done = crm([*words, "--yes"])
    assert done.code == tried.code, (tried, done)
    with opened(crm.db, crm.clock) as ws:
        check_whole(ws)
    if done.code == 0 or "--strict" not in words:
        assert done.json()["counts"] == planned["counts"]
        _again(crm, words, done.json())


def _again(crm: Crm, words: list[str], report: dict[str, Any]) -> None:
    counts, rows = report["counts"], report["rows"]
    assert counts["rows"] == len(rows) == sum(n for name, n in counts.items() if name != "rows")
    before = crm.db.read_bytes()
    again = crm([*words, "--yes"]).json()
    assert again["batch"] is None, (report, again)
    assert again["counts"]["new"] == again["counts"]["filled"] == again["counts"]["updated"] == 0
    assert crm.db.read_bytes() == before
    for look in ("list", "due --days 30", "export customers"):
        assert crm(look).code == 0
