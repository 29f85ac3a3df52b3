"""Web pages, XML spreadsheets, JSON and address books."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crmcli.errors import NothingReadable
from crmcli.importers import read_file
from tests.importers.reading import one, rows

SAMPLES = Path(__file__).parent.parent.parent / "sample_data"


def test_a_web_page_named_xls_is_read_with_its_merges_and_hidden_rows() -> None:
    page = (
        "<html><style>td{}</style><body><!-- <td>no --><table><tr><th colspan=2>客户</th><th>备注</th></tr>"
        "<tr style='display:none'><td rowspan=2>甲公司</td><td>张伟</td><td>a<br>b  c</td></tr>"
        "<tr><td>李&amp;娜</td></tr></table></body></html>"
    )
    grid = one(page, "leads.xls")
    assert grid.rows == (("客户", "", "备注"), ("甲公司", "张伟", "a\nb c"), ("", "李&娜"))
    assert grid.merges == ((0, 0, 0, 1), (1, 0, 2, 0))
    assert (set(grid.hidden_rows), grid.format) == ({1}, "html")


def test_tables_within_tables_and_several_tables_each_become_a_sheet() -> None:
    page = "<table><tr><td><table><tr><td>a</table></table><table><tr><td>b</table><table><tr><td></table>"
    assert [(grid.sheet, grid.rows) for grid in read_file(None, page.encode(), name="x")] == [
        ("1", (("a",),)),
        ("2", (("b",),)),
    ]


def test_an_xml_spreadsheet_is_read_with_its_places() -> None:
    grid = one((SAMPLES / "spreadsheetml_2003.xls").read_bytes(), "x.xls")
    assert grid.rows == (("客户档案",), ("姓名", "手机", "首次接触时间"), (), ("张伟", 13800138000, date(2024, 5, 1)))
    assert grid.merges == ((0, 0, 0, 2),)
    assert (grid.sheet, set(grid.hidden_rows), grid.format) == ("客户", {3}, "xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1, "b": "x"}, {"b": null, "c": true}]', (("a", "b", "c"), (1, "x", None), (None, None, True))),
        ('{"total": 2, "data": [{"a": 1.0}, {"a": 2.5}]}', (("a",), (1,), (2.5,))),
        ('{"code": 0, "data": {"list": [{"a": 1}], "page": 1}}', (("a",), (1,))),
        ('[{"a": 1, "b": {"c": [1, "x"], "d": [{"e": 1}]}}]', (("a", "b.c", "b.d"), (1, "1;x", '[{"e": 1}]'))),
        ('[["姓名", "手机"], ["张伟", 13800138000]]', (("姓名", "手机"), ("张伟", 13800138000))),
        ('{"id": 6919123456789012345}\n\n{"id": 2}\n', (("id",), (6919123456789012345,), (None,), (2,))),
    ],
)
def test_records_become_rows_under_their_keys(text: str, expected: tuple[tuple[object, ...], ...]) -> None:
    assert rows(text) == expected


def test_several_lists_of_a_file_each_become_a_sheet() -> None:
    grids = read_file(None, b'{"customers": [{"a": 1}], "contacts": [{"b": 2}], "made": "x"}', name="all.json")
    assert [grid.sheet for grid in grids] == ["customers", "contacts"]


def test_a_broken_line_of_json_lines_is_named_and_the_rest_read() -> None:
    grid = one('{"a": 1}\n{"a": 2\n{"a": 3}\n')
    assert (grid.rows[1:], grid.first_row) == (((1,), (None,), (3,)), 0)
    assert grid.notes[0].params["lines"] == "2"


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": ', "[" * 50_000, '[{"a": ' + "1" * 5_000 + "}]"])
def test_json_that_breaks_off_is_refused(text: str) -> None:
    with pytest.raises(NothingReadable, match="line 1"):
        one(text)


CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\n{}\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("lines", "heading", "value"),
    [
        ("N:张;伟;;;\r\nFN:伟 张", "姓名", "张伟"),
        ("N:Smith;John;;;\r\nFN:John Smith", "姓名", "John Smith"),
        ("N:Smith;John;;;", "姓名", "John Smith"),
        ("TEL;TYPE=CELL:138 0013 8000\r\nTEL;CELL:13900139000", "手机", "138 0013 8000 / 13900139000"),
        ('TEL;TYPE="work,fax":010-1', "传真", "010-1"),
        ("TEL;VALUE=uri:tel:+86-10-62345678;ext=801", "电话", "+86-10-62345678 ext 801"),
        ("item1.EMAIL;type=INTERNET:a@example.com", "邮箱", "a@example.com"),
        ("ORG:Example\\; Co;Sales;Asia", "公司", "Example; Co"),
        ("ORG:Example;Sales;Asia", "部门", "Sales-Asia"),
        ("NOTE:one\\ntwo\\, three", "备注", "one\ntwo, three"),
        ("NOTE:fol\r\n ded", "备注", "folded"),
        ("CATEGORIES:VIP,expo", "标签", "VIP;expo"),
        ("ADR;TYPE=work:;;示例路1号;朝阳区;北京市;;中国", "地址", "北京市朝阳区示例路1号"),
        ("X-WECHAT:wei_88", "微信", "wei_88"),
        ("IMPP:qq:12345", "QQ", "12345"),
        ("FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=CE=B0", "姓名", "张伟"),
        ("FN;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=\r\n=E4=BC=9F", "姓名", "张伟"),
        ("X-BADGE:gold", "X-BADGE", "gold"),
    ],
)
def test_a_property_of_a_card_comes_under_a_known_heading(lines: str, heading: str, value: str) -> None:
    grid = one(CARD.format(lines), "a.vcf")
    assert dict(zip(grid.rows[0], grid.rows[1], strict=True))[heading] == value


def test_several_cards_become_rows_and_pictures_are_passed_over() -> None:
    photo = "PHOTO;ENCODING=b:AAAA\r\n BBBB\r\nFN:A"
    grid = one(CARD.format(photo) + CARD.format("FN:B\r\nTITLE:CEO"))
    assert grid.rows == (("姓名", "职务"), ("A", ""), ("B", "CEO"))
    assert (grid.kind, grid.first_row) == ("vcard", 0)


def test_a_card_of_a_firm_has_no_person() -> None:
    assert one(CARD.format("FN:示例科技\r\nORG:示例科技")).rows == (("公司",), ("示例科技",))


def test_the_people_of_a_customer_in_json_are_a_row_each() -> None:
    grid = one(
        '[{"company": "甲公司", "contacts": [{"name": "段正"}, {"name": "高升"}]}, {"company": "乙公司"}]', "a.json"
    )
    assert grid.rows == (("company", "contacts.name"), ("甲公司", "段正"), ("甲公司", "高升"), ("乙公司", None))


def test_a_card_tells_what_its_whole_name_adds_and_the_nickname_of_android() -> None:
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:黄;蓉;;;\r\nFN:黄蓉（桃花岛食品）\r\nX-MIUI-PHONE-TYPE:1\r\n"
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;蓉儿;1;;;\r\nTEL;CELL:13811112222\r\nEND:VCARD\r\n"
    )
    assert one(card, "a.vcf").rows == (("姓名", "昵称", "手机"), ("黄蓉（桃花岛食品）", "蓉儿", "13811112222"))
