"""Tags as tables: all that are in use, and those of one customer."""

from __future__ import annotations

from collections.abc import Sequence

from crmcli.errors import N_
from crmcli.records.base import Msg, Word
from crmcli.records.sheet import Column, Sheet

TAG = Column("tag", N_("Tag"))
DIMENSION = Column("dimension", N_("Dimension"), "code", "tag_dimension")
VALUE = Column("value", N_("Value"), style="strong", short=N_("Tag"))
CUSTOMERS = Column("customers", N_("Customers"), "count")
ORIGIN = Column("origin", N_("Added by"), "code", "tag_origin")
NONE = Msg(N_("No tags yet. To put one on: crm tag add TAG CUSTOMER"))


def in_use(counts: Sequence[tuple[str, str, int]]) -> Sheet:
    """Every tag with how many wear it, under its dimension.

    Args:
        counts: (dimension, value, how many), a dimension's tags together.
    """
    rows = tuple((f"{dimension}-{value}", dimension, value, count) for dimension, value, count in counts)
    starts = [n for n, row in enumerate(rows) if n == 0 or rows[n - 1][1] != row[1]]
    groups = tuple((n, Msg("{name}", {"name": Word("tag_dimension", rows[n][1])})) for n in starts)
    return Sheet((TAG, DIMENSION, VALUE, CUSTOMERS), rows, groups=groups, shown=("value", "customers"), empty=NONE)


def of_customer(worn: Sequence[tuple[str, str, str]]) -> Sheet:
    """One customer's tags.

    Args:
        worn: (dimension, value, origin).
    """
    rows = tuple((f"{dimension}-{value}", dimension, value, origin) for dimension, value, origin in worn)
    return Sheet((TAG, DIMENSION, VALUE, ORIGIN), rows, shown=("dimension", "value", "origin"), empty=NONE)
