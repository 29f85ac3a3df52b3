"""From the cells of a sheet to tables of raw rows: where the header is, what the rows around it are (product.md §4).

The parts: layout_headers, layout_joins, layout_titles, layout_blocks, layout_rows, layout_cards, layout_sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from crmcli.core.cells import text_of
from crmcli.core.layout_blocks import Columns, columns_of, unique
from crmcli.core.layout_cards import Cards, goes_on, read_cards
from crmcli.core.layout_cells import Lexicon, filled, is_contact, is_empty, shown
from crmcli.core.layout_headers import Rows, find_header, is_firm, look_at
from crmcli.core.layout_joins import Header, read_header
from crmcli.core.layout_rows import Body, Reader
from crmcli.core.layout_sheets import leave_out, reason, stacked_header
from crmcli.core.layout_titles import Above, look_above, state_day, year_in
from crmcli.core.marks import narrow
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.rows import LeftOut, RawRow, Skipped, Table

if TYPE_CHECKING:
    from crmcli.records.grid import Grid

_SHOWN = 10  # row numbers named in a note


def tables(
    grids: Sequence[Grid], *, no_header: bool = False, known: Callable[[str], str | None] | None = None
) -> tuple[tuple[Table, ...], tuple[LeftOut, ...]]:
    """Every table in some sheets, and the sheets that hold none.

    Args:
        grids: the sheets of one file or several.
        no_header: sheets in which no sure header is found are read as if each row were a record; their headers are
            列1, 列2 and so on.
        known: heading → field, "" when the values decide, None when unknown; the lexicon's when not given.
    """
    lexicon = Lexicon(known)
    found: list[Table] = []
    left_out: list[LeftOut] = []
    years = {grid.file: _year(grid.file, grids) for grid in grids}
    for grid in grids:
        own = () if grid.hidden else _tables(grid, lexicon, years[grid.file], no_header=no_header)
        found += own
        if not own:
            left_out.append(LeftOut(grid.sheet, reason(grid), grid.file))
    kept, more = leave_out(found, lexicon)
    return kept, (*left_out, *more)


def _year(file: str, grids: Sequence[Grid]) -> int | None:
    """The year that the first rows of a file's sheets name, or its own name."""
    own = [grid for grid in grids if grid.file == file]
    first = (cell for grid in own for row in grid.rows[:4] for cell in row[:12] if isinstance(cell, str))
    return year_in([*(grid.sheet for grid in own), *(text for text in first if len(narrow(text[:60])) > 8), file])


def _tables(grid: Grid, lexicon: Lexicon, year: int | None, *, no_header: bool) -> tuple[Table, ...]:
    if grid.kind in ("records", "vcard"):
        return _of_records(grid)
    start, found = 0, list[Table]()
    while start < len(grid.rows):
        index = find_header(grid.rows, lexicon, start=start, sure=no_header)
        cards = None if found or _is_table(grid, lexicon, index) else _of_cards(grid, lexicon, year)
        if cards is not None:
            return (cards,)
        if index is None:
            break
        top = start
        table, start = _under(grid, lexicon, (start, index), year)
        card = _card_above(grid, table, top, lexicon) if not found else None
        found.append(_of_card(table, card) if card else table)
    if not found and no_header and any(not is_empty(cell) for row in grid.rows for cell in row):
        return (_without_header(grid, lexicon, year),)
    return tuple(found)


def _is_table(grid: Grid, lexicon: Lexicon, index: int | None) -> bool:
    """Whether a row is a header beyond doubt, so that the sheet need not be looked at as cards."""
    if index is None or not is_firm(look_at(grid.rows[index], index, lexicon)):
        return False
    return not goes_on(grid.rows, index, lexicon)


def _under(grid: Grid, lexicon: Lexicon, place: tuple[int, int], year: int | None) -> tuple[Table, int]:
    """The table under the header at place[1], its title not above place[0]; and where the next may begin."""
    start, index = place
    header = read_header(grid.rows, index, grid.merges, lexicon)
    first = max(header.first, start)
    above = look_above(grid.rows[start:first], start, grid.first_row + start)
    stop = stacked_header(grid.rows, header, lexicon)
    body, columns = _body(grid, header, stop, lexicon)
    return _table(grid, columns.headers, header, above, body, year), stop


def _body(grid: Grid, header: Header, stop: int, lexicon: Lexicon) -> tuple[Body, Columns]:
    below = grid.rows[header.last + 1 : stop]
    width = max(map(len, below), default=0)
    extra = [column for column in range(width) if column not in header.names and _holds(below, column)]
    columns = columns_of(header.names, header.keys, extra, lexicon)
    heads = grid.rows[header.first : header.last + 1]
    return Reader(grid, columns, heads=heads, lexicon=lexicon, first=header.last + 1).read(stop), columns


def _holds(rows: Rows, column: int) -> bool:
    return any(not is_empty(row[column]) for row in rows if len(row) > column)


