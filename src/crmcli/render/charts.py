"""Charts as SVG, drawn by pygal: without script, style or date, so that the same numbers give the same bytes.

Colours and fonts are those of the page (`formats.html`), which knows light from dark. Worksheets have their own charts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from crmcli.records.sheet import Cell, Chart, Column, Sheet, Typed
from crmcli.render.text import cells, clean, cut
from crmcli.render.wording import Wording

WIDTH = 520
FONT = 13
CHARACTER = 0.6  # of the font's size: how wide pygal takes a character to be; a Chinese one is wider
LONGEST = 28  # cells of a name beside a bar
LEGEND = 18  # height of its lines
# What pygal adds and a page must not have: a script, a style and a comment with the day it was drawn on.
_ADDED = re.compile("<!--.*?-->|<script.*?</script>|<defs>.*?</defs>", re.DOTALL)
_KINDS = {"bar": "HorizontalBar", "column": "Bar", "line": "Line", "pie": "Pie"}


def points_of(sheet: Sheet, chart: Chart) -> tuple[tuple[int, ...], dict[str, int]]:
    """Indexes of the rows that a chart shows, and place of each column by key.

    No rows when there is nothing to be seen: every number is nothing or unknown.
    """
    places = {column.key: place for place, column in enumerate(sheet.columns)}
    rows = tuple(range(*chart.rows))
    if any(number(sheet.rows[row][places[key]]) for row in rows for key in chart.series):
        return rows, places
    return (), places


def number(cell: Cell) -> float | None:
    """The number in a cell, whatever brings it along."""
    value = cell.value if isinstance(cell, Typed) else cell
    return value if isinstance(value, int | float) else None


def svg(sheet: Sheet, chart: Chart, wording: Wording, *, name: str) -> str:
    """One chart of a sheet; empty when it would show nothing.

    Args:
        name: tells it from the others of the page.
    """
    rows, places = points_of(sheet, chart)
    if not rows:
        return ""
    write = wording.writer(sheet.columns[places[chart.x]])
    names = [cut(clean(write(sheet.rows[row][places[chart.x]])), LONGEST) for row in rows]
    series = [
        (clean(wording.heading(sheet.columns[places[key]])), [number(sheet.rows[row][places[key]]) for row in rows])
        for key in chart.series
    ]
    form = _form(sheet.columns[places[chart.series[0]]], wording)
    drawn = _Drawn(chart.kind, names, series, form)
    return _ADDED.sub("", drawn.render(name))


def _form(column: Column, wording: Wording) -> Callable[[Any], str]:
    """How the numbers of a column read; money in whole yuan."""
    if column.kind == "money":
        return lambda cents: wording.cell(column, round(cents, -2)) if isinstance(cents, int | float) else ""
    return lambda value: wording.cell(column, value) if isinstance(value, int | float) else ""


class _Drawn:
    """A chart while it is put together.

    Args:
        kind: as in sheet.Chart.
        names: of the points.
        series: (name, numbers).
        form: a number as text.
    """

    def __init__(
        self,
        kind: str,
        names: Sequence[str],
        series: Sequence[tuple[str, Sequence[float | None]]],
        form: Callable[[Any], str],
    ) -> None:
        self.kind, self.names, self.series, self.form = kind, list(names), list(series), form

    def render(self, name: str) -> str:
        """The whole `<svg>`."""
        chart = getattr(_pygal(), _KINDS[self.kind])(**self._options())
        if self.kind == "pie":
            for label, value in zip(self.names, self.series[0][1], strict=True):
                if value:
                    chart.add(f"{label} {self.form(value)}", value)
        else:
            turned = slice(None, None, -1) if self.kind == "bar" else slice(None)  # the first bar is to be on top
            chart.x_labels = self.names[turned]
            for label, values in self.series:
                chart.add(label, list(values)[turned])
        chart.uuid = name
        text = chart.render(is_unicode=True)
        return text if isinstance(text, str) else text.decode()

    def _options(self) -> dict[str, Any]:
        many = len(self.series) > 1
        options: dict[str, Any] = {
            "js": (), "css": (), "disable_xml_declaration": True, "pretty_print": False, "width": WIDTH,
            "show_legend": many or self.kind == "pie", "legend_at_bottom": True, "legend_box_size": 12,
            "legend_at_bottom_columns": 2 if self.kind == "pie" else len(self.series), "truncate_legend": -1,
            "truncate_label": -1, "value_formatter": self.form, "margin": 12, "style": _style(),
            "height": self._height(),
            "print_values": self.kind in ("bar", "column"), "print_values_position": "top", "print_zeroes": False,
            "include_x_axis": True, "inner_radius": 0.55 if self.kind == "pie" else 0, "dots_size": 3,
            "min_scale": 2, "max_scale": 5, "zero": 0, "show_y_guides": True, "no_prefix": True,
        }  # fmt: skip
        if self.kind == "pie":  # pygal leaves no room for the last line of a legend when it is half empty
            options["margin_bottom"] = 12 + LEGEND * (self._slices() % 2)
        if self.kind == "bar":
            widest = max(self.names, key=cells)
            # pygal leaves room for so many Latin letters; and for the value behind the longest bar
            options["margin_left"] = 12 + max(0, cells(widest) * 0.52 - len(widest) * CHARACTER) * FONT
            options["margin_right"] = 12 + max(cells(self.form(max(map(_known, self._values())))) * 4, 12)
            if cells(self.form(max(map(_known, self._values())))) > 8:  # long amounts side by side would touch
                options["max_scale"] = 3
        elif self.kind != "pie" and max(map(cells, self.names)) * len(self.names) * FONT * 0.55 > WIDTH * 0.8:
            options["x_label_rotation"] = 40
        return options

    def _values(self) -> list[float | None]:
        return [value for _, values in self.series for value in values]

    def _height(self) -> int:
        if self.kind == "bar":
            return 90 + len(self.names) * (22 + 14 * (len(self.series) - 1))
        return 290 + LEGEND * ((self._slices() + 1) // 2) if self.kind == "pie" else 300

    def _slices(self) -> int:
        return sum(map(bool, self.series[0][1]))


def _pygal() -> Any:
    """The library, without the finder of modules that it puts into the interpreter: every later import would warn."""
    import sys

    before = list(sys.meta_path)
    import pygal

    sys.meta_path[:] = before
    return pygal


def _known(value: float | None) -> float:
    return value or 0


def _style() -> Any:
    from pygal.style import Style

    sizes = ("label", "major_label", "value", "legend", "tooltip", "title", "value_label")
    return Style(**{f"{name}_font_size": FONT for name in sizes}, font_family="inherit")
