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
# Countries that write a 0 before the area code, which is left off behind the country code.
_WITH_ZERO = {
    "49": "德国 germany deutschland de allemagne alemania",
    "43": "奥地利 austria österreich at autriche",
    "41": "瑞士 switzerland schweiz suisse ch",
    "33": "法国 france frankreich fr francia",
    "44": "英国 unitedkingdom uk gb greatbritain england u.k. royaume-uni",
    "31": "荷兰 netherlands nederland nl thenetherlands",
    "32": "比利时 belgium belgien belgique be",
    "81": "日本 japan jp",
    "82": "韩国 southkorea korea kr republicofkorea",
    "61": "澳大利亚 澳洲 australia au",
    "90": "土耳其 turkey türkiye tr",
    "66": "泰国 thailand th",
    "84": "越南 vietnam vn",
    "60": "马来西亚 malaysia my",
    "62": "印度尼西亚 印尼 indonesia id",
    "971": "阿联酋 uae unitedarabemirates ae",
}
_ZERO_CODES = {fold(name): code for code, names in _WITH_ZERO.items() for name in names.split()}
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
        named = Counter(map(fold, values_of(table, place, SAMPLE))).most_common(2)
        if len(named) == 1 and named[0][0] in _ZERO_CODES:  # of one country alone: a number tells no country by itself
            return _ZERO_CODES[named[0][0]]
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
    if (country == _TAIWAN or country in _WITH_ZERO) and plain.lstrip("(")[:1] == "0" and plain[:2] != "00":
        return f"+{country} {plain.lstrip('(')[1:].replace(')', ' ')}"
    if country == _HONG_KONG and len(re.sub(r"[ \-]", "", plain)) == 8:
        return f"+852 {plain}"
    return f"+1 {plain}" if country == _NORTH_AMERICA and _TEN.match(plain) else text
