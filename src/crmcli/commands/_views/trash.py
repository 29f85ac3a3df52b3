"""The trash as a table, and who would go into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.columns import CUSTOMER_COLUMNS
from crmcli.records.customer import Customer
from crmcli.records.sheet import Column, Sheet

TRASH_COLUMNS = (
    *(column for column in CUSTOMER_COLUMNS if column.key in ("code", "name", "kind", "stage", "owner")),
    Column("deleted_at", N_("In the trash since"), "moment"),
)
LEAVING = ("code", "name", "contact", "mobile", "stage", "last_contact_at")


def trash_sheet(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """Customers in the trash, the latest first.

    Args:
        rows: of the customers table.
    """
    return Sheet(
        TRASH_COLUMNS,
        tuple(tuple(row[column.key] for column in TRASH_COLUMNS) for row in rows),
        shown=("code", "name", "stage", "deleted_at"),
        empty=Msg(N_("The trash is empty.")),
        notes=(Msg(N_("Back out of it: crm trash restore CODE. Out for good: crm trash purge CODE")),) if rows else (),
    )


def leaving_sheet(found: Sequence[Customer]) -> Sheet:
    """Customers who would go into the trash."""
    columns = tuple(column for column in CUSTOMER_COLUMNS if column.key in LEAVING)
    return Sheet(columns, tuple(tuple(getattr(one, column.key) for column in columns) for one in found))
