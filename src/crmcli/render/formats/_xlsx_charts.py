"""Charts of Excel's own beside a table, and its title and notes below it. The table is written by `xlsx`."""

from __future__ import annotations

from typing import Any

from crmcli.records.sheet import Chart, Sheet
from crmcli.render.charts import points_of
from crmcli.render.text import visible
from crmcli.render.wording import Wording

HEIGHT, WIDTH = 7.5, 16.0  # centimetres
ROWS = 17  # of a worksheet that a chart covers
_FORMATS = {"money": "#,##0", "rate": "0%", "count": "General"}


def add_notes(page: Any, sheet: Sheet, wording: Wording) -> None:
    """What the table is about and what must be known to read it, below it."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    page.append([])
    for what in (sheet.title, *sheet.notes):
        if what is not None:
            cell = WriteOnlyCell(page)
            cell.value, cell.font = visible(wording.say(what)), Font(italic=True, color="666666")
            cell.data_type = "s"
            page.append([cell])


def set_up_print(page: Any) -> None:
    """On paper: lying, as wide as one page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0


def add_charts(page: Any, sheet: Sheet, wording: Wording) -> None:
    """One chart below the other, to the right of the table; those without numbers are left out."""
    from openpyxl.utils import get_column_letter

    column, row = get_column_letter(len(sheet.columns) + 2), 2
    for chart in sheet.charts:
        if points_of(sheet, chart)[0]:
            page.add_chart(_drawn(page, sheet, chart, wording), f"{column}{row}")
            row += ROWS


def _drawn(page: Any, sheet: Sheet, chart: Chart, wording: Wording) -> Any:
    from openpyxl.chart import BarChart, LineChart, PieChart, Reference

    rows, places = points_of(sheet, chart)
    drawn: Any = {"pie": PieChart, "line": LineChart}.get(chart.kind, BarChart)()
    drawn.title = visible(wording.say(chart.title))
    drawn.height, drawn.width = HEIGHT, WIDTH
    first, last = rows[0] + 2, rows[-1] + 2  # the headings are row 1
    names = places[chart.x] + 1
    for key in chart.series:
        column = places[key] + 1
        drawn.series.append(_series(page, wording.heading(sheet.columns[column - 1]), (column, first, last)))
    drawn.set_categories(Reference(page, min_col=names, min_row=first, max_row=last))
    form = _FORMATS.get(sheet.columns[places[chart.series[0]]].kind, "General")
    _finish(drawn, chart, form)
    return drawn


def _series(page: Any, name: str, where: tuple[int, int, int]) -> Any:
    from openpyxl.chart import Reference, Series

    column, first, last = where
    return Series(Reference(page, min_col=column, min_row=first, max_row=last), title=visible(name))


def _finish(drawn: Any, chart: Chart, form: str) -> None:
    """Axes, legend and labels."""
    from openpyxl.chart.label import DataLabelList

    drawn.dataLabels = DataLabelList()
    drawn.dataLabels.showSerName = drawn.dataLabels.showCatName = drawn.dataLabels.showLegendKey = False
    if chart.kind == "pie":
        drawn.dataLabels.showPercent, drawn.dataLabels.showVal = True, False
        return
    drawn.dataLabels.showVal, drawn.dataLabels.showPercent = chart.kind != "line", False
    drawn.dataLabels.numFmt = form
    drawn.y_axis.number_format, drawn.y_axis.majorGridlines = form, None
    drawn.x_axis.delete = drawn.y_axis.delete = False  # openpyxl hides them otherwise
    drawn.y_axis.scaling.min = 0
    if len(chart.series) == 1:
        drawn.legend = None
    else:
        drawn.legend.position = "b"
    if chart.kind == "bar":
        drawn.type, drawn.gapWidth = "bar", 60
        drawn.x_axis.scaling.orientation = "maxMin"  # the first on top, as in the table
        drawn.y_axis.crosses = "max"
