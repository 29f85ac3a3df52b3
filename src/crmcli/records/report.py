"""What a report is asked and what it answers (product.md §9). How it is worked out and drawn is not here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from crmcli.records.base import Msg
from crmcli.records.record import field, record
from crmcli.records.sheet import Cell, Column


class Question(NamedTuple):
    """What a report is asked.

    Args:
        since, until: ISO days, both included; None is open.
        today: ISO day.
        among: ids of the customers that count; None for all.
        settings: value by key; those left out have their default.
        known: answers that several reports made together share; None when there is but one.
        beside: it is only about numbers that stand beside those of another period.
    """

    since: str | None
    until: str | None
    today: str
    among: tuple[int, ...] | None = None
    settings: Mapping[str, int | str | bool] = {}
    beside: bool = False
    known: dict[tuple[object, ...], list[tuple[Any, ...]]] | None = None


class Part(NamedTuple):
    """Some rows of a report under a heading of their own.

    Args:
        first: index of the first of them; they end where the next part begins.
        code: the stable name, in the column `section`.
        title: its heading.
        apart: its rows are of this period alone, such as its months: nothing is beside them.
    """

    first: int
    code: str
    title: Msg
    apart: bool = False


class Picture(NamedTuple):
    """What of a report is worth a chart.

    Args:
        kind: as in sheet.Chart.
        title: above it.
        x: key of the column with the names.
        series: keys of the columns with the numbers; where they are compared, the period before is drawn too.
        part: code of the part whose rows it shows; "" for all rows.
        leave_out: rows with one of these codes in the column `x` are not drawn.
    """

    kind: str
    title: Msg
    x: str
    series: tuple[str, ...]
    part: str = ""
    leave_out: tuple[str, ...] = ()


@record
class Report:
    """The answer.

    Args:
        report: its name.
        columns: those that say what a row is first; money in cents, rates as fractions beside their counts.
        rows: one cell per column.
        totals: by column key.
        parts: of a report with several tables, whose first column is `section`.
        compared: keys of the columns that the period changes, with the label of the same for the period before.
        bars: keys of the columns that a table draws as a bar, of each row the first that is known.
        labels: what a text cell that is a code is called, an English id; for people, not for scripts.
        shown: keys of the columns a table shows; empty for all.
        notes: what must be known to read it.
        since, until: ISO days, both included; None is open.
        previous: the same two of the period before, when it is beside.
        filter: which customers, as FILTER; empty for all.
        pictures: what of it is worth a chart.
        sections: of a pack, the reports it is made of.
    """

    report: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: dict[str, Cell] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    compared: tuple[tuple[str, str], ...] = ()
    bars: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    notes: tuple[Msg, ...] = ()
    since: str | None = None
    until: str | None = None
    previous: tuple[str | None, str | None] | None = None
    filter: str = ""
    pictures: tuple[Picture, ...] = ()
    sections: tuple[Report, ...] = ()
