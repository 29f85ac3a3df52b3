"""Customers as rows: the table people look at, and the columns of product.md §9 that scripts read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from crmcli.commands._views.own_fields import own_cell
from crmcli.commands._views.pieces import as_object
from crmcli.core.filter_keys import CUSTOM
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.records.customer import Customer
from crmcli.records.record import names, replace
from crmcli.records.sheet import Cell, Column, Sheet

KEYS = names(Customer)
BY_KEY = {column.key: column for column in CUSTOMER_COLUMNS}

# What fits 80 columns: one number to call, whichever there is, and days without the hour.
TABLE = (
    BY_KEY["name"],
    replace(BY_KEY["contact"], drop=3),
    Column("phone", N_("Phone")),
    replace(BY_KEY["stage"], share=1, drop=4),
    replace(BY_KEY["last_contact_at"], kind="day", short=N_("Last")),
    replace(BY_KEY["next_at"], kind="day", short=N_("Next"), drop=1),
)


def customer_sheet(customers: Sequence[Customer], columns: Sequence[Column] = CUSTOMER_COLUMNS) -> Sheet:
    """Customers with columns of their record, the custom fields among them as `custom.NAME`.

    Args:
        customers: one row each.
        columns: those of §9 unless others were chosen.
    """
    return Sheet(tuple(columns), tuple(tuple(_cell(one, column) for column in columns) for one in customers))


def customer_table(customers: Sequence[Customer], columns: Sequence[Column] = ()) -> Sheet:
    """Customers as people look at them: numbered, a few columns unless some were chosen.

    Whoever asks for the phone alone gets the number to call: the mobile where there is no landline.
    """
    if columns:
        if "mobile" not in {column.key for column in columns}:
            customers = [replace(one, phone=one.phone or one.mobile) for one in customers]
        return replace(customer_sheet(customers, columns), numbered=True)
    return Sheet(TABLE, tuple(_table_row(one) for one in customers), numbered=True)


def customer_object(customer: Customer) -> dict[str, object]:
    """One customer as the object of §9."""
    return as_object(CUSTOMER_COLUMNS, [getattr(customer, key) for key in KEYS])


def counted(shown: int, total: int) -> tuple[Msg, ...]:
    """The line below the table that says how many there are, and how to see the rest.

    Args:
        shown: rows in the table.
        total: customers that the filter selects.
    """
    if shown < total:
        params = {"shown": f"{shown:,}", "total": f"{total:,}", "n": total}
        return (Msg(N_("{shown} of {total} customers; all of them with --all"), params),)
    return (Msg(N_("{n} customers"), {"n": total}, one=N_("{n} customer")),) if total else ()


def nobody(*, everybody: int) -> Sheet:
    """The table of nobody; see `nothing`."""
    said, hints = nothing(everybody=everybody)
    return Sheet(TABLE, (), empty=said, notes=hints)


def nothing(*, everybody: int) -> tuple[Msg, tuple[Msg, ...]]:
    """What an empty list says, and what to type next.

    Args:
        everybody: how many customers the file holds.
    """
    if everybody:
        params = {"n": everybody}
        hint = Msg(N_("All {n} customers: crm list"), params, one=N_("The only customer: crm list"))
        return Msg(N_("No customer matches.")), (hint,)
    return Msg(N_("No customers yet.")), (
        Msg(N_("Add the first: crm add NAME --phone 13800138000 --source expo")),
        Msg(N_("Or import a sheet as it is: crm import customers.xlsx")),
        Msg(N_("Or look around with invented ones first: crm demo")),
    )


def _table_row(one: Customer) -> tuple[Cell, ...]:
    contact = None if one.contact == one.name else one.contact
    return one.name, contact, one.mobile or one.phone, one.stage, _day(one.last_contact_at), _day(one.next_at)


def _day(at: str | None) -> str | None:
    return at and at[:10]


def _cell(one: Customer, column: Column) -> Cell:
    if column.key.startswith(CUSTOM):
        return own_cell(one.custom.get(column.key.removeprefix(CUSTOM)), column)
    return cast("Cell", getattr(one, column.key))
