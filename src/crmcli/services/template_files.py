"""The import template as a file: a workbook with notes and drop-downs, or plain text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crmcli.services.templating import Template

ROWS = 5000  # rows below the heading that have drop-downs
NEEDED, OTHER = "FFF2CC", "DDEBF7"  # behind the headings
WIDEST, NARROWEST = 30, 12
NOTE_SIZE = (240, 80)  # of a note, in pixels


def as_csv(made: Template) -> bytes:
    """The headings and the example, for programs without workbooks."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(made.headings)
    writer.writerow(made.example)
    return b"\xef\xbb\xbf" + text.getvalue().encode()  # Excel takes a file without the mark for another encoding


def as_workbook(made: Template) -> bytes:
    """A sheet to fill in, one with instructions, and a hidden one with the words to choose from."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "crmcli"
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    sheet.title = made.title
    _headings(sheet, made)
    _columns(sheet, made)
    _choices(book, sheet, made)
    page = book.create_sheet(made.help)
    for line in made.advice:
        page.append([line])
    page.column_dimensions["A"].width = 100
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _headings(sheet: Any, made: Template) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    sheet.append(made.headings)
    sheet.append(made.example)
    sheet.freeze_panes = "B2"
    for cell, heading, note in zip(sheet[1], made.headings, made.notes, strict=True):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color=NEEDED if heading.endswith(("*", "(*)")) else OTHER)
        if note:
            cell.comment = Comment(note, "crmcli", height=NOTE_SIZE[1], width=NOTE_SIZE[0])
    for cell in sheet[2]:
        cell.font = Font(italic=True, color="808080")
        cell.number_format = "@"


def _columns(sheet: Any, made: Template) -> None:
    """Wide enough, and of text: a spreadsheet would round long numbers and turn 2026-11 into a day."""
    from openpyxl.utils import get_column_letter

    for n, (heading, example) in enumerate(zip(made.headings, made.example, strict=True), 1):
        column = sheet.column_dimensions[get_column_letter(n)]
        column.width = min(max(2 * len(heading), len(example) + 4, NARROWEST), WIDEST)
        column.number_format = "@"


def _choices(book: Any, sheet: Any, made: Template) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(made.lists)
    lists.sheet_state = "hidden"
    used = 0
    for n, words in enumerate(made.choices, 1):
        if not words:
            continue
        used += 1
        letter = get_column_letter(used)
        for row, text in enumerate((made.headings[n - 1], *words), 1):
            lists.cell(row, used, text)
        where = f"'{made.lists}'!${letter}$2:${letter}${len(words) + 1}"
        rule = DataValidation(type="list", formula1=where, allow_blank=True, showErrorMessage=False)
        rule.add(f"{get_column_letter(n)}2:{get_column_letter(n)}{ROWS}")
        sheet.add_data_validation(rule)
