"""Further goods of an order in rows of their own, without an amount: Shopify, 1688. They join the order's first row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmcli.core.cells import text_of
from crmcli.records.rows import RawRow, Skipped

if TYPE_CHECKING:
    from crmcli.core.mapping import Mapping
    from crmcli.records.grid import Cell
    from crmcli.records.rows import Table

_WHO = frozenset({"name", "company", "contact", "mobile", "phone", "wechat"})


def joined(table: Table, mapping: Mapping) -> Table:
    """The table with the goods of each order in one row; the same one when none are apart (product.md §4).

    A row is a further line when it has goods, no amount and nobody of its own, and the number of an order seen
    before, or none at all right below its order.
    """
    places: dict[str, list[int]] = {}
    for index, column in enumerate(mapping.columns):
        places.setdefault(column.field or "", []).append(index)
    if mapping.kind != "orders" or not {"order_no", "order_amount", "product"} <= places.keys():
        return table
    number, amounts, goods = places["order_no"][0], places["order_amount"], places["product"]
    people = [index for field in _WHO & places.keys() for index in places[field]]
    kept: list[list[Cell]] = []
    numbers: list[int] = []
    orders: dict[str, int] = {}
    lines: list[Skipped] = []
    for row in table.rows:
        said = _at(row.cells, number)
        bare = not any(_at(row.cells, index) for index in (*amounts, *people))
        known = orders.get(said) if said else (len(kept) - 1 if kept else None)
        if known is not None and bare and (bought := " ".join(_at(row.cells, index) for index in goods).strip()):
            kept[known][goods[0]] = f"{text_of(kept[known][goods[0]])}; {bought}"
            lines.append(Skipped(row.number, "order_line", bought[:80]))
            continue
        if said:
            orders.setdefault(said, len(kept))
        kept.append(list(row.cells))
        numbers.append(row.number)
    if not lines:
        return table
    rows = tuple(RawRow(at, tuple(cells)) for at, cells in zip(numbers, kept, strict=True))
    return table._replace(rows=rows, skipped=(*table.skipped, *lines))


def _at(cells: Sequence[Cell], index: int) -> str:
    return text_of(cells[index]) if index < len(cells) else ""
