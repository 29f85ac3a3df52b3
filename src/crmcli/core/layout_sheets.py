"""Sheets as a whole: why one without a table is left out, which tables are no list of customers, and where a second
table begins below the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.layout_cells import Lexicon, filled, is_contact, is_value
from crmcli.core.layout_headers import Rows, look_at
from crmcli.core.layout_joins import Header
from crmcli.core.layout_phrases import is_note
from crmcli.core.patterns import lazily
from crmcli.records.rows import LeftOut, Table

if TYPE_CHECKING:
    from crmcli.records.grid import Cell, Grid

_ABOUT = lazily(
    r"(?:填写|填表|导入|使用|操作|字段|模板|填报)?(?:说明|须知|指南|帮助|要求|注意事项|规则)(?:书|表|页)?|示例|样例|例子|范例"
    r"|instructions?|read ?me|help|notes?|guide|examples?|how to",
    re.IGNORECASE,
)
_LISTS = lazily(
    r"data|lists?|dict(?:ionary)?|options?|lookups?|choices|codes?|下拉.{0,4}|选项.{0,4}|数据字典|字典|数据源|参数.{0,2}|枚举.{0,2}|码表|代码表",
    re.IGNORECASE,
)
_MOST_LOOKS = 2000  # rows of a long sheet looked at as if they were a second header
_SAMPLE = 60


def reason(grid: Grid) -> str:
    """Why a sheet without a table is left out: "hidden", "empty", "instructions", "list" or "no_header"."""
    if grid.hidden:
        return "hidden"
    cells = [found for row in grid.rows[:_SAMPLE] if (found := filled(row[:50]))]
    texts = [text for found in cells for _, text in found]
    if not texts:
        return "empty"
    if _ABOUT.fullmatch(grid.sheet.strip()):
        return "instructions"
    if any(map(is_contact, texts)):
        return "no_header"
    if sum(is_note(text) or len(text) > 25 for text in texts) >= 0.3 * len(texts):
        return "instructions"
    narrow = max(map(len, cells)) == 1 and len(cells) > 1
    return "list" if grid.sheet and (narrow or _LISTS.fullmatch(grid.sheet.strip())) else "no_header"


def leave_out(tables: Sequence[Table], lexicon: Lexicon) -> tuple[tuple[Table, ...], tuple[LeftOut, ...]]:
    """Tables apart from what only looks like one: instructions, and lists for drop-downs, beside a real table."""
    kept: list[Table] = []
    left: list[LeftOut] = []
    lists = {id(table) for table in tables if _is_list(table, lexicon)}
    about = {id(table) for table in tables if _ABOUT.fullmatch(table.sheet.strip())}
    real = {table.file for table in tables if id(table) not in lists | about}
    for table in tables:
        if table.file in real and id(table) in lists | about:
            left.append(LeftOut(table.sheet, "instructions" if id(table) in about else "list", table.file))
        else:
            kept.append(table)
    return tuple(kept), tuple(left)


def _is_list(table: Table, lexicon: Lexicon) -> bool:
    """Whether nothing in a table could name or reach anybody."""
    if any(map(lexicon.identifies, table.headers)):
        return False
    if _LISTS.fullmatch(table.sheet.strip()):
        return True
    texts = [text for row in table.rows[:_SAMPLE] for _, text in filled(row.cells)]
    return all(lexicon.field(header) is not None for header in table.headers) and not any(map(is_contact, texts))


def stacked_header(rows: Rows, header: Header, lexicon: Lexicon) -> int:
    """Index at which another table with other headings begins, its title included; else the number of rows.

    It stands behind a blank row or a line of its own, and three in four of its cells are known headings.
    """
    own = {text for index in range(header.first, header.last + 1) for _, text in filled(rows[index])}
    width = max(len(filled(rows[index])) for index in range(header.first, header.last + 1))
    gap, looks = False, 0
    for index in range(header.last + 1, len(rows)):
        row = rows[index]
        if not gap and len(row) > 1 and row[0] and row[1]:
            continue  # no gap either; most rows of a long sheet
        count = len(row) - row.count("") - row.count(None)
        if count > 2 and gap and looks < _MOST_LOOKS and _may_be(row):
            looks += 1
            look = look_at(row, index, lexicon)
            same = sum(text in own for _, text in look.cells)
            other = same < 0.7 * len(look.cells) or (same < len(look.cells) and len(look.cells) > width)
            if look.fields >= 3 and look.known >= 0.75 and not look.values and other:
                return _with_title(rows, index, header.last + 1)
        gap = count < 2
    return len(rows)


def _may_be(row: tuple[Cell, ...]) -> bool:
    cells = [cell for cell in row[:40] if cell not in (None, "")]
    return all(isinstance(cell, str) and len(cell) <= 30 and not is_value(cell) for cell in cells)


def _with_title(rows: Rows, index: int, first: int) -> int:
    """The row of the title that stands between a blank row and the header, or the header's own."""
    if index - 2 >= first and len(filled(rows[index - 1])) == 1 and not filled(rows[index - 2]):
        return index - 1
    return index
