"""Dates as cells of imported files hold them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from crmcli.core.cell_dates import parse_any
from crmcli.errors import BadValue

NOW = datetime(2024, 5, 10, 9, 30)
SHANGHAI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("45413", "2024-05-01"),
        ("45413.0", "2024-05-01"),
        ("45413.583333", "2024-05-01 14:00"),
        ("1714543200", "2024-05-01 14:00"),
        ("1714543200000", "2024-05-01 14:00"),
        ("20240501", "2024-05-01"),
        ("20240501140000", "2024-05-01 14:00"),
        ("2024/5/1 下午2:30", "2024-05-01 14:30"),
        ("5/1", "2024-05-01"),
    ],
)
def test_a_cell_is_read(text: str, at: str) -> None:
    when = parse_any(text, now=NOW, past=True, zone=SHANGHAI)
    assert when is not None
    assert when.at == at


def test_a_workbook_of_the_mac_counts_from_1904() -> None:
    when = parse_any("43951", now=NOW, date1904=True)
    assert when is not None
    assert when.at == "2024-05-01"


@pytest.mark.parametrize("text", ["", " ", "0", "0.0", "1900-01-00", "1900/1/0 00:00", "0000-00-00", "1899-12-30"])
def test_a_zero_date_is_no_date(text: str) -> None:
    assert parse_any(text, now=NOW) is None


@pytest.mark.parametrize("text", ["123", "20241399", "20241399250000", "13800138000", "abc"])
def test_a_number_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="Cannot read"):
        parse_any(text, now=NOW)
