"""Phone cells and typed phones: what is read, what is refused, and what is said about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.phones import read_phones, typed_phone
from crmcli.errors import BadValue


def said(text: str) -> str:
    return " | ".join(problem.id.format(**problem.params) for problem in read_phones(text).problems)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("13800138000", ["13800138000"]),
        ("138-0013-8000", ["13800138000"]),
        ("+86 138 0013 8000", ["13800138000"]),
        ("0086-13800138000", ["13800138000"]),
        ("8613800138000", ["13800138000"]),
        ("(86)13800138000", ["13800138000"]),
        ("013800138000", ["13800138000"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("1 3 8 0 0 1 3 8 0 0 0", ["13800138000"]),
        ("'13800138000", ["13800138000"]),
        ("13800138000\t", ["13800138000"]),
        ('="13800138000"', ["13800138000"]),
        ("13800138000.0", ["13800138000"]),
        ("1.3800138E+10", ["13800138000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000、13900139000", ["13800138000", "13900139000"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("138 0013 8000 / 139 0013 9000", ["13800138000", "13900139000"]),
        ("13800138000;13800138000", ["13800138000"]),
        ("+8613800138000+8613900139000", ["13800138000", "13900139000"]),
        ("13800138000 010-62345678", ["13800138000", "010-62345678"]),
        ("010-62345678", ["010-62345678"]),
        ("(010)6234 5678", ["010-62345678"]),
        ("01062345678", ["010-62345678"]),
        ("+86 10 6234 5678", ["010-62345678"]),
        ("+86 (0755) 83456789", ["0755-83456789"]),
        ("86-755-83456789", ["0755-83456789"]),
        ("0755-83456789/83456780", ["0755-83456789", "0755-83456780"]),
        ("0755-83456789～90", ["0755-83456789", "0755-83456790"]),
        ("400-123-4567", ["400-123-4567"]),
        ("4001234567", ["400-123-4567"]),
        ("95588", ["95588"]),
        ("+852 9123 4567", ["+85291234567"]),
        ("852-23456789", ["+85223456789"]),
        ("+886-912-345-678", ["+886912345678"]),
        ("+1 (415) 555-0100", ["+14155550100"]),
        ("1-415-555-0100", ["+14155550100"]),
        ("+44 (0)20 7946 0958", ["+442079460958"]),
        ("电话：13800138000 微信：zhangsan_88", ["13800138000"]),
        ("手机 13800138000 QQ:12345678", ["13800138000"]),
        *[(blank, []) for blank in ("无", "暂无", "不详", "N/A", "-", "——", "0", "null", "电话:*", "", " ")],
    ],
)
def test_numbers_in_a_cell_are_read(text: str, values: list[str]) -> None:
    read = read_phones(text)
    assert [point.value for point in read.points] == values
    assert read.unread == ()
    assert read.problems == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1380013800", "10 digits"),
        ("138001380001", "12 digits"),
        ("5678", "incomplete: 4 digits"),
        ("139", "incomplete: 3 digits"),
        ("1380013800O", "letters"),
        ("12012345678", "no mobile number begins with 12"),
        ("1.38E+10", "lost its last digits"),
        ("2024-05-01", "looks like a date"),
        ("20240501", "looks like a date"),
        ("01234567890", "no area code"),
        ("+1 415", "incomplete"),
        ("随便", "no phone number"),
    ],
)
def test_what_is_no_number_is_said_and_kept(text: str, sentence: str) -> None:
    read = read_phones(text)
    assert (read.points, read.unread) == ((), (text,))
    assert sentence in said(text)
    with pytest.raises(BadValue):
        typed_phone(text)


@pytest.mark.parametrize(
    ("text", "value", "sentence"),
    [
        ("0571-8888888", "0571-8888888", "8 digits after the area code"),
        ("62345678", "62345678", "no area code"),
        ("14112345678", "14112345678", "beginning with 141"),
        ("1380013800013900139000", "13800138000", "run together"),
        ("138****8000", "138****8000", "partly hidden"),
    ],
)
def test_odd_numbers_are_accepted_with_a_warning(text: str, value: str, sentence: str) -> None:
    assert read_phones(text).points[0].value == value
    assert sentence in said(text)


def test_kinds_extensions_and_notes() -> None:
    assert read_phones("0755-83456789-801").points[0].ext == "801"
    assert read_phones("0755 83456789 转 801").points[0].ext == "801"
    assert read_phones("13800138000 010-62345678转801").points[0].ext is None
    assert read_phones("15888888888-1234").points[0].ext == "1234"
    assert read_phones("13800138000(张经理)").points[0].note == "张经理"
    assert read_phones("0755-83456789~90").points[1].note == "0755-83456789~90"
    assert [point.kind for point in read_phones("13800138000 010-62345678 传真:010-62345679").points] == [
        "mobile",
        "phone",
        "fax",
    ]
    assert [read_phones(text).points[0].kind for text in ("+852 9123 4567", "852-23456789")] == ["mobile", "phone"]
    assert read_phones("138****8000").points[0].masked


def test_the_mobile_can_be_the_wechat_id_too() -> None:
    for text in ("13800138000（微信同号）", "13800138000 微同", "13800138000(vx同号)"):
        read = read_phones(text)
        assert ([point.value for point in read.points], read.wechat_same) == (["13800138000"], True)


def test_only_one_number_is_typed() -> None:
    assert typed_phone("138 0013 8000").value == "13800138000"
    assert typed_phone("+86 138 0013 8000").raw == "+86 138 0013 8000"
    with pytest.raises(BadValue, match="2 phone numbers"):
        typed_phone("13800138000/13900139000")
    with pytest.raises(BadValue, match="no phone number"):
        typed_phone("无")


WRITTEN = [*"0123456789", "138", "010", "86", "+", "-", " ", "/", "、", "(", ")", "转", "*", "微信", "x"]
PIECES = st.lists(st.sampled_from(WRITTEN), max_size=30)


@given(PIECES.map("".join))
@settings(max_examples=200)
def test_a_number_once_read_reads_the_same_again(text: str) -> None:
    for point in read_phones(text).points:
        assert [again.value for again in read_phones(point.value).points] == [point.value]


@given(PIECES.map("".join))
@settings(max_examples=200)
def test_digits_are_never_invented(text: str) -> None:
    written = "".join(filter(str.isdigit, text))
    for point in read_phones(text).points:
        for digits in point.value.strip("+").replace("*", "-").split("-"):
            assert digits.lstrip("0") in written


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    read_phones(text)


@pytest.mark.parametrize(
    "text", ["1" * 10_000, "1 " * 5_000, "138-" * 2_500, "(" * 10_000, "+" * 10_000, "微信" * 5_000]
)
def test_long_input_holds_no_number(text: str) -> None:
    assert read_phones(text).points == ()
