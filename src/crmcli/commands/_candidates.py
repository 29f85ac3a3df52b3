"""The small tables below an error: customers it could mean or would double, and later work an undo would overwrite."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from crmcli.errors import N_
from crmcli.records.sheet import Column, Sheet

if TYPE_CHECKING:
    from crmcli.records.customer import Candidate
    from crmcli.records.journal import Clash

CANDIDATE_COLUMNS = (
    Column("code", N_("Code")),
    Column("name", N_("Customer")),
    Column("contact", N_("Contact")),
    Column("phone", N_("Phone")),
)


def candidate_sheet(candidates: Iterable[object]) -> Sheet:
    """One row per customer.

    Args:
        candidates: records.customer.Candidate.
    """
    rows = tuple(cast("Iterable[Candidate]", candidates))
    if not any(one.why for one in rows):
        return Sheet(CANDIDATE_COLUMNS, tuple((one.code, one.name, one.contact, one.phone) for one in rows))
    columns = (*CANDIDATE_COLUMNS, Column("why", N_("Why"), "msg"))
    return Sheet(
        columns,
        tuple((one.code, one.name, one.contact, one.phone, one.why) for one in rows),
        details=tuple((one.why,) if one.why else () for one in rows),  # too long for a column
        shown=tuple(one.key for one in CANDIDATE_COLUMNS),
    )


def clash_sheet(clashes: Iterable[object]) -> Sheet:
    """One row per value that was changed since.

    Args:
        clashes: records.journal.Clash.
    """
    from crmcli.commands._views.journal import clash_sheet as in_words

    return in_words(cast("Iterable[Clash]", clashes))
