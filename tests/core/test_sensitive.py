"""ID-card and bank-card numbers are found however they are spelled; other long numbers are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.sensitive import find_sensitive, redact

ID = "11010519491231002X"  # the sample number of GB 11643
CARD = "6222600260001072444"  # passes the Luhn test; nobody's


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in find_sensitive(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ID, "id_card"),
        (ID.lower(), "id_card"),
        ("440524188001010014", "id_card"),  # passes Luhn as well; its county is no longer on the list
        ("110105 19491231 002X", "id_card"),
        ("110105-1949-1231-002x", "id_card"),
        ("１１０１０５１９４９１２３１００２Ｘ", "id_card"),
        ("身份证" + ID + "。", "id_card"),
        ("ID" + ID, "id_card"),
        (CARD, "bank_card"),
        ("6228480402564890018", "bank_card"),
        ("4111111111111111", "bank_card"),
        ("6222 6002 6000 1072 444", "bank_card"),
        ("6222-6002-6000-1072-444", "bank_card"),
        ("622260 0260001072444", "bank_card"),
        ("6 2 2 2 6 0 0 2 6 0 0 0 1 0 7 2 4 4 4", "bank_card"),
        ("3782 822463 10005", "bank_card"),
        ("2024-05-01 " + CARD, "bank_card"),
        ("13800138000 " + CARD + " 13900139000", "bank_card"),
    ],
)
def test_a_sensitive_number_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # check digit wrong
        "110105194913310020",  # month 13
        "999999199001010010",  # no such province
        "6919123456789012345",
        "20240501000000000001",
        "91110000600037341L",
        "91350100M0001TGQXM",
        "13800138000",
        "4001234567",
        "E20220331142238091806171",
        "TB" + CARD,
        "1" + CARD + "1",
        ID + "abc",
        "62345678 13800138000",
        "138 0013 8000 139 0013 9000",
        "2024-05-01 14:00 2024-05-02 15:00",
        "",
        "同意报价",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_the_place_is_that_in_the_text() -> None:
    text = f"客户身份证 {ID}，卡号：６２２２６００２６０００１０７２４４４"
    assert [text[found.start : found.end] for found in find_sensitive(text)] == [
        ID,
        "６２２２６００２６０００１０７２４４４",
    ]
    assert redact(text)[0] == f"客户身份证 {'*' * 18}，卡号：{'*' * 19}"


@given(st.lists(st.sampled_from([ID, CARD, " ", "-", "客户", "a", "1", "2024"]), max_size=8).map("".join))
def test_what_was_redacted_holds_nothing_more(text: str) -> None:
    clean, found = redact(text)
    assert len(clean) == len(text)
    assert find_sensitive(clean) == ()
    assert (clean == text) == (found == ())


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    find_sensitive(text)
