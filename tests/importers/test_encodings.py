"""Which encoding a text is in: found out for tables of invented words, and for files pasted together from two."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.importers._encoding import decode
from tests.fuzzing import examples
from tests.importers.reading import one, rows

SURNAMES, GIVEN = "张王李赵陈刘杨黄周吴", "伟芳娜敏静丽强磊军洋"
WORDS = (
    "北京",
    "上海",
    "科技",
    "贸易",
    "有限公司",
    "展会",
    "客户",
    "报价",
    "样品",
    "经理",
    "采购",
    "电话",
    "地址",
    "工厂",
)
OLD_WORDS = (
    "臺北",
    "範例",
    "股份",
    "有限公司",
    "國際",
    "貿易",
    "電話",
    "業務",
    "經理",
    "報價",
    "樣品",
    "產品",
    "聯絡",
    "地址",
)
HEADERS = (("姓名", "公司", "手机", "备注"), ("姓名", "公司", "電話", "備註"))
SIMPLIFIED = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
TRADITIONAL = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp950")


@st.composite
def tables(draw: st.DrawFn, words: tuple[str, ...], header: tuple[str, ...]) -> list[list[str]]:
    name = st.tuples(st.sampled_from(SURNAMES), st.text(st.sampled_from(GIVEN), min_size=1, max_size=2)).map("".join)
    firm = st.lists(st.sampled_from(words), min_size=2, max_size=5).map("".join)
    phone = st.integers(13_000_000_000, 19_999_999_999).map(str)
    note = st.lists(st.sampled_from((*words, "，", ",", ";", '"', " A", "5万")), max_size=6).map("".join)
    body = draw(st.lists(st.tuples(name, firm, phone, note).map(list), min_size=4, max_size=12))
    return [list(header), *body]


def written(table: list[list[str]], delimiter: str, end: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue()


FORMS = {"delimiter": st.sampled_from(",;\t|"), "end": st.sampled_from(("\n", "\r\n"))}


@settings(max_examples=examples(50))
@given(table=tables(WORDS, HEADERS[0]), encoding=st.sampled_from(SIMPLIFIED), **FORMS)
def test_simplified_tables_come_back_exactly(table: list[list[str]], encoding: str, delimiter: str, end: str) -> None:
    assert list(map(list, rows(written(table, delimiter, end).encode(encoding)))) == table


@settings(max_examples=examples(50))
@given(table=tables(OLD_WORDS, HEADERS[1]), encoding=st.sampled_from(TRADITIONAL), **FORMS)
def test_traditional_tables_come_back_exactly(table: list[list[str]], encoding: str, delimiter: str, end: str) -> None:
    table = [
        [cell.translate(str.maketrans("张赵陈刘杨黄吴伟娜静丽强军", "張趙陳劉楊黃吳偉娜靜麗強軍")) for cell in row]
        for row in table
    ]
    assert list(map(list, rows(written(table, delimiter, end).encode(encoding)))) == table


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("姓名,手机\r\n张三,13800138000\r\n", "gb18030", "gb18030"),
        ("客户名称,联系人", "gb18030", "gb18030"),
        ("聯絡人,電話\r\n王大同,0912345678\r\n", "cp950", "big5"),
        ("Name;City\nJosé García;Málaga\nZoë;Köln\n", "cp1252", "cp1252"),
        ("Name;City\nJosé García;Málaga\n", "utf-8", "utf-8"),
        ("Имя,Город\nИван,Москва\n", "utf-8", "utf-8"),
        ("碁峰,銹\n", "cp950", "big5"),
        ("A类,B类\r\nVIP客户,重要\r\n", "gb18030", "gb18030"),
        ("Name,Phone\nAnn,1\n", "utf-16-be", "utf-16"),
        ("Name,Phone\nAnn,1\n", "ascii", "utf-8"),
    ],
)
def test_an_encoding_is_found_out_and_named(text: str, codec: str, encoding: str) -> None:
    found = decode(text.encode(codec), name="x")
    assert (found.text, found.encoding) == (text, encoding)
    assert bool(found.notes) is (encoding != "utf-8")


@pytest.mark.parametrize(("main", "pasted", "name"), [("utf-8", "gb18030", "gb18030"), ("gb18030", "utf-8", "utf-8")])
def test_a_line_pasted_in_another_encoding_is_read_and_named(main: str, pasted: str, name: str) -> None:
    lines = [f"张伟{n},北京示例科技有限公司,展会\n" for n in range(9)]
    data = b"".join(line.encode(pasted if n == 4 else main) for n, line in enumerate(lines))
    found = decode(data, name="x")
    assert found.text == "".join(lines)
    assert [(note.params["lines"], note.params["encoding"]) for note in found.notes] == [("5", name)]


def test_a_broken_character_spoils_only_itself_and_its_line_is_named() -> None:
    text = "姓名,公司\n张伟,北京示例科技\n李娜,上海样例贸易\n"
    data = text.encode().replace("例贸".encode(), "例".encode() + b"\xe8")
    grid = one(data)
    assert grid.rows[:2] == (("姓名", "公司"), ("张伟", "北京示例科技"))
    assert str(grid.rows[2][1]).startswith("上海样例")
    assert grid.notes[-1].params["lines"] == "3"
