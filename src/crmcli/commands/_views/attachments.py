"""Files of customers, in a list. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmcli.commands._views.backups import size
from crmcli.errors import N_
from crmcli.records.base import Msg
from crmcli.records.sheet import Column, Sheet

COLUMNS = (
    Column("id", N_("No."), style="dim"),
    Column("customer_code", N_("Code")),
    Column("customer_name", N_("Customer"), share=1),
    Column("name", N_("File"), share=2, style="strong"),
    Column("size", N_("Bytes"), "count"),
    Column("created_at", N_("When"), "moment"),
    Column("interaction_id", N_("Interaction"), "count"),
)
HUMAN = Column("megabytes", N_("Size"), "msg", drop=1)


def attachments_sheet(rows: Sequence[Mapping[str, Any]], *, of_one: bool) -> Sheet:
    """Attachments, the newest first.

    Args:
        rows: from services.attaching.
        of_one: all of one customer, who need not be named.
    """
    cells = tuple((*(row[one.key] for one in COLUMNS), size(row["size"])) for row in rows)
    whose = () if of_one else ("customer_code", "customer_name")
    empty = Msg(N_("There is no file. To add one: crm attach add CUSTOMER FILE"))
    return Sheet((*COLUMNS, HUMAN), cells, shown=("id", *whose, "name", "megabytes", "created_at"), empty=empty)
