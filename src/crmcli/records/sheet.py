"""What is drawn: a Sheet of rows and a Card of one thing. Both are free of words until drawn."""

from __future__ import annotations

from crmcli.records.base import Msg, Word
from crmcli.records.record import record


@record
class Typed:
    """A value that brings its kind along, where no column says it: in a pair of a Card, in a param of a Msg.

    Args:
        kind: as in Column; money is then drawn with its currency.
        value: as a cell of that kind.
        dict: name of the dictionary when kind is "code".
        key: the product's key (§9), by which phones, e-mails and WeChat ids are known when masking.
    """

    kind: str
    value: str | int | float | bool | tuple[str, ...] | None
    dict: str = ""
    key: str = ""


# What a cell may hold. How it is drawn follows from its column's kind.
Cell = str | int | float | bool | None | Msg | Word | Typed | tuple[str, ...] | tuple[int, ...] | dict[str, object]


@record
class Column:
    """One column of a Sheet.

    Args:
        key: the stable key of product contracts (§9), used by json and `--codes`.
        label: heading, an English id of the catalogue.
        kind: "text", "code" (dictionary code, `dict` names it), "money" (whole cents), "day" (ISO date),
            "moment" (ISO date or date and minute), "rate" (fraction), "count", "yesno", "tags" (tuple of text),
            "msg" (a Msg or Word), "object" (a dict, JSON only; flattened into columns in csv), "bar" (a fraction that
            a table draws as a bar), "spark" (a tuple of counts, drawn as a small line of bars).
        dict: name of the dictionary when kind is "code".
        share: 0 for a column as wide as its content; otherwise its part of the width left over on a terminal.
        style: "" or one of the styles known to render ("strong", "dim", "warn", "bad", "good").
        drop: when a terminal is too narrow, the column with the highest number goes first; 0 is never dropped.
        short: heading in a table on a terminal, an English id; the label when empty.
    """

    key: str
    label: str
    kind: str = "text"
    dict: str = ""
    share: int = 0
    style: str = ""
    drop: int = 0
    short: str = ""


@record
class Chart:
    """A picture of some numbers of a Sheet, for the formats that have pictures.

    Args:
        kind: "bar" (lying bars, for what is called by words), "column" (standing ones), "line" or "pie".
        title: above it.
        x: key of the column with the names.
        series: keys of the columns with the numbers, of one kind.
        rows: indexes of the first of its rows and of the one behind the last.
    """

    kind: str
    title: Msg
    x: str
    series: tuple[str, ...]
    rows: tuple[int, int]


@record
class Event:
    """One entry of a calendar.

    Args:
        uid: the same in every export, so that the entry is moved and not doubled.
        at: ISO day, or day and minute of the local wall clock.
        title: one line.
        lines: what stands below it.
        alarm: minutes from the beginning of the day or from the moment; below 0 is before it.
        sequence: rises with every change of the file.
        stamp: ISO moment in UTC with seconds, of the last change or the beginning of today.
        high: whether it comes first.
        cancelled: it is settled: taken out of the calendar.
    """

    uid: str
    at: str
    title: Msg | str
    lines: tuple[Msg | str, ...]
    alarm: int
    sequence: int
    stamp: str
    high: bool = False
    cancelled: bool = False


@record
class Sheet:
    """A table ready to be drawn in any format.

    Args:
        columns: in their stable order.
        rows: one tuple per row, one cell per column.
        title: drawn above a table; not in data formats.
        groups: (index of the first row, heading) pairs, drawn as headings in a table; not in data formats.
        details: for each row, lines drawn dim below it in a table; empty, or as long as rows.
        notes: lines below the table on a terminal; not in data formats.
        shown: keys of the columns a table shows, in their order; empty for all.
        empty: drawn instead of a table without rows.
        numbered: a table begins each row with its number, 1 for the first; not in data formats.
        headed: a table has a row of headings.
        group_styles: a style for each heading of `groups`; "strong" where none is given.
        events: the rows as entries of a calendar, where they are such.
        charts: pictures of it; only in xlsx and html.
        name: of its worksheet, if it is not the only one or people are to read it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Msg | None = None
    groups: tuple[tuple[int, Msg], ...] = ()
    details: tuple[tuple[Msg | str, ...], ...] = ()
    notes: tuple[Msg, ...] = ()
    shown: tuple[str, ...] = ()
    empty: Msg | None = None
    numbered: bool = False
    headed: bool = True
    group_styles: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    charts: tuple[Chart, ...] = ()
    name: Msg | None = None


@record
class Section:
    """One titled part of a Card: pairs of label and value, or plain lines, or both."""

    title: Msg | None
    pairs: tuple[tuple[Msg, Cell], ...] = ()
    lines: tuple[Msg | str, ...] = ()


@record
class Card:
    """One thing drawn in full.

    Args:
        title: the heading line.
        sections: in the order drawn; an empty section is left out.
        data: the same as one object with the stable keys of §9, for json.
    """

    title: Msg
    sections: tuple[Section, ...]
    data: dict[str, object]


@record
class Book:
    """Several sheets as one page, workbook or text, for table, md, xlsx and html.

    Args:
        title: of the whole.
        sheets: in the order drawn.
    """

    title: Msg
    sheets: tuple[Sheet, ...]
