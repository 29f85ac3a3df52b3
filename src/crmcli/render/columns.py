"""Which columns a terminal has room for, and how wide each is. Drawing them is the business of `table`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from crmcli.records.record import record, replace
from crmcli.records.sheet import Column, Sheet
from crmcli.render.text import cells, clean
from crmcli.render.wording import Wording

GAP = 2
_RIGHT = ("money", "rate", "count")
_DATES = ("day", "moment")
# Never cut: what is copied or typed again (by the last word of the key), and numbers and dates, wrong when cut.
_COPIED = ("code", "mobile", "phone", "landline")
_ISO = re.compile(r"(\d{4})-(\d\d-\d\d)(?: (\d\d:\d\d))?")
_NUMBER = Column("#", "#", "count", style="dim")


@record
class Lane:
    """One column as it will be drawn.

    Args:
        place: its index in the sheet; -1 for the numbers of the rows.
        column: what it holds.
        heading: its text; empty in a table without headings.
        texts: of the cells, cleaned, one for each row.
        content: terminal cells that the widest text takes.
        width: terminal cells given to it.
    """

    place: int
    column: Column
    heading: str
    texts: tuple[str, ...]
    content: int
    width: int

    @property
    def right(self) -> bool:
        """Numbers stand at the right."""
        return self.column.kind in _RIGHT

    @property
    def rigid(self) -> bool:
        """Whether its texts must not be cut."""
        kind, word = self.column.kind, self.column.key.rpartition("_")[2]
        return kind in (*_RIGHT, *_DATES, "bar", "spark") or (kind == "text" and word in _COPIED)

    def least(self, *, tight: bool) -> int:
        """The width below which the table is better off without it; 14 are seven characters of a company's name."""
        if self.rigid:  # the heading of a number is cut last: a bare number says nothing
            return self.width if self.right and not tight else self.content
        return min(self.width, 6 if tight else 14 if self.column.share > 1 else 10)


def shown(sheet: Sheet) -> list[int]:
    """Places of the columns that a table shows, in their order; without a choice all but the objects."""
    if not sheet.shown:
        return [place for place, column in enumerate(sheet.columns) if column.kind != "object"]
    places = {column.key: place for place, column in enumerate(sheet.columns)}
    return [places[key] for key in sheet.shown if key in places]


def lay_out(sheet: Sheet, wording: Wording, *, width: int, codes: bool = False) -> list[Lane]:
    """The columns that go into `width` terminal cells, each with its width.

    When not all go in whole: dates of this year lose it, and columns with a share give way, then others that can be
    cut. Is that not enough, dates lose their time of day; then the column with the highest `drop` goes, and the next;
    then those left are cut shorter; on a terminal too narrow even for that the last go too, phones and codes after
    the others.
    """
    make = _maker(sheet, wording, codes=codes)
    kept = ([-1] if sheet.numbered else []) + shown(sheet)
    lanes = make(kept, 0)
    while _total(lane.width for lane in lanes) > width and kept:
        for brief, tight in ((1, False), (2, False), (2, True)):
            lanes = make(kept, brief)
            if tight and any(lane.column.drop for lane in lanes):
                break
            if _total(lane.least(tight=tight) for lane in lanes) <= width:
                return _share_out(lanes, width, tight=tight)
        if len(kept) == 1:
            return [replace(lanes[0], width=width)]
        kept.remove(max(lanes, key=_dispensable).place)
    return lanes


def _dispensable(lane: Lane) -> tuple[int, bool, int]:
    return lane.column.drop, not lane.rigid and lane.place > 0, lane.place


def _total(widths: Iterable[int]) -> int:
    listed = list(widths)
    return sum(listed) + GAP * (len(listed) - 1)


def _maker(sheet: Sheet, wording: Wording, *, codes: bool) -> Callable[[Sequence[int], int], list[Lane]]:
    """What makes lanes as wide as they would like to be; each is made once, a date once for each brevity."""
    made: dict[tuple[int, int], Lane] = {}

    def make(places: Sequence[int], brief: int) -> list[Lane]:
        return [lane(place, brief if sheet.columns[place].kind in _DATES else 0) for place in places]

    def lane(place: int, brief: int) -> Lane:
        if (place, brief) not in made:
            made[place, brief] = _lane(sheet, wording, place, brief=brief, codes=codes)
        return made[place, brief]

    return make


def _lane(sheet: Sheet, wording: Wording, place: int, *, brief: int, codes: bool) -> Lane:
    column = sheet.columns[place] if place >= 0 else _NUMBER
    write = wording.writer(column, codes=codes)
    if place < 0:
        texts = tuple(str(number) for number in range(1, len(sheet.rows) + 1))
    else:
        texts = tuple(clean(write(row[place])) for row in sheet.rows)
    if column.kind in _DATES:
        timed = column.kind == "moment" and brief < 2
        texts = tuple(_date(text, this_year=wording.today[:4], brief=brief, timed=timed) for text in texts)
    heading = clean(wording.heading(column, codes=codes, short=True)) if sheet.headed else ""
    content = max(map(cells, texts), default=0)
    return Lane(place, column, heading, texts, content, max(content, cells(heading)))


def _date(text: str, *, this_year: str, brief: int, timed: bool) -> str:
    """An ISO date or moment: from 1 on without the year if it is `this_year`, from 2 on with two digits of another."""
    found = _ISO.fullmatch(text)
    if not found:
        return text
    year, day, minute = found.groups()
    if not brief or year != this_year:
        day = f"{year[2:] if brief > 1 else year}-{day}"
    return f"{day} {minute}" if minute and timed else day


def _share_out(lanes: list[Lane], width: int, *, tight: bool) -> list[Lane]:
    """Each gets its least; what is left goes to columns without a share until they are whole, then by share."""
    given = [lane.least(tight=tight) for lane in lanes]
    whole = [lane.width for lane in lanes]
    if tight:
        _grow(given, [lane.least(tight=False) for lane in lanes], [max(lane.column.share, 1) for lane in lanes], width)
    _grow(given, whole, [int(not lane.column.share) for lane in lanes], width)
    _grow(given, whole, [lane.column.share for lane in lanes], width)
    return [replace(lane, width=size) for lane, size in zip(lanes, given, strict=True)]


def _grow(given: list[int], most: list[int], weights: list[int], width: int) -> None:
    """Give the columns by their weights what is left of `width`, none more than its `most`."""
    while True:
        left = width - _total(given)
        growing = [i for i, weight in enumerate(weights) if weight and given[i] < most[i]]
        if left <= 0 or not growing:
            return
        whole = sum(weights[i] for i in growing)
        for i in growing:
            more = min(max(1, left * weights[i] // whole), most[i] - given[i], width - _total(given))
            given[i] += max(more, 0)
