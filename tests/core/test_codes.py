"""Customer codes: made, recognised, and formats that cannot be used."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.core.codes import DEFAULT_FORMAT, check_format, counter_name, make_code, read_code
from crmcli.errors import BadValue

DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("number", "code"), [(1, "C20260501001"), (42, "C20260501042"), (999, "C20260501999"), (1000, "C202605011000")]
)
def test_the_number_is_three_digits_and_grows_past_999(number: int, code: str) -> None:
    assert make_code(DEFAULT_FORMAT, day=DAY, number=number) == code


@pytest.mark.parametrize("text", ["C20260501001", "c20260501001", " C20260501001 "])
def test_a_code_is_recognised_in_either_case(text: str) -> None:
    assert read_code(DEFAULT_FORMAT, text) == (DAY, 1)


@pytest.mark.parametrize(
    "text", ["", "C", "C20260501", "C2026050101", "C20261301001", "X20260501001", "C20260501001a", "20260501001"]
)
def test_other_text_is_no_code(text: str) -> None:
    assert read_code(DEFAULT_FORMAT, text) is None


@pytest.mark.parametrize("text", [DEFAULT_FORMAT, "KH-{seq:5}", "C{date}-{seq}", "crm_{seq:4}", "C{seq:3}{date}"])
def test_usable_formats_pass(text: str) -> None:
    assert check_format(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "C", "C{date}", "{date}{seq:3}", "{seq:3}", "1{seq:3}", "C{seq}{seq}", "C{date}{date}{seq}",
        "C{date:3}{seq}",         "C{seq:0}", "C{day}{seq}", "C {seq}", "客{seq}", "C1{seq}", "C{seq}2", "C{seq",
        "C{seq}'; DROP TABLE",
        "C" * 20 + "{seq}",
    ],
)  # fmt: skip
def test_formats_that_would_be_ambiguous_are_refused(text: str) -> None:
    with pytest.raises(BadValue):
        check_format(text)


def test_numbers_restart_each_day_only_when_the_code_names_the_day() -> None:
    assert counter_name(DEFAULT_FORMAT, DAY) == "customer:20260501"
    assert counter_name("KH-{seq:5}", DAY) == "customer"


@given(
    st.sampled_from([DEFAULT_FORMAT, "KH-{date}-{seq:5}", "C{seq:2}{date}", "A_{date}{seq}"]),
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)),
    st.integers(min_value=1, max_value=10**8),
)
def test_every_code_made_is_read_back(format: str, day: date, number: int) -> None:
    assert read_code(format, make_code(format, day=day, number=number)) == (day, number)
