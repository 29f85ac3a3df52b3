"""What the readers of one table share: dictionaries, the clock, the order of its dates; and the form of a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.cell_dates import parse_any
from crmcli.core.cells import moment
from crmcli.core.date_parts import Order
from crmcli.core.drafting.collected import Collected
from crmcli.core.patterns import lazily
from crmcli.core.words import Words

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

# A reader takes what was collected, the cell's text, which is not empty, and the cell itself.
Reader = Callable[[Collected, str, "Cell"], None]
Maker = Callable[["ColumnPlan", "Reading"], Reader]

_ISO = lazily(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::\d\d)?)?")
_TURNED = lazily(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}")
_YEAR = lazily(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
MEMORY = 20_000  # texts remembered per kind of reading


class Reading(NamedTuple):
    """What every reader of one table may look at.

    Args:
        kind: of the table.
        now: the user's clock.
        base: what yearless dates to come count from: the day the table states, the year of its dates, else now.
        latest: what yearless dates behind count back from.
        day: the day the table states, if any.
        order: how 01/05/2024 is to be read, None where the table does not show it.
        code_format: of our own customer codes.
        fields: fields that the table has.
        currency: the setting's, which is stored as none.
        dialling: country code of numbers written without one; "" is the mainland's.
        days, aheads: dates read so far, past and to come.
    """

    words: Words
    kind: str
    now: datetime
    base: datetime
    latest: datetime
    day: str | None
    order: Order | None
    date1904: bool
    code_format: str
    fields: frozenset[str]
    currency: str
    dialling: str
    days: dict[str, str | None]
    aheads: dict[str, str | None]

    def past(self, text: str, cell: Cell) -> str | None:
        """When something happened; None for an empty date.

        Raises:
            BadValue: it is no date, or still to come.
        """
        return self._read(text, cell, self.days, past=True)

    def ahead(self, text: str, cell: Cell) -> str | None:
        """When something is to happen, or any date that may lie on either side; None for an empty date.

        Raises:
            BadValue: it is no date.
        """
        return self._read(text, cell, self.aheads, past=False)

    def _read(self, text: str, cell: Cell, known: dict[str, str | None], *, past: bool) -> str | None:
        if text in known:
            return known[text]
        found = _plain(text, cell)
        if found is None or (past and found > self.now.strftime("%Y-%m-%d %H:%M")[: len(found)]):
            found = self._slow(text, past=past)
        if len(known) > MEMORY:
            known.clear()
        known[text] = found
        return found

    def _slow(self, text: str, *, past: bool) -> str | None:
        when = parse_any(text, now=self.now, past=past, order=self.order, date1904=self.date1904)
        if when is None or not when.assumed_year or self.base == self.now:
            return when.at if when else None
        # Counted from the table's own day, not from today: 5/2 on a list of 2024-05-01 is in 2024.
        near = parse_any(text, now=self.latest if past else self.base, past=past, order=self.order)
        return near.at if near else when.at


def _plain(text: str, cell: Cell) -> str | None:
    """An ISO day or moment, or a date cell; None for anything else."""
    if isinstance(cell, datetime):
        return moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    match = _ISO.fullmatch(text) if text[4:5] == "-" else None
    if match is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if when.year < 1901 else moment(when) if match[4] else text


def date_order(texts: Iterable[str]) -> Order | None:
    """How a column writes dates such as 05/13/2024: one of them must show it; None when none does, or both ways."""
    firsts: set[Order] = set()
    for match in map(_TURNED.fullmatch, texts):
        if match and int(match[1]) > 12:
            firsts.add("dmy")
        elif match and int(match[2]) > 12:
            firsts.add("mdy")
    return firsts.pop() if len(firsts) == 1 else None


def frame_of(day: str | None, texts: Iterable[str], now: datetime) -> tuple[datetime, datetime]:
    """What yearless dates of a table count from: ahead, and back.

    The day the table states decides, else the year that most of its dates have, else today (R034: dates are assumed
    by the file, value_cases: 5/1).
    """
    if day:
        base = datetime.combine(date.fromisoformat(day), now.time())
        return base, min(base + timedelta(days=183), now)
    years = Counter(int(match[1]) for text in texts if (match := _YEAR.match(text)))
    year = years.most_common(1)[0][0] if years else now.year
    if year >= now.year:
        return now, now
    return datetime(year, 1, 1), datetime(year, 12, 31, 23, 59)
