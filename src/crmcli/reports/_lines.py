"""The one table that reports of many small parts share: a number, of how many, its share; or a value of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.report import Part
from crmcli.records.sheet import Cell, Column
from crmcli.reports._rates import Row, rate

SECTION = Column("section", N_("Part"))
COLUMNS = (
    SECTION,
    Column("item", N_("What"), "msg", short=" ", share=2),
    Column("number", N_("Number"), "count"),
    Column("of", N_("Of"), "count", drop=2),
    Column("share", N_("Share"), "rate", drop=1),
    Column("value", N_("Value"), "count", drop=3),
)
COMPARED = (
    ("number", N_("Number before")),
    ("share", N_("Share before")),
    ("value", N_("Value before")),
)


def line(section: str, item: Cell, number: int | None = None, of: int | None = None, *, value: Cell = None) -> Row:
    """A row of COLUMNS; `number` of `of`, or a value that is no number of anything."""
    return section, item, number, of, rate(number, of) if of is not None else None, value


def counted(section: str, items: Mapping[str, int], *, of: int | None = None) -> list[Row]:
    """A row for each item with its share of all of them, or of `of`."""
    whole = sum(items.values()) if of is None else of
    return [line(section, item, count, whole) for item, count in items.items()]


def parts_of(rows: Sequence[Row], titles: Mapping[str, str], *, apart: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """The parts of rows whose first cell is the section, in the order in which they come.

    Args:
        titles: section → its heading, an English id.
        apart: sections whose rows belong to this period alone.
    """
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(str(row[0]), place)
    return tuple(Part(place, section, Msg(titles[section]), section in apart) for section, place in first.items())


def spread(numbers: Mapping[int, int], part: float) -> int | float | None:
    """The value below which a `part` of the counted values lie; the median for one half. None when there are none.

    Args:
        numbers: value → how many have it.
        part: 0.5 gives the middle value, or the mean of the two in the middle; else the nearest rank.
    """
    count = sum(numbers.values())
    if not count:
        return None
    if part == 0.5:
        low, high = _ranked(numbers, (count + 1) // 2), _ranked(numbers, count // 2 + 1)
        return low if low == high else (low + high) / 2
    return _ranked(numbers, max(1, -int(-part * count // 1)))


def _ranked(numbers: Mapping[int, int], place: int) -> int:
    for value in sorted(numbers):
        place -= numbers[value]
        if place <= 0:
            return value
    raise AssertionError("there are fewer values")
