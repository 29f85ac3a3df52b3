"""Whole tables for spreadsheets and scripts: rows of customers, contacts or interactions, by customer and by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from crmcli.core.report_periods import ALL_TIME
from crmcli.core.spans import Span
from crmcli.model import exporting
from crmcli.model.exporting import Row
from crmcli.model.layouts import LAYOUTS
from crmcli.records.report import Question
from crmcli.services.listing import read_filter, select

if TYPE_CHECKING:
    from crmcli.services.workspace import Workspace

CARDS = "cards"  # people for an address book
KINDS = (*exporting.SOURCES, *LAYOUTS, CARDS)


class Export(NamedTuple):
    """What is to be exported.

    Args:
        kind: one of KINDS.
        total: how many rows there are.
        rows: one by one, while the file is open; cells as the columns of records.columns of that kind.
    """

    kind: str
    total: int
    rows: Iterator[Row]


def export(ws: Workspace, kind: str, tokens: Sequence[str] = (), *, days: Span = ALL_TIME) -> Export:
    """The rows of one kind, in an order that stays: the same data gives the same rows (product.md §7).

    Args:
        ws: the open file.
        kind: one of KINDS.
        tokens: FILTER words, for the customers the rows belong to.
        days: for the row's own date: when a customer or contact was last changed, when a talk took place.

    Raises:
        UsageError, BadValue, NotFound: a filter that cannot be read.
    """
    wanted = read_filter(ws, tokens)
    among = select(ws, wanted, sort="code") if wanted.terms else None
    asked = Question(days.first, days.last, ws.now().date().isoformat(), among)
    return Export(kind, exporting.count(ws.db, kind, asked), exporting.rows(ws.db, kind, asked))
