"""Readers of money, shares and counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from crmcli.core.cells import is_empty
from crmcli.core.drafting.collected import Collected
from crmcli.core.drafting.reading import Reader, Reading
from crmcli.core.headers import scale_of
from crmcli.core.marks import narrow
from crmcli.core.money import LIMIT, Money, parse_money, parse_percent
from crmcli.core.patterns import lazily
from crmcli.errors import BadValue

if TYPE_CHECKING:
    from crmcli.core.mapping import ColumnPlan
    from crmcli.records.grid import Cell

_PAID = lazily("实付|实际支付|实收|实际付款")
_PLACES = {"amount": "deal", "order_amount": "order"}


def budget(column: ColumnPlan, reading: Reading) -> Reader:
    """A budget, one amount or a range; the unit may stand in the heading (value_cases: money)."""
    only = {"budget_low": "low", "budget_high": "high"}.get(column.field or "")

    def read(row: Collected, text: str, cell: Cell) -> None:
        money = _money(row, column, (text, cell), reading)
        if money is None or (money.low is None and money.high is None):
            return
        if only:
            amount = money.low if money.low is not None else money.high
            row.columns.setdefault(f"budget_{only}", amount)
        elif row.columns.get("budget_low") is None and row.columns.get("budget_high") is None:
            row.columns.update(budget_low=money.low, budget_high=money.high)
        else:
            row.keep(column.header, text)
            return
        if money.currency:
            row.columns.setdefault("currency", money.currency)

    return read


def amount(column: ColumnPlan, reading: Reading) -> Reader:
    """What a deal or an order is worth; of a range the lower end, of several columns what was paid, else the first."""
    place = _PLACES[column.field or "amount"]
    paid = place == "order" and _PAID.search(column.header) is not None

    def read(row: Collected, text: str, cell: Cell) -> None:
        money = _money(row, column, (text, cell), reading)
        if money is None:
            return
        value = money.low if money.low is not None else money.high
        into: dict[str, object] = getattr(row, place)
        if value is None:
            return
        if paid and value and into.get("amount", value) != value:
            row.keep(*_due(into))  # what was due, beside what was paid
            into["amount"] = value
        into.setdefault("due", (column.header, text))
        if into.setdefault("amount", value) != value:
            row.keep(column.header, text)
        elif money.currency:
            into.setdefault("currency", money.currency)

    return read


def _due(into: dict[str, object]) -> tuple[str, str]:
    header, text = cast("tuple[str, str]", into["due"])
    return header, text


def _money(row: Collected, column: ColumnPlan, given: tuple[str, Cell], reading: Reading) -> Money | None:
    """The amount in a cell; None, and said so, when there is none."""
    text, cell = given
    scale, named = scale_of(column.unit)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < LIMIT / scale / 100:
        cents = round(cell * scale * 100)
        return Money(cents, cents, _currency(named, reading))
    try:
        money = parse_money(text, unit=scale)
    except BadValue as error:
        row.unread(column.field or "", column.header, text, error)
        return None
    if money.note:
        row.keep(column.header, text)
    own = money.currency == reading.currency
    return money._replace(currency=None if own else money.currency or _currency(named, reading))


def _currency(word: str, reading: Reading) -> str | None:
    """The code of a currency's word; None for none, and for the setting's."""
    code = parse_money(f"1{word}").currency if word else None
    return None if code == reading.currency else code


def probability(column: ColumnPlan, reading: Reading) -> Reader:
    """A chance of winning, as a fraction."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        if is_empty(text) and text != "0":
            return
        try:
            row.deal.setdefault("probability", parse_percent(text))
        except BadValue as error:
            row.unread("probability", column.header, text, error)

    return read


def quantity(column: ColumnPlan, reading: Reading) -> Reader:
    """How many pieces."""
    del reading

    def read(row: Collected, text: str, cell: Cell) -> None:
        match = re.match(r"(\d{1,9}(?:\.\d{1,4})?)\s*\D{0,4}$", narrow(text).replace(",", ""))
        if match:
            row.order.setdefault("quantity", float(match[1]))
        elif not is_empty(text):
            row.keep(column.header, text)

    return read


def currency(column: ColumnPlan, reading: Reading) -> Reader:
    """A column of currencies, for the amounts of the row."""
    place = {"orders": "order", "deals": "deal"}.get(reading.kind, "columns")

    def read(row: Collected, text: str, cell: Cell) -> None:
        try:
            code = _currency(text[:20], reading)
        except BadValue:
            row.keep(column.header, text)
            return
        if code:
            getattr(row, place).setdefault("currency", code)

    return read