def _table(grid: Grid, headers: tuple[str, ...], header: Header, above: Above, body: Body, year: int | None) -> Table:
    number = grid.first_row
    second = tuple(
        Skipped(number + index, "header", shown(filled(grid.rows[index])))
        for index in range(header.first + 1, header.last + 1)
    )
    return Table(
        grid.file,
        grid.sheet,
        headers,
        number + header.first,
        body.rows,
        (*above.skipped, *second, *body.skipped),
        title=above.title,
        day=state_day(grid.sheet, above, year_in(above.texts) or year),
        encoding=grid.encoding or None,
        notes=(*grid.notes, *_notes(grid, body)),
    )


def _notes(grid: Grid, body: Body) -> Iterable[Msg]:
    hidden = len(body.used & grid.hidden_rows)
    if hidden:
        yield Msg(N_("{n} hidden rows were read too."), {"n": hidden}, one=N_("{n} hidden row was read too."))
    struck = sorted(grid.first_row + index for index in body.used & grid.struck_rows)
    if struck:
        yield Msg(N_("Struck-through text was read as it stands, in rows {rows}."), {"rows": _some(struck)})
    if body.errors:
        yield Msg(
            N_("Failed formulas (#N/A and the like) were read as empty, in rows {rows}."), {"rows": _some(body.errors)}
        )


def _some(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:_SHOWN])) + ("…" if len(rows) > _SHOWN else "")


def _of_records(grid: Grid) -> tuple[Table, ...]:
    """Records of a format that has keys: nothing to find."""
    if not grid.rows:
        return ()
    headers = unique(str(cell).strip() if cell is not None else "" for cell in grid.rows[0])
    width = len(headers)
    rows = [
        RawRow(number, tuple(row[:width]) + (None,) * (width - len(row)))
        for number, row in enumerate(grid.rows[1:], grid.first_row + 1)
        if not all(map(is_empty, row))
    ]
    encoding = grid.encoding or None
    return (Table(grid.file, grid.sheet, headers, grid.first_row, tuple(rows), encoding=encoding, notes=grid.notes),)


def _of_cards(grid: Grid, lexicon: Lexicon, year: int | None) -> Table | None:
    cards = read_cards(grid.rows, lexicon, grid.first_row)
    if cards is None or not cards.rows:
        return None
    top = next((index for index, row in enumerate(grid.rows) if not all(map(is_empty, row))), 0)
    titled = cards.skipped and cards.skipped[0].why == "title" and cards.skipped[0].number == grid.first_row + top
    above = look_above(grid.rows[top : top + 1] if titled else (), top, grid.first_row + top)
    return Table(
        grid.file,
        grid.sheet,
        cards.headers,
        0,
        cards.rows,
        cards.skipped,
        title=above.title,
        day=state_day(grid.sheet, above, year),
        encoding=grid.encoding or None,
        notes=grid.notes,
    )


def _card_above(grid: Grid, table: Table, top: int, lexicon: Lexicon) -> Cards | None:
    """The one card that stands above a table in which nobody is named: a customer's form with the talks below it."""
    rows = grid.rows[top : table.header_row - grid.first_row]
    if len(rows) < 3 or any(map(lexicon.names_somebody, table.headers)):
        return None
    cards = read_cards(rows, lexicon, grid.first_row + top)
    return cards if cards is not None and len(cards.rows) == 1 else None


def _of_card(table: Table, card: Cards) -> Table:
    """The table's rows, each with what the card above says of whom it is about; the card alone when it has none."""
    own = card.rows[0]
    rows = tuple(row._replace(cells=(*own.cells, *row.cells)) for row in table.rows)
    taken = {own.number, *(one.number for one in card.skipped)}
    skipped = [
        one for one in table.skipped if one.number >= table.header_row or one.number in taken or one.why == "blank"
    ]
    empty = (None,) * len(table.headers)
    return table._replace(
        headers=unique((*card.headers, *table.headers)),
        rows=rows or (own._replace(cells=(*own.cells, *empty)),),
        skipped=tuple(skipped),
    )


def _first_line(grid: Grid) -> int:
    """Index of the first line of a list pasted into one column: what stands above its first number is its title."""
    if max(map(len, grid.rows), default=0) != 1:
        return 0
    lines = [index for index, row in enumerate(grid.rows) if row and is_contact(text_of(row[0]))]
    return lines[0] if lines and 2 * len(lines) >= sum(bool(row) for row in grid.rows[lines[0] :]) else 0


def _without_header(grid: Grid, lexicon: Lexicon, year: int | None) -> Table:
    first = _first_line(grid)
    header = Header(first, first - 1, {}, {})
    body, columns = _body(grid, header, len(grid.rows), lexicon)
    above = look_above(grid.rows[:first], 0, grid.first_row)
    table = _table(grid, columns.headers, header, above, body, year)
    return table._replace(header_row=0, no_header=True)
