"""Numbers that a sheet of another country writes without its code: which country it is, and the code added."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from crmcli.core.cells import values_of
from crmcli.core.content_guess import SAMPLE, share
from crmcli.core.fold import fold
from crmcli.core.marks import has_cjk, narrow
from crmcli.core.patterns import lazily

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.rows import Table

_TAIWAN = "886"  # where text is still written in Big5
_HONG_KONG = "852"
_NORTH_AMERICA = "1"
_COUNTRIES = {
    _TAIWAN: "台湾 taiwan tw",
    _HONG_KONG: "香港 hongkong hk",
    _NORTH_AMERICA: "美国 usa us u.s. u.s.a. unitedstates unitedstatesofamerica 加拿大 canada ca",
}
_CODES = {name: code for code, names in _COUNTRIES.items() for name in names.split()}
_PHONES = frozenset({"phone", "mobile", "landline", "company_phone"})
# (212) 555-0100 and 212-555-0100: no number of the mainland is grouped like that, for its area codes begin with 0.
_GROUPED = lazily(r"\(?[2-9]\d\d\)?[ .\-]{1,2}[2-9]\d\d[ .\-]\d{4}(?!\d)")
_TEN = lazily(r"\(?(?!400)[2-9]\d\d\)?[ .\-]{0,2}[2-9]\d\d[ .\-]?\d{4}(?!\d)")


def dialling_of(columns: tuple[ColumnPlan, ...], table: Table) -> str:
    """The country code of numbers written without one; "" is the mainland's.

    By the country that most rows name; without such a column by the encoding, and in a sheet with no Chinese heading
    by numbers grouped as in North America.
    """
    place = next((i for i, column in enumerate(columns) if column.field == "country"), None)
    if place is not None:
        named = Counter(map(fold, values_of(table, place, SAMPLE))).most_common(1)
        return _CODES.get(named[0][0], "") if named else ""
    if table.encoding == "big5":
        return _TAIWAN
    if any(has_cjk(column.header) for column in columns):
        return ""
    numbers = [
        value for i, column in enumerate(columns) if column.field in _PHONES for value in values_of(table, i, SAMPLE)
    ]
    return _NORTH_AMERICA if share(numbers, lambda value: _GROUPED.match(narrow(value)) is not None) > 0.5 else ""


def with_code(text: str, country: str) -> str:
    """A number of Taiwan, Hong Kong or North America with its country code; what begins otherwise stays."""
    plain = narrow(text)
    if country == _TAIWAN and plain[:1] == "0" and plain[:2] != "00":
        return f"+886 {plain[1:]}"
    if country == _HONG_KONG and len(re.sub(r"[ \-]", "", plain)) == 8:
        return f"+852 {plain}"
    return f"+1 {plain}" if country == _NORTH_AMERICA and _TEN.match(plain) else text
