"""CUSTOMER as typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmcli.core.references import Reference, parse_reference
from crmcli.errors import UsageError


@pytest.mark.parametrize("text", ["c20260501001", "C20260501001", "Ｃ２０２６０５０１００１", " C2026 0501001 "])
def test_a_code_is_found_in_any_case_and_width(text: str) -> None:
    assert parse_reference(text).code == "C20260501001"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("1", 1),
        ("12", 12),
        ("999", 999),
        ("１２", 12),
        (" 3 ", 3),
        ("007", 7),
        ("0", None),
        ("1000", None),
        ("3m", None),
    ],
)
def test_one_to_three_digits_are_a_row_number(text: str, row: int | None) -> None:
    assert parse_reference(text).row == row


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "+86-138-0013-8000",
        "0086 13800138000",
        "8613800138000",
        "（+86）138 0013 8000",
        "１３８００１３８０００",
    ],
)
def test_a_mobile_number_is_found_in_any_format(text: str) -> None:
    found = parse_reference(text)
    assert (found.phone, found.digits) == ("13800138000", "13800138000")


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("8000", "8000"),
        ("８０００", "8000"),
        ("138000", "138000"),
        ("800", None),
        ("8000a", None),
        ("010-62345678", "01062345678"),
        ("+86 10 62345678", "1062345678"),
        ("400-800-1234", "4008001234"),
        ("8600", "8600"),
        ("示例8000", None),
    ],
)
def test_four_digits_and_more_may_be_the_end_of_a_number(text: str, digits: str | None) -> None:
    assert parse_reference(text).digits == digits


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Zhang.Wei@Example.COM", "zhang.wei@example.com"),
        ("ｚ＠ｅｘａｍｐｌｅ．ｃｎ", "z@example.cn"),
        ("张伟@example", None),
        ("@example.com", None),
        ("a@b@example.com", None),
    ],
)
def test_an_email_is_found_in_any_case_and_width(text: str, email: str | None) -> None:
    assert parse_reference(text).email == email


@pytest.mark.parametrize(
    ("text", "wechat"),
    [("Zhang_Wei-88", "zhang_wei-88"), ("wxid_ab12", "wxid_ab12"), ("13800138000", "13800138000"), ("张伟", None)],
)
def test_a_wechat_id_is_found_in_any_case(text: str, wechat: str | None) -> None:
    assert parse_reference(text).wechat == wechat


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("zwkj", "zwkj"),
        ("ZWKJ", "zwkj"),
        ("zhi wei", "zhiwei"),
        ("xi'an", "xian"),
        ("智微", None),
        ("zw88", None),
        ("8000", None),
    ],
)
def test_only_latin_letters_may_be_pinyin(text: str, pinyin: str | None) -> None:
    assert parse_reference(text).pinyin == pinyin


def test_a_name_is_compared_without_width_case_spaces_and_traditional_characters() -> None:
    assert parse_reference(" 智微 科技ＡＢＣ ").name == parse_reference("智微科技abc").name == "智微科技abc"


@pytest.mark.parametrize("text", ["", " ", "\u3000\t\n", "\x00\x1b", "\u200b"])
def test_nothing_visible_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_reference(text)


@settings(max_examples=200)
@given(st.text(max_size=40) | st.text(alphabet="0123456789+-()（）８６ @.ab张", max_size=20))
def test_any_text_is_read_or_refused_and_reading_again_changes_nothing(text: str) -> None:
    try:
        found = parse_reference(text)
    except UsageError:
        return
    assert isinstance(found, Reference)
    assert parse_reference(found.text) == found
    assert found.name


def test_ten_thousand_letters_are_a_name() -> None:
    assert parse_reference("公" * 10_000).name == "公" * 10_000
