"""Dates as cells of a file hold them: everything people type, and the numbers of spreadsheets and platforms."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from crmcli.core.date_parts import Order, fold, unreadable
from crmcli.core.dates import When, parse_past, parse_when
from crmcli.core.patterns import lazily

# What programs write for "no date"; Excel shows day 0 as 1900-01-00 or 1899-12-30.
_ZERO = lazily("(?:0000|1899|1900|1904)[-/.](?:00|0|12|1|01)[-/.](?:00|0|30|31)(?: 00:00(?::00)?)?|0+(?:[.]0+)?")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_MAC_DAY_ZERO = datetime(1904, 1, 1)


def parse_any(
    text: str,
    *,
    now: datetime,
    past: bool = False,
    order: Order | None = None,
    date1904: bool = False,
    zone: tzinfo | None = None,
) -> When | None:
    """Read a cell.

    Args:
        text: the cell as text: a date in any shape of parse_when, an Excel serial (45413, 45413.58), seconds or
            milliseconds since 1970 (10 or 13 digits), or 14 digits YYYYMMDDHHMMSS.
        now: local time, without a zone.
        past: whether dates without a year lie behind (last contact) and not ahead (next contact).
        order: as in parse_when.
        date1904: whether the workbook counts days from 1904.
        zone: the user's time zone; the machine's when None.

    Returns:
        the date, or None for an empty cell and a zero date (1900-01-00).

    Raises:
        BadValue: as parse_when, and with `past` as parse_past.
    """
    folded = fold(text).strip()
    if not folded or _ZERO.fullmatch(folded):
        return None
    if re.fullmatch(r"[0-9]{4,14}(?:\.[0-9]{1,12})?", folded):
        found = _number(folded, date1904=date1904, zone=zone)
        if found is not None:
            return found
    if past:
        return parse_past(text, now=now, order=order, zone=zone)
    return parse_when(text, now=now, order=order, zone=zone)


def _number(text: str, *, date1904: bool, zone: tzinfo | None) -> When | None:
    whole, _, fraction = text.partition(".")
    if len(whole) in (10, 13):
        seconds = int(whole[:10])
        return _moment(datetime.fromtimestamp(seconds, UTC).astimezone(zone).replace(tzinfo=None))
    if len(whole) == 14 and not fraction:
        try:
            return _moment(datetime.strptime(whole, "%Y%m%d%H%M%S"))
        except ValueError:
            raise unreadable(text) from None
    if len(whole) != 5:
        return None
    day = (_MAC_DAY_ZERO if date1904 else _EXCEL_DAY_ZERO) + timedelta(days=int(whole))
    if not int(fraction or 0):
        return When(day.date().isoformat())
    return _moment(day + timedelta(seconds=round(float("0." + fraction) * 86400)))


def _moment(moment: datetime) -> When:
    return When(moment.isoformat(" ", "minutes"), False, "minute")
